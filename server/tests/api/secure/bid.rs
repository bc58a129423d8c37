//! Bids: drafted, sealed, sent in time or not, withdrawn, opened (R-S1).

pub mod build;
mod dump;
mod kinds;
mod team;

use serde_json::{Value, json};

use crate::harness::{App, Session, faults};
use build::{CLOSES, LATE, Opportunity, answers, opportunity};

pub const START: &str = "mutation($id: ID!) { bidStart(opportunity: $id) {
    bid { id stage viewerCan } userErrors { field code message rule } } }";
pub const SAVE: &str = "mutation($id: ID!, $input: BidSaveInput!) { bidSave(id: $id, input: $input) {
    bid { id content { done all version answers { question text version } prices { lot price version } } }
    userErrors { field code message rule } } }";
pub const SUBMIT: &str = "mutation($id: ID!, $version: Int) { bidSubmit(id: $id, version: $version) {
    bid { id stage receipt { code receivedAt received digest statement signature key } }
    userErrors { field code message rule } } }";
pub const CHANGE: &str =
    "mutation($id: ID!) { bidChange(id: $id) { bid { id stage } userErrors { field code message rule } } }";
pub const WITHDRAW: &str =
    "mutation($id: ID!) { bidWithdraw(id: $id) { bid { id stage } userErrors { field code message rule } } }";
pub const OPEN: &str = "mutation($id: ID!) { opportunityOpen(id: $id) {
    opportunity { id stage } userErrors { field code message rule } } }";
pub const READ: &str = "query($id: ID!) { bid(id: $id) { id stage status { text } viewerCan receipt { code }
    content { done all answers { text version } prices { price version } missing { field code } } } }";

/// A bid begun by this session.
pub async fn start(session: &Session, on: &Opportunity) -> String {
    let data = session.run(START, json!({ "id": on.id })).await;
    assert_eq!(data["bidStart"]["userErrors"], json!([]), "{data:#}");
    data["bidStart"]["bid"]["id"].as_str().unwrap().to_owned()
}

/// A bid begun and written whole.
pub async fn written(session: &Session, on: &Opportunity) -> String {
    let id = start(session, on).await;
    let input = answers(on, "By bus and by telephone", "Two trained people, always", "£112,437.19");
    let data = session.run(SAVE, json!({ "id": id, "input": input })).await;
    assert_eq!(data["bidSave"]["userErrors"], json!([]), "{data:#}");
    id
}

/// A bid written and sent.
pub async fn sent(session: &Session, on: &Opportunity) -> String {
    let id = written(session, on).await;
    let data = session.run(SUBMIT, json!({ "id": id })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]), "{data:#}");
    id
}

async fn read(session: &Session, id: &str) -> Value {
    session.run(READ, json!({ "id": id })).await["bid"].clone()
}

async fn codes(session: &Session, operation: &str, field: &str, id: &str) -> Vec<String> {
    let data = session.run(operation, json!({ "id": id })).await;
    let errors = data[field]["userErrors"].as_array().unwrap();
    errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_bid_is_written_sent_and_receipted_to_the_second() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = written(&joe, &on).await;
    let bid = read(&joe, &id).await;
    assert_eq!((&bid["stage"], &bid["content"]["done"]), (&json!("DRAFT"), &json!(3)));

    app.advance("2026-12-11T11:41:07Z").await;
    let joe = app.sign_in("joe").await;
    let data = joe.run(SUBMIT, json!({ "id": id, "version": 3 })).await;
    let receipt = &data["bidSubmit"]["bid"]["receipt"];
    assert_eq!(receipt["received"], "11 December 2026 at 11:41:07am", "{data:#}");
    let part = |name: &str| receipt[name].as_str().unwrap();
    assert!(server::seal::verify(part("statement").as_bytes(), part("signature"), part("key")));
    assert!(part("statement").contains(&id) && part("statement").contains(part("digest")));

    let bid = read(&joe, &id).await;
    assert_eq!(bid["status"]["text"], "Sent, sealed");
    assert_eq!(bid["content"]["answers"][0]["text"], "By bus and by telephone", "one's own copy");
    let drafts = server::store::secure::bid::drafts(app.cx.db().reader(), &[&id.parse().unwrap()]).await.unwrap();
    assert!(drafts.is_empty(), "drafts are deleted once sealed");
}

