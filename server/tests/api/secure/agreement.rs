//! Agreements: from an award to two signatures.

#[cfg(feature = "ui")]
mod pages;

use serde_json::{Value, json};

use super::award;
use super::evaluation::build::agreed;
use crate::harness::agreement::{AWARD, award as awarded};
use crate::harness::{App, Session, faults};

const DRAFT: &str = "mutation($award: ID!) { agreementDraft(award: $award) {
    agreement { id reference kind value startsOn endsOn stage version viewerCan
        terms { paymentDays total lines { dueOn amount what } plan { frequency activities { kind } } }
        refusals(action: OFFER) { message } }
    userErrors { field code message rule policyRows } } }";
const SAVE: &str = "mutation($id: ID!, $version: Int!, $input: AgreementInput!) {
    agreementSave(id: $id, version: $version, input: $input) {
        agreement { id version terms { paymentDays } } userErrors { field code message rule policyRows } } }";
const SIGNED: &str = "agreement { stage terms { signatures { side name } } } userErrors { field code message rule }";

/// Does something that takes the agreement's id alone.
async fn act(session: &Session, mutation: &str, id: &Value) -> Value {
    session.act(mutation, id, "", "agreement { stage } userErrors { field code message rule policyRows }").await
}

async fn drafted(amara: &Session) -> Value {
    let data = amara.run(DRAFT, json!({ "award": AWARD })).await;
    assert!(data["agreementDraft"]["agreement"].is_object(), "{data:#}");
    data["agreementDraft"]["agreement"].clone()
}

async fn sign(session: &Session, id: &Value, name: &str) -> Value {
    session.act("agreementSign", id, &signature(name), SIGNED).await
}

fn signature(name: &str) -> String {
    format!(", input: {{ name: \"{name}\", authority: \"true\" }}")
}

fn input() -> Value {
    json!({
        "title": "Carers befriending",
        "startsOn": "1 January 2027",
        "endsOn": "31 December 2029",
        "paymentDays": "30",
        "paymentTerms": "",
        "lines": [{ "dueOn": "1 January 2027", "what": "The whole", "amount": "98,000" }],
        "plan": { "frequency": "QUARTERLY", "rationale": "", "activities": [{ "kind": "VISIT", "detail": "Each autumn" }] },
    })
}

#[tokio::test]
async fn an_agreement_is_drawn_up_from_specification_and_bid_r_4_12() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    let agreement = drafted(&app.sign_in("amara").await).await;
    assert_eq!(agreement["reference"], "A-0001");
    assert_eq!(agreement["value"], "98000.00");
    assert_eq!((&agreement["startsOn"], &agreement["endsOn"]), (&json!("2027-01-01"), &json!("2029-12-31")));
    assert_eq!(agreement["terms"]["paymentDays"], 30);
    assert_eq!(agreement["terms"]["total"], "98000.00");
    assert_eq!(agreement["terms"]["lines"].as_array().unwrap().len(), 12);
    assert_eq!(agreement["terms"]["plan"]["frequency"], "QUARTERLY");
    assert_eq!(agreement["refusals"], json!([]));
    assert_eq!(agreement["viewerCan"], json!(["SAVE", "OFFER"]));
}

