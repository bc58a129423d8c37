//! From a stranger to a member: register, confirm, invite, join, leave.

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults};

const REGISTER: &str = "mutation($input: AccountInput!) {
    accountRegister(input: $input) { done userErrors { field code message } }
}";
const CONFIRM: &str = "mutation($token: String!, $password: String!) {
    accountConfirm(token: $token, input: { password: $password }) { done userErrors { field code message } }
}";
const REQUEST: &str = "mutation($email: String!) {
    passwordRequestReset(email: $email) { done userErrors { field code message } }
}";
const RESET: &str = "mutation($token: String!, $password: String!) {
    passwordReset(token: $token, input: { password: $password }) { done userErrors { field code message } }
}";
const INVITE: &str = "mutation($input: InvitationInput!) {
    invitationCreate(input: $input) { done userErrors { field code message rule } }
}";
const ACCEPT: &str = "mutation($token: String!, $input: InvitationAcceptInput) {
    invitationAccept(token: $token, input: $input) { done userErrors { field code message } }
}";
const END: &str = "mutation($id: ID!) {
    membershipEnd(id: $id) { membership { id } userErrors { code message rule } }
}";
const VIEWER: &str = "{ viewer { person { name email } acting { id roleLabel organisation { id name } } } }";

/// The mails to an address, newest first.
pub async fn mails(session: &Session, to: &str) -> Vec<Value> {
    let data =
        session.run("query($to: String!) { mails(to: $to) { nodes { subject body } } }", json!({ "to": to })).await;
    data["mails"]["nodes"].as_array().unwrap().clone()
}

/// The secret in the newest mail's link.
pub async fn link(session: &Session, to: &str, path: &str) -> String {
    let all = mails(session, to).await;
    let body = all[0]["body"].as_str().unwrap();
    let rest = body.split_once(path).unwrap_or_else(|| panic!("no {path} in {body}")).1;
    rest.split_whitespace().next().unwrap().to_owned()
}

/// An account made as people make one; the session is signed in.
pub async fn registered(app: &App, name: &str) -> Session {
    let session = app.visitor();
    let email = format!("{name}@test.example");
    session.run(REGISTER, json!({ "input": { "name": name, "email": email } })).await;
    let token = link(&session, &email, "/confirm/").await;
    let data = session.run(CONFIRM, json!({ "token": token, "password": build::PASSWORD })).await;
    assert_eq!(data["accountConfirm"]["done"], true, "{data:#}");
    session
}

#[tokio::test]
async fn an_address_is_confirmed_by_its_link_once_and_nobody_exists_before() {
    let app = App::start().await;
    let session = app.visitor();
    let input = json!({ "input": { "name": "Joe Lambert", "email": "Joe@Test.Example" } });
    session.run(REGISTER, input).await;
    let token = link(&session, "joe@test.example", "/confirm/").await;
    let short = session.run(CONFIRM, json!({ "token": token, "password": "short" })).await;
    assert_eq!(short["accountConfirm"]["userErrors"][0]["field"], "password");
    let data = session.run(CONFIRM, json!({ "token": token, "password": build::PASSWORD })).await;
    assert_eq!(data["accountConfirm"]["done"], true, "{data:#}");
    let viewer = session.run(VIEWER, json!({})).await;
    assert_eq!(viewer["viewer"]["person"], json!({ "name": "Joe Lambert", "email": "joe@test.example" }));
    assert_eq!(viewer["viewer"]["acting"], Value::Null);
    let again = app.visitor().run(CONFIRM, json!({ "token": token, "password": build::PASSWORD })).await;
    assert_eq!(again["accountConfirm"]["userErrors"][0]["code"], "NOT_FOUND");
    app.sign_in("joe").await;
}

