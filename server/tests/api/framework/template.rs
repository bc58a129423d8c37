//! Standard documents: published by approvers, followed by what is published, or
//! departed from with a reason (R-4.17a).

use serde_json::{Value, json};

use crate::harness::secure::{
    commission, opportunity_act, opportunity_details, opportunity_draft, opportunity_input, opportunity_save,
};
use crate::harness::{App, Session, faults};

/// Publishes a version of the request for quotations.
pub async fn publish(session: &Session, changes: &str) -> Value {
    let query = "mutation($input: TemplateInput!) { templatePublish(input: $input) {
        template { id name number } userErrors { code field message rule } } }";
    let input = json!({ "kind": "quotation", "text": "How we score.", "changes": changes });
    session.run(query, json!({ "input": input })).await["templatePublish"].clone()
}

async fn follow(session: &Session, of: &Value, departs: &str, reason: &str) -> Value {
    let query = "mutation($id: ID!, $version: Int!, $input: TemplateFollowInput!) {
        templateFollow(opportunity: $id, version: $version, input: $input) {
            followed { template { number } reason } userErrors { code field message rule } } }";
    let input = json!({ "departs": departs, "templateReason": reason });
    let version = session.version(&of["id"]).await;
    session.run(query, json!({ "id": of["id"], "version": version, "input": input })).await["templateFollow"].clone()
}

/// A whole draft of a quotation.
async fn draft(app: &App, amara: &Session) -> Value {
    let commission = commission(app).await;
    let draft = opportunity_draft(amara, &opportunity_input(&commission, "QUOTATION", "25,000.00")).await;
    let saved = opportunity_save(amara, &draft, &opportunity_details()).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    draft
}

#[tokio::test]
async fn a_newer_template_holds_a_draft_back_until_it_follows_or_says_why_not_r_4_17a() {
    let app = App::start().await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let first = publish(&sunita, "The first").await;
    assert_eq!(first["template"]["name"], "Request for quotations, version 1", "{first:#}");
    let draft = draft(&app, &amara).await;
    publish(&sunita, "Says when we pay").await;
    let refused = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(refused["userErrors"][0]["code"], "STALE_TEMPLATE", "{refused:#}");
    assert_eq!(refused["userErrors"][0]["field"], "template");
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.17a");

    let empty = follow(&amara, &draft, "true", " ").await;
    assert_eq!(faults(&empty), ["MISSING templateReason: Enter why it departs from the standard document"]);
    let departed = follow(&amara, &draft, "true", "The funder sets its own form").await;
    assert_eq!(departed["followed"], json!({ "template": { "number": 1 }, "reason": "The funder sets its own form" }));
    let followed = follow(&amara, &draft, "false", "").await;
    assert_eq!(followed["followed"], json!({ "template": { "number": 2 }, "reason": null }), "{followed:#}");
    let asked = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["opportunity"]["stage"], "APPROVAL", "{asked:#}");
    // What changes meanwhile is found by the approver too.
    publish(&sunita, "Says it again").await;
    let refused = opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(refused["userErrors"][0]["code"], "STALE_TEMPLATE", "{refused:#}");
}

#[tokio::test]
async fn approvers_publish_and_anyone_reads_every_version_r_4_17a() {
    let app = App::start().await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    assert_eq!(publish(&amara, "Mine").await["userErrors"][0]["code"], "NOT_ALLOWED");
    publish(&sunita, "The first").await;
    publish(&sunita, "The second").await;
    let data = app.visitor().run("{ templates { nodes { number changes } } }", json!({})).await;
    assert_eq!(
        data["templates"]["nodes"],
        json!([{ "number": 2, "changes": "The second" }, { "number": 1, "changes": "The first" }])
    );
    // A draft's document is as unseen as the draft.
    let draft = draft(&app, &amara).await;
    let query = "query($reference: String!) { templateFollowed(reference: $reference) { current { number } } }";
    let reference = json!({ "reference": draft["reference"] });
    assert_eq!(app.visitor().run(query, reference.clone()).await["templateFollowed"], Value::Null);
    let own = amara.run(query, reference).await;
    assert_eq!(own["templateFollowed"]["current"]["number"], 2);
    let stranger = app.sign_in("gareth").await;
    let refused = follow(&stranger, &draft, "false", "").await;
    assert_ne!(refused["userErrors"], json!([]), "{refused:#}");
}

/// R-4.17a: whoever reads the opportunity reads that it departs from the standard document, and why; the approver before
/// it is published.
#[cfg(feature = "ui")]
#[tokio::test]
async fn a_departure_from_the_standard_document_is_read_on_the_opportunitys_page_r_4_17a() {
    let app = App::start().await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    publish(&sunita, "The first").await;
    let draft = draft(&app, &amara).await;
    follow(&amara, &draft, "true", "The funder sets its own form").await;
    opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    let page = format!("/opportunities/{}", draft["reference"].as_str().unwrap());
    let approver = sunita.get(&page).await.text().await.unwrap();
    assert!(approver.contains("The funder sets its own form"), "{approver}");
    opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    let anyone = app.visitor().get(&page).await.text().await.unwrap();
    assert!(anyone.contains("The funder sets its own form"), "{anyone}");
}
