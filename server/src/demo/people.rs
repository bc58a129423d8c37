//! The council's officers and its providers, who come as people do: the first
//! administrator founds the council and invites the others; providers register,
//! confirm by the link in their mail, and are verified by an officer.

use shared::people::membership::{InvitationInput, Role};
use shared::people::organisation::{Organisation, OrganisationInput, ThirdSectorStatus};
use shared::people::user::{AccountEditInput, AccountInput, InvitationAcceptInput, PasswordInput};
use shared::{Actor, Day};

use super::{Demo, PASSWORD};
use crate::app::people::session::SignedIn;
use crate::app::{self, Cx, Error};
use crate::store::framework::mail;
use crate::store::page::Page;
use crate::store::people as rows;

const DIRECTORATES: [&str; 4] =
    ["Adult Care and Health", "Children and Families", "Communities and Places", "Housing and Safety"];

/// Whoever founds the council here: the first administrator.
const FOUNDER: (&str, &str) = ("colin", "Colin Ashby");

/// An officer: short name, name, role, directorate, limit in pounds.
const OFFICERS: &[(&str, &str, Role, Option<&str>, &str)] = &[
    ("amara", "Amara Okonjo", Role::Commissioner, Some("Adult Care and Health"), ""),
    ("gareth", "Gareth Pugh", Role::Commissioner, Some("Children and Families"), ""),
    ("ewan", "Ewan Fraser", Role::Commissioner, Some("Communities and Places"), ""),
    ("sunita", "Sunita Rao", Role::Approver, None, "100,000"),
    ("helen", "Helen Marsh", Role::Approver, None, "500,000"),
    ("tom", "Tom Kowalczyk", Role::Reviewer, None, ""),
    ("bridget", "Bridget Nwosu", Role::Reviewer, None, ""),
    ("idris", "Idris Vaughan", Role::Reviewer, None, ""),
    ("farah", "Farah Siddiqui", Role::SafeguardingLead, None, ""),
    ("nina", "Nina Bhatt", Role::FinanceOfficer, None, ""),
    ("yusuf", "Yusuf Demir", Role::DataProtection, None, ""),
];

/// A provider as its founder describes it, who founds it, and whom they invite.
struct Provider {
    register: &'static str,
    number: &'static str,
    name: &'static str,
    legal_form: &'static str,
    sector: &'static str,
    purposes: &'static str,
    surplus: &'static str,
    founder: (&'static str, &'static str),
    colleagues: &'static [(&'static str, &'static str, Role)],
}

const STAYS: &str = "It stays in the organisation and pays for its work.";

