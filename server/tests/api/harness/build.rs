//! Valid things in one line.

use serde_json::{Value, json};
use server::app::commit;
use server::store;
use server::store::framework::installation;
use server::store::people::organisation::Directorate;
use shared::Money;
use shared::people::membership::{Membership, Role};
use shared::people::organisation::{Organisation, SectorType, ThirdSectorStatus};
use shared::people::user::User;
use shared::people::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId};

use super::{App, Session};

/// Everybody's password in the tests.
pub const PASSWORD: &str = "three plain words";

/// The council with its directorates and its people: `amara` and `gareth`
/// (commissioners of Adult Care and of Children), `sunita` (approver to
/// £100,000), `helen` (approver to £500,000), `tom` and `bridget` (reviewers),
/// `idris` (reviewer), `colin` (administrator).
pub async fn council(app: &App) {
    let id = app.cx.new_id(OrganisationId::from_uuid);
    organisation(app, &id, OrganisationKind::Buyer, "Ouzel Valley Council", "GB-LAE-OVC", None).await;
    let adult = directorate(app, &id, "Adult Care and Health").await;
    let children = directorate(app, &id, "Children and Families").await;
    for (name, role, directorate, limit) in [
        ("amara", Role::Commissioner, Some(&adult), None),
        ("gareth", Role::Commissioner, Some(&children), None),
        ("sunita", Role::Approver, None, Some(Money::pounds(100_000))),
        ("helen", Role::Approver, None, Some(Money::pounds(500_000))),
        ("tom", Role::Reviewer, None, None),
        ("bridget", Role::Reviewer, None, None),
        ("idris", Role::Reviewer, None, None),
        ("colin", Role::Administrator, None, None),
    ] {
        person(app, name, &id, OrganisationKind::Buyer, directorate, role, limit).await;
    }
    let tx = app.cx.begin().await.unwrap();
    installation::set(&tx, installation::MADE_BY, "test").await.unwrap();
    commit(tx).await.unwrap();
}

/// A verified charity with one member who certifies; their name is also the
/// first part of the address to sign in with.
pub async fn provider(app: &App, name: &str, member: &str) -> OrganisationId {
    let id = app.cx.new_id(OrganisationId::from_uuid);
    let number = format!("GB-CHC-9990{:03}", name.len());
    organisation(app, &id, OrganisationKind::Provider, name, &number, Some(SectorType::Charity)).await;
    person(app, member, &id, OrganisationKind::Provider, None, Role::Certifier, None).await;
    id
}

async fn organisation(
    app: &App,
    id: &OrganisationId,
    kind: OrganisationKind,
    name: &str,
    org_id: &str,
    sector: Option<SectorType>,
) {
    let status = if sector.is_some() { ThirdSectorStatus::Verified } else { ThirdSectorStatus::NotClaimed };
    let new = Organisation {
        id: id.clone(),
        kind,
        name: name.to_owned(),
        org_id: org_id.to_owned(),
        sector,
        status,
        status_at: app.cx.now(),
    };
    let tx = app.cx.begin().await.unwrap();
    store::people::organisation::insert(&tx, &new, app.cx.now()).await.unwrap();
    commit(tx).await.unwrap();
}

async fn directorate(app: &App, organisation: &OrganisationId, name: &str) -> DirectorateId {
    let id = app.cx.new_id(DirectorateId::from_uuid);
    let new = Directorate { id: id.clone(), organisation: organisation.clone(), name: name.to_owned() };
    let tx = app.cx.begin().await.unwrap();
    store::people::organisation::insert_directorate(&tx, &new).await.unwrap();
    commit(tx).await.unwrap();
    id
}

/// A person with one membership, who signs in as `name@test.example`.
pub async fn person(
    app: &App,
    name: &str,
    organisation: &OrganisationId,
    kind: OrganisationKind,
    directorate: Option<&DirectorateId>,
    role: Role,
    limit: Option<Money>,
) -> UserId {
    let user = User {
        id: app.cx.new_id(UserId::from_uuid),
        name: name.to_owned(),
        email: format!("{name}@test.example"),
        phone: Some("01632 960 114".to_owned()),
        confirmed_at: Some(app.cx.now()),
    };
    let membership = Membership {
        id: app.cx.new_id(MembershipId::from_uuid),
        user: user.id.clone(),
        organisation: organisation.clone(),
        kind,
        directorate: directorate.cloned(),
        role,
        limit,
        expires_at: None,
        ended_at: None,
    };
    let tx = app.cx.begin().await.unwrap();
    store::people::user::insert(&tx, &user, Some(password_hash()), app.cx.now()).await.unwrap();
    store::people::membership::insert(&tx, &membership, app.cx.now()).await.unwrap();
    commit(tx).await.unwrap();
    user.id
}

/// Gives one of the council's people a further role there.
pub async fn also(app: &App, name: &str, role: Role) {
    let tx = app.cx.begin().await.unwrap();
    let email = format!("{name}@test.example");
    let user = store::people::user::find_by_email(&tx, &email).await.unwrap().unwrap().0;
    let council = store::people::organisation::council(&tx).await.unwrap().unwrap();
    let membership = Membership {
        id: app.cx.new_id(MembershipId::from_uuid),
        user: user.id,
        organisation: council.id,
        kind: OrganisationKind::Buyer,
        directorate: None,
        role,
        limit: (role == Role::Approver).then(|| Money::pounds(100_000)),
        expires_at: None,
        ended_at: None,
    };
    store::people::membership::insert(&tx, &membership, app.cx.now()).await.unwrap();
    commit(tx).await.unwrap();
}

/// Has somebody act in one of their roles, such as `APPROVER`.
pub async fn act_as(session: &Session, role: &str) {
    let data = session.run("{ viewer { memberships { id role } } }", json!({})).await;
    let held = data["viewer"]["memberships"].as_array().unwrap();
    let id = held.iter().find(|held| held["role"] == role).unwrap_or_else(|| panic!("{data:#}"))["id"].clone();
    let switch = "mutation($id: ID!) { membershipSwitch(id: $id) { done } }";
    assert_eq!(session.run(switch, json!({ "id": id })).await["membershipSwitch"]["done"], true);
}

/// The hash of [`PASSWORD`], made once: hashing takes long on purpose.
fn password_hash() -> &'static str {
    use std::sync::LazyLock;
    static HASH: LazyLock<String> = LazyLock::new(|| {
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(server::session::hash_password(PASSWORD.to_owned())).unwrap()
        })
        .join()
        .unwrap()
    });
    &HASH
}

/// The directorate of this name.
pub async fn directorate_id(session: &Session, name: &str) -> String {
    let data = session.run("{ council { directorates { id name } } }", json!({})).await;
    let all = data["council"]["directorates"].as_array().unwrap();
    all.iter().find(|directorate| directorate["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

/// A sound need's input.
pub async fn need_input(session: &Session) -> Value {
    json!({
        "directorate": directorate_id(session, "Adult Care and Health").await,
        "title": "Carers who feel alone",
        "summary": "People who look after somebody at home see few others.",
        "people": "Unpaid carers",
        "community": "Carers",
        "areas": "",
        "demandFigure": "1,900",
        "demandEstimate": "",
        "demandSource": "Carers' survey 2026",
        "supplyFigure": "420",
        "services": "Two carers' groups",
    })
}

/// A line of reason for everybody whose views were not heard about a need.
pub fn engagement_reasons() -> Value {
    let line = "We will ask them next spring";
    json!({
        "partnership": line,
        "provider": line,
        "collective": line,
        "userGroup": line,
        "feedback": line,
        "thirdSector": line,
    })
}
