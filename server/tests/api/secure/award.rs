//! Award: recommended, approved, told to every bidder, accepted (R-4.1, R-S5).

use serde_json::{Value, json};

use super::evaluation::build::{Scene, agreed, scored};
use crate::harness::{App, Session, build, faults};
use crate::people::account::mails;

const REASONS: &str = "The strongest answer on reaching people, at a price near the lowest offered.";

/// Recommends a bid.
pub async fn recommend(session: &Session, scene: &Scene, bid: usize, other: Option<&str>) -> Value {
    let query = "mutation($id: ID!, $input: AwardInput!) { awardRecommend(opportunity: $id, input: $input) {
        award { id stage status { text } value } userErrors { field code message rule } } }";
    let input = json!({ "bid": scene.bids[bid], "reasons": REASONS, "otherReason": other });
    session.run(query, json!({ "id": scene.opportunity, "input": input })).await["awardRecommend"].clone()
}

/// Runs one of the mutations that take nothing but the award.
pub async fn act(session: &Session, mutation: &str, id: &Value) -> Value {
    let asked = "award { stage status { text } standstillEndsOn } userErrors { field code message rule }";
    session.act(mutation, id, "", asked).await
}

async fn say(session: &Session, mutation: &str, id: &Value, reason: &str) -> Value {
    let query = format!(
        "mutation($id: ID!, $input: AwardReasonInput!) {{ {mutation}(id: $id, input: $input) {{
            award {{ stage }} userErrors {{ field code message rule }} }} }}"
    );
    session.run(&query, json!({ "id": id, "input": { "reason": reason } })).await[mutation].clone()
}

async fn letter(session: &Session, bid: &str) -> Value {
    let query = "query($bid: ID!) { awardLetters(bid: $bid) {
        title successful total quality cost winnerName winnerTotal reasons standstillEndsOn
        answers { number prompt points reason } ownAward { id stage viewerCan } } }";
    session.run(query, json!({ "bid": bid })).await["awardLetters"][0].clone()
}

/// Recommended by amara for Lantern Carers, approved by sunita.
pub async fn approved(app: &App, scene: &Scene) -> Value {
    let amara = app.sign_in("amara").await;
    let made = recommend(&amara, scene, 0, None).await;
    assert_eq!(made["userErrors"], json!([]), "{made:#}");
    let id = made["award"]["id"].clone();
    let sunita = app.sign_in("sunita").await;
    assert_eq!(act(&sunita, "awardApprove", &id).await["award"]["stage"], "APPROVED");
    id
}

#[tokio::test]
async fn an_award_before_the_panel_has_agreed_is_refused_r_s4() {
    let app = App::start().await;
    let scene = scored(&app).await;
    let amara = app.sign_in("amara").await;
    let refused = recommend(&amara, &scene, 0, None).await;
    assert!(faults(&refused)[0].starts_with("TOO_EARLY -: 0 of 2 scores are agreed."), "{refused:#}");
}

#[tokio::test]
async fn a_broken_trace_refuses_the_award_r_4_1a() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    app.cx.db().execute("delete from indicator").await.unwrap();
    let amara = app.sign_in("amara").await;
    let refused = recommend(&amara, &scene, 0, None).await;
    assert_eq!(refused["userErrors"][0]["code"], "TRACE_BROKEN", "{refused:#}");
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.1a");
}

