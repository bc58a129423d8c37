//! The record of every change, in chains that show when one was altered.

use serde_json::json;
use server::app::framework::event;
use server::app::people::organisation;

use crate::harness::{App, Session};

const EVENTS: &str = "query($audience: EventAudience, $after: String) {
    events(first: 2, audience: $audience, after: $after) {
        totalCount nodes { position action summary hash } pageInfo { hasNextPage endCursor }
    }
}";

/// Three public entries: directorates of the council, added by its
/// administrator.
async fn some_events(app: &App) -> Session {
    let colin = app.sign_in("colin").await;
    for name in ["Housing and Safety", "Communities and Places", "Highways"] {
        let data = colin
            .run(
                "mutation($name: String!) { directorateCreate(name: $name) { userErrors { message } } }",
                json!({ "name": name }),
            )
            .await;
        assert_eq!(data["directorateCreate"]["userErrors"], json!([]));
    }
    event::seal(&app.cx).await.unwrap();
    colin
}

#[tokio::test]
async fn the_public_record_is_read_newest_first_without_gaps() {
    let app = App::start().await;
    some_events(&app).await;
    let visitor = app.visitor();
    let first = visitor.run(EVENTS, json!({})).await;
    assert_eq!(first["events"]["totalCount"], 3);
    assert_eq!(first["events"]["nodes"][0]["position"], 3);
    assert_eq!(first["events"]["nodes"][0]["summary"], "Ouzel Valley Council added a directorate");
    let after = &first["events"]["pageInfo"]["endCursor"];
    let rest = visitor.run(EVENTS, json!({ "after": after })).await;
    assert_eq!(rest["events"]["nodes"][0]["position"], 1);
    assert_eq!(rest["events"]["pageInfo"]["hasNextPage"], false);
}

#[tokio::test]
async fn an_organisations_record_is_for_its_own_people() {
    let app = App::start().await;
    let colin = some_events(&app).await;
    let own = colin.run(EVENTS, json!({ "audience": "ORGANISATION" })).await;
    assert_eq!(own["events"]["totalCount"], 3);
    let none = app.visitor().run(EVENTS, json!({ "audience": "ORGANISATION" })).await;
    assert_eq!(none["events"]["totalCount"], 0);
}

#[tokio::test]
async fn verify_tells_where_an_entry_was_changed_removed_or_put_in_between() {
    for tampering in [
        "update event set summary = 'Something else' where id = (select event_id from event_link where audience = 'public' and position = 2)",
        "update event set user_id = null where id = (select event_id from event_link where audience = 'public' and position = 2)",
        "delete from event_link where audience = 'public' and position = 2",
        "update event_link set hash = 'ab' where audience = 'public' and position = 2",
    ] {
        let app = App::start().await;
        some_events(&app).await;
        let sound = event::verify(app.cx.db()).await.unwrap();
        assert!(sound.iter().all(|verdict| verdict.broken_at.is_none()), "{sound:?}");
        app.cx.db().execute(tampering).await.unwrap();
        let verdicts = event::verify(app.cx.db()).await.unwrap();
        let public = verdicts.iter().find(|verdict| verdict.audience == "public").unwrap();
        assert_eq!(public.broken_at, Some(2), "{tampering}");
    }
}

#[tokio::test]
async fn a_council_is_founded_with_its_first_administrator() {
    let app = App::start().await;
    let cx = &app.cx;
    let user = server::app::people::user::create_confirmed(cx, "Nia", "nia@test.example", None, "three plain words");
    let user = user.await.unwrap();
    organisation::found_council(cx, "Second Council", &["Adults".to_owned()], &user).await.unwrap();
    let nia = app.sign_in("nia").await;
    let data =
        nia.run("{ viewer { acting { role organisation { kind name directorates { name } } } } }", json!({})).await;
    assert_eq!(
        data["viewer"]["acting"],
        json!({ "role": "ADMINISTRATOR", "organisation": {
            "kind": "BUYER", "name": "Second Council", "directorates": [{ "name": "Adults" }]
        } })
    );
}