#[tokio::test]
async fn late_by_one_second_is_late_and_the_draft_is_kept_r_s1() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let (late, in_time) = (written(&joe, &on).await, written(&kofi, &on).await);

    app.advance(CLOSES).await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let data = kofi.run(SUBMIT, json!({ "id": in_time })).await;
    assert_eq!(data["bidSubmit"]["bid"]["stage"], "SUBMITTED", "the deadline's own second is in time");
    app.advance(LATE).await;
    let data = joe.run(SUBMIT, json!({ "id": late })).await;
    insta::assert_json_snapshot!(data["bidSubmit"]["userErrors"]);

    let bid = read(&joe, &late).await;
    assert_eq!(bid["stage"], "NOT_SENT");
    assert_eq!(bid["content"]["answers"][0]["text"], "By bus and by telephone");
    // What is typed is still kept.
    let input = json!({ "answers": [{ "question": on.questions[0], "text": "By bus, late", "version": 1 }] });
    let data = joe.run(SAVE, json!({ "id": late, "input": input })).await;
    assert_eq!(data["bidSave"]["userErrors"], json!([]));
    assert_eq!(read(&joe, &late).await["content"]["answers"][0]["text"], "By bus, late");
    for (operation, field) in [(CHANGE, "bidChange"), (WITHDRAW, "bidWithdraw")] {
        assert_eq!(codes(&kofi, operation, field, &in_time).await, ["DEADLINE_PASSED"]);
    }
    let data = kofi.run(START, json!({ "id": on.id })).await;
    assert_eq!(data["bidStart"]["userErrors"][0]["code"], "DEADLINE_PASSED");
}

#[tokio::test]
async fn what_is_missing_is_refused_all_at_once_and_nothing_is_sent() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = start(&joe, &on).await;
    let long = vec!["word"; 501].join(" ");
    let data = joe.run(SAVE, json!({ "id": id, "input": answers(&on, &long, "", "a lot") })).await;
    assert_eq!(data["bidSave"]["userErrors"], json!([]), "saving is never validation");
    let data = joe.run(SUBMIT, json!({ "id": id })).await;
    insta::assert_json_snapshot!(faults(&data["bidSubmit"]));
    assert_eq!(read(&joe, &id).await["stage"], "DRAFT");
}

#[tokio::test]
async fn a_colleagues_change_is_not_overwritten_and_a_doubled_save_is_harmless() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = start(&joe, &on).await;
    let save = |text: &str, version: i32| {
        let input = json!({ "answers": [{ "question": on.questions[0], "text": text, "version": version }] });
        joe.run(SAVE, json!({ "id": id, "input": input }))
    };
    assert_eq!(save("first", 0).await["bidSave"]["bid"]["content"]["answers"][0]["version"], 1);
    assert_eq!(save("first", 0).await["bidSave"]["userErrors"], json!([]), "sent twice");
    let stale = save("second", 0).await;
    assert_eq!(stale["bidSave"]["userErrors"][0]["field"], "answers.0.text");
    assert_eq!(stale["bidSave"]["userErrors"][0]["code"], "STALE");
    assert_eq!(stale["bidSave"]["bid"]["content"]["answers"][0]["text"], "first", "theirs comes with it");
    assert_eq!(save("second", 1).await["bidSave"]["userErrors"], json!([]));

    let all = answers(&on, "second", "Safe", "1200");
    joe.run(SAVE, json!({ "id": id, "input": json!({ "answers": [all["answers"][1]], "prices": all["prices"] }) }))
        .await;
    let data = joe.run(SUBMIT, json!({ "id": id, "version": 3 })).await;
    assert_eq!(data["bidSubmit"]["userErrors"][0]["code"], "STALE", "changed after it was checked: {data:#}");
    let data = joe.run(SUBMIT, json!({ "id": id, "version": 4 })).await;
    assert_eq!(data["bidSubmit"]["bid"]["stage"], "SUBMITTED");
}

#[tokio::test]
async fn an_organisation_has_one_bid_and_a_council_none_r_s1() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    start(&joe, &on).await;
    let data = joe.run(START, json!({ "id": on.id })).await;
    assert_eq!(data["bidStart"]["userErrors"][0]["code"], "DUPLICATE");
    for session in [app.sign_in("amara").await, app.sign_in("colin").await, app.visitor()] {
        let data = session.run(START, json!({ "id": on.id })).await;
        assert_eq!(data["bidStart"]["userErrors"][0]["code"], "NOT_ALLOWED", "{data:#}");
    }
}

#[tokio::test]
async fn a_sent_bid_is_changed_withdrawn_and_started_again_until_the_deadline() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = sent(&joe, &on).await;
    let first = read(&joe, &id).await["receipt"]["code"].clone();

    assert_eq!(codes(&joe, CHANGE, "bidChange", &id).await, Vec::<String>::new());
    let bid = read(&joe, &id).await;
    assert_eq!((&bid["stage"], &bid["receipt"]), (&json!("DRAFT"), &Value::Null));
    assert_eq!(bid["content"]["prices"][0]["price"], "£112,437.19");
    let data = joe.run(SUBMIT, json!({ "id": id })).await;
    assert_ne!(data["bidSubmit"]["bid"]["receipt"]["code"], first, "a new envelope, a new receipt");

    assert_eq!(codes(&joe, WITHDRAW, "bidWithdraw", &id).await, Vec::<String>::new());
    assert_eq!(read(&joe, &id).await["stage"], "WITHDRAWN");
    assert_eq!(codes(&joe, SUBMIT, "bidSubmit", &id).await, ["ILLEGAL_TRANSITION"]);
    let data = joe.run(START, json!({ "id": on.id })).await;
    assert_eq!(data["bidStart"]["bid"]["id"], json!(id), "the same bid, taken up again");
    assert_eq!(read(&joe, &id).await["content"]["done"], 3, "with its text");
}