#[tokio::test]
async fn a_lower_score_needs_a_recorded_lawful_reason_r_4_1b() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let amara = app.sign_in("amara").await;
    let refused = recommend(&amara, &scene, 1, None).await;
    assert_eq!(refused["userErrors"][0]["field"], "otherReason", "{refused:#}");
    assert_eq!(refused["userErrors"][0]["code"], "REASON_MISSING");
    let made = recommend(&amara, &scene, 1, Some("The best bid is excluded under section 57.")).await;
    assert_eq!(made["award"]["stage"], "RECOMMENDED", "{made:#}");
    let twice = recommend(&amara, &scene, 0, None).await;
    assert_eq!(twice["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
}

#[tokio::test]
async fn an_award_is_approved_by_another_officer_within_their_limit_r_4_17d() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let made = recommend(&amara, &scene, 0, None).await;
    let id = made["award"]["id"].clone();
    assert_eq!(act(&amara, "awardApprove", &id).await["userErrors"][0]["code"], "NOT_ALLOWED");
    assert_eq!(act(&amara, "awardNotify", &id).await["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    app.cx.db().execute("update membership set limit_pence = 6999999 where role = 'approver'").await.unwrap();
    let refused = act(&sunita, "awardApprove", &id).await;
    assert_eq!(refused["userErrors"][0]["code"], "OVER_LIMIT", "{refused:#}");
    app.cx.db().execute("update membership set limit_pence = 7000000 where role = 'approver'").await.unwrap();
    assert_eq!(act(&sunita, "awardApprove", &id).await["award"]["stage"], "APPROVED");
    assert_eq!(act(&sunita, "awardApprove", &id).await["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
}

/// R-4.17d: the page shows what stands in the way in the button's place.
#[tokio::test]
async fn an_approver_reads_why_they_may_not_approve_before_they_try_r_4_17d() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let id = recommend(&amara, &scene, 0, None).await["award"]["id"].clone();
    let refusals = async |session: &Session| {
        let query = "query($id: ID!) { award(id: $id) { viewerCan approvalRefusals { code message } } }";
        session.run(query, json!({ "id": id })).await["award"]["approvalRefusals"].clone()
    };
    assert_eq!(refusals(&sunita).await, json!([]));
    assert_eq!(refusals(&amara).await[0]["code"], "SELF_APPROVAL");
    app.cx.db().execute("update membership set limit_pence = 6999999 where role = 'approver'").await.unwrap();
    app.cx.db().execute("delete from indicator").await.unwrap();
    let both = refusals(&app.sign_in("sunita").await).await;
    let told: Vec<_> = both.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(told, ["OVER_LIMIT", "TRACE_BROKEN"], "all at once: {both:#}");
    let refused = act(&sunita, "awardApprove", &id).await;
    assert_eq!(refused["userErrors"].as_array().unwrap().len(), 2, "the same as the attempt: {refused:#}");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn the_award_page_shows_refusals_in_place_of_the_button_r_4_17d() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    recommend(&app.sign_in("amara").await, &scene, 0, None).await;
    let page = format!("/council/opportunities/{}/award", scene.reference);
    let may = app.sign_in("sunita").await.get(&page).await.text().await.unwrap();
    assert!(may.contains("Approve the award") && !may.contains("You cannot approve this award"), "{may}");
    app.cx.db().execute("update membership set limit_pence = 6999999 where role = 'approver'").await.unwrap();
    let may_not = app.sign_in("sunita").await.get(&page).await.text().await.unwrap();
    assert!(!may_not.contains("Approve the award"), "{may_not}");
    assert!(may_not.contains("your limit is £69,999.99"), "{may_not}");
}

#[tokio::test]
async fn an_award_sent_back_can_be_recommended_anew() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let id = recommend(&amara, &scene, 0, None).await["award"]["id"].clone();
    assert_eq!(say(&sunita, "awardSendBack", &id, " ").await["userErrors"][0]["field"], "reason");
    let back = say(&sunita, "awardSendBack", &id, "Say more about the price.").await;
    assert_eq!(back["award"]["stage"], "SENT_BACK", "{back:#}");
    assert_eq!(recommend(&amara, &scene, 0, None).await["award"]["stage"], "RECOMMENDED");
}

/// R-S5: each bidder reads their own scores and reasons, and the winner's name
/// and total; nobody reads anything before.
#[tokio::test]
async fn every_bidder_is_told_their_own_scores_and_who_won_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let (joe, steve) = (app.sign_in("joe").await, app.sign_in("steve").await);
    assert_eq!(letter(&joe, &scene.bids[0]).await, Value::Null);
    let award = "query($id: ID!) { award(id: $id) { stage } }";
    assert_eq!(joe.run(award, json!({ "id": id })).await["award"], Value::Null, "unknown before the notice");

    let amara = app.sign_in("amara").await;
    let told = act(&amara, "awardNotify", &id).await;
    assert_eq!(told["award"]["stage"], "NOTIFIED", "{told:#}");
    assert_eq!(told["award"]["standstillEndsOn"], "2026-12-22", "a tender promises eight working days");
    let lost = letter(&steve, &scene.bids[1]).await;
    assert_eq!(lost["ownAward"], Value::Null);
    insta::assert_json_snapshot!(lost);
    assert_eq!(letter(&steve, &scene.bids[0]).await, Value::Null, "never another's letter");
    assert_eq!(steve.run(award, json!({ "id": id })).await["award"], Value::Null);
    let won = letter(&joe, &scene.bids[0]).await;
    assert_eq!((&won["successful"], &won["ownAward"]["stage"]), (&json!(true), &json!("NOTIFIED")));

    assert_eq!(act(&steve, "awardAccept", &id).await["userErrors"][0]["code"], "NOT_FOUND");
    let taken = act(&joe, "awardAccept", &id).await;
    assert_eq!(taken["award"]["stage"], "ACCEPTED", "{taken:#}");
    assert_eq!(taken["award"]["status"]["text"], "Waiting period until Tuesday 22 December 2026");
    let number = id.as_str().unwrap().parse().unwrap();
    let found = server::store::secure::award::accepted_for(app.cx.db().reader(), &number).await;
    assert!(found.unwrap().is_some());
    let stage = "query($reference: String!) { opportunity(reference: $reference) { stage } }";
    let data = app.visitor().run(stage, json!({ "reference": scene.reference })).await;
    assert_eq!(data["opportunity"]["stage"], "DECIDED");
    let verdicts = {
        server::app::framework::event::seal(&app.cx).await.unwrap();
        server::app::framework::event::verify(app.cx.db()).await.unwrap()
    };
    assert!(verdicts.iter().all(|verdict| verdict.broken_at.is_none()), "{verdicts:?}");
}

pub async fn result(session: &Session, scene: &Scene) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) { result {
        bidsReceived criteria { title weight } lots { lot { number } winner value reasons decidedAt standstillEndsOn accepted }
    } } }";
    session.run(query, json!({ "reference": scene.reference })).await["opportunity"]["result"].clone()
}

