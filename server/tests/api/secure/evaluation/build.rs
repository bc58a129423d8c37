//! Two opened bids on a tender of £80,000, and what a panel does with them.

use serde_json::{Value, json};

use crate::harness::secure::{
    commission, opportunity_act, opportunity_details, opportunity_draft, opportunity_input, opportunity_save,
};
use crate::harness::{App, Session, build};

/// One second after the deadline.
pub const LATE: &str = "2026-12-11T12:00:01Z";
/// A reason of enough words.
pub const REASON: &str = "Every part of the question is answered with evidence from the last year.";

/// What the tests need to know.
pub struct Scene {
    pub opportunity: String,
    pub reference: String,
    /// Lantern Carers at £70,000 and Open Gate Recovery at £60,000.
    pub bids: [String; 2],
    pub question: String,
}

/// A published tender of £80,000 with one question (70) and price (30).
pub async fn tender(app: &App) -> Value {
    let amara = app.sign_in("amara").await;
    let commission = commission(app).await;
    let draft = opportunity_draft(&amara, &opportunity_input(&commission, "TENDER", "80,000.00")).await;
    let saved = opportunity_save(&amara, &draft, &opportunity_details()).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    let asked = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    let published = opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    published["opportunity"].clone()
}

/// A bid written and sent by this session.
pub async fn bid(session: &Session, opportunity: &str, (question, lot): (&str, &str), price: &str) -> String {
    let start = "mutation($id: ID!) { bidStart(opportunity: $id) { bid { id } userErrors { message } } }";
    let data = session.run(start, json!({ "id": opportunity })).await;
    let id = data["bidStart"]["bid"]["id"].as_str().expect("a bid").to_owned();
    let save =
        "mutation($id: ID!, $input: BidSaveInput!) { bidSave(id: $id, input: $input) { userErrors { message } } }";
    let input = json!({
        "answers": [{ "question": question, "text": format!("We reach people by bus, for {price}"), "version": 0 }],
        "prices": [{ "lot": lot, "price": price, "version": 0 }],
    });
    let data = session.run(save, json!({ "id": id, "input": input })).await;
    assert_eq!(data["bidSave"]["userErrors"], json!([]), "{data:#}");
    let submit = "mutation($id: ID!) { bidSubmit(id: $id) { userErrors { message } } }";
    let data = session.run(submit, json!({ "id": id })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]), "{data:#}");
    id
}

/// Both bids sent, the deadline passed by a second, nothing opened yet.
pub async fn closed(app: &App) -> Scene {
    let scene = sent(app).await;
    app.advance(LATE).await;
    scene
}

/// Both bids sent, the deadline still to come.
pub async fn sent(app: &App) -> Scene {
    let published = tender(app).await;
    let opportunity = published["id"].as_str().unwrap().to_owned();
    let reference = published["reference"].as_str().unwrap().to_owned();
    let query = "query($reference: String!) { opportunity(reference: $reference) { questions { id } lots { id } } }";
    let data = app.visitor().run(query, json!({ "reference": reference })).await;
    let question = data["opportunity"]["questions"][0]["id"].as_str().unwrap().to_owned();
    let lot = data["opportunity"]["lots"][0]["id"].as_str().unwrap().to_owned();
    build::provider(app, "Lantern Carers", "joe").await;
    build::provider(app, "Open Gate Recovery", "steve").await;
    let joe = bid(&app.sign_in("joe").await, &opportunity, (&question, &lot), "70,000").await;
    let steve = bid(&app.sign_in("steve").await, &opportunity, (&question, &lot), "60,000").await;
    Scene { opportunity, reference, bids: [joe, steve], question }
}

/// The same, opened by `amara`, with `tom` (who leads) and `bridget` on the
/// panel.
pub async fn opened(app: &App) -> Scene {
    let scene = closed(app).await;
    open(app, &scene).await;
    scene
}

/// Opened by `amara`, with `tom` and `bridget` on the panel.
pub async fn open(app: &App, scene: &Scene) {
    let amara = app.sign_in("amara").await;
    let open = "mutation($id: ID!) { opportunityOpen(id: $id) { userErrors { message } } }";
    let data = amara.run(open, json!({ "id": scene.opportunity })).await;
    assert_eq!(data["opportunityOpen"]["userErrors"], json!([]), "{data:#}");
    let appointed = appoint(&amara, scene, &["tom", "bridget"]).await;
    assert_eq!(appointed["userErrors"], json!([]), "{appointed:#}");
}

/// The user ids of the people who may review, by name.
pub async fn candidate(amara: &Session, scene: &Scene, name: &str) -> String {
    let query = "query($reference: String!) { evaluation(reference: $reference) { candidates { user name } } }";
    let data = amara.run(query, json!({ "reference": scene.reference })).await;
    let all = data["evaluation"]["candidates"].as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap()["user"].as_str().unwrap().to_owned()
}

/// Appoints these people; the first leads.
pub async fn appoint(amara: &Session, scene: &Scene, names: &[&str]) -> Value {
    let mut members = Vec::new();
    for name in names {
        members.push(candidate(amara, scene, name).await);
    }
    let version = amara.version(&json!(scene.opportunity)).await;
    appoint_on(amara, scene, version, members).await
}

