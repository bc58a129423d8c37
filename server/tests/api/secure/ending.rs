//! How a competition ends without an agreement, or goes round to the next bidder.

use serde_json::{Value, json};

use super::award::{act, approved, recommend, result};
use super::evaluation::build::{Scene, agreed, closed, opened};
use crate::harness::{App, Session, faults};
use crate::people::account::mails;

const DRAFT: &str = "mutation($award: ID!) { agreementDraft(award: $award) {
    agreement { id reference value } userErrors { code message } } }";

async fn finish(session: &Session, mutation: &str, scene: &Scene, reason: &str) -> Value {
    let query = format!(
        "mutation($id: ID!, $reason: String!) {{ {mutation}(id: $id, reason: $reason) {{
            opportunity {{ stage endReason cancelReason viewerCan }} userErrors {{ field code message rule }} }} }}"
    );
    session.run(&query, json!({ "id": scene.opportunity, "reason": reason })).await[mutation].clone()
}

/// Told, accepted, drawn up and offered: the agreement's identifier.
async fn offered(app: &App, award: &Value, provider: &str) -> Value {
    let amara = app.sign_in("amara").await;
    assert_eq!(act(&amara, "awardNotify", award).await["userErrors"], json!([]));
    assert_eq!(act(&app.sign_in(provider).await, "awardAccept", award).await["award"]["stage"], "ACCEPTED");
    let drafted = amara.run(DRAFT, json!({ "award": award })).await["agreementDraft"].clone();
    assert_eq!(drafted["userErrors"], json!([]), "{drafted:#}");
    let id = drafted["agreement"]["id"].clone();
    let offered = amara.act("agreementOffer", &id, "", "agreement { stage } userErrors { message }").await;
    assert_eq!(offered["agreement"]["stage"], "OFFERED", "{offered:#}");
    id
}

async fn sign(app: &App, name: &str, agreement: &Value) -> Value {
    let given = format!("input: {{ name: \"{name}\", authority: \"true\" }}");
    app.sign_in(name)
        .await
        .act("agreementSign", agreement, &given, "agreement { stage } userErrors { code message }")
        .await
}

async fn awards(session: &Session, scene: &Scene) -> Value {
    let query = "query($reference: String!) { evaluation(reference: $reference) {
        awards { stage endedReason providerName agreement { stage terms { lapsedReason } } } } }";
    session.run(query, json!({ "reference": scene.reference })).await["evaluation"]["awards"].clone()
}

async fn stage(app: &App, scene: &Scene) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) { stage } }";
    app.visitor().run(query, json!({ "reference": scene.reference })).await["opportunity"]["stage"].clone()
}

async fn told(session: &Session, name: &str, subject: &str) -> Vec<String> {
    let all = mails(session, &format!("{name}@test.example")).await;
    let about = all.iter().filter(|mail| mail["subject"].as_str().is_some_and(|found| found.starts_with(subject)));
    about.map(|mail| mail["body"].as_str().unwrap_or_default().to_owned()).collect()
}

/// R-S5: the whole way from an agreement that the first does not take to one
/// that the next-ranked is offered.
#[tokio::test]
async fn an_agreement_not_taken_goes_to_the_next_ranked_bidder_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let first = approved(&app, &scene).await;
    let agreement = offered(&app, &first, "joe").await;
    let joe = app.sign_in("joe").await;
    let decline = "mutation($id: ID!, $input: AgreementDeclineInput!) { agreementDecline(id: $id, input: $input) {
        agreement { stage } userErrors { field code message } } }";
    let done = joe.run(decline, json!({ "id": agreement, "input": { "reason": "We lost our lead" } })).await;
    assert_eq!(done["agreementDecline"]["agreement"]["stage"], "DECLINED", "{done:#}");

    let amara = app.sign_in("amara").await;
    let given_up = awards(&amara, &scene).await;
    assert_eq!((&given_up[0]["stage"], &given_up[0]["endedReason"]), (&json!("DECLINED"), &json!("We lost our lead")));
    assert_eq!(stage(&app, &scene).await, "EVALUATING", "the council chooses again");
    assert_eq!(result(&app.visitor(), &scene).await, Value::Null);
    let again = recommend(&amara, &scene, 0, None).await;
    assert_eq!(again["userErrors"][0]["code"], "UNKNOWN_CODE", "not the same once more: {again:#}");

    let next = recommend(&amara, &scene, 1, None).await;
    assert_eq!(next["award"]["stage"], "RECOMMENDED", "no other reason is needed: {next:#}");
    let next = next["award"]["id"].clone();
    assert_eq!(act(&app.sign_in("sunita").await, "awardApprove", &next).await["award"]["stage"], "APPROVED");
    let second = offered(&app, &next, "steve").await;
    assert_ne!(second, agreement);
    assert_eq!(result(&app.visitor(), &scene).await["lots"][0]["winner"], "Open Gate Recovery");
    assert_eq!(stage(&app, &scene).await, "DECIDED");
}

