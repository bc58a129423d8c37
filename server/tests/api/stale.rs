//! What is decided on is what was read: a decision on another version than the
//! one that stands is refused as stale, and nothing is done.

#[cfg(feature = "ui")]
mod pages;

use serde_json::{Value, json};

use crate::harness::{App, Session, build, secure, thread};
use crate::secure::award;
use crate::secure::evaluation::build as evaluation;

const SIGNATURE: &str = ", input: { name: \"By hand\", authority: \"true\" }";

/// Whoever read another version is refused and changes nothing; whoever read
/// this one decides.
async fn decides(session: &Session, mutation: &str, id: &Value, given: &str) {
    let stands = session.version(id).await;
    for other in [stands - 1, stands + 1] {
        let refused = session.act_on(mutation, (id, other), given, "userErrors { code field message }").await;
        assert_eq!(refused["userErrors"].as_array().map(Vec::len), Some(1), "{mutation}: {refused:#}");
        assert_eq!(refused["userErrors"][0]["code"], "STALE", "{mutation}: {refused:#}");
    }
    assert_eq!(session.version(id).await, stands, "{mutation}");
    let done = session.act_on(mutation, (id, stands), given, "userErrors { code field message }").await;
    assert_eq!(done["userErrors"], json!([]), "{mutation}: {done:#}");
}

#[tokio::test]
async fn nothing_is_approved_on_another_version_than_the_one_that_was_read() {
    let app = App::start().await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let need = json!(thread::need(&amara).await);
    decides(&amara, "needRequestApproval", &need, "").await;
    decides(&sunita, "needPublish", &need, "").await;

    let commission = thread::commission(&amara, "Visits").await;
    let id = thread::draft(&amara, &commission).await;
    thread::save(&amara, &id, thread::specification_input(need.as_str().unwrap())).await;
    let specification = json!(id);
    decides(&amara, "specificationRequestApproval", &specification, "").await;
    decides(&sunita, "specificationApprove", &specification, "").await;

    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &input).await;
    secure::opportunity_save(&amara, &draft, &secure::opportunity_details()).await;
    decides(&amara, "opportunityRequestApproval", &draft["id"], "").await;
    decides(&sunita, "opportunityApprove", &draft["id"], "").await;
}

#[tokio::test]
async fn nothing_is_signed_or_accepted_on_another_version_than_the_one_that_was_read() {
    let app = App::start().await;
    let scene = evaluation::agreed(&app).await;
    let (amara, joe, sunita) = (app.sign_in("amara").await, app.sign_in("joe").await, app.sign_in("sunita").await);
    let recommended = award::recommend(&amara, &scene, 0, None).await["award"]["id"].clone();
    decides(&sunita, "awardApprove", &recommended, "").await;
    award::act(&amara, "awardNotify", &recommended).await;
    award::act(&joe, "awardAccept", &recommended).await;
    let draft = "mutation($id: ID!) { agreementDraft(award: $id) { agreement { id } userErrors { message } } }";
    let drafted = amara.run(draft, json!({ "id": recommended })).await;
    let agreement = &drafted["agreementDraft"]["agreement"]["id"];
    decides(&amara, "agreementOffer", agreement, "").await;
    app.advance("2027-01-04T00:00:00Z").await;
    for name in ["joe", "sunita"] {
        decides(&app.sign_in(name).await, "agreementSign", agreement, SIGNATURE).await;
    }

    app.advance("2027-10-01T08:00:00Z").await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let data = joe.run("{ dataReturns { nodes { id version readings { indicator } } } }", json!({})).await;
    let due = data["dataReturns"]["nodes"].as_array().and_then(|all| all.last()).unwrap();
    let reading = |reading: &Value| json!({ "indicator": reading["indicator"], "value": "52", "asked": "", "reason": "", "note": "", "confirmed": "" });
    let readings: Vec<Value> = due["readings"].as_array().unwrap().iter().map(reading).collect();
    let save = "mutation($id: ID!, $version: Int!, $input: DataReturnInput!) {
        returnSave(id: $id, version: $version, input: $input) { userErrors { message } } }";
    let input = json!({ "remark": "", "readings": readings });
    joe.run(save, json!({ "id": due["id"], "version": due["version"], "input": input })).await;
    decides(&joe, "returnSubmit", &due["id"], "").await;
    decides(&amara, "returnAccept", &due["id"], "").await;
}

