//! Evaluation: panel, interests, blind scores, agreement, ranking (R-S4).

pub mod build;

use serde_json::{Value, json};

use crate::harness::{App, Session, faults};
use build::{
    REASON, Scene, agreed_version, appoint, appoint_on, candidate, closed, declare, give, moderate, moderate_on,
    opened, scored, seat, send,
};

/// Everything that one may ask about an evaluation, by its reference.
const ALL: &str = "query($reference: String!) { evaluation(reference: $reference) {
    openedAt allSent agreedCount answerCount viewerCan
    members { name chair stage status { text } }
    seat { stage done total bidders { name kind about }
        tasks { bidder answer question { number weight } farApart mine { points reason note }
            scores { reviewer points reason note } agreed { points reason } } }
    lots { ranking { lines { rank tied name price quality cost total } } missing { code message } }
} }";

async fn ask(session: &Session, scene: &Scene) -> Value {
    session.run(ALL, json!({ "reference": scene.reference })).await["evaluation"].clone()
}

#[tokio::test]
async fn a_panel_smaller_than_the_band_asks_for_is_refused_r_s4() {
    let app = App::start().await;
    let scene = closed(&app).await;
    let amara = app.sign_in("amara").await;
    let refused = appoint(&amara, &scene, &["tom"]).await;
    assert_eq!(faults(&refused), ["MISSING members: A panel for this value needs 2 reviewers and has 1: add 1"]);
    assert_eq!(refused["userErrors"][0]["rule"], "R-S4");
    assert!(refused["userErrors"][0]["policyRows"][0].as_str().unwrap().starts_with("local.band.reviewers.c@"));
    let gareth = app.sign_in("gareth").await;
    assert_eq!(ask(&gareth, &scene).await, Value::Null, "another directorate has no part in it");
}

#[tokio::test]
async fn before_the_opening_nobody_on_the_panel_sees_a_bidder_r_s1() {
    let app = App::start().await;
    let scene = closed(&app).await;
    let amara = app.sign_in("amara").await;
    assert_eq!(appoint(&amara, &scene, &["tom", "bridget"]).await["userErrors"], json!([]));
    let tom = app.sign_in("tom").await;
    let seen = ask(&tom, &scene).await;
    assert_eq!(seen["seat"]["stage"], "WAITING");
    assert_eq!(seen["seat"]["bidders"], json!([]));
    let refused = declare(&tom, &scene, ["none", "none"]).await;
    assert!(faults(&refused)[0].starts_with("TOO_EARLY -: The bids are sealed."), "{refused:#}");
}

#[tokio::test]
async fn whoever_has_not_declared_reads_nothing_and_scores_nothing_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let tom = app.sign_in("tom").await;
    let seen = ask(&tom, &scene).await;
    assert_eq!(seen["seat"]["stage"], "DECLARE");
    assert_eq!(seen["seat"]["tasks"], json!([]));
    assert_eq!(seen["seat"]["bidders"].as_array().unwrap().len(), 2);
    let refused = give(&tom, &scene, 0, "3", REASON).await;
    assert_eq!(refused["userErrors"][0]["code"], "INTEREST_UNDECLARED");
    let read = "query($id: ID!) { bid(id: $id) { id } }";
    assert_eq!(tom.run(read, json!({ "id": scene.bids[0] })).await["bid"], Value::Null);
}

#[tokio::test]
async fn a_conflict_takes_the_bid_away_altogether_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let tom = app.sign_in("tom").await;
    let declared = declare(&tom, &scene, ["conflict", "none"]).await;
    assert_eq!(declared["seat"]["tasks"], json!([{ "bidder": "Open Gate Recovery" }]), "{declared:#}");
    let refused = give(&tom, &scene, 0, "5", REASON).await;
    assert_eq!(refused["userErrors"][0]["code"], "CONFLICT");
    let wire = ask(&tom, &scene).await.to_string();
    assert!(!wire.contains("70,000"), "the other bid's answer is nowhere: {wire}");
    let refused = declare(&tom, &scene, ["none", "none"]).await;
    assert_eq!(refused["userErrors"][0]["field"], "interests.0.kind", "{refused:#}");
}

#[tokio::test]
async fn an_officer_who_declared_a_conflict_does_not_read_the_bid_as_an_officer_either_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let amara = app.sign_in("amara").await;
    let read = "query($id: ID!) { bid(id: $id) { id } }";
    assert_ne!(amara.run(read, json!({ "id": scene.bids[0] })).await["bid"], Value::Null);
    assert_eq!(appoint(&amara, &scene, &["tom", "bridget", "amara"]).await["userErrors"], json!([]));
    assert_eq!(declare(&amara, &scene, ["conflict", "none"]).await["userErrors"], json!([]));
    assert_eq!(amara.run(read, json!({ "id": scene.bids[0] })).await["bid"], Value::Null);
    assert_ne!(amara.run(read, json!({ "id": scene.bids[1] })).await["bid"], Value::Null);
}