/// R-4.1b: before the bidders are told nobody reads a result, not even the
/// council's own officers; from then on everyone does, until it falls away.
#[tokio::test]
async fn the_public_reads_who_won_and_why_once_bidders_are_told_r_4_1b_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let (visitor, amara, joe) = (app.visitor(), app.sign_in("amara").await, app.sign_in("joe").await);
    for session in [&visitor, &amara, &joe] {
        assert_eq!(result(session, &scene).await, Value::Null, "approved, and nobody told yet");
    }
    act(&amara, "awardNotify", &id).await;
    let told = result(&visitor, &scene).await;
    assert_eq!(told["bidsReceived"], 2);
    assert_eq!(
        told["criteria"],
        json!([{ "title": "Reaching people", "weight": "70" }, { "title": "Price", "weight": "30" }])
    );
    assert_eq!(told["lots"].as_array().unwrap().len(), 1, "{told:#}");
    let lot = &told["lots"][0];
    assert_eq!((&lot["winner"], &lot["value"]), (&json!("Lantern Carers"), &json!("70000.00")));
    assert_eq!((&lot["reasons"], &lot["standstillEndsOn"]), (&json!(REASONS), &json!("2026-12-22")));
    assert_eq!(lot["accepted"], false);
    act(&joe, "awardAccept", &id).await;
    assert_eq!(result(&visitor, &scene).await["lots"][0]["accepted"], true);
    app.cx.db().execute("update award set stage = 'withdrawn', ended_reason = 'A fault'").await.unwrap();
    assert_eq!(result(&visitor, &scene).await, Value::Null, "what fell away is no result");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn the_result_page_says_when_to_expect_a_decision_and_then_who_won() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let page = format!("/opportunities/{}/result", scene.reference);
    let before = app.visitor().get(&page).await.text().await.unwrap();
    assert!(before.contains("Not decided. Expected by Friday 22 January 2027."), "{before}");
    assert!(!before.contains("Lantern Carers"));
    act(&app.sign_in("amara").await, "awardNotify", &id).await;
    for address in [page, format!("/opportunities/{}", scene.reference)] {
        let after = app.visitor().get(&address).await.text().await.unwrap();
        for words in ["Lantern Carers", "£70,000 before VAT", REASONS, "2 bids", "Until Tuesday 22 December 2026"] {
            assert!(after.contains(words), "{words} is not on {address}: {after}");
        }
    }
}

