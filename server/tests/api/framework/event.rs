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
