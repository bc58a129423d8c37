//! Core grants: a purpose in place of outcomes, from the specification to the agreement (R-4.15a).

use serde_json::{Value, json};

use super::evaluation::build::{self as panel, Scene};
use super::{award, round};
use crate::harness::{App, Session, faults, secure, thread};

/// What fills a specification of a core grant: a purpose for this need, and no outcomes.
fn specification(need: &Value) -> Value {
    let mut input = thread::specification_input("");
    input["outcomes"] = json!([]);
    input["purpose"] = json!({ "text": "The shelter stays open through the winter.", "need": need });
    input["category"] = json!("GRANT");
    input["vat"] = json!("0");
    input
}

/// A commission whose approved specification has a purpose.
async fn commission(app: &App) -> String {
    let need = thread::published_need(app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let commission = thread::commission(&amara, "Winter night shelter").await;
    let id = thread::draft(&amara, &commission).await;
    thread::save(&amara, &id, specification(&json!(need))).await;
    for (session, mutation) in [(&amara, "specificationRequestApproval"), (&sunita, "specificationApprove")] {
        let done = session.act(mutation, &json!(id), "", "userErrors { code field message }").await;
        assert_eq!(faults(&done), Vec::<String>::new());
    }
    commission
}

/// A draft of a grant of £9,000 of this kind for a commission.
async fn grant(amara: &Session, commission: &str, kind: &str) -> Value {
    let mut new = secure::opportunity_input(commission, "GRANT", "9,000");
    new["nature"] = json!({ "serviceInReturn": "no", "price": "no", "enforceable": "no" });
    new["grantKind"] = json!(kind);
    new["terms"]["category"] = json!("GRANT");
    new["terms"]["vatPercent"] = json!("0");
    let draft = secure::opportunity_draft(amara, &new).await;
    let mut details = round::details();
    details["grantMost"] = json!("");
    details["expectations"] = json!("");
    let saved = secure::opportunity_save(amara, &draft, &details).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    saved["opportunity"].clone()
}

#[tokio::test]
async fn a_purpose_needs_something_that_it_serves_and_no_outcomes_beside_it_r_4_15a() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Winter night shelter").await;
    let id = thread::draft(&amara, &commission).await;
    let mut both = specification(&json!(""));
    both["outcomes"] = thread::specification_input(&need)["outcomes"].clone();
    both["category"] = json!("LIGHT_TOUCH");
    thread::save(&amara, &id, both).await;
    let refused =
        amara.act("specificationRequestApproval", &json!(id), "", "userErrors { code field message rule }").await;
    let found: Vec<_> = faults(&refused).iter().map(|one| one.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(found, ["DISPROPORTIONATE outcomes", "TRACE_BROKEN purpose.need", "NO_OUTCOMES category"]);
    assert!(refused["userErrors"].as_array().unwrap().iter().all(|one| one["rule"] == "R-4.15a"), "{refused:#}");
}

#[tokio::test]
async fn a_core_grant_is_put_out_with_its_purpose_and_a_project_grant_is_not_r_4_15a() {
    let app = App::start().await;
    let commission = commission(&app).await;
    let amara = app.sign_in("amara").await;
    let project = grant(&amara, &commission, "PROJECT").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &project["id"]).await;
    assert!(faults(&refused).iter().any(|fault| fault.starts_with("NO_OUTCOMES specification:")), "{refused:#}");
    let core = grant(&amara, &commission, "CORE").await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &core["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let bought = secure::commission(&app).await;
    let without = grant(&amara, &bought, "CORE").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &without["id"]).await;
    assert!(faults(&refused)[0].starts_with("PART_MISSING specification:"), "{refused:#}");
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.15a");
    #[cfg(feature = "ui")]
    {
        let sunita = app.sign_in("sunita").await;
        secure::opportunity_act(&sunita, "opportunityApprove", &core["id"]).await;
        let page = format!("/opportunities/{}", core["reference"].as_str().unwrap());
        let page = crate::harness::page::read(&app.visitor(), &page).await;
        assert!(
            page.contains("The shelter stays open through the winter.") && page.contains("For the need:"),
            "{page}"
        );
        let query = "query($r: String!) { opportunity(reference: $r) { specification { id } } }";
        let seen = amara.run(query, json!({ "r": core["reference"] })).await;
        let id = seen["opportunity"]["specification"]["id"].as_str().unwrap().to_owned();
        for page in [format!("/council/specifications/{id}"), format!("/council/specifications/{id}/outcomes")] {
            crate::harness::page::read(&amara, &page).await;
        }
    }
}

