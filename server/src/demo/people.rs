//! The council's officers and its providers.

use std::collections::HashMap;

use shared::people::membership::{Membership, Role};
use shared::people::organisation::{Organisation, SectorType, ThirdSectorStatus};
use shared::people::user::User;
use shared::people::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId};
use shared::{Actor, Day, Money};

use super::{Demo, PASSWORD};
use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::people::{self as rows, organisation::Directorate};

const DIRECTORATES: [&str; 4] =
    ["Adult Care and Health", "Children and Families", "Communities and Places", "Housing and Safety"];

/// An officer: short name, name, role, directorate, limit in pounds.
const OFFICERS: &[(&str, &str, Role, Option<&str>, Option<i64>)] = &[
    ("amara", "Amara Okonjo", Role::Commissioner, Some("Adult Care and Health"), None),
    ("gareth", "Gareth Pugh", Role::Commissioner, Some("Children and Families"), None),
    ("ewan", "Ewan Fraser", Role::Commissioner, Some("Communities and Places"), None),
    ("sunita", "Sunita Rao", Role::Approver, None, Some(100_000)),
    ("helen", "Helen Marsh", Role::Approver, None, Some(500_000)),
    ("tom", "Tom Kowalczyk", Role::Reviewer, None, None),
    ("bridget", "Bridget Nwosu", Role::Reviewer, None, None),
    ("idris", "Idris Vaughan", Role::Reviewer, None, None),
    ("farah", "Farah Siddiqui", Role::SafeguardingLead, None, None),
    ("colin", "Colin Ashby", Role::Administrator, None, None),
];

/// A provider: name, identifier, sector, its people.
type Provider = (&'static str, &'static str, SectorType, &'static [(&'static str, &'static str, Role)]);

const PROVIDERS: &[Provider] = &[
    (
        "Lantern Carers",
        "GB-CHC-9990101",
        SectorType::Charity,
        &[("ruth", "Ruth Adeyemi", Role::Certifier), ("joe", "Joe Lambert", Role::Member)],
    ),
    (
        "Next Door Table",
        "GB-OVC-0001",
        SectorType::Community,
        &[("maureen", "Maureen Doyle", Role::Certifier), ("abdi", "Abdi Warsame", Role::Member)],
    ),
    ("Greenway Minibus", "GB-MPR-9901R", SectorType::Cooperative, &[("kofi", "Kofi Mensah", Role::Certifier)]),
    ("Canal Street Advocacy", "GB-CHC-9990102", SectorType::Charity, &[("leila", "Dr Leila Haddad", Role::Certifier)]),
    ("Open Gate Recovery", "GB-CHC-9990103", SectorType::Charity, &[("steve", "Steve Rigby", Role::Certifier)]),
    (
        "Kiln Lane Youth Project",
        "GB-CHC-9990104",
        SectorType::Charity,
        &[("precious", "Precious Moyo", Role::Certifier)],
    ),
    ("Second Shift Repair", "GB-COH-99900105", SectorType::Cooperative, &[("ania", "Ania Zielińska", Role::Certifier)]),
    (
        "St Brannoc's Night Shelter",
        "GB-CHC-9990106",
        SectorType::Faith,
        &[("ellen", "Rev. Ellen Fisher", Role::Certifier)],
    ),
    (
        "Pentland Community Services plc",
        "GB-COH-99900107",
        SectorType::Other,
        &[("martin", "Martin Cole", Role::Certifier)],
    ),
];

/// Makes them all.
pub(super) async fn make(cx: Cx, today: Day) -> Result<Demo, Error> {
    let hash = session::hash_password(PASSWORD.to_owned()).await.map_err(Error::Internal)?;
    let council = cx.new_id(OrganisationId::from_uuid);
    let mut demo = Demo {
        cx,
        today,
        directorates: HashMap::new(),
        actors: HashMap::new(),
        needs: HashMap::new(),
        opportunities: HashMap::new(),
        agreement: None,
    };
    organisation(&demo, &council, OrganisationKind::Buyer, ("Ouzel Valley Council", "GB-LAE-OVC"), None).await?;
    for name in DIRECTORATES {
        let id = demo.cx.new_id(DirectorateId::from_uuid);
        let new = Directorate { id: id.clone(), organisation: council.clone(), name: name.to_owned() };
        let tx = demo.cx.begin().await?;
        rows::organisation::insert_directorate(&tx, &new).await?;
        commit(tx).await?;
        demo.directorates.insert(name, id);
    }
    for (number, (short, name, role, directorate, limit)) in (100..).zip(OFFICERS) {
        let membership = Membership {
            id: demo.cx.new_id(MembershipId::from_uuid),
            user: demo.cx.new_id(UserId::from_uuid),
            organisation: council.clone(),
            kind: OrganisationKind::Buyer,
            directorate: directorate.and_then(|name| demo.directorates.get(name)).cloned(),
            role: *role,
            limit: limit.map(Money::pounds),
            expires_at: None,
            ended_at: None,
        };
        let phone = format!("01632 960 {number}");
        person(&mut demo, short, name, "ouzelvalley.example", Some(phone), membership, &hash).await?;
    }
    for (name, org_id, sector, members) in PROVIDERS {
        let id = demo.cx.new_id(OrganisationId::from_uuid);
        organisation(&demo, &id, OrganisationKind::Provider, (name, org_id), Some(*sector)).await?;
        for (short, name, role) in *members {
            let membership = Membership {
                id: demo.cx.new_id(MembershipId::from_uuid),
                user: demo.cx.new_id(UserId::from_uuid),
                organisation: id.clone(),
                kind: OrganisationKind::Provider,
                directorate: None,
                role: *role,
                limit: None,
                expires_at: None,
                ended_at: None,
            };
            person(&mut demo, short, name, "providers.example", None, membership, &hash).await?;
        }
    }
    Ok(demo)
}

async fn organisation(
    demo: &Demo,
    id: &OrganisationId,
    kind: OrganisationKind,
    (name, org_id): (&str, &str),
    sector: Option<SectorType>,
) -> Result<(), Error> {
    let now = demo.cx.now();
    let status = match sector {
        None | Some(SectorType::Other) => ThirdSectorStatus::NotClaimed,
        Some(_) => ThirdSectorStatus::Verified,
    };
    let new = Organisation {
        id: id.clone(),
        kind,
        name: name.to_owned(),
        org_id: org_id.to_owned(),
        sector,
        status,
        status_at: now,
    };
    let tx = demo.cx.begin().await?;
    rows::organisation::insert(&tx, &new, now).await?;
    commit(tx).await
}

async fn person(
    demo: &mut Demo,
    short: &'static str,
    name: &str,
    domain: &str,
    phone: Option<String>,
    membership: Membership,
    hash: &str,
) -> Result<(), Error> {
    let now = demo.cx.now();
    let user = User {
        id: membership.user.clone(),
        name: name.to_owned(),
        email: format!("{short}@{domain}"),
        phone,
        confirmed_at: Some(now),
    };
    let tx = demo.cx.begin().await?;
    rows::user::insert(&tx, &user, Some(hash), now).await?;
    rows::membership::insert(&tx, &membership, now).await?;
    commit(tx).await?;
    let acting = rows::membership::acting(membership);
    demo.actors.insert(short, Actor::Person { user: user.id, acting: Some(acting) });
    Ok(())
}
