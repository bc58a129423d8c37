//! Changes to what is published (R-S3).

use serde_json::{Value, json};

use super::bid::build::{self, CLOSES, LATE, Opportunity, opportunity};
use super::bid::{self, OPEN};
use super::clarification::mails;
use crate::harness::{App, Session, faults};

const AMEND: &str = "mutation($id: ID!, $version: Int!, $input: AmendmentInput!) {
    opportunityAmend(id: $id, version: $version, input: $input) {
        opportunity { closesAt version amendments { number what material closedAt closesAt } }
        userErrors { field code message rule policyRows } } }";
const CONFIRM: &str = "mutation($id: ID!) { bidConfirm(id: $id) { bid { stage } userErrors { code message rule } } }";

fn change(material: &str, closes_on: &str) -> Value {
    json!({
        "what": "The service covers Olney too.",
        "meaning": "Say how you would reach Olney, or confirm your bid as it is.",
        "material": material,
        "closesOn": closes_on,
    })
}

async fn amend(session: &Session, on: &Opportunity, version: i64, input: &Value) -> Value {
    let variables = json!({ "id": on.id, "version": version, "input": input });
    session.run(AMEND, variables).await["opportunityAmend"].clone()
}

async fn stage(session: &Session, id: &str) -> Value {
    session.run("query($id: ID!) { bid(id: $id) { stage status { text } } }", json!({ "id": id })).await["bid"].clone()
}

#[tokio::test]
async fn a_change_that_matters_moves_the_deadline_and_a_bid_not_confirmed_is_not_opened_r_s3() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    for (name, member) in [("Lantern Carers", "joe"), ("Greenway Minibus", "kofi"), ("Elm Tree Trust", "lena")] {
        build::provider(&app, name, member).await;
    }
    let (joe, kofi, lena) = (app.sign_in("joe").await, app.sign_in("kofi").await, app.sign_in("lena").await);
    let (kept, left) = (bid::sent(&joe, &on).await, bid::sent(&kofi, &on).await);
    bid::start(&lena, &on).await;

    // Late: five working days after Tuesday 8 December it is Tuesday 15 December.
    app.advance("2026-12-08T09:00:00Z").await;
    let amara = app.sign_in("amara").await;
    let late = amend(&amara, &on, 1, &change("yes", "")).await;
    assert_eq!(late["userErrors"][0]["field"], "closesOn");
    assert_eq!(late["userErrors"][0]["policyRows"], json!(["local.amendment.min_days@2011-01-01"]));
    let done = amend(&amara, &on, 1, &change("yes", "15/12/2026")).await;
    assert_eq!(faults(&done), Vec::<String>::new());
    assert_eq!(done["opportunity"]["closesAt"], "2026-12-15T12:00:00+00:00");
    assert_eq!(done["opportunity"]["amendments"][0]["closedAt"], "2026-12-11T12:00:00+00:00");
    assert_eq!(amend(&amara, &on, 1, &change("no", "")).await["userErrors"][0]["code"], "STALE");
    let subject = "Changed: Independent advocacy for adults, confirm your bid again".to_owned();
    for who in ["joe", "kofi", "lena"] {
        assert!(mails(&app, &format!("{who}@test.example")).await.contains(&subject), "{who}");
    }

    let (joe, kofi) = (app.sign_in("joe").await, app.sign_in("kofi").await);
    assert_eq!(stage(&joe, &kept).await, json!({ "stage": "STALE", "status": { "text": "Confirm again" } }));
    let other = kofi.run(CONFIRM, json!({ "id": kept })).await;
    assert_eq!(other["bidConfirm"]["userErrors"][0]["code"], "NOT_FOUND");
    let confirmed = joe.run(CONFIRM, json!({ "id": kept })).await;
    assert_eq!(confirmed["bidConfirm"]["bid"]["stage"], "SUBMITTED");

    // The old deadline has no meaning any more.
    app.advance(LATE).await;
    assert_eq!(stage(&app.sign_in("kofi").await, &left).await["stage"], "STALE");
    app.advance("2026-12-15T12:00:01Z").await;
    let (amara, kofi) = (app.sign_in("amara").await, app.sign_in("kofi").await);
    assert_eq!(stage(&kofi, &left).await["status"]["text"], "Not confirmed, out");
    let late = kofi.run(CONFIRM, json!({ "id": left })).await;
    assert_eq!(late["bidConfirm"]["userErrors"][0]["code"], "DEADLINE_PASSED");
    let received = "query($r: String!) { opportunityOpening(reference: $r) { received } }";
    let data = amara.run(received, json!({ "r": on.reference })).await;
    assert_eq!(data["opportunityOpening"]["received"], 1, "the one that is out is not counted");
    let opened = amara.run(OPEN, json!({ "id": on.id })).await;
    assert_eq!(opened["opportunityOpen"]["opportunity"]["stage"], "OPENED", "{opened:#}");
    let bids = amara.run("{ bids { nodes { id } } }", json!({})).await;
    assert_eq!(bids["bids"]["nodes"], json!([{ "id": kept }]));
    assert_eq!(stage(&kofi, &left).await["stage"], "LAPSED", "it stays sealed");
    let told = "Not opened: your bid on Independent advocacy for adults".to_owned();
    assert!(mails(&app, "kofi@test.example").await.contains(&told));
    assert!(!mails(&app, "joe@test.example").await.contains(&told));
}

#[tokio::test]
async fn a_change_that_does_not_matter_asks_nothing_of_bids_and_is_public_r_s3() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let id = bid::sent(&joe, &on).await;
    let amara = app.sign_in("amara").await;
    let done = amend(&amara, &on, 1, &change("no", "")).await;
    assert_eq!(faults(&done), Vec::<String>::new());
    assert_eq!(stage(&joe, &id).await["stage"], "SUBMITTED");
    let query = "query($r: String!) { opportunity(reference: $r) { amendments { number what meaning } } }";
    let data = app.visitor().run(query, json!({ "r": on.reference })).await;
    assert_eq!(data["opportunity"]["amendments"][0]["what"], "The service covers Olney too.");
    assert_eq!(data["opportunity"]["amendments"][0]["number"], 1);
}

#[tokio::test]
async fn after_the_deadline_and_by_others_nothing_is_changed_r_s3() {
    let app = App::start().await;
    let on = opportunity(&app).await;
    for name in ["gareth", "sunita"] {
        let denied = amend(&app.sign_in(name).await, &on, 1, &change("no", "")).await;
        assert_eq!(denied["userErrors"][0]["code"], "NOT_ALLOWED", "{name}");
    }
    app.advance(CLOSES).await;
    let earlier = amend(&app.sign_in("amara").await, &on, 1, &change("no", "10/12/2026")).await;
    assert_eq!(earlier["userErrors"][0]["field"], "closesOn");
    app.advance(LATE).await;
    let late = amend(&app.sign_in("amara").await, &on, 1, &change("no", "18/12/2026")).await;
    assert_eq!(late["userErrors"][0]["code"], "DEADLINE_PASSED");
    assert_eq!(late["userErrors"][0]["rule"], "R-S3");
}
