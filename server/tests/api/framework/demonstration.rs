//! The demonstration: a story told through the same transactions as people's
//! work, so that nothing in it could not have happened.

use serde_json::{Value, json};
use server::app::framework::event;
use server::demo;
use server::keys::Keys;

use crate::harness::{App, Session};

/// A server with the demonstration, as it is loaded at this instant.
async fn loaded(now: &str) -> App {
    let app = App::empty(now).await;
    let config = app.cx.config().clone();
    let keys = Keys::load_or_create(&config.keys).unwrap();
    let made = Box::pin(demo::load(app.cx.db().clone(), config, keys, now.parse().unwrap())).await;
    assert_eq!(made, Ok(true), "loaded at {now}");
    app
}

async fn sign_in(app: &App, email: &str) -> Session {
    let session = app.visitor();
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { done } }";
    let data = session.run(query, json!({ "input": { "email": email, "password": demo::PASSWORD } })).await;
    assert_eq!(data["signIn"]["done"], true, "{email}");
    session
}

fn texts<'a>(of: &'a Value, field: &str) -> Vec<&'a str> {
    of.as_array().unwrap().iter().map(|one| one[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_story_holds_whatever_the_day_it_is_told_on() {
    // A working day, the days after Christmas, Easter Monday, and summer time.
    for now in ["2026-11-23T09:00:00Z", "2026-12-28T00:30:00Z", "2027-03-29T12:00:00Z", "2027-07-31T23:30:00Z"] {
        let app = loaded(now).await;
        let verdicts = event::verify(app.cx.db()).await.unwrap();
        let broken: Vec<_> = verdicts.iter().filter(|verdict| verdict.broken_at.is_some()).collect();
        assert!(broken.is_empty(), "{broken:?}");
        let data = app.visitor().run("{ opportunities(first: 100) { nodes { reference stage } } }", json!({})).await;
        let mut stages = texts(&data["opportunities"]["nodes"], "stage");
        stages.sort_unstable();
        let told = ["CLOSED", "COMPLETE", "DECIDED", "EVALUATING", "EVALUATING", "OPEN", "OPEN", "OPEN", "OPEN"];
        assert_eq!(stages, told, "told at {now}");
        let returns = "{ agreement(reference: \"A-0001\") { stage returns { stage } trace { isBroken } } }";
        let data = sign_in(&app, "amara@ouzelvalley.example").await.run(returns, json!({})).await;
        let agreement = &data["agreement"];
        assert_eq!(agreement["stage"], "LIVE", "told at {now}");
        assert_eq!(agreement["returns"].as_array().unwrap().len(), 8, "two years, told at {now}: {agreement:#}");
        assert!(agreement["trace"].as_array().unwrap().iter().all(|step| step["isBroken"] == false), "{agreement:#}");
    }
}

/// R-S1, R-S4, R-S5
#[tokio::test]
async fn everybody_finds_something_to_do_and_nobody_sees_what_is_sealed() {
    let app = loaded("2026-11-23T09:00:00Z").await;
    let joe = sign_in(&app, "joe@providers.example").await;
    let bids = joe.run("{ bids { nodes { stage opportunity { title } } } }", json!({})).await;
    let mut stages = texts(&bids["bids"]["nodes"], "stage");
    stages.sort_unstable();
    assert_eq!(stages, ["DRAFT", "OPENED", "SUBMITTED"]);
    #[cfg(feature = "ui")]
    {
        let home = crate::harness::page::read(&joe, "/provider").await;
        for row in
            ["Finish and send the bid", "Answer the council's question", "Bid to be opened", "Youth nights, Wolverton"]
        {
            assert!(home.contains(row), "{row}: {home}");
        }
    }
    let panels = "{ myPanels { stage done total opportunity { title } } }";
    for (reviewer, done) in [("tom", 4), ("bridget", 2)] {
        let session = sign_in(&app, &format!("{reviewer}@ouzelvalley.example")).await;
        let data = session.run(panels, json!({})).await;
        let scoring = data["myPanels"].as_array().unwrap().iter().find(|panel| panel["stage"] == "SCORE");
        let expected =
            json!({ "stage": "SCORE", "done": done, "total": 10, "opportunity": { "title": "Recovery cafés" } });
        assert_eq!(scoring, Some(&expected));
    }
    // A trustee of one bidder steps aside from it: eight answers of the other four are left.
    let idris = sign_in(&app, "idris@ouzelvalley.example").await.run(panels, json!({})).await;
    let scoring = idris["myPanels"].as_array().unwrap().iter().find(|panel| panel["stage"] == "SCORE").unwrap();
    assert_eq!((&scoring["done"], &scoring["total"]), (&json!(0), &json!(8)));
    let amara = sign_in(&app, "amara@ouzelvalley.example").await;
    let received = |reference: &str| json!({ "reference": reference });
    let query = "query($reference: String!) { opportunityOpening(reference: $reference) { received } }";
    let open = amara.run(query, received("O-0005")).await;
    assert_eq!(open["opportunityOpening"]["received"], Value::Null, "sealed bids cannot be counted");
    let closed = amara.run(query, received("O-0004")).await;
    assert_eq!(closed["opportunityOpening"]["received"], 2);
}