#[tokio::test]
async fn a_score_out_of_range_or_without_a_reason_is_refused_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let tom = app.sign_in("tom").await;
    declare(&tom, &scene, ["none", "none"]).await;
    assert_eq!(faults(&give(&tom, &scene, 0, "6", REASON).await), ["OUT_OF_RANGE points: The score must be 0 to 5"]);
    let draft = give(&tom, &scene, 0, "3", "Too short").await;
    assert_eq!(draft["score"], json!({ "points": 3, "complete": false, "version": 1 }), "a draft is kept as it is");
    let refused = send(&tom).await;
    let mut sentences = faults(&refused);
    sentences.sort_unstable();
    assert_eq!(
        sentences,
        [
            "MISSING -: Question 1, Open Gate Recovery: select a score from 0 to 5 and say why",
            "REASON_MISSING -: Question 1, Lantern Carers: The reason is 2 words. Give at least 10: the bidder will read it",
        ]
    );
}

/// R-S4: another's score appears in no answer before the whole panel has sent.
#[tokio::test]
async fn anothers_score_appears_in_no_answer_before_the_whole_panel_has_sent_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let (tom, bridget) = (app.sign_in("tom").await, app.sign_in("bridget").await);
    declare(&tom, &scene, ["none", "none"]).await;
    declare(&bridget, &scene, ["none", "none"]).await;
    let secret = "The marmalade sentence tells what Tom thinks of this answer in full.";
    for bid in 0..2 {
        give(&tom, &scene, bid, "5", secret).await;
    }
    assert_eq!(send(&tom).await["seat"]["stage"], "SENT");

    let amara = app.sign_in("amara").await;
    let sunita = app.sign_in("sunita").await;
    let colin = app.sign_in("colin").await;
    let joe = app.sign_in("joe").await;
    for (name, session) in
        [("bridget", &bridget), ("amara", &amara), ("sunita", &sunita), ("colin", &colin), ("joe", &joe)]
    {
        let seen = ask(session, &scene).await.to_string();
        assert!(!seen.contains("marmalade"), "{name} sees {seen}");
        let panels =
            session.run("{ myPanels { tasks { scores { points reason } mine { reason } } } }", json!({})).await;
        assert!(!panels.to_string().contains("marmalade"), "{name} sees {panels}");
        for path in ["/review", &format!("/council/opportunities/{}/award", scene.reference)] {
            let page = session.get(path).await.text().await.unwrap();
            assert!(!page.contains("marmalade"), "{name} sees it on {path}");
        }
    }
    let own = ask(&tom, &scene).await.to_string();
    assert!(own.contains("marmalade") && own.contains("rhubarb"), "one's own scores and notes");
    let refused = moderate(&tom, &scene, 0, "4").await;
    assert!(faults(&refused)[0].starts_with("TOO_EARLY -: 1 of 2 reviewers have sent their scores."), "{refused:#}");
    // Somebody else's seat does not exist.
    let query = "query($id: ID!) { panelSeat(id: $id) { id } }";
    assert_eq!(bridget.run(query, json!({ "id": seat(&tom).await })).await["panelSeat"], Value::Null);

    for bid in 0..2 {
        give(&bridget, &scene, bid, "2", REASON).await;
    }
    send(&bridget).await;
    let seen = ask(&bridget, &scene).await;
    assert!(seen.to_string().contains("marmalade"), "now the panel talks: {seen:#}");
    let tasks = seen["seat"]["tasks"].as_array().unwrap();
    let all: Vec<_> = tasks.iter().flat_map(|task| task["scores"].as_array().unwrap()).collect();
    assert_eq!(all.len(), 4);
    for score in all {
        let own = score["reviewer"] == "bridget";
        assert_eq!(score["note"] == "rhubarb", own, "a note to self stays with oneself: {score}");
    }
    assert_eq!(seen["seat"]["tasks"][0]["farApart"], true);
}

#[tokio::test]
async fn the_ranking_comes_when_all_is_agreed_and_the_originals_stay_r_s4() {
    let app = App::start().await;
    let scene = scored(&app).await;
    let (tom, amara) = (app.sign_in("tom").await, app.sign_in("amara").await);
    moderate(&tom, &scene, 0, "4").await;
    let seen = ask(&amara, &scene).await;
    assert_eq!((&seen["lots"][0]["ranking"], &seen["agreedCount"]), (&Value::Null, &json!(1)));
    assert!(
        seen["lots"][0]["missing"][0]["message"].as_str().unwrap().starts_with("1 of 2 scores are agreed."),
        "{seen:#}"
    );
    moderate(&tom, &scene, 1, "3").await;
    let seen = ask(&amara, &scene).await;
    // 70 x 4/5 = 56 and 30 x 60/70; 70 x 3/5 = 42 and 30.
    insta::assert_json_snapshot!(seen["lots"][0]["ranking"]);
    let tasks = ask(&tom, &scene).await["seat"]["tasks"].clone();
    let lantern = tasks.as_array().unwrap().iter().find(|task| task["bidder"] == "Lantern Carers").unwrap().clone();
    let mut given: Vec<_> = lantern["scores"].as_array().unwrap().iter().map(|score| score["points"].clone()).collect();
    given.sort_by_key(serde_json::Value::as_i64);
    assert_eq!(given, [json!(2), json!(5)]);
    assert_eq!(lantern["agreed"]["points"], 4);
    let data = app.visitor().run(ALL, json!({ "reference": scene.reference })).await;
    assert_eq!(data["evaluation"], Value::Null);
}