/// Appoints these users over a version that was read; the first leads.
pub async fn appoint_on(amara: &Session, scene: &Scene, version: i64, members: Vec<String>) -> Value {
    let query = "mutation($id: ID!, $version: Int!, $input: PanelInput!) {
        panelAppoint(opportunity: $id, version: $version, input: $input) {
        evaluation { version members { name chair stage } } userErrors { field code message rule policyRows } } }";
    let input = json!({ "members": members, "chair": members.first() });
    let variables = json!({ "id": scene.opportunity, "version": version, "input": input });
    amara.run(query, variables).await["panelAppoint"].clone()
}

/// This reviewer's seat.
pub async fn seat(session: &Session) -> String {
    let data = session.run("{ myPanels { id } }", json!({})).await;
    data["myPanels"][0]["id"].as_str().expect("a seat").to_owned()
}

/// Declares `kinds` for the two bids.
pub async fn declare(session: &Session, scene: &Scene, kinds: [&str; 2]) -> Value {
    let query = "mutation($id: ID!, $input: InterestsInput!) { interestDeclare(seatId: $id, input: $input) {
        seat { stage tasks { bidder } } userErrors { field code message rule } } }";
    let rows: Vec<_> = scene
        .bids
        .iter()
        .zip(kinds)
        .map(|(bid, kind)| json!({ "bid": bid, "kind": kind, "about": (kind == "conflict").then_some("Trustee") }))
        .collect();
    let variables = json!({ "id": seat(session).await, "input": { "interests": rows } });
    session.run(query, variables).await["interestDeclare"].clone()
}

/// Gives a score for one bid.
pub async fn give(session: &Session, scene: &Scene, bid: usize, points: &str, reason: &str) -> Value {
    let query = "mutation($id: ID!, $bid: ID!, $question: ID!, $input: ScoreInput!) {
        scoreSave(seatId: $id, bid: $bid, question: $question, input: $input) {
            score { points complete version } userErrors { field code message rule } } }";
    let variables = json!({
        "id": seat(session).await,
        "bid": scene.bids[bid],
        "question": scene.question,
        "input": { "points": points, "reason": reason, "note": "rhubarb" },
    });
    session.run(query, variables).await["scoreSave"].clone()
}

/// Sends the scores.
pub async fn send(session: &Session) -> Value {
    let query = "mutation($id: ID!) { scoreSend(seatId: $id) {
        seat { stage } userErrors { field code message rule } } }";
    session.run(query, json!({ "id": seat(session).await })).await["scoreSend"].clone()
}

/// Records agreed points for one bid.
pub async fn moderate(session: &Session, scene: &Scene, bid: usize, points: &str) -> Value {
    let version = agreed_version(session, scene, bid).await;
    moderate_on(session, scene, (bid, version), points).await
}

/// The version of the agreed points of one bid that somebody reads now.
pub async fn agreed_version(session: &Session, scene: &Scene, bid: usize) -> i64 {
    let query = "query($id: ID!, $bid: ID!) { panelSeat(id: $id) { tasks(bid: $bid) { agreedVersion } } }";
    let variables = json!({ "id": seat(session).await, "bid": scene.bids[bid] });
    let data = session.run(query, variables).await;
    data["panelSeat"]["tasks"][0]["agreedVersion"].as_i64().unwrap_or_default()
}

/// Records agreed points for one bid over a version that was read.
pub async fn moderate_on(session: &Session, scene: &Scene, (bid, version): (usize, i64), points: &str) -> Value {
    let query = "mutation($id: ID!, $bid: ID!, $question: ID!, $version: Int!, $input: ModerationInput!) {
        scoreModerate(seatId: $id, bid: $bid, question: $question, version: $version, input: $input) {
            seat { stage } userErrors { field code message rule } } }";
    let variables = json!({
        "id": seat(session).await,
        "bid": scene.bids[bid],
        "question": scene.question,
        "version": version,
        "input": { "points": points, "reason": REASON },
    });
    session.run(query, variables).await["scoreModerate"].clone()
}

/// Both reviewers have declared no interest, scored and sent.
pub async fn scored(app: &App) -> Scene {
    let scene = opened(app).await;
    score_all(app, &scene).await;
    scene
}

/// `tom` and `bridget` declare no interest, score both bids and send.
pub async fn score_all(app: &App, scene: &Scene) {
    for (name, points) in [("tom", ["5", "3"]), ("bridget", ["2", "3"])] {
        let session = app.sign_in(name).await;
        let declared = declare(&session, scene, ["none", "none"]).await;
        assert_eq!(declared["userErrors"], json!([]), "{declared:#}");
        for (bid, points) in points.iter().enumerate() {
            let saved = give(&session, scene, bid, points, REASON).await;
            assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
        }
        let sent = send(&session).await;
        assert_eq!(sent["userErrors"], json!([]), "{sent:#}");
    }
}

/// The panel has agreed: 4 for Lantern Carers, 3 for Open Gate Recovery.
pub async fn agreed(app: &App) -> Scene {
    let scene = scored(app).await;
    agree(app, &scene).await;
    scene
}

/// `tom` records what the panel agreed.
pub async fn agree(app: &App, scene: &Scene) {
    let tom = app.sign_in("tom").await;
    for (bid, points) in ["4", "3"].iter().enumerate() {
        let agreed = moderate(&tom, scene, bid, points).await;
        assert_eq!(agreed["userErrors"], json!([]), "{agreed:#}");
    }
}
