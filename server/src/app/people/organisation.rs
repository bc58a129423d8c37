//! Registering an organisation, and deciding its third-sector status.

use shared::Refusal;
use shared::check::Checks;
use shared::error::Code;
use shared::people::membership::{Membership, Role};
use shared::people::organisation::register::OWN_PREFIX;
use shared::people::organisation::{
    Action, Declarations, Organisation, OrganisationInput, StatusChange, ThirdSectorStatus, access,
};
use shared::people::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::store::framework::reference::{self, Kind};
use crate::store::people::organisation::{Directorate, Profile};
use crate::store::{self, Transaction, people};

/// Registers a provider (R-2.3a). Whoever does becomes its first administrator
/// and may sign for it, until there are others.
pub async fn register(cx: &Cx, input: &OrganisationInput) -> Result<Organisation, Error> {
    access::allows_register(&cx.actor)?;
    let checked = input.check()?;
    let founder = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let status = checked.status();
    let org_id = match checked.org_id {
        Some(org_id) => org_id,
        None => format!("{OWN_PREFIX}-{}", reference::next(&tx, Kind::Group).await?),
    };
    if let Some(known) = people::organisation::find_by_org_id(&tx, &org_id).await? {
        return Err(duplicate(&known.name).into());
    }
    let new = Organisation {
        id: cx.new_id(OrganisationId::from_uuid),
        kind: OrganisationKind::Provider,
        name: checked.name,
        org_id,
        sector: Some(checked.sector),
        status,
        status_at: cx.now(),
    };
    match people::organisation::insert(&tx, &new, cx.now()).await {
        Err(store::Error::Duplicate(_)) => return Err(duplicate("Another organisation").into()),
        other => other?,
    }
    let profile = Profile {
        organisation: new.id.clone(),
        legal_form: Some(checked.legal_form),
        declarations: checked.declarations,
    };
    people::organisation::set_profile(&tx, &profile).await?;
    let reason = "As the organisation declared when it registered".to_owned();
    note(&tx, cx, &new, &StatusChange { status, reason, by: Some(founder.clone()), at: cx.now() }).await?;
    // The first membership is the one acted in after the next sign-in.
    let certifier = join(&tx, cx, &new, &founder, Role::Certifier).await?;
    join(&tx, cx, &new, &founder, Role::Administrator).await?;
    if let Some(session) = &cx.session {
        people::session::switch(&tx, session, &certifier).await?;
    }
    record(&tx, cx, "register", &new, format!("{} registered as a provider", new.name)).await?;
    commit(tx).await?;
    Ok(new)
}

/// Confirms that an organisation is of the third sector (R-2.3c).
pub async fn verify(cx: &Cx, id: &OrganisationId, reason: &str) -> Result<Organisation, Error> {
    decide(cx, id, Action::Verify, reason).await
}

/// Does not accept an organisation as of the third sector (R-2.3b, R-2.3c).
pub async fn refuse(cx: &Cx, id: &OrganisationId, reason: &str) -> Result<Organisation, Error> {
    decide(cx, id, Action::Refuse, reason).await
}

async fn decide(cx: &Cx, id: &OrganisationId, action: Action, reason: &str) -> Result<Organisation, Error> {
    let tx = cx.begin().await?;
    let before = people::organisation::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let member = is_member(&tx, cx, id).await?;
    access::allows(&cx.actor, action, &before, member)?;
    let officer = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let (after, change) = match action {
        Action::Verify => {
            let declared = declared(&tx, id).await?;
            before.clone().verify(&declared, reason, officer, cx.now())?
        }
        _ => before.clone().refuse(reason, officer, cx.now())?,
    };
    people::organisation::save_status(&tx, &before, &after, &change.reason).await?;
    note(&tx, cx, &after, &change).await?;
    let (verb, summary, subject) = match action {
        Action::Verify => ("verify", format!("The council verified {} as third sector", after.name), "is verified"),
        _ => ("refuse", format!("The council did not accept {} as third sector", after.name), "is not verified"),
    };
    record(&tx, cx, verb, &after, summary).await?;
    tell(&tx, cx, &after, &format!("{} {subject}", after.name), &change.reason).await?;
    commit(tx).await?;
    Ok(after)
}

/// Adds a directorate to the council one administers.
pub async fn add_directorate(cx: &Cx, name: &str) -> Result<Organisation, Error> {
    let council = cx.actor.buyer().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let council = people::organisation::find(&tx, &council).await?.ok_or(Error::NotFound)?;
    // Whoever looks after the people looks after the parts they work in.
    access::allows(&cx.actor, Action::Invite, &council, true)?;
    insert_directorate(&tx, cx, &council, name).await?;
    let summary = format!("{} added a directorate", council.name);
    record(&tx, cx, "add_directorate", &council, summary).await?;
    commit(tx).await?;
    Ok(council)
}

