//! Questions about an opportunity, answered to everyone (R-S2, P6).

#[cfg(feature = "ui")]
mod pages;

use serde_json::{Value, json};

use super::bid;
use super::bid::build::{self, Opportunity, opportunity};
use crate::harness::{App, Session, faults};

const ASK: &str = "mutation($id: ID!, $question: String!) { clarificationAsk(opportunity: $id, question: $question) {
    clarification { id stage mine answerBy } userErrors { field code message rule } } }";
const ANSWER: &str = "mutation($id: ID!, $text: String!) { clarificationAnswer(id: $id, text: $text) {
    clarification { stage } userErrors { field code message rule } } }";
const DECLINE: &str = "mutation($id: ID!, $text: String!) { clarificationDecline(id: $id, reason: $text) {
    clarification { stage } userErrors { field code message rule } } }";
const LIST: &str = "query($r: String!) { clarifications(opportunity: $r) { nodes {
    id stage question text mine status { text } daysLate publishedAt viewerCan } } }";

/// The last second for questions of [`opportunity`]: midday on 27 November 2026.
const UNTIL: &str = "2026-11-27T12:00:00Z";

pub async fn ask(session: &Session, on: &str, question: &str) -> Value {
    let data = session.run(ASK, json!({ "id": on, "question": question })).await;
    data["clarificationAsk"].clone()
}

async fn answer(session: &Session, id: &Value, text: &str) -> Value {
    session.run(ANSWER, json!({ "id": id, "text": text })).await["clarificationAnswer"].clone()
}

async fn list(session: &Session, on: &Opportunity) -> Vec<Value> {
    session.run(LIST, json!({ "r": on.reference })).await["clarifications"]["nodes"].as_array().unwrap().clone()
}

async fn scene() -> (App, Opportunity) {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    (app, on)
}