const PROVIDERS: &[Provider] = &[
    Provider {
        register: "GB-CHC",
        number: "9990101",
        name: "Lantern Carers",
        legal_form: "cio",
        sector: "charity",
        purposes: "Company, rest and advice for people who look after somebody at home.",
        surplus: STAYS,
        founder: ("ruth", "Ruth Adeyemi"),
        colleagues: &[("joe", "Joe Lambert", Role::Member), ("grace", "Grace Obi", Role::Administrator)],
    },
    Provider {
        register: "none",
        number: "",
        name: "Next Door Table",
        legal_form: "unincorporated",
        sector: "community",
        purposes: "Meals that neighbours cook and eat together.",
        surplus: STAYS,
        founder: ("maureen", "Maureen Doyle"),
        colleagues: &[("abdi", "Abdi Warsame", Role::Member)],
    },
    Provider {
        register: "GB-MPR",
        number: "9901R",
        name: "Greenway Minibus",
        legal_form: "cooperative_society",
        sector: "cooperative",
        purposes: "Journeys for people whom no bus reaches.",
        surplus: "The members decide; it has always bought the next bus.",
        founder: ("kofi", "Kofi Mensah"),
        colleagues: &[],
    },
    Provider {
        register: "GB-CHC",
        number: "9990102",
        name: "Canal Street Advocacy",
        legal_form: "company_by_guarantee",
        sector: "charity",
        purposes: "Somebody to speak with and for people who are not heard.",
        surplus: STAYS,
        founder: ("leila", "Dr Leila Haddad"),
        colleagues: &[],
    },
    Provider {
        register: "GB-CHC",
        number: "9990103",
        name: "Open Gate Recovery",
        legal_form: "company_by_guarantee",
        sector: "charity",
        purposes: "Recovery from drink and drugs, led by people in recovery.",
        surplus: STAYS,
        founder: ("steve", "Steve Rigby"),
        colleagues: &[],
    },
    Provider {
        register: "GB-CHC",
        number: "9990104",
        name: "Kiln Lane Youth Project",
        legal_form: "cio",
        sector: "charity",
        purposes: "Evenings, trips and somebody to trust for young people.",
        surplus: STAYS,
        founder: ("precious", "Precious Moyo"),
        colleagues: &[],
    },
    Provider {
        register: "GB-COH",
        number: "99900105",
        name: "Second Shift Repair",
        legal_form: "community_interest_company",
        sector: "cooperative",
        purposes: "Repairs and jobs for people who were long out of work.",
        surplus: "Two thirds stay in the company; the workers share the rest.",
        founder: ("ania", "Ania Zielińska"),
        colleagues: &[],
    },
    Provider {
        register: "GB-CHC",
        number: "9990106",
        name: "St Brannoc's Night Shelter",
        legal_form: "trust",
        sector: "faith",
        purposes: "A bed, a meal and a welcome in winter.",
        surplus: STAYS,
        founder: ("ellen", "Rev. Ellen Fisher"),
        colleagues: &[],
    },
    Provider {
        register: "GB-COH",
        number: "99900107",
        name: "Pentland Community Services plc",
        legal_form: "company_by_shares",
        sector: "other",
        purposes: "Services for councils.",
        surplus: "It is paid to the shareholders.",
        founder: ("martin", "Martin Cole"),
        colleagues: &[],
    },
];

/// Makes them all.
pub(super) async fn make(cx: Cx, today: Day) -> Result<Demo, Error> {
    let mut demo = Demo::new(cx, today);
    found(&mut demo).await?;
    for (number, (short, name, role, directorate, limit)) in (101..).zip(OFFICERS) {
        let input = InvitationInput {
            email: format!("{short}@ouzelvalley.example"),
            role: role.as_str().to_owned(),
            directorate: directorate.map(|name| demo.directorate(name)).unwrap_or_default(),
            limit: (*limit).to_owned(),
            expires_on: String::new(),
        };
        let host = demo.act(FOUNDER.0);
        invited(&mut demo, &host, short, name, &input).await?;
        let phone = AccountEditInput { name: (*name).to_owned(), phone: format!("01632 960 {number}") };
        app::people::account::edit(&demo.act(short), &phone).await?;
    }
    let mut registered = Vec::new();
    for one in PROVIDERS {
        registered.push(provider(&mut demo, one).await?);
    }
    demo.at(-899, 10).await?;
    for one in registered.iter().filter(|one| one.status == ThirdSectorStatus::Declared) {
        let reason = "Its rules and its last report say what it declared, and no public body controls it.";
        app::people::organisation::verify(&demo.act("amara"), &one.id, reason).await?;
    }
    Ok(demo)
}

/// A reviewer from outside, whom the council invites for a panel of this winter.
pub(super) async fn outsider(demo: &mut Demo) -> Result<(), Error> {
    demo.at(-56, 9).await?;
    let input = InvitationInput {
        email: "miriam@reviewers.example".to_owned(),
        role: Role::ExternalReviewer.as_str().to_owned(),
        expires_on: demo.day(120).format("%-d %B %Y").to_string(),
        ..InvitationInput::default()
    };
    let host = demo.act(FOUNDER.0);
    invited(demo, &host, "miriam", "Miriam Castle", &input).await
}

/// The council comes to this installation, with its first administrator.
async fn found(demo: &mut Demo) -> Result<(), Error> {
    let (short, name) = FOUNDER;
    let email = format!("{short}@ouzelvalley.example");
    let user = app::people::user::create_confirmed(&demo.cx, name, &email, Some("01632 960 100"), PASSWORD).await?;
    let names = DIRECTORATES.map(ToOwned::to_owned);
    let council = app::people::organisation::found_council(&demo.cx, "Ouzel Valley Council", &names, &user).await?;
    for directorate in rows::organisation::directorates(demo.cx.db().reader(), &council.id).await? {
        let name = DIRECTORATES.into_iter().find(|name| *name == directorate.name);
        demo.directorates.extend(name.map(|name| (name, directorate.id)));
    }
    let founder = Actor::Person { user, acting: None };
    let actor = acting_as(demo, founder, Role::Administrator).await?;
    demo.actors.insert(short, actor);
    Ok(())
}