#[tokio::test]
async fn there_is_one_agreement_on_an_award_and_only_once_bidders_know() {
    let app = App::start().await;
    awarded(&app, "approved").await;
    let amara = app.sign_in("amara").await;
    let data = amara.run(DRAFT, json!({ "award": AWARD })).await;
    assert_eq!(data["agreementDraft"]["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{data:#}");
    app.cx.db().execute("update award set stage = 'notified'").await.unwrap();
    let agreement = drafted(&amara).await;
    let again = amara.run(DRAFT, json!({ "award": AWARD })).await;
    assert_eq!(again["agreementDraft"]["userErrors"][0]["code"], "DUPLICATE");
    let early = act(&amara, "agreementOffer", &agreement["id"]).await;
    assert_eq!(early["userErrors"][0]["rule"], "R-S5", "the provider has not accepted: {early:#}");
}

/// thirty-one days, a penny short and no plan, all at once.
#[tokio::test]
async fn thirty_one_days_a_wrong_sum_and_no_plan_are_refused_together() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let agreement = drafted(&amara).await;
    let mut wrong = input();
    wrong["paymentDays"] = json!("31");
    wrong["lines"][0]["amount"] = json!("97,999.99");
    wrong["plan"] = json!({ "frequency": "", "rationale": "", "activities": [] });
    let data = amara.run(SAVE, json!({ "id": agreement["id"], "version": 1, "input": wrong })).await;
    assert_eq!(data["agreementSave"]["agreement"]["terms"]["paymentDays"], 31, "saving keeps anything: {data:#}");
    let refused = act(&amara, "agreementOffer", &agreement["id"]).await;
    insta::assert_json_snapshot!(faults(&refused));
    assert_eq!(refused["agreement"], Value::Null);
    let monthly = {
        let mut input = input();
        input["plan"]["frequency"] = json!("MONTHLY");
        input
    };
    amara.run(SAVE, json!({ "id": agreement["id"], "version": 2, "input": monthly })).await;
    let refused = act(&amara, "agreementOffer", &agreement["id"]).await;
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.21e", "{refused:#}");
    let stale = amara.run(SAVE, json!({ "id": agreement["id"], "version": 2, "input": input() })).await;
    assert_eq!(stale["agreementSave"]["userErrors"][0]["code"], "STALE");
    amara.run(SAVE, json!({ "id": agreement["id"], "version": 3, "input": input() })).await;
    assert_eq!(act(&amara, "agreementOffer", &agreement["id"]).await["agreement"]["stage"], "OFFERED");
}

#[tokio::test]
async fn both_sides_sign_after_the_waiting_period_and_not_before_r_s5() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let id = drafted(&amara).await["id"].clone();
    assert_eq!(act(&amara, "agreementOffer", &id).await["agreement"]["stage"], "OFFERED");
    let ruth = app.sign_in("ruth").await;
    let early = sign(&ruth, &id, "Ruth Adeyemi").await;
    assert_eq!(
        faults(&early),
        ["STANDSTILL -: The waiting period ends on Wednesday 25 November 2026. You can sign from 26 November 2026"]
    );
    app.advance("2026-11-26T00:00:00Z").await;
    let joe = app.sign_in("joe").await;
    assert_eq!(sign(&joe, &id, "Joe Lambert").await["userErrors"][0]["code"], "CERTIFIER_NEEDED");
    let ruth = app.sign_in("ruth").await;
    let nameless = ruth.act("agreementSign", &id, ", input: { name: \"\", authority: \"\" }", SIGNED).await;
    assert_eq!(faults(&nameless).len(), 2);
    assert_eq!(sign(&ruth, &id, "Ruth Adeyemi").await["agreement"]["stage"], "SIGNED_BY_ONE");
    assert_eq!(sign(&ruth, &id, "Ruth Adeyemi").await["userErrors"][0]["code"], "NOT_ALLOWED");
    let amara = app.sign_in("amara").await;
    assert_eq!(sign(&amara, &id, "Amara Okonjo").await["userErrors"][0]["code"], "NOT_ALLOWED");
    let sunita = app.sign_in("sunita").await;
    let both = sign(&sunita, &id, "Sunita Rao").await;
    assert_eq!(both["agreement"]["stage"], "SIGNED", "{both:#}");
    assert_eq!(both["agreement"]["terms"]["signatures"].as_array().unwrap().len(), 2);
    let of = app.visitor().run("{ opportunity(reference: \"O-0023\") { id stage } }", json!({})).await;
    assert_eq!(of["opportunity"]["stage"], "COMPLETE");
    let cancel = "mutation($id: ID!) { opportunityCancel(id: $id, reason: \"Too late\") { userErrors { code } } }";
    let refused = amara.run(cancel, json!({ "id": of["opportunity"]["id"] })).await;
    assert_eq!(refused["opportunityCancel"]["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "what is signed stands");
}

/// R-4.17d
#[tokio::test]
async fn an_approver_signs_within_their_limit_only() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    app.cx.db().execute("update award set value_pence = 10000001").await.unwrap();
    let amara = app.sign_in("amara").await;
    let id = drafted(&amara).await["id"].clone();
    act(&amara, "agreementOffer", &id).await;
    app.advance("2026-11-26T00:00:00Z").await;
    let refused = sign(&app.sign_in("sunita").await, &id, "Sunita Rao").await;
    assert_eq!(refused["userErrors"][0]["code"], "OVER_LIMIT");
    let signed = sign(&app.sign_in("helen").await, &id, "Helen Marsh").await;
    assert_eq!(signed["agreement"]["stage"], "SIGNED_BY_ONE");
}

#[tokio::test]
async fn what_is_not_signed_exists_for_the_two_parties_alone() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    crate::harness::build::provider(&app, "Pentland Services", "martin").await;
    let amara = app.sign_in("amara").await;
    let id = drafted(&amara).await["id"].clone();
    let query = "{ agreement(reference: \"A-0001\") { title terms { paymentDays } } agreements { totalCount } }";
    let nothing = json!({ "agreement": null, "agreements": { "totalCount": 0 } });
    let ruth = app.sign_in("ruth").await;
    let martin = app.sign_in("martin").await;
    for outsider in [&app.visitor(), &ruth, &martin] {
        assert_eq!(outsider.run(query, json!({})).await, nothing);
        assert_eq!(act(outsider, "agreementOffer", &id).await["userErrors"][0]["code"], "NOT_FOUND");
    }
    act(&amara, "agreementOffer", &id).await;
    assert_eq!(ruth.run(query, json!({})).await["agreements"]["totalCount"], 1);
    assert_eq!(martin.run(query, json!({})).await, nothing);
    crate::monitor::signed(&app, &id).await;
    let seen = app.visitor().run(query, json!({})).await;
    assert_eq!(seen["agreement"], json!({ "title": "Carers befriending", "terms": null }));
}

