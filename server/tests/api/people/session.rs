//! The door: signing in, how long it lasts, acting as something else.

use serde_json::{Value, json};

use crate::harness::{App, Session, build};

const SIGN_IN: &str =
    "mutation($input: SignInInput!) { signIn(input: $input) { done userErrors { field code message } } }";
const VIEWER: &str = "{ viewer { idleMinutes acting { roleLabel } sessions { current } } }";

async fn attempt(session: &Session, email: &str, password: &str) -> Value {
    session.run(SIGN_IN, json!({ "input": { "email": email, "password": password } })).await["signIn"].clone()
}

async fn is_signed_in(session: &Session) -> bool {
    !session.run("{ viewer { person { id } } }", json!({})).await["viewer"].is_null()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = App::start().await;
    let wrong = attempt(&app.visitor(), "amara@test.example", "not her password").await;
    let unknown = attempt(&app.visitor(), "nobody@test.example", "not a password").await;
    assert_eq!(wrong, unknown);
    assert_eq!(wrong["userErrors"][0]["code"], "CREDENTIALS");
}

#[tokio::test]
async fn after_ten_wrong_passwords_the_right_one_waits_a_quarter_of_an_hour() {
    let app = App::start().await;
    for email in ["amara@test.example", "nobody@test.example"] {
        for _ in 0..10 {
            assert_eq!(
                attempt(&app.visitor(), email, "a wrong password").await["userErrors"][0]["code"],
                "CREDENTIALS"
            );
        }
        // An address nobody has is slowed down alike.
        let slowed = attempt(&app.visitor(), email, build::PASSWORD).await;
        assert_eq!(slowed["userErrors"][0]["code"], "TOO_MANY_ATTEMPTS");
    }
    assert_eq!(attempt(&app.visitor(), "gareth@test.example", build::PASSWORD).await["done"], true);
    app.advance("2026-11-23T09:15:01Z").await;
    assert_eq!(attempt(&app.visitor(), "amara@test.example", build::PASSWORD).await["done"], true);
}

#[tokio::test]
async fn many_wrong_passwords_at_once_do_not_slip_through_together() {
    let app = App::start().await;
    let sessions: Vec<Session> = (0..20).map(|_| app.visitor()).collect();
    let tries = sessions.iter().map(|session| attempt(session, "amara@test.example", "a wrong password"));
    let answers = futures::future::join_all(tries).await;
    let looked_at = answers.iter().filter(|answer| answer["userErrors"][0]["code"] == "CREDENTIALS").count();
    assert!(looked_at <= 10, "{looked_at} passwords were looked at");
}

#[tokio::test]
async fn an_officer_rests_30_minutes_a_provider_60_and_nobody_stays_over_12_hours() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let (amara, ruth) = (app.sign_in("amara").await, app.sign_in("ruth").await);
    assert_eq!(amara.run(VIEWER, json!({})).await["viewer"]["idleMinutes"], 30);
    assert_eq!(ruth.run(VIEWER, json!({})).await["viewer"]["idleMinutes"], 60);
    app.advance("2026-11-23T09:29:00Z").await;
    assert!(is_signed_in(&amara).await);
    app.advance("2026-11-23T09:59:00Z").await;
    assert!(!is_signed_in(&amara).await);
    assert!(is_signed_in(&ruth).await);
    for _ in 0..13 {
        app.advance(&(app.cx.now() + chrono::Duration::minutes(50)).to_rfc3339()).await;
        assert!(is_signed_in(&ruth).await, "{}", app.cx.now());
    }
    app.advance("2026-11-23T20:59:59Z").await;
    assert!(is_signed_in(&ruth).await);
    app.advance("2026-11-23T21:00:00Z").await;
    assert!(!is_signed_in(&ruth).await);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_device() {
    let app = App::start().await;
    let (one, two) = (app.sign_in("amara").await, app.sign_in("amara").await);
    assert_eq!(one.run(VIEWER, json!({})).await["viewer"]["sessions"].as_array().unwrap().len(), 2);
    one.run("mutation { signOut { done } }", json!({})).await;
    assert!(!is_signed_in(&one).await);
    assert!(is_signed_in(&two).await);
    let three = app.sign_in("amara").await;
    three.run("mutation { signOut(everywhere: true) { done } }", json!({})).await;
    assert!(!is_signed_in(&two).await);
    assert!(!is_signed_in(&three).await);
}

#[tokio::test]
async fn one_acts_in_ones_own_memberships_only() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let gareth = app.sign_in("gareth").await;
    let own = gareth.run("{ viewer { memberships { id } } }", json!({})).await;
    let id = own["viewer"]["memberships"][0]["id"].clone();
    let switch = "mutation($id: ID!) { membershipSwitch(id: $id) { done userErrors { code } } }";
    assert_eq!(amara.run(switch, json!({ "id": id })).await["membershipSwitch"]["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(gareth.run(switch, json!({ "id": id })).await["membershipSwitch"]["done"], true);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = App::start().await;
    let body = json!({ "query": SIGN_IN, "variables": { "input": { "email": "amara@test.example", "password": build::PASSWORD } } });
    let answer = app.visitor().client().post(format!("{}/graphql", app.url)).json(&body).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert!(!answer.text().await.unwrap().contains("commonweal="));
}