#[tokio::test]
async fn verify_finds_that_a_chains_newest_entries_are_gone() {
    for tampering in [
        "delete from event_link where audience = 'public' and position = 3",
        "delete from event_link where audience = 'public'",
        "delete from event_chain where audience = 'public'",
    ] {
        let app = App::start().await;
        some_events(&app).await;
        app.cx.db().execute(tampering).await.unwrap();
        let verdicts = event::verify(app.cx.db()).await.unwrap();
        let public = verdicts.iter().find(|verdict| verdict.audience == "public").unwrap();
        assert_eq!(public.broken_at, Some(public.entries + 1), "{tampering}: {public:?}");
    }
}

const FACTS: &str = "{ events(first: 1) { nodes { id format digest facts salt action } } }";

/// The newest of three entries about the council.
async fn newest(app: &App) -> serde_json::Value {
    some_events(app).await;
    app.visitor().run(FACTS, json!({})).await["events"]["nodes"][0].clone()
}

#[tokio::test]
async fn an_entry_carries_the_digest_of_its_facts_which_its_audience_reads() {
    let app = App::start().await;
    let entry = newest(&app).await;
    assert_eq!(entry["format"], 2);
    let facts: serde_json::Value = serde_json::from_str(entry["facts"].as_str().unwrap()).unwrap();
    assert_eq!(facts["kind"], "buyer");
    assert!(facts["status"].is_string() && facts["statusAt"].is_string());
    let value = server::store::framework::event::Value {
        salt: entry["salt"].as_str().unwrap().to_owned(),
        facts: entry["facts"].as_str().unwrap().to_owned(),
    };
    assert_eq!(entry["digest"], event::digest(&value));
}

#[tokio::test]
async fn changed_facts_are_found_and_erased_ones_leave_the_chain_unbroken() {
    let app = App::start().await;
    let entry = newest(&app).await;
    let id = entry["id"].as_str().unwrap();
    let change = format!("update event_value set facts = '{{\"kind\":\"provider\"}}' where event_id = '{id}'");
    app.cx.db().execute(&change).await.unwrap();
    let verdicts = event::verify(app.cx.db()).await.unwrap();
    assert!(verdicts.iter().any(|verdict| verdict.audience == "public" && verdict.broken_at.is_some()));

    event::erase(&app.cx, id).await.unwrap();
    event::seal(&app.cx).await.unwrap();
    let verdicts = event::verify(app.cx.db()).await.unwrap();
    assert!(verdicts.iter().all(|verdict| verdict.broken_at.is_none()), "{verdicts:?}");
    let last = app.visitor().run(FACTS, json!({})).await;
    assert_eq!(last["events"]["nodes"][0]["action"], "erase", "the erasure is on record");
    assert!(event::erase(&app.cx, id).await.is_err(), "once is enough");
    assert!(event::erase(&app.cx, "evt_none").await.is_err());
}

#[test]
fn entries_of_before_there_were_digests_are_verified_as_they_were_made() {
    let old = server::store::framework::event::Event {
        id: "evt_0".to_owned(),
        at: "2026-01-01T00:00:00Z".parse().unwrap(),
        user: None,
        membership: None,
        action: "publish".to_owned(),
        subject_kind: "need".to_owned(),
        subject_id: "need_0".to_owned(),
        summary: "The council published need N-0001: Warm homes".to_owned(),
        format: 1,
        digest: None,
    };
    // Made by another program from the description in the schema.
    let known = "f93b08e04c130d6ee8749475395837dce5fe00441b71c0fdf2eb0c1f0e32b34c";
    assert_eq!(event::hash("", "public", 1, &old), known);
    let new = server::store::framework::event::Event { format: 2, ..old };
    assert_ne!(event::hash("", "public", 1, &new), known);
}