/// R-4.17d: an approver who has the page open does not approve what was saved
/// in one section meanwhile.
#[tokio::test]
async fn a_section_saved_meanwhile_makes_the_whole_specification_stale() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = thread::published_need(&app).await;
    let id = thread::draft(&amara, &thread::commission(&amara, "Visits").await).await;
    thread::save(&amara, &id, thread::specification_input(&need)).await;
    let query = "query($id: ID!) { specification(id: $id) { version } }";
    let read = amara.run(query, json!({ "id": id })).await["specification"]["version"].as_i64().unwrap();
    thread::save(&amara, &id, json!({ "scope": "Something else.", "aims": "Another aim." })).await;
    let id = json!(id);
    let asked = "specification { stage } userErrors { code }";
    let refused = amara.act_on("specificationRequestApproval", (&id, read), "", asked).await;
    assert_eq!(refused, json!({ "specification": null, "userErrors": [{ "code": "STALE" }] }));
    assert_eq!(amara.version(&id).await, read + 1);
}

/// recalled, changed and offered again, an agreement is not signed by
/// whoever has the earlier terms on the screen.
#[tokio::test]
async fn terms_that_changed_after_they_were_read_are_not_signed_r_4_12() {
    let app = App::start().await;
    let scene = evaluation::agreed(&app).await;
    let id = award::approved(&app, &scene).await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    award::act(&amara, "awardNotify", &id).await;
    award::act(&joe, "awardAccept", &id).await;
    let draft = "mutation($id: ID!) { agreementDraft(award: $id) { agreement { id } userErrors { message } } }";
    let drafted = amara.run(draft, json!({ "id": id })).await;
    let agreement = &drafted["agreementDraft"]["agreement"]["id"];
    let done = "userErrors { code field message }";
    amara.act("agreementOffer", agreement, "", done).await;
    app.advance("2027-01-04T00:00:00Z").await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let query = "{ agreement(reference: \"A-0001\") { version stage terms { paymentDays signatures { name } } } }";
    let read = joe.run(query, json!({})).await["agreement"]["version"].as_i64().unwrap();

    amara.act("agreementRecall", agreement, "", done).await;
    app.cx.db().execute("update agreement set payment_days = 5, version = version + 1").await.unwrap();
    amara.act("agreementOffer", agreement, "", done).await;
    let refused = joe.act_on("agreementSign", (agreement, read), SIGNATURE, done).await;
    assert_eq!(refused["userErrors"][0]["code"], "STALE", "{refused:#}");
    let stands = joe.run(query, json!({})).await["agreement"].clone();
    assert_eq!((&stands["stage"], &stands["terms"]["signatures"]), (&json!("OFFERED"), &json!([])));
    let read = stands["version"].as_i64().unwrap();
    let signed = joe.act_on("agreementSign", (agreement, read), SIGNATURE, done).await;
    assert_eq!(signed["userErrors"], json!([]));
}

/// Whoever works for nobody here learns nothing from a version.
#[tokio::test]
async fn a_stranger_is_told_that_it_does_not_exist_whatever_the_version() {
    let app = App::start().await;
    let need = json!(thread::need(&app.sign_in("amara").await).await);
    build::provider(&app, "Pentland Services", "martin").await;
    for version in [0, 1, 2] {
        let asked = "userErrors { code }";
        let refused = app.sign_in("martin").await.act_on("needPublish", (&need, version), "", asked).await;
        assert_eq!(refused["userErrors"], json!([{ "code": "NOT_FOUND" }]));
    }
}