/// R-4.1b: after opening, for a public reason, and every bidder is told.
#[tokio::test]
async fn an_opportunity_ends_with_nobody_chosen_and_tells_every_bidder_r_4_1b() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let amara = app.sign_in("amara").await;
    let silent = finish(&amara, "opportunityEnd", &scene, " ").await;
    assert_eq!(faults(&silent), ["MISSING reason: Enter why nobody is chosen"]);
    let id = approved(&app, &scene).await;
    let standing = finish(&amara, "opportunityEnd", &scene, "None reaches the east.").await;
    assert_eq!(standing["userErrors"][0]["rule"], "R-4.1b", "{standing:#}");
    assert!(standing["userErrors"][0]["message"].as_str().unwrap().starts_with("An award to Lantern Carers stands."));
    let withdraw =
        "mutation($id: ID!) { awardWithdraw(id: $id, input: { reason: \"A fault\" }) { userErrors { message } } }";
    assert_eq!(amara.run(withdraw, json!({ "id": id })).await["awardWithdraw"]["userErrors"], json!([]));

    for name in ["sunita", "gareth", "joe"] {
        let refused = finish(&app.sign_in(name).await, "opportunityEnd", &scene, "None.").await;
        assert_eq!(refused["userErrors"][0]["code"], "NOT_ALLOWED", "{name}");
    }
    let ended = finish(&amara, "opportunityEnd", &scene, "None reaches the east.").await;
    assert_eq!(ended["opportunity"]["stage"], "UNSUCCESSFUL", "{ended:#}");
    assert_eq!(ended["opportunity"]["viewerCan"], json!([]));
    let query = "query($reference: String!) { opportunity(reference: $reference) { endReason cancelReason } }";
    let public = app.visitor().run(query, json!({ "reference": scene.reference })).await;
    assert_eq!(public["opportunity"], json!({ "endReason": "None reaches the east.", "cancelReason": null }));
    for name in ["joe", "steve"] {
        let mails = told(&amara, name, "Nobody chosen").await;
        assert_eq!(mails.len(), 1, "{name}");
        assert!(mails[0].contains("None reaches the east."), "{}", mails[0]);
    }
    let late = recommend(&amara, &scene, 1, None).await;
    assert_eq!(late["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{late:#}");
    assert_eq!(finish(&amara, "opportunityEnd", &scene, "Again").await["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
}

#[tokio::test]
async fn nobody_ends_it_before_the_bids_are_opened_r_s1() {
    let app = App::start().await;
    let scene = closed(&app).await;
    let refused = finish(&app.sign_in("amara").await, "opportunityEnd", &scene, "None.").await;
    assert_eq!(refused["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{refused:#}");
    assert_eq!(stage(&app, &scene).await, "CLOSED");
}

/// Whatever was begun falls with it, in one transaction, and everyone is told.
#[tokio::test]
async fn calling_off_takes_the_award_and_the_offered_agreement_along() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let agreement = offered(&app, &id, "joe").await;
    let amara = app.sign_in("amara").await;
    let cancelled = finish(&amara, "opportunityCancel", &scene, "The money went elsewhere.").await;
    assert_eq!(cancelled["opportunity"]["stage"], "CANCELLED", "{cancelled:#}");
    assert_eq!(
        awards(&amara, &scene).await,
        json!([{
            "stage": "WITHDRAWN", "endedReason": "The money went elsewhere.", "providerName": "Lantern Carers",
            "agreement": { "stage": "LAPSED", "terms": { "lapsedReason": "The money went elsewhere." } },
        }])
    );
    assert_eq!(result(&app.visitor(), &scene).await, Value::Null);
    for name in ["joe", "steve"] {
        let mails = told(&amara, name, "Cancelled").await;
        assert_eq!(mails.len(), 1, "{name}");
        assert!(mails[0].contains("was cancelled: The money went elsewhere."), "{}", mails[0]);
        assert!(!mails[0].contains("sealed"), "it had been opened");
    }
    assert_eq!(told(&amara, "joe", "Came to nothing").await.len(), 1);
    assert_eq!(told(&amara, "steve", "Came to nothing").await.len(), 0);
    let refused = sign(&app, "joe", &agreement).await;
    assert_eq!(refused["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    let verdicts = {
        server::app::framework::event::seal(&app.cx).await.unwrap();
        server::app::framework::event::verify(app.cx.db()).await.unwrap()
    };
    assert!(verdicts.iter().all(|verdict| verdict.broken_at.is_none()), "{verdicts:?}");
}

/// A draft the provider never saw stays the council's own.
#[tokio::test]
async fn an_award_withdrawn_takes_its_drafted_agreement_along_and_shows_it_to_nobody() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    act(&amara, "awardNotify", &id).await;
    let drafted = amara.run(DRAFT, json!({ "award": id })).await["agreementDraft"]["agreement"].clone();
    let withdraw =
        "mutation($id: ID!) { awardWithdraw(id: $id, input: { reason: \"A fault\" }) { userErrors { message } } }";
    amara.run(withdraw, json!({ "id": id })).await;
    let query = "query($reference: String!) { agreement(reference: $reference) { stage } }";
    let reference = json!({ "reference": drafted["reference"] });
    assert_eq!(amara.run(query, reference.clone()).await["agreement"]["stage"], "LAPSED");
    assert_eq!(joe.run(query, reference).await["agreement"], Value::Null);
    assert_eq!(told(&amara, "joe", "Came to nothing").await.len(), 0);
}

/// R-S1: what is sealed when an opportunity is called off stays sealed.
#[tokio::test]
async fn bids_that_are_sealed_when_it_is_called_off_stay_sealed_r_s1() {
    let app = App::start().await;
    let scene = closed(&app).await;
    let amara = app.sign_in("amara").await;
    finish(&amara, "opportunityCancel", &scene, "The money went elsewhere.").await;
    for name in ["joe", "steve"] {
        let mails = told(&amara, name, "Cancelled").await;
        assert_eq!(mails.len(), 1, "{name}");
        assert!(mails[0].contains("It stays sealed for ever: nobody reads it."), "{}", mails[0]);
    }
    let open = "mutation($id: ID!) { opportunityOpen(id: $id) { userErrors { code } } }";
    let refused = amara.run(open, json!({ "id": scene.opportunity })).await;
    assert_ne!(refused["opportunityOpen"]["userErrors"], json!([]), "{refused:#}");
}

#[tokio::test]
async fn a_signed_agreement_forbids_calling_off_and_is_named_r_4_12() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let agreement = offered(&app, &id, "joe").await;
    app.advance("2026-12-23T09:00:00Z").await;
    for name in ["joe", "sunita"] {
        let signed = sign(&app, name, &agreement).await;
        assert_eq!(signed["userErrors"], json!([]), "{signed:#}");
    }
    let amara = app.sign_in("amara").await;
    let refused = finish(&amara, "opportunityCancel", &scene, "Too late").await;
    assert_eq!(refused["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("agreement A-0001 is signed by both sides"), "{message}");
    assert_eq!(awards(&amara, &scene).await[0]["stage"], "ACCEPTED", "nothing fell");
}

/// The reviewers' work stands as it is once the competition is over.
#[tokio::test]
async fn nothing_is_scored_after_the_end_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    finish(&app.sign_in("amara").await, "opportunityEnd", &scene, "The service is not needed now.").await;
    let declared = super::evaluation::build::declare(&app.sign_in("tom").await, &scene, ["none", "none"]).await;
    assert_eq!(declared["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{declared:#}");
}

/// R-4.17d, R-S5, R-4.12: which figures decided stays known with the decision.
#[tokio::test]
async fn award_and_agreement_name_the_policy_rows_that_they_relied_on() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let agreement = offered(&app, &id, "joe").await;
    let query = "query($award: ID!) { award(id: $award) { policyRows agreement { id policyRows } } }";
    let data = app.sign_in("amara").await.run(query, json!({ "award": id })).await;
    let starts = |rows: &Value| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap());
        rows.map(|row| row.split('@').next().unwrap().to_owned()).collect()
    };
    assert_eq!(data["award"]["agreement"]["id"], agreement);
    let (award, agreement) = (&data["award"]["policyRows"], &data["award"]["agreement"]["policyRows"]);
    assert_eq!(starts(award).len(), 3, "{award}");
    assert!(starts(award)[0].starts_with("local.band.approvers."), "{award}");
    assert!(starts(award)[1].starts_with("local.band.reviewers."), "{award}");
    assert!(starts(award)[2].contains("standstill"), "{award}");
    assert_eq!(starts(agreement).len(), 3, "{agreement}");
    assert!(starts(agreement)[0].contains("payment"), "{agreement}");
    assert_eq!(starts(agreement)[2], starts(award)[2]);
}
