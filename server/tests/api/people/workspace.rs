//! Where people land, what the frame offers them, and what becomes of a form
//! whose session has ended: pages read and posted without script.

use serde_json::json;
use shared::Money;
use shared::people::membership::{Membership, Role};
use shared::people::{MembershipId, OrganisationKind};

use crate::harness::page::{read, send};
use crate::harness::{App, Session, build};

/// Posts a form as it stands on a page that was read before; answers where it
/// led, its status and its text.
async fn post(
    app: &App,
    session: &Session,
    path: &str,
    page: &str,
    form: &str,
    fields: &[(&str, &str)],
) -> (String, u16, String) {
    let token = page.split("name=\"_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut all = vec![("_form", form), ("_token", token.unwrap_or_default())];
    all.extend_from_slice(fields);
    let answer = session.client().post(format!("{}{path}", app.url)).form(&all).send().await.unwrap();
    let (url, status) = (answer.url().clone(), answer.status().as_u16());
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    (format!("{}{query}", url.path()), status, answer.text().await.unwrap())
}

async fn sign_in(app: &App, session: &Session, name: &str, next: &str) -> String {
    let page = read(session, "/sign-in").await;
    let email = format!("{name}@test.example");
    let fields = [("email", email.as_str()), ("password", build::PASSWORD), ("next", next)];
    post(app, session, "/sign-in", &page, "sign-in", &fields).await.0
}

#[tokio::test]
async fn signing_in_leads_to_ones_workspace_or_to_the_page_asked_for() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    for (name, home) in
        [("amara", "/council"), ("sunita", "/council"), ("tom", "/review"), ("colin", "/admin"), ("ruth", "/provider")]
    {
        assert_eq!(sign_in(&app, &app.visitor(), name, "").await, home, "{name}");
    }
    assert_eq!(sign_in(&app, &app.visitor(), "amara", "/council/needs?after=").await, "/council/needs?after=");
    for foreign in ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"] {
        assert_eq!(sign_in(&app, &app.visitor(), "amara", foreign).await, "/council", "{foreign:?}");
    }
}

