//! Grants, contracts and direct awards: what they are in law, and who says so.

use serde_json::{Value, json};

use crate::harness::{App, faults, secure};

const SEEN: &str = "query($r: String!) { opportunity(reference: $r) {
    footing { lines { sentence } grantKind grantReason mustConfirm approverReason ground groundInWords directReason } } }";

fn codes(payload: &Value) -> Vec<String> {
    faults(payload).iter().map(|fault| fault.split(':').next().unwrap_or_default().to_owned()).collect()
}

/// A draft of this method, with all that it needs beside what `more` says.
async fn draft(app: &App, input: Value, more: Value) -> Value {
    let amara = app.sign_in("amara").await;
    let draft = secure::opportunity_draft(&amara, &input).await;
    let mut details = secure::opportunity_details();
    for (name, value) in more.as_object().unwrap() {
        details[name] = value.clone();
    }
    let saved = secure::opportunity_save(&amara, &draft, &details).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    saved["opportunity"].clone()
}

async fn granted(app: &App, value: &str, answer: &str, more: Value) -> Value {
    let commission = secure::commission(app).await;
    let mut input = secure::opportunity_input(&commission, "GRANT", value);
    input["nature"] = json!({ "serviceInReturn": answer, "price": answer, "enforceable": answer });
    input["grantKind"] = json!("PROJECT");
    input["terms"]["category"] = json!("GRANT");
    input["terms"]["vatPercent"] = json!("0");
    let mut more = more;
    more["expectations"] = json!("Say how it went, once");
    draft(app, input, more).await
}

#[tokio::test]
async fn one_provider_alone_is_asked_only_on_a_listed_ground_that_is_published_r_4_9() {
    let app = App::start().await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "DIRECT", "90,000");
    let bare = draft(&app, input, json!({})).await;
    let amara = app.sign_in("amara").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &bare["id"]).await;
    assert_eq!(codes(&refused), ["WRONG_METHOD ground", "REASON_MISSING directReason"]);
    let reasons = json!({ "ground": "SINGLE_SUPPLIER", "directReason": "The only refuge in the county." });
    secure::opportunity_save(&amara, &bare, &reasons).await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &bare["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let itself = secure::opportunity_act(&amara, "opportunityApprove", &bare["id"]).await;
    assert_eq!(codes(&itself), ["NOT_ALLOWED -"], "somebody else approves it");
    let sunita = app.sign_in("sunita").await;
    let published = secure::opportunity_act(&sunita, "opportunityApprove", &bare["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    let seen = app.visitor().run(SEEN, json!({ "r": bare["reference"] })).await;
    let footing = &seen["opportunity"]["footing"];
    assert_eq!(footing["ground"], "SINGLE_SUPPLIER");
    assert_eq!(footing["directReason"], "The only refuge in the county.");
}

#[tokio::test]
async fn a_grant_above_the_small_one_says_why_and_anyone_reads_it_r_4_9() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let over = granted(&app, "25,000.01", "no", json!({})).await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &over["id"]).await;
    assert_eq!(codes(&refused), ["REASON_MISSING grantReason"]);
    assert!(refused["userErrors"][0]["policyRows"][0].as_str().unwrap().starts_with("local.grant.small_max@"));
    secure::opportunity_save(&amara, &over, &json!({ "grantReason": "Nobody sells this." })).await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &over["id"]).await;
    assert_eq!(asked["opportunity"]["stage"], "APPROVAL", "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    let published = secure::opportunity_act(&sunita, "opportunityApprove", &over["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    let rows = published["opportunity"]["policyRows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row.as_str().unwrap().starts_with("local.grant.small_max@")), "{rows:?}");
}

#[tokio::test]
async fn a_disguised_contract_is_published_only_once_an_approver_says_why_it_is_none_r_4_9() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let owed = granted(&app, "9,000", "yes", json!({})).await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &owed["id"]).await;
    assert_eq!(codes(&refused), ["DISGUISED_CONTRACT grantReason"]);
    secure::opportunity_save(&amara, &owed, &json!({ "grantReason": "What is owed is owed to the funder." })).await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &owed["id"]).await;
    let sunita = app.sign_in("sunita").await;
    let silent = secure::opportunity_act(&sunita, "opportunityApprove", &owed["id"]).await;
    assert_eq!(codes(&silent), ["DISGUISED_CONTRACT reason"]);
    let approve = "mutation($id: ID!, $version: Int!, $reason: String) {
        opportunityApprove(id: $id, version: $version, reason: $reason) { opportunity { stage } userErrors { message } } }";
    let version = sunita
        .run("query($r: String!) { opportunity(reference: $r) { version } }", json!({ "r": owed["reference"] }))
        .await["opportunity"]["version"]
        .clone();
    let variables = json!({ "id": owed["id"], "version": version, "reason": "We could not sue for it." });
    let published = sunita.run(approve, variables).await;
    assert_eq!(published["opportunityApprove"]["opportunity"]["stage"], "OPEN", "{published:#}");
    let seen = app.visitor().run(SEEN, json!({ "r": owed["reference"] })).await;
    assert_eq!(seen["opportunity"]["footing"]["approverReason"], "We could not sue for it.");
    assert_eq!(seen["opportunity"]["footing"]["mustConfirm"], true);
}

#[tokio::test]
async fn the_page_asks_of_a_grant_and_of_a_direct_award_what_each_needs_r_4_9() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let direct = secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, "DIRECT", "9,000")).await;
    let mut input = secure::opportunity_input(&commission, "GRANT", "9,000");
    input["terms"]["category"] = json!("GRANT");
    let grant = secure::opportunity_draft(&amara, &input).await;
    for (draft, asked) in [(direct, "The ground for asking one provider alone"), (grant, "What is the grant for?")] {
        let page = format!("/council/opportunities/{}/nature", draft["reference"].as_str().unwrap());
        let answer = amara.get(&page).await;
        assert_eq!(answer.status(), 200, "{page}");
        assert!(answer.text().await.unwrap().contains(asked), "{page}");
    }
}
