//! The pages of questions, changes and alerts, without script.

use serde_json::json;

use crate::harness::App;
use crate::harness::page::{read, send};
use crate::secure::bid::build::{self, opportunity};
use crate::secure::bid::sent;

/// R-S2, R-S3: asked, answered, changed and confirmed on pages alone.
#[tokio::test]
async fn a_question_a_change_and_a_confirmation_pass_without_script() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let (joe, amara, visitor) = (app.sign_in("joe").await, app.sign_in("amara").await, app.visitor());
    let page = format!("/opportunities/{}/questions", on.reference);
    let council = format!("/council/opportunities/{}", on.reference);
    let reference = ("reference", on.reference.as_str());
    assert!(read(&visitor, &page).await.contains("You can ask until Friday 27 November 2026"));

    let asked = [("opportunity", on.id.as_str()), reference, ("question", "May two groups bid as one?")];
    let asked = send(&app, &joe, &page, "clarification-ask", &asked).await;
    assert!(asked.contains("Yours. Nobody else is told.") && asked.contains("Waiting for an answer"), "{asked}");
    let public = read(&visitor, &page).await;
    assert!(public.contains("1 question waits for an answer.") && !public.contains("May two groups"), "{public}");
    // The commission behind these rows is not whole, so the rest of that page is not looked at here.
    let today = amara.get("/council").await.text().await.unwrap();
    assert!(today.contains("Answer a question"), "{today}");

    let data = amara.run("{ clarifications { nodes { id } } }", json!({})).await;
    let id = ("id", data["clarifications"]["nodes"][0]["id"].as_str().unwrap());
    let answers = format!("{council}/answers");
    let fields = [id, reference, ("text", "Yes, with one of them in the lead.")];
    let answered = send(&app, &amara, &answers, "clarification-answer", &fields).await;
    assert!(answered.contains("No question waits for an answer."), "{answered}");
    let public = read(&visitor, &page).await;
    assert!(public.contains("May two groups") && public.contains("with one of them in the lead"), "{public}");

    let bid = sent(&joe, &on).await;
    let data =
        amara.run("query($r: String!) { opportunity(reference: $r) { id } }", json!({ "r": on.reference })).await;
    let input = json!({
        "what": "The service covers Olney too.",
        "meaning": "Confirm your bid, or change it.",
        "material": "yes",
        "closesOn": "18 December 2026",
    });
    let amend = "mutation($id: ID!, $input: AmendmentInput!) {
        opportunityAmend(id: $id, version: 1, input: $input) { userErrors { message } } }";
    let done = amara.run(amend, json!({ "id": data["opportunity"]["id"], "input": input })).await;
    assert_eq!(done["opportunityAmend"]["userErrors"], json!([]));
    let changed = read(&amara, &format!("{council}/amend")).await;
    assert!(changed.contains("Change 1") && changed.contains("Friday 18 December 2026"), "{changed}");
    let receipt = format!("/provider/bids/{bid}/sent");
    assert!(read(&joe, "/provider/bids").await.contains("Confirm again"));
    let confirmed = send(&app, &joe, &receipt, "bid-confirm", &[("id", bid.as_str())]).await;
    assert!(confirmed.contains("Sent, sealed") && !confirmed.contains("Confirm my bid as it is"), "{confirmed}");
    assert!(read(&visitor, "/opportunities").await.contains("application/atom+xml"));
}

/// R-4.2: kept, confirmed by its link, and stopped.
#[tokio::test]
async fn a_search_is_kept_confirmed_and_stopped_without_script() {
    let app = App::start().await;
    let visitor = app.visitor();
    let fields = [("email", "somebody@test.example"), ("words", "carers"), ("kind", "")];
    let kept = send(&app, &visitor, "/alerts", "alert-create", &fields).await;
    assert!(kept.contains("a mail is on its way"), "{kept}");
    let data = visitor.run("{ mails(to: \"somebody@test.example\") { nodes { body } } }", json!({})).await;
    let body = data["mails"]["nodes"][0]["body"].as_str().unwrap();
    let token = body.split("/alerts/").nth(1).unwrap().split_whitespace().next().unwrap();
    let page = format!("/alerts/{token}");
    assert!(read(&visitor, &page).await.contains("Yes, send me these mails"));
    let running = send(&app, &visitor, &page, "alert-confirm", &[("token", token)]).await;
    assert!(running.contains("Stop these mails"), "{running}");
    let stopped = send(&app, &visitor, &page, "alert-stop", &[("token", token)]).await;
    assert!(stopped.contains("The mails are stopped"), "{stopped}");
    assert!(read(&visitor, &page).await.contains("This link does not work"));
}