async fn insert_directorate(tx: &Transaction, cx: &Cx, council: &Organisation, name: &str) -> Result<(), Error> {
    let mut checks = Checks::new();
    let name = checks.text("name", "the directorate's name", name, 120);
    checks.finish()?;
    let new = Directorate { id: cx.new_id(DirectorateId::from_uuid), organisation: council.id.clone(), name };
    match people::organisation::insert_directorate(tx, &new).await {
        Err(store::Error::Duplicate(_)) => {
            let message = format!("{} has a directorate called {} already", council.name, new.name);
            Err(Refusal::slip("name", Code::Duplicate, message).into())
        }
        other => Ok(other?),
    }
}

/// Makes a council with its directorates and its first administrator: the
/// program's own way in, before anybody can be invited.
pub async fn found_council(
    cx: &Cx,
    name: &str,
    directorates: &[String],
    administrator: &UserId,
) -> Result<Organisation, Error> {
    let mut checks = Checks::new();
    let name = checks.text("council", "the council's name", name, 160);
    checks.finish()?;
    let tx = cx.begin().await?;
    let org_id = format!("{OWN_PREFIX}-{}", reference::next(&tx, Kind::Group).await?);
    let new = Organisation {
        id: cx.new_id(OrganisationId::from_uuid),
        kind: OrganisationKind::Buyer,
        name,
        org_id,
        sector: None,
        status: ThirdSectorStatus::NotClaimed,
        status_at: cx.now(),
    };
    people::organisation::insert(&tx, &new, cx.now()).await?;
    for directorate in directorates {
        insert_directorate(&tx, cx, &new, directorate).await?;
    }
    join(&tx, cx, &new, administrator, Role::Administrator).await?;
    record(&tx, cx, "found", &new, format!("{} came to this installation", new.name)).await?;
    commit(tx).await?;
    Ok(new)
}

/// Whether the actor belongs to this organisation in any of their memberships.
pub async fn is_member(tx: &Transaction, cx: &Cx, id: &OrganisationId) -> Result<bool, Error> {
    let Some(user) = cx.actor.user() else { return Ok(false) };
    let mine = people::membership::of_user(tx, user, cx.now()).await?;
    Ok(mine.iter().any(|membership| &membership.organisation == id))
}

async fn declared(tx: &Transaction, id: &OrganisationId) -> Result<Declarations, Error> {
    let found = people::organisation::profiles(tx, std::slice::from_ref(id)).await?;
    Ok(found.into_iter().next().ok_or(Error::NotFound)?.declarations)
}

/// Adds a membership without a limit or an end.
pub(super) async fn join(
    tx: &Transaction,
    cx: &Cx,
    organisation: &Organisation,
    user: &UserId,
    role: Role,
) -> Result<MembershipId, Error> {
    let new = Membership {
        id: cx.new_id(MembershipId::from_uuid),
        user: user.clone(),
        organisation: organisation.id.clone(),
        kind: organisation.kind,
        directorate: None,
        role,
        limit: None,
        expires_at: None,
        ended_at: None,
    };
    people::membership::insert(tx, &new, cx.now()).await?;
    Ok(new.id)
}

async fn note(tx: &Transaction, cx: &Cx, organisation: &Organisation, change: &StatusChange) -> Result<(), Error> {
    let id = format!("ost_{}", cx.new_uuid().simple());
    Ok(people::organisation::insert_status(tx, id, &organisation.id, change).await?)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, new: &Organisation, summary: String) -> Result<(), Error> {
    let audiences = vec![Audience::Public, Audience::Organisation(new.id.clone())];
    let after = After::new()
        .text("kind", new.kind.as_str())
        .text("orgId", &new.org_id)
        .text("status", new.status.as_str())
        .instant("statusAt", new.status_at);
    let entry = Entry { action, kind: "organisation", id: new.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}

/// Tells the organisation's administrators of a decision.
async fn tell(tx: &Transaction, cx: &Cx, to: &Organisation, subject: &str, reason: &str) -> Result<(), Error> {
    let body = format!(
        "Hello,\n\n{subject} as a third-sector organisation. The officer's reason:\n\n{reason}\n\n\
         {}/provider/organisation shows the history.\n\n\
         You get this mail because you look after {} here.\n",
        cx.config().origin,
        to.name
    );
    let line: String = subject.chars().take(60).collect();
    for membership in people::membership::of_organisation(tx, &to.id, cx.now()).await? {
        if membership.role == Role::Administrator {
            mail::send_to(tx, cx, &membership.user, &line, &body).await?;
        }
    }
    Ok(())
}

/// Only the name of what exists is told (R-2.3a).
fn duplicate(name: &str) -> Refusal {
    let message = format!("{name} is registered here with this number. Ask one of its people to invite you");
    Refusal::slip("number", Code::Duplicate, message).because("R-2.3a", "2.3")
}