#[tokio::test]
async fn a_link_is_too_old_after_its_hours() {
    let app = App::start().await;
    let session = app.visitor();
    session.run(REGISTER, json!({ "input": { "name": "Joe", "email": "joe@test.example" } })).await;
    session.run(REQUEST, json!({ "email": "amara@test.example" })).await;
    let confirm = link(&session, "joe@test.example", "/confirm/").await;
    let reset = link(&session, "amara@test.example", "/reset/").await;
    app.advance("2026-11-23T10:00:00Z").await;
    let data = session.run(RESET, json!({ "token": reset, "password": build::PASSWORD })).await;
    assert_eq!(data["passwordReset"]["userErrors"][0]["code"], "NOT_FOUND");
    app.advance("2026-11-25T09:00:00Z").await;
    let data = session.run(CONFIRM, json!({ "token": confirm, "password": build::PASSWORD })).await;
    assert_eq!(data["accountConfirm"]["userErrors"][0]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn asking_for_an_account_or_a_password_tells_nobody_whether_the_address_has_one() {
    let app = App::start().await;
    let session = app.visitor();
    let known = json!({ "input": { "name": "Somebody", "email": "amara@test.example" } });
    let unknown = json!({ "input": { "name": "Somebody", "email": "nobody@test.example" } });
    assert_eq!(session.run(REGISTER, known).await, session.run(REGISTER, unknown).await);
    let known = session.run(REQUEST, json!({ "email": "amara@test.example" })).await;
    let unknown = session.run(REQUEST, json!({ "email": "nobody@test.example" })).await;
    assert_eq!(known, unknown);
    // The mail itself tells, to whoever reads that mailbox.
    let all = mails(&session, "amara@test.example").await;
    assert!(all[1]["body"].as_str().unwrap().contains("You have one already"));
    let all = mails(&session, "nobody@test.example").await;
    assert!(all[0]["body"].as_str().unwrap().contains("There is no account with it"));
    assert!(!all[0]["body"].as_str().unwrap().contains("/reset/"));
}

#[tokio::test]
async fn one_address_gets_three_mails_an_hour_whatever_is_asked() {
    let app = App::start().await;
    let session = app.visitor();
    for _ in 0..5 {
        let data = session.run(REQUEST, json!({ "email": "amara@test.example" })).await;
        assert_eq!(data["passwordRequestReset"]["done"], true);
    }
    assert_eq!(mails(&session, "amara@test.example").await.len(), 3);
}

#[tokio::test]
async fn another_password_ends_every_session_and_the_old_one_does_not_work() {
    let app = App::start().await;
    let before = app.sign_in("amara").await;
    let session = app.visitor();
    session.run(REQUEST, json!({ "email": "amara@test.example" })).await;
    let token = link(&session, "amara@test.example", "/reset/").await;
    let data = session.run(RESET, json!({ "token": token, "password": "another three words" })).await;
    assert_eq!(data["passwordReset"]["done"], true, "{data:#}");
    assert_eq!(before.run(VIEWER, json!({})).await["viewer"], Value::Null);
    assert_eq!(session.run(VIEWER, json!({})).await["viewer"]["person"]["name"], "amara");
    let data = app
        .visitor()
        .run(
            "mutation($input: SignInInput!) { signIn(input: $input) { done } }",
            json!({ "input": { "email": "amara@test.example", "password": build::PASSWORD } }),
        )
        .await;
    assert_eq!(data["signIn"]["done"], false);
    let again = app.visitor().run(RESET, json!({ "token": token, "password": "yet three more words" })).await;
    assert_eq!(again["passwordReset"]["userErrors"][0]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn a_newcomer_joins_by_invitation_and_is_signed_in() {
    let app = App::start().await;
    let colin = app.sign_in("colin").await;
    let input = json!({ "input": {
        "email": "ewan@test.example", "role": "approver", "directorate": "", "limit": "100,000", "expiresOn": ""
    } });
    let data = colin.run(INVITE, input).await;
    assert_eq!(data["invitationCreate"]["done"], true, "{data:#}");
    let ewan = app.visitor();
    let token = link(&ewan, "ewan@test.example", "/invitations/").await;
    let query =
        "query($token: String!) { invitation(token: $token) { roleLabel email hasAccount organisation { name } } }";
    let data = ewan.run(query, json!({ "token": token })).await;
    assert_eq!(
        data["invitation"],
        json!({
            "roleLabel": "Approver", "email": "ewan@test.example", "hasAccount": false,
            "organisation": { "name": "Ouzel Valley Council" }
        })
    );
    let missing = ewan.run(ACCEPT, json!({ "token": token })).await;
    assert_eq!(faults(&missing["invitationAccept"]).len(), 2, "{missing:#}");
    let input = json!({ "name": "Ewan Fraser", "password": build::PASSWORD });
    let data = ewan.run(ACCEPT, json!({ "token": token, "input": input })).await;
    assert_eq!(data["invitationAccept"]["done"], true, "{data:#}");
    let viewer = ewan.run("{ viewer { acting { roleLabel limit } } }", json!({})).await;
    assert_eq!(viewer["viewer"]["acting"], json!({ "roleLabel": "Approver", "limit": "100000.00" }));
    assert_eq!(ewan.run(query, json!({ "token": token })).await["invitation"], Value::Null);
}

#[tokio::test]
async fn whoever_has_an_account_signs_in_to_join_and_acts_there_at_once() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let colin = app.sign_in("colin").await;
    let input =
        json!({ "email": "ruth@test.example", "role": "reviewer", "directorate": "", "limit": "", "expiresOn": "" });
    colin.run(INVITE, json!({ "input": input })).await;
    let token = link(&colin, "ruth@test.example", "/invitations/").await;
    for session in [app.visitor(), app.sign_in("amara").await] {
        let data = session.run(ACCEPT, json!({ "token": token })).await;
        assert_eq!(data["invitationAccept"]["userErrors"][0]["code"], "NOT_ALLOWED");
    }
    let ruth = app.sign_in("ruth").await;
    let data = ruth.run(ACCEPT, json!({ "token": token })).await;
    assert_eq!(data["invitationAccept"]["done"], true, "{data:#}");
    assert_eq!(ruth.run(VIEWER, json!({})).await["viewer"]["acting"]["roleLabel"], "Reviewer");
    let double = colin.run(INVITE, json!({ "input": input })).await;
    assert_eq!(double["invitationCreate"]["userErrors"][0]["code"], "DUPLICATE");
}

#[tokio::test]
async fn only_administrators_invite_and_a_role_has_to_fit() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let input = json!({ "input": { "email": "x@test.example", "role": "member", "directorate": "", "limit": "", "expiresOn": "" } });
    for name in ["amara", "ruth"] {
        let data = app.sign_in(name).await.run(INVITE, input.clone()).await;
        assert_eq!(data["invitationCreate"]["userErrors"][0]["code"], "NOT_ALLOWED", "{name}");
    }
    let data = app.sign_in("colin").await.run(INVITE, input).await;
    assert_eq!(data["invitationCreate"]["userErrors"][0]["field"], "role");
}

async fn people(session: &Session) -> Vec<(String, String)> {
    let data = session
        .run("{ viewer { acting { organisation { people { id roleLabel person { name } } } } } }", json!({}))
        .await;
    let all = data["viewer"]["acting"]["organisation"]["people"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.iter().map(|held| (text(&held["person"]["name"]), text(&held["id"]))).collect()
}

#[tokio::test]
async fn a_membership_ends_but_the_last_administrator_stays() {
    let app = App::start().await;
    let colin = app.sign_in("colin").await;
    let amara = app.sign_in("amara").await;
    let all = people(&colin).await;
    let of = |name: &str| all.iter().find(|held| held.0 == name).unwrap().1.clone();

    let data = colin.run(END, json!({ "id": of("colin") })).await;
    assert_eq!(data["membershipEnd"]["userErrors"][0]["code"], "LAST_ADMINISTRATOR", "{data:#}");
    let data = amara.run(END, json!({ "id": of("gareth") })).await;
    assert_eq!(data["membershipEnd"]["userErrors"][0]["code"], "NOT_ALLOWED");

    let data = colin.run(END, json!({ "id": of("amara") })).await;
    assert_eq!(data["membershipEnd"]["userErrors"], json!([]));
    // Amara's session goes on, but acts for nobody.
    assert_eq!(amara.run(VIEWER, json!({})).await["viewer"]["acting"], Value::Null);
    assert!(people(&colin).await.iter().all(|held| held.0 != "amara"));

    // With a second administrator the first may leave.
    let input = json!({ "email": "gareth@test.example", "role": "administrator", "directorate": "", "limit": "", "expiresOn": "" });
    colin.run(INVITE, json!({ "input": input })).await;
    let token = link(&colin, "gareth@test.example", "/invitations/").await;
    app.sign_in("gareth").await.run(ACCEPT, json!({ "token": token })).await;
    let data = colin.run(END, json!({ "id": of("colin") })).await;
    assert_eq!(data["membershipEnd"]["userErrors"], json!([]), "{data:#}");
}

#[tokio::test]
async fn another_organisations_membership_does_not_exist() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let ruth = app.sign_in("ruth").await;
    let colin = app.sign_in("colin").await;
    let id = people(&colin).await[0].1.clone();
    for session in [&ruth, &app.visitor()] {
        let data = session.run(END, json!({ "id": id })).await;
        assert_eq!(data["membershipEnd"]["userErrors"][0]["code"], "NOT_FOUND");
    }
}