#[tokio::test]
async fn a_provider_may_decline_with_a_reason_and_the_council_take_back() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let id = drafted(&amara).await["id"].clone();
    act(&amara, "agreementOffer", &id).await;
    assert_eq!(act(&amara, "agreementRecall", &id).await["agreement"]["stage"], "DRAFT");
    act(&amara, "agreementOffer", &id).await;
    let ruth = app.sign_in("ruth").await;
    let decline = "mutation($id: ID!, $input: AgreementDeclineInput!) { agreementDecline(id: $id, input: $input) {
        agreement { stage } userErrors { field code message } } }";
    let silent = ruth.run(decline, json!({ "id": id, "input": { "reason": " " } })).await;
    assert_eq!(faults(&silent["agreementDecline"]), ["MISSING reason: Enter why you decline"]);
    let done = ruth.run(decline, json!({ "id": id, "input": { "reason": "We lost our lead" } })).await;
    assert_eq!(done["agreementDecline"]["agreement"]["stage"], "DECLINED");
}

/// R-4.1a: the thread from need to feedback, each step a link, each break named.
#[tokio::test]
async fn the_thread_is_whole_and_names_what_breaks() {
    let app = App::start().await;
    awarded(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let id = drafted(&amara).await["id"].clone();
    act(&amara, "agreementOffer", &id).await;
    crate::monitor::signed(&app, &id).await;
    let query = "{ agreement(reference: \"A-0001\") { trace { kind outcome name href on fact isBroken } } }";
    insta::assert_json_snapshot!(app.visitor().run(query, json!({})).await["agreement"]["trace"]);
    app.cx.db().execute("delete from criterion").await.unwrap();
    app.cx.db().execute("update need set stage = 'draft'").await.unwrap();
    let broken = app.visitor().run(query, json!({})).await;
    let names: Vec<_> = broken["agreement"]["trace"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["isBroken"] == true)
        .map(|step| step["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["No published need", "No criterion"]);
}

/// R-S5: what the panel led to becomes an agreement, from the award's
/// own page, and each side reads the thread in its own workspace.
#[tokio::test]
async fn an_award_made_by_a_panel_leads_to_its_agreement_and_back() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = award::approved(&app, &scene).await;
    let query = "query($reference: String!) { evaluation(reference: $reference) {
        awards { canDrawUpAgreement agreement { reference } } } }";
    let offered = async |session: &Session| {
        let data = session.run(query, json!({ "reference": scene.reference })).await;
        data["evaluation"]["awards"][0].clone()
    };
    let not_yet = json!({ "canDrawUpAgreement": false, "agreement": null });
    let amara = app.sign_in("amara").await;
    assert_eq!(offered(&amara).await, not_yet, "nobody is told of the award yet");
    award::act(&amara, "awardNotify", &id).await;
    award::act(&app.sign_in("joe").await, "awardAccept", &id).await;
    assert_eq!(offered(&amara).await["canDrawUpAgreement"], true);
    assert_eq!(offered(&app.sign_in("sunita").await).await, not_yet, "an approver signs and does not draw up");
    let drafted = amara.run(DRAFT, json!({ "award": id })).await["agreementDraft"]["agreement"].clone();
    assert_eq!(drafted["value"], "70000.00", "{drafted:#}");
    assert_eq!(
        offered(&amara).await,
        json!({ "canDrawUpAgreement": false, "agreement": { "reference": drafted["reference"] } })
    );
    let joe = app.sign_in("joe").await;
    let letter = "query($bid: ID!) { awardLetters(bid: $bid) { ownAward { agreement { reference } } } }";
    let own = joe.run(letter, json!({ "bid": scene.bids[0] })).await;
    assert_eq!(own["awardLetters"][0]["ownAward"]["agreement"], Value::Null, "a draft is the council's own");
    act(&amara, "agreementOffer", &drafted["id"]).await;
    let own = joe.run(letter, json!({ "bid": scene.bids[0] })).await;
    assert_eq!(own["awardLetters"][0]["ownAward"]["agreement"]["reference"], drafted["reference"]);
    let links = async |session: &Session| -> Vec<String> {
        let query = "query($reference: String!) { agreement(reference: $reference) { trace { kind href } } }";
        let data = session.run(query, json!({ "reference": drafted["reference"] })).await;
        let steps = data["agreement"]["trace"].as_array().unwrap().clone();
        let wanted = |step: &&Value| ["BID", "AWARD", "AGREEMENT"].iter().any(|kind| step["kind"] == *kind);
        steps.iter().filter(wanted).map(|step| step["href"].as_str().unwrap().to_owned()).collect()
    };
    let page = format!("/council/opportunities/{}/award", scene.reference);
    assert_eq!(links(&amara).await, [page.clone(), page, "/council/agreements/A-0001".to_owned()]);
    let bid = format!("/provider/bids/{}", scene.bids[0]);
    assert_eq!(links(&joe).await, [bid.clone(), format!("{bid}/result"), "/provider/agreements/A-0001".to_owned()]);
}