#[tokio::test]
async fn the_name_leads_to_the_account_and_a_newcomer_is_not_asked_to_sign_in() {
    let app = App::start().await;
    let newcomer = ("Ana Newcomer", "ana@test.example");
    server::app::people::user::create_confirmed(&app.cx, newcomer.0, newcomer.1, None, build::PASSWORD).await.unwrap();
    let session = app.visitor();
    assert_eq!(sign_in(&app, &session, "ana", "").await, "/account");
    let page = read(&session, "/").await;
    assert!(page.contains(r#"<a href="/account" class="govuk-link">Ana Newcomer</a>"#), "{page}");
    let menu = page.split("aria-label=\"Menu\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap();
    assert!(!menu.contains("/sign-in"), "{menu}");
    for href in ["/opportunities", "/account", "/register/organisation"] {
        assert!(menu.contains(&format!("href=\"{href}\"")), "{href}: {menu}");
    }
}

#[tokio::test]
async fn acting_as_something_else_leads_to_its_workspace() {
    let app = App::start().await;
    let session = app.visitor();
    assert_eq!(sign_in(&app, &session, "amara", "").await, "/council");
    let viewer = session.run("{ viewer { person { id } acting { organisation { id } } } }", json!({})).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (user, council) =
        (text(&viewer["viewer"]["person"]["id"]), text(&viewer["viewer"]["acting"]["organisation"]["id"]));
    let second = Membership {
        id: app.cx.new_id(MembershipId::from_uuid),
        user: user.parse().unwrap(),
        organisation: council.parse().unwrap(),
        kind: OrganisationKind::Buyer,
        directorate: None,
        role: Role::Reviewer,
        limit: None,
        expires_at: None,
        ended_at: None,
    };
    let tx = app.cx.begin().await.unwrap();
    server::store::people::membership::insert(&tx, &second, app.cx.now()).await.unwrap();
    server::app::commit(tx).await.unwrap();
    let page = read(&session, "/council").await;
    let fields = [("id", second.id.as_str())];
    assert_eq!(post(&app, &session, "/council", &page, "membership-switch", &fields).await.0, "/review");
}

#[tokio::test]
async fn a_form_of_an_ended_session_says_so_shows_what_was_typed_and_leads_back() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let page = read(&amara, "/council/needs/new").await;
    app.advance("2026-11-23T09:31:00Z").await;
    let typed = "People who look after somebody <b>at home</b>\nsee few others.";
    let fields = [("title", "Carers"), ("summary", typed), ("password", "never shown"), ("version", "7")];
    let (path, status, shown) = post(&app, &amara, "/council/needs/new?from=area", &page, "need-create", &fields).await;
    assert_eq!((path.as_str(), status), ("/council/needs/new?from=area", 403));
    assert!(shown.contains("<h1 tabindex=\"-1\" class=\"govuk-heading-l\">You have been signed out</h1>"), "{shown}");
    assert!(
        shown.contains("after 30 minutes without a click for a council's officers and after 60 for everybody"),
        "{shown}"
    );
    assert!(shown.contains("People who look after somebody &lt;b>at home&lt;/b>\nsee few others."), "{shown}");
    assert!(!shown.contains("never shown") && !shown.contains(">7</textarea>"), "{shown}");
    let back = "/council/needs/new?from=area";
    assert!(shown.contains(&format!("name=\"next\" value=\"{back}\"")), "{shown}");
    assert!(shown.contains("action=\"/sign-in?next=%2Fcouncil%2Fneeds%2Fnew%3Ffrom%3Darea\""), "{shown}");
    // Nothing was written, and the sign-in on that page leads back to it.
    let count = app.sign_in("gareth").await.run("{ needs { totalCount } }", json!({})).await;
    assert_eq!(count["needs"]["totalCount"], 0);
    let fields = [("email", "amara@test.example"), ("password", build::PASSWORD), ("next", back)];
    let (path, status, again) = post(&app, &amara, "/sign-in?next=x", &shown, "sign-in", &fields).await;
    assert_eq!((path.as_str(), status), (back, 200));
    assert!(again.contains("Write down a need"), "{again}");
}

#[tokio::test]
async fn a_form_of_another_session_is_not_run_and_what_was_typed_is_kept() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let page = read(&amara, "/council/needs/new").await;
    sign_in(&app, &amara, "amara", "").await;
    let (_, status, shown) =
        post(&app, &amara, "/council/needs/new", &page, "need-create", &[("title", "Carers")]).await;
    assert_eq!(status, 403);
    assert!(shown.contains("You have been signed out") && shown.contains(">Carers</textarea>"), "{shown}");
    // Without a token of ours nothing is shown again: it may be anybody's text.
    let (_, status, shown) = post(&app, &amara, "/council/needs/new", "", "need-create", &[("title", "Carers")]).await;
    assert_eq!(status, 403);
    assert!(!shown.contains("Carers"), "{shown}");
}

#[tokio::test]
async fn the_doors_work_from_a_page_whose_session_has_ended() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let page = read(&amara, "/council").await;
    app.advance("2026-11-23T09:31:00Z").await;
    assert_eq!(post(&app, &amara, "/council", &page, "sign-out", &[]).await.0, "/");
    let fields = [("email", "amara@test.example"), ("password", build::PASSWORD)];
    assert_eq!(post(&app, &amara, "/sign-in", &page, "sign-in", &fields).await.0, "/council");
}

#[tokio::test]
async fn a_page_not_found_offers_to_sign_in_and_come_back() {
    let app = App::start().await;
    let answer = app.visitor().get("/provider?after=x").await;
    assert_eq!(answer.status(), 404);
    let page = answer.text().await.unwrap();
    assert!(page.contains("href=\"/sign-in?next=%2Fprovider%3Fafter%3Dx\""), "{page}");
}