/// The mails to this address: their subjects.
pub async fn mails(app: &App, to: &str) -> Vec<String> {
    let query = "query($to: String!) { mails(first: 100, to: $to) { nodes { subject } } }";
    let data = app.visitor().run(query, json!({ "to": to })).await;
    let nodes = data["mails"]["nodes"].as_array().unwrap();
    nodes.iter().map(|mail| mail["subject"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_question_is_asked_until_its_second_and_refused_with_the_date_after_it_r_s2() {
    let (app, on) = scene().await;
    app.advance(UNTIL).await;
    let joe = app.sign_in("joe").await;
    let asked = ask(&joe, &on.id, "May two groups bid as one?").await;
    assert_eq!(asked["clarification"]["answerBy"], "2026-12-02", "{asked:#}");
    app.advance("2026-11-27T12:00:01Z").await;
    let late = ask(&joe, &on.id, "And three?").await;
    assert_eq!(
        faults(&late),
        ["DEADLINE_PASSED -: You cannot ask any more. Questions ended on 27 November 2026 at 12:00:00pm and it is \
             now 27 November 2026 at 12:00:01pm. Read what others asked, and the answers, on this page"]
    );
    assert_eq!(late["userErrors"][0]["rule"], "R-S2");
}

#[tokio::test]
async fn nobody_learns_who_asked_and_nobody_but_officers_sees_it_before_it_is_answered_r_s2_p6() {
    let (app, on) = scene().await;
    let (joe, kofi, amara) = (app.sign_in("joe").await, app.sign_in("kofi").await, app.sign_in("amara").await);
    let asked = ask(&joe, &on.id, "May two groups bid as one?").await;
    let id = &asked["clarification"]["id"];
    assert_eq!(faults(&ask(&joe, &on.id, "We at lantern carers ask").await).len(), 1, "it may not name who asks");
    for stranger in [&kofi, &app.visitor()] {
        assert_eq!(list(stranger, &on).await, Vec::<Value>::new());
        let count =
            "query($r: String!) { opportunity(reference: $r) { clarificationTally { published waiting late } } }";
        let data = stranger.run(count, json!({ "r": on.reference })).await;
        assert_eq!(data["opportunity"]["clarificationTally"], json!({ "published": 0, "waiting": 1, "late": 0 }));
        assert_eq!(answer(stranger, id, "Yes").await["userErrors"][0]["code"], "NOT_FOUND");
    }
    let seen = list(&amara, &on).await;
    assert_eq!((&seen[0]["mine"], &seen[0]["status"]["text"]), (&json!(false), &json!("Answer it")));
    assert_eq!(list(&joe, &on).await[0]["mine"], true);
    let told = app.sign_in("gareth").await;
    assert_eq!(answer(&told, id, "Yes").await["userErrors"][0]["code"], "NOT_ALLOWED", "another directorate");

    assert_eq!(answer(&amara, id, " ").await["userErrors"][0]["field"], "text");
    assert_eq!(faults(&answer(&amara, id, "Yes, with one of them in the lead.").await), Vec::<String>::new());
    for (who, mine) in [(&kofi, false), (&app.visitor(), false), (&joe, true)] {
        let seen = list(who, &on).await;
        assert_eq!(seen[0]["text"], "Yes, with one of them in the lead.");
        assert_eq!(seen[0]["mine"], mine);
    }
    let again = answer(&amara, id, "No").await;
    assert_eq!(again["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "there is one answer, and no private one");

    // The council's own record and mails do not say who asked either.
    server::app::due::run(&app.cx).await.unwrap();
    let events = "{ events(first: 100, audience: ORGANISATION) { nodes { action subjectKind personId } } }";
    let data = amara.run(events, json!({})).await;
    let entries = data["events"]["nodes"].as_array().unwrap();
    let ask = entries.iter().find(|entry| entry["action"] == "ask").unwrap();
    assert_eq!(ask["personId"], Value::Null);
    assert!(mails(&app, "amara@test.example").await.contains(&"A question on Independent advocacy for adults".into()));
}

#[tokio::test]
async fn an_answer_is_mailed_to_all_who_have_begun_a_bid_or_asked_at_once_r_s2_p6() {
    let (app, on) = scene().await;
    build::provider(&app, "Neither Here Nor There", "lena").await;
    let (joe, kofi, amara) = (app.sign_in("joe").await, app.sign_in("kofi").await, app.sign_in("amara").await);
    bid::start(&kofi, &on).await;
    let asked = ask(&joe, &on.id, "Which days?").await;
    let declined =
        amara.run(DECLINE, json!({ "id": asked["clarification"]["id"], "text": "It is yours to say." })).await;
    assert_eq!(declined["clarificationDecline"]["clarification"]["stage"], "DECLINED");
    let subject = "Not answered: a question on Independent advocacy for adults".to_owned();
    for (who, told) in [("joe", true), ("kofi", true), ("lena", false)] {
        assert_eq!(mails(&app, &format!("{who}@test.example")).await.contains(&subject), told, "{who}");
    }
}

#[tokio::test]
async fn a_late_answer_is_shown_to_everyone_and_moves_no_deadline_r_s2() {
    let (app, on) = scene().await;
    let joe = app.sign_in("joe").await;
    ask(&joe, &on.id, "Which days?").await;
    app.advance("2026-11-27T09:00:00Z").await;
    let (joe, amara) = (app.sign_in("joe").await, app.sign_in("amara").await);
    assert_eq!(list(&joe, &on).await[0]["daysLate"], 1, "asked on Monday, due on Thursday");
    assert_eq!(list(&amara, &on).await[0]["status"]["text"], "Answer is late by 1 day");
    let query = "query($r: String!) { opportunity(reference: $r) { closesAt clarificationTally { late } } }";
    let data = app.visitor().run(query, json!({ "r": on.reference })).await;
    assert_eq!(data["opportunity"]["clarificationTally"]["late"], 1);
    assert_eq!(data["opportunity"]["closesAt"], "2026-12-11T12:00:00+00:00");
}