#[tokio::test]
async fn two_windows_do_not_write_over_each_other() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let tom = app.sign_in("tom").await;
    declare(&tom, &scene, ["none", "none"]).await;
    give(&tom, &scene, 0, "3", REASON).await;
    let query = "mutation($id: ID!, $bid: ID!, $question: ID!, $input: ScoreInput!) {
        scoreSave(seatId: $id, bid: $bid, question: $question, version: 0, input: $input) { userErrors { code } } }";
    let variables = json!({
        "id": seat(&tom).await, "bid": scene.bids[0], "question": scene.question,
        "input": { "points": "1", "reason": REASON },
    });
    let data = tom.run(query, variables).await;
    assert_eq!(data["scoreSave"]["userErrors"][0]["code"], "STALE");
}

/// R-S4: of two who record what the panel agreed, the second sees the first's
/// points before writing over them.
#[tokio::test]
async fn agreed_points_are_recorded_over_those_that_were_read_alone() {
    let app = App::start().await;
    let scene = scored(&app).await;
    let (tom, bridget) = (app.sign_in("tom").await, app.sign_in("bridget").await);
    let (first, second) = (agreed_version(&tom, &scene, 0).await, agreed_version(&bridget, &scene, 0).await);
    assert_eq!((first, second), (0, 0));
    assert_eq!(moderate_on(&tom, &scene, (0, first), "4").await["userErrors"], json!([]));
    let refused = moderate_on(&bridget, &scene, (0, second), "2").await;
    assert_eq!(refused["userErrors"][0]["code"], "STALE", "{refused:#}");
    let query = "query($id: ID!, $bid: ID!) { panelSeat(id: $id) { tasks(bid: $bid) { agreed { points } } } }";
    let variables = json!({ "id": seat(&bridget).await, "bid": scene.bids[0] });
    let data = bridget.run(query, variables).await;
    assert_eq!(data["panelSeat"]["tasks"][0]["agreed"]["points"], 4);
    let read = agreed_version(&bridget, &scene, 0).await;
    assert_eq!(moderate_on(&bridget, &scene, (0, read), "2").await["userErrors"], json!([]));
}

/// R-S4: of two officers who choose the panel, the second sees the first's
/// choice before changing it.
#[tokio::test]
async fn a_panel_is_changed_over_the_one_that_was_read_alone() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let amara = app.sign_in("amara").await;
    let query = "query($reference: String!) { evaluation(reference: $reference) { version members { name } } }";
    let reference = json!({ "reference": scene.reference });
    let read = amara.run(query, reference.clone()).await["evaluation"]["version"].as_i64().unwrap();
    let mut members = Vec::new();
    for name in ["tom", "idris"] {
        members.push(candidate(&amara, &scene, name).await);
    }
    assert_eq!(appoint(&amara, &scene, &["tom", "bridget", "idris"]).await["userErrors"], json!([]));
    let refused = appoint_on(&amara, &scene, read, members).await;
    assert_eq!(refused["userErrors"][0]["code"], "STALE", "{refused:#}");
    let stands = amara.run(query, reference).await;
    assert_eq!(stands["evaluation"]["members"].as_array().unwrap().len(), 3, "{stands:#}");
}

/// R-S4: the register of people knows who belongs to a bidder, now or before.
#[tokio::test]
async fn whoever_is_or_was_a_member_of_a_bidder_declares_it_r_s4() {
    let app = App::start().await;
    let scene = opened(&app).await;
    let was = "insert into membership (id, user_id, organisation_id, role, ended_at, created_at)
        select 'mem_00000000000000000000000000000077', u.id, o.id, 'member', '2025-01-31 10:00:00+00:00',
        '2024-01-31 10:00:00+00:00' from user_account u, organisation o
        where u.email = 'tom@test.example' and o.name = 'Lantern Carers'";
    app.cx.db().execute(was).await.unwrap();
    let tom = app.sign_in("tom").await;
    let seat = "{ myPanels { bidders { name isMember kind } } }";
    let told = tom.run(seat, json!({})).await["myPanels"][0]["bidders"].clone();
    let both = json!([
        { "name": "Lantern Carers", "isMember": true, "kind": null },
        { "name": "Open Gate Recovery", "isMember": false, "kind": null },
    ]);
    assert_eq!(told, both);
    let refused = declare(&tom, &scene, ["none", "none"]).await;
    assert_eq!(
        faults(&refused),
        [
            "CONFLICT interests.0.kind: You are or were a member of Lantern Carers, which is an interest. Declare it, and \
             step aside from this bid"
        ]
    );
    let declared = declare(&tom, &scene, ["conflict", "none"]).await;
    assert_eq!(declared["userErrors"], json!([]), "{declared:#}");
    let bridget = declare(&app.sign_in("bridget").await, &scene, ["none", "none"]).await;
    assert_eq!(bridget["userErrors"], json!([]), "{bridget:#}");
}