#[tokio::test]
async fn each_council_is_offered_its_own_directorates() {
    let app = App::start().await;
    let founder =
        server::app::people::user::create_confirmed(&app.cx, "Una", "una@test.example", None, build::PASSWORD);
    let founder = founder.await.unwrap();
    let parts = ["Roads".to_owned(), "Homes".to_owned()];
    let other = server::app::people::organisation::found_council(&app.cx, "Other Council", &parts, &founder);
    let other = other.await.unwrap();
    build::person(&app, "vera", &other.id, OrganisationKind::Buyer, None, Role::Commissioner, None).await;
    build::person(&app, "wilf", &other.id, OrganisationKind::Buyer, None, Role::Approver, Some(Money::pounds(1))).await;
    let (amara, vera) = (app.sign_in("amara").await, app.sign_in("vera").await);
    for path in ["/council/needs/new", "/council/commissions/new"] {
        let (first, second) = (read(&amara, path).await, read(&vera, path).await);
        assert!(first.contains(">Adult Care and Health</option>") && !first.contains(">Roads</option>"), "{first}");
        assert!(second.contains(">Roads</option>") && !second.contains(">Adult Care and Health</option>"), "{second}");
    }
    // Whoever acts for no council sees the installation's.
    let data = app.visitor().run("{ council { name } }", json!({})).await;
    assert_eq!(data["council"]["name"], "Ouzel Valley Council");
    let data = app.sign_in("wilf").await.run("{ council { name } }", json!({})).await;
    assert_eq!(data["council"]["name"], "Other Council");
}

#[tokio::test]
async fn a_provider_with_nothing_to_do_is_told_so() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let page = read(&app.sign_in("ruth").await, "/provider").await;
    assert!(page.contains("<h1 tabindex=\"-1\" class=\"govuk-heading-l\">Lantern Carers</h1>"), "{page}");
    assert!(page.contains("Nothing to do. You are set up."), "{page}");
    assert!(page.contains("The council owes you no answer") && page.contains("Nothing else is open today"), "{page}");
    // Officers have no such page.
    let amara = app.sign_in("amara").await;
    assert_eq!(amara.get("/provider").await.status(), 404);
    assert_eq!(amara.get("/provider/organisation").await.status(), 404);
}

/// R-2.3c
#[tokio::test]
async fn an_organisation_reads_its_status_its_history_and_who_may_invite_r_2_3c() {
    let app = App::start().await;
    let ruth = super::account::registered(&app, "ruth").await;
    let input = json!({
        "register": "GB-CHC", "number": "9990999", "name": "Lantern Carers", "legalForm": "cio", "sector": "charity",
        "independent": "yes", "purposes": "Company for carers", "surplus": "It stays in the charity", "assetLock": "yes"
    });
    let register =
        "mutation($input: OrganisationInput!) { organisationRegister(input: $input) { organisation { id } } }";
    let made = ruth.run(register, json!({ "input": input })).await;
    let id = made["organisationRegister"]["organisation"]["id"].as_str().unwrap().to_owned();
    let home = read(&ruth, "/provider").await;
    assert!(home.contains("Third-sector status to be checked"), "{home}");
    let page = read(&ruth, "/provider/organisation").await;
    assert!(page.contains("GB-CHC-9990999") && page.contains("Company for carers"), "{page}");
    assert!(page.contains("An officer of the council reads what you declared"), "{page}");
    assert!(page.contains("As the organisation declared when it registered"), "{page}");
    // The founder signs in to certify; as administrator they invite.
    assert!(page.contains("Act as administrator") && !page.contains("invitation-create"), "{page}");
    let held = ruth.run("{ viewer { memberships { id roleLabel } } }", json!({})).await;
    let held = held["viewer"]["memberships"].as_array().unwrap();
    let administrator = held.iter().find(|one| one["roleLabel"] == "Administrator").unwrap()["id"].as_str().unwrap();
    let fields = [("id", administrator), ("next", "/provider/organisation")];
    let page = send(&app, &ruth, "/provider/organisation", "membership-switch", &fields).await;
    assert!(page.contains("Invite a colleague"), "{page}");
    let fields = [("from", "provider"), ("email", "joe@test.example"), ("role", "member")];
    send(&app, &ruth, "/provider/organisation", "invitation-create", &fields).await;
    let mails = super::account::mails(&ruth, "joe@test.example").await;
    assert!(mails[0]["subject"].as_str().unwrap().contains("Lantern Carers"), "{mails:?}");
    let fields = [("from", "provider"), ("email", "joe"), ("role", "commissioner")];
    let page = send(&app, &ruth, "/provider/organisation", "invitation-create", &fields).await;
    assert!(page.contains("Commissioner is not a role at a provider"), "{page}");
    let reason =
        "mutation($id: ID!) { organisationVerify(id: $id, reason: \"We read its rules\") { userErrors { message } } }";
    app.sign_in("amara").await.run(reason, json!({ "id": id })).await;
    let page = read(&ruth, "/provider/organisation").await;
    assert!(page.contains("We read its rules") && page.contains("also where it is reserved"), "{page}");
}