/// From two applications to the agreement: yearly, without a measure, and no payment hangs on a result.
#[tokio::test]
async fn the_agreement_of_a_core_grant_has_one_light_return_a_year_and_no_payment_by_results_r_4_15a() {
    let app = App::start().await;
    let commission = commission(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let core = grant(&amara, &commission, "CORE").await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &core["id"]).await;
    let of = secure::opportunity_act(&sunita, "opportunityApprove", &core["id"]).await["opportunity"].clone();
    let scene: Scene = round::applied(&app, &of, ["9,000", "8,000"]).await;
    panel::open(&app, &scene).await;
    panel::score_all(&app, &scene).await;
    panel::agree(&app, &scene).await;
    let amara = app.sign_in("amara").await;
    let made = award::recommend(&amara, &scene, 0, None).await;
    assert_eq!(made["userErrors"], json!([]), "its trace goes by its purpose: {made:#}");
    let id = &made["award"]["id"];
    round::approved_and_told(&app, id).await;
    award::act(&app.sign_in("joe").await, "awardAccept", id).await;
    let draft = "mutation($award: ID!) { agreementDraft(award: $award) { agreement { id kind version
        terms { lines { dueOn what amount } plan { frequency activities { detail } } }
        refusals(action: OFFER) { message } trace { kind isBroken } } userErrors { message } } }";
    let drawn = amara.run(draft, json!({ "award": id })).await["agreementDraft"].clone();
    let agreement = &drawn["agreement"];
    assert_eq!((&agreement["kind"], &agreement["refusals"]), (&json!("CORE_GRANT"), &json!([])), "{drawn:#}");
    assert_eq!(agreement["terms"]["plan"]["frequency"], "YEARLY");
    let steps = agreement["trace"].as_array().unwrap();
    assert_eq!((&steps[0]["kind"], &steps[1]["kind"]), (&json!("NEED"), &json!("PURPOSE")), "{steps:#?}");
    let save = "mutation($id: ID!, $version: Int!, $input: AgreementInput!) {
        agreementSave(id: $id, version: $version, input: $input) { userErrors { field code message rule } } }";
    let input = json!({
        "title": "Winter night shelter",
        "startsOn": "1 April 2027",
        "endsOn": "31 March 2028",
        "paymentDays": "30",
        "paymentTerms": "",
        "lines": [{
            "dueOn": "1 April 2027", "what": "All of it", "amount": "9,000", "measure": "ind_00000000000000000000000000000001",
        }],
        "plan": { "frequency": "QUARTERLY", "rationale": "", "activities": [{ "kind": "REPORT", "detail": "A letter" }] },
    });
    let version = agreement["version"].clone();
    let by_results =
        amara.run(save, json!({ "id": agreement["id"], "version": version, "input": input })).await["agreementSave"]
            .clone();
    assert!(faults(&by_results)[0].starts_with("DISGUISED_CONTRACT lines.0.measure:"), "{by_results:#}");
    assert_eq!(by_results["userErrors"][0]["rule"], "R-4.15a");
    let mut often = input;
    often["lines"][0]["measure"] = json!("");
    let saved = amara.run(save, json!({ "id": agreement["id"], "version": version, "input": often })).await;
    assert_eq!(saved["agreementSave"]["userErrors"], json!([]), "{saved:#}");
    let offered = amara.act("agreementOffer", &agreement["id"], "", "userErrors { field code message rule }").await;
    assert!(
        faults(&offered)[0].starts_with("DISPROPORTIONATE plan.frequency: A core grant sends one light return a year"),
        "{offered:#}"
    );
}