/// What is offered fits the stage, so that no page works it out again.
#[tokio::test]
async fn what_one_may_do_with_an_award_follows_its_stage() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let can = async |name: &str| {
        let session = app.sign_in(name).await;
        session.run("query($id: ID!) { award(id: $id) { viewerCan } }", json!({ "id": id })).await["award"]["viewerCan"]
            .clone()
    };
    assert_eq!(can("amara").await, json!(["NOTIFY", "WITHDRAW"]));
    assert_eq!(can("sunita").await, json!([]), "it is approved already");
    act(&app.sign_in("amara").await, "awardNotify", &id).await;
    assert_eq!(can("amara").await, json!(["WITHDRAW"]));
    assert_eq!(can("joe").await, json!(["ACCEPT", "DECLINE"]));
    act(&app.sign_in("joe").await, "awardAccept", &id).await;
    assert_eq!((can("amara").await, can("joe").await), (json!([]), json!([])));
}

#[tokio::test]
async fn a_declined_award_goes_to_the_next_best_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    act(&amara, "awardNotify", &id).await;
    let said = say(&joe, "awardDecline", &id, "We lost our building.").await;
    assert_eq!(said["award"]["stage"], "DECLINED", "{said:#}");
    let again = recommend(&amara, &scene, 0, None).await;
    assert_eq!(again["userErrors"][0]["code"], "UNKNOWN_CODE", "{again:#}");
    assert_eq!(recommend(&amara, &scene, 1, None).await["award"]["stage"], "RECOMMENDED", "no other reason needed");
}

#[tokio::test]
async fn strangers_cannot_touch_an_award() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = approved(&app, &scene).await;
    let gareth = app.sign_in("gareth").await;
    for session in [&app.visitor(), &gareth, &app.sign_in("colin").await, &app.sign_in("steve").await] {
        for mutation in ["awardApprove", "awardNotify", "awardAccept"] {
            assert_eq!(act(session, mutation, &id).await["userErrors"][0]["code"], "NOT_FOUND", "{mutation}");
        }
        assert_eq!(recommend(session, &scene, 0, None).await["userErrors"][0]["code"], "NOT_FOUND");
    }
}

/// Those who are in a bid with others hear of the decision as its lead does.
#[tokio::test]
async fn everybody_in_a_bid_is_told_of_the_decision_r_4_20b_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    let joined = format!(
        "insert into bid_member (bid_id, organisation_id, stage, invited_at, answered_at)
         select '{}', id, 'accepted', '2026-12-01 09:00:00+00:00', '2026-12-01 10:00:00+00:00' from organisation
         where name = 'Greenway Minibus'",
        scene.bids[0]
    );
    app.cx.db().execute(&joined).await.unwrap();
    let part = format!(
        "insert into opened_part (bid_id, organisation_id, position, role, share)
         select '{}', id, 2, 'Drives people', 4000 from organisation where name = 'Greenway Minibus'",
        scene.bids[0]
    );
    app.cx.db().execute(&part).await.unwrap();
    let id = approved(&app, &scene).await;
    let amara = app.sign_in("amara").await;
    assert_eq!(mails(&amara, "kofi@test.example").await.len(), 0, "nothing before the notice");
    act(&amara, "awardNotify", &id).await;
    for name in ["joe", "steve", "kofi"] {
        let all = mails(&amara, &format!("{name}@test.example")).await;
        let told: Vec<_> = all.iter().filter(|mail| mail["subject"].as_str().unwrap().starts_with("Result")).collect();
        assert_eq!(told.len(), 1, "{name}: {all:#?}");
    }
    let body = mails(&amara, "kofi@test.example").await[0]["body"].to_string();
    assert!(body.contains("in with Lantern Carers was chosen"), "{body}");
    say(&amara, "awardWithdraw", &id, "A score was added up wrongly.").await;
    let all = mails(&amara, "kofi@test.example").await;
    assert!(all.iter().any(|mail| mail["subject"].as_str().unwrap().starts_with("Withdrawn")), "{all:#?}");
}