#[tokio::test]
async fn nobody_else_knows_of_a_bid_before_it_is_opened_r_s1() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    let joe = app.sign_in("joe").await;
    let id = sent(&joe, &on).await;
    let query = "query($id: ID!, $on: ID!, $reference: String!) {
        bid(id: $id) { id } bids(opportunity: $on) { totalCount nodes { id } }
        opportunityOpening(reference: $reference) { received refusals { code } } }";
    let variables = json!({ "id": id, "on": on.id, "reference": on.reference });
    for when in [None, Some(LATE)] {
        if let Some(when) = when {
            app.advance(when).await;
        }
        for name in ["amara", "sunita", "helen", "tom", "colin", "gareth", "kofi", ""] {
            let session = if name.is_empty() { app.visitor() } else { app.sign_in(name).await };
            let data = session.run(query, variables.clone()).await;
            assert_eq!(data["bid"], Value::Null, "{name} {when:?}");
            assert_eq!(data["bids"], json!({ "totalCount": 0, "nodes": [] }), "{name} {when:?}");
            let count = &data["opportunityOpening"]["received"];
            let officer = !["kofi", ""].contains(&name);
            assert_eq!(count, &if officer && when.is_some() { json!(1) } else { Value::Null }, "{name} {when:?}");
            for (operation, field) in [(SUBMIT, "bidSubmit"), (CHANGE, "bidChange"), (WITHDRAW, "bidWithdraw")] {
                assert_eq!(codes(&session, operation, field, &id).await, ["NOT_FOUND"], "{name}");
            }
        }
    }
}

#[tokio::test]
async fn bids_are_opened_after_the_deadline_by_a_commissioner_of_the_directorate() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let (id, draft) = (sent(&joe, &on).await, written(&kofi, &on).await);

    app.advance(CLOSES).await;
    let (kofi, amara) = (app.sign_in("kofi").await, app.sign_in("amara").await);
    assert_eq!(codes(&amara, OPEN, "opportunityOpen", &on.id).await, ["TOO_EARLY"]);
    app.advance(LATE).await;
    for name in ["gareth", "colin", "helen", "joe"] {
        let session = app.sign_in(name).await;
        assert_eq!(codes(&session, OPEN, "opportunityOpen", &on.id).await, ["NOT_ALLOWED"], "{name}");
    }
    let data = amara.run(OPEN, json!({ "id": on.id })).await;
    assert_eq!(data["opportunityOpen"]["opportunity"]["stage"], "OPENED", "{data:#}");
    let bid = read(&amara, &id).await;
    assert_eq!((&bid["stage"], &bid["status"]["text"]), (&json!("OPENED"), &json!("To score")));
    assert_eq!(bid["content"]["answers"][1]["text"], "Two trained people, always");
    assert_eq!(bid["content"]["prices"][0]["price"], "£112,437.19");
    assert_eq!(read(&amara, &draft).await, Value::Null, "a draft stays its owner's");
    assert_eq!(read(&kofi, &draft).await["stage"], "NOT_SENT");
    assert_eq!(codes(&amara, OPEN, "opportunityOpen", &on.id).await, ["ILLEGAL_TRANSITION"]);
}

#[tokio::test]
async fn an_opportunity_that_received_nothing_ends_with_nobody_chosen() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    app.advance(LATE).await;
    let amara = app.sign_in("amara").await;
    let data = amara.run(OPEN, json!({ "id": on.id })).await;
    assert_eq!(data["opportunityOpen"]["opportunity"]["stage"], "UNSUCCESSFUL", "{data:#}");
}

#[tokio::test]
async fn an_envelope_changed_in_the_database_stops_the_opening() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    build::provider(&app, "Greenway Minibus", "kofi").await;
    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    let (one, two) = (sent(&joe, &on).await, sent(&kofi, &on).await);
    let swap = format!(
        "update bid_envelope set sealed = (select sealed from bid_envelope as other where other.bid_id = '{two}')
         where bid_id = '{one}'"
    );
    app.cx.db().execute(&swap).await.unwrap();
    app.advance(LATE).await;
    let (joe, amara) = (app.sign_in("joe").await, app.sign_in("amara").await);
    let data = amara.run(OPEN, json!({ "id": on.id })).await;
    let errors = data["opportunityOpen"]["userErrors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{data:#}");
    let receipt = joe.run("query($id: ID!) { bid(id: $id) { receipt { code } } }", json!({ "id": one })).await;
    let code = receipt["bid"]["receipt"]["code"].as_str().unwrap().to_owned();
    assert!(errors[0]["message"].as_str().unwrap().contains(&code), "names the receipt");
    assert_eq!(read(&amara, &two).await, Value::Null, "none is opened");
}