/// Somebody is asked in by mail, follows the link and joins.
async fn invited(
    demo: &mut Demo,
    host: &Cx,
    short: &'static str,
    name: &str,
    input: &InvitationInput,
) -> Result<(), Error> {
    app::people::membership::invite(host, input).await?;
    let token = link(demo, &input.email, "/invitations/").await?;
    let visitor = demo.cx.acting(Actor::Visitor);
    let newcomer = InvitationAcceptInput { name: name.to_owned(), password: PASSWORD.to_owned() };
    let joined = app::people::membership::accept(&visitor, &token, Some(&newcomer), "").await?;
    demo.actors.insert(short, signed_in(joined.ok_or(Error::NotFound)?));
    Ok(())
}

/// A provider registers: its founder confirms an address, describes the
/// organisation, and invites colleagues.
async fn provider(demo: &mut Demo, one: &Provider) -> Result<Organisation, Error> {
    let (short, name) = one.founder;
    let email = format!("{short}@providers.example");
    let visitor = demo.cx.acting(Actor::Visitor);
    let account = AccountInput { name: name.to_owned(), email: email.clone() };
    app::people::account::register(&visitor, &account).await?;
    let token = link(demo, &email, "/confirm/").await?;
    let password = PasswordInput { password: PASSWORD.to_owned() };
    let founder = signed_in(app::people::account::confirm(&visitor, &token, &password, "").await?);
    let input = OrganisationInput {
        register: one.register.to_owned(),
        number: one.number.to_owned(),
        name: one.name.to_owned(),
        legal_form: one.legal_form.to_owned(),
        sector: one.sector.to_owned(),
        independent: "yes".to_owned(),
        purposes: one.purposes.to_owned(),
        surplus: one.surplus.to_owned(),
        asset_lock: if one.sector == "other" { "no" } else { "yes" }.to_owned(),
    };
    let organisation = app::people::organisation::register(&demo.cx.acting(founder.clone()), &input).await?;
    let certifier = acting_as(demo, founder.clone(), Role::Certifier).await?;
    let administrator = acting_as(demo, founder, Role::Administrator).await?;
    demo.actors.insert(short, certifier);
    let host = demo.cx.acting(administrator);
    for (short, name, role) in one.colleagues {
        let input = InvitationInput {
            email: format!("{short}@providers.example"),
            role: role.as_str().to_owned(),
            ..InvitationInput::default()
        };
        invited(demo, &host, short, name, &input).await?;
    }
    Ok(organisation)
}

fn signed_in(begun: SignedIn) -> Actor {
    Actor::Person { user: begun.user, acting: begun.acting.map(rows::membership::acting) }
}

/// The same person in their membership of this role.
async fn acting_as(demo: &Demo, person: Actor, role: Role) -> Result<Actor, Error> {
    let user = person.user().cloned().ok_or(Error::NotFound)?;
    let held = rows::membership::of_user(demo.cx.db().reader(), &user, demo.cx.now()).await?;
    let chosen = held.into_iter().find(|membership| membership.role == role).ok_or(Error::NotFound)?;
    Ok(Actor::Person { user, acting: Some(rows::membership::acting(chosen)) })
}

/// The last part of the link in the newest mail to an address.
async fn link(demo: &Demo, email: &str, path: &str) -> Result<String, Error> {
    let page = Page { first: 1, ..Page::default() };
    let mails = mail::newest(demo.cx.db().reader(), Some(email), &page).await?;
    let body = mails.rows.into_iter().next().map(|(_, mail)| mail.body).unwrap_or_default();
    let rest = body.split_once(path).and_then(|(_, rest)| rest.split_whitespace().next());
    rest.map(ToOwned::to_owned).ok_or_else(|| Error::Internal(format!("no link {path} in the mail to {email}")))
}
