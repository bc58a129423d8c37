//! Asking colleagues in, joining, and leaving.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use shared::error::{Code, all_or_nothing, both};
use shared::people::membership::{Invitation, InvitationInput, Membership, Role, end};
use shared::people::organisation::{Action, Organisation, access};
use shared::people::user::InvitationAcceptInput;
use shared::people::user::input::INVITATION_DAYS;
use shared::people::{DirectorateId, MembershipId, OrganisationId, OrganisationKind, UserId};
use shared::{Refusal, Timestamp};

use super::account;
use super::session::{self as sessions, SignedIn};
use crate::app::framework::event::{self, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::people::user_token::{self, Kind};
use crate::store::{Transaction, people};

/// What an invitation's link leads to.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    organisation: OrganisationId,
    invitation: Invitation,
}

/// An invitation, for whoever holds its link.
#[derive(Clone, Debug)]
pub struct Open {
    /// The organisation to join.
    pub organisation: Organisation,
    /// The role.
    pub role: Role,
    /// The address it was sent to.
    pub email: String,
    /// Whether that address has an account already.
    pub has_account: bool,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

/// Asks a colleague to join the organisation one administers.
pub async fn invite(cx: &Cx, input: &InvitationInput) -> Result<(), Error> {
    let acting = cx.actor.acting().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let organisation = people::organisation::find(&tx, &acting.organisation).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::Invite, &organisation, true)?;
    let unfit = unfit(&tx, cx, &organisation, input).await?;
    let (invitation, ()) = both(input.check(organisation.kind, cx.today()), all_or_nothing(unfit))?;
    let known = people::user::find_by_email(&tx, &invitation.email).await?.map(|(user, _)| user.id);
    let me = cx.actor.user().ok_or(Error::NotFound)?;
    let inviter = people::user::find(&tx, me).await?.map_or_else(|| "A colleague".to_owned(), |user| user.name);
    let (email, role) = (invitation.email.clone(), invitation.role);
    let payload = serde_json::to_string(&Pending { organisation: organisation.id.clone(), invitation });
    let payload = Some(payload.map_err(|error| Error::Internal(error.to_string()))?);
    let lasts = Duration::days(INVITATION_DAYS);
    let token = account::issue(&tx, cx, Kind::Invitation, known, &email, payload, lasts).await?;
    let body = format!(
        "Hello,\n\n{inviter} asked you to join {} as {}.\n\n{}/invitations/{token}\n\n\
         The link works once, for {INVITATION_DAYS} days.\n\n\
         You get this mail because {inviter} gave us your address for it.\n",
        organisation.name,
        role.label(),
        cx.config().origin
    );
    let subject: String = format!("{inviter} asked you to join {}", organisation.name).chars().take(60).collect();
    mail::send(&tx, cx, &email, &subject, &body).await?;
    let summary = format!("A colleague was asked to join as {}", role.label());
    record(&tx, cx, "invite", &organisation.id, organisation.id.as_str(), summary).await?;
    commit(tx).await
}

/// What the records have against an invitation: a directorate of others, a role
/// that the colleague holds already.
async fn unfit(
    tx: &Transaction,
    cx: &Cx,
    organisation: &Organisation,
    input: &InvitationInput,
) -> Result<Vec<Refusal>, Error> {
    let mut refusals = Vec::new();
    if let Some(directorate) = input.directorate_named().filter(|_| organisation.kind == OrganisationKind::Buyer) {
        let own = people::organisation::directorates(tx, &organisation.id).await?;
        if own.iter().all(|known| known.id != directorate) {
            let message = "Select a directorate of your own council";
            refusals.push(Refusal::slip("directorate", Code::UnknownCode, message));
        }
    }
    if let Some((email, role, directorate)) = input.colleague_named()
        && let Some((user, _)) = people::user::find_by_email(tx, &email).await?
    {
        refusals.extend(double(tx, cx, &user.id, organisation, (role, directorate.as_ref())).await?);
    }
    Ok(refusals)
}

/// An invitation that still works.
pub async fn open(cx: &Cx, token: &str) -> Result<Option<Open>, Error> {
    let db = cx.db().reader();
    let hash = session::hash_token(token);
    let Some(token) = user_token::find(db, Kind::Invitation, &hash, cx.now()).await? else { return Ok(None) };
    let pending = read(token.payload.as_deref())?;
    let Some(organisation) = people::organisation::find(db, &pending.organisation).await? else { return Ok(None) };
    let has_account = people::user::find_by_email(db, &token.email).await?.is_some();
    Ok(Some(Open {
        organisation,
        role: pending.invitation.role,
        email: token.email,
        has_account,
        expires_at: token.expires_at,
    }))
}

/// Joins by an invitation. Somebody new gives a name and a password and is
/// signed in; whoever has an account has to be signed in to it.
pub async fn accept(
    cx: &Cx,
    token: &str,
    input: Option<&InvitationAcceptInput>,
    device: &str,
) -> Result<Option<SignedIn>, Error> {
    let hash = session::hash_token(token);
    let db = cx.db().reader();
    let token = user_token::find(db, Kind::Invitation, &hash, cx.now()).await?.ok_or_else(account::spent)?;
    let known = people::user::find_by_email(db, &token.email).await?.map(|(user, _)| user.id);
    let newcomer = match &known {
        Some(user) if cx.actor.user() == Some(user) => None,
        Some(_) => {
            let message =
                format!("You have an account with {}. Sign in to it first, then open the link again", token.email);
            return Err(Refusal { field: None, ..Refusal::slip("", Code::NotAllowed, message) }.into());
        }
        None => {
            let input = input.cloned().unwrap_or_default();
            let name = input.check()?;
            Some((name, session::hash_password(input.password).await.map_err(Error::Internal)?))
        }
    };
    let tx = cx.begin().await?;
    let token = account::redeem(&tx, cx, Kind::Invitation, &hash).await?;
    let pending = read(token.payload.as_deref())?;
    let organisation = people::organisation::find(&tx, &pending.organisation).await?.ok_or(Error::NotFound)?;
    let user = match (&newcomer, known) {
        (Some((name, password)), _) => account::insert(&tx, cx, name.clone(), token.email, password).await?.id,
        (None, Some(known)) => known,
        (None, None) => return Err(Error::NotFound),
    };
    let role = pending.invitation.role;
    let held = double(&tx, cx, &user, &organisation, (role, pending.invitation.directorate.as_ref())).await?;
    all_or_nothing(held.into_iter().collect())?;
    let membership = Membership {
        id: cx.new_id(MembershipId::from_uuid),
        user: user.clone(),
        organisation: organisation.id.clone(),
        kind: organisation.kind,
        limit: pending.invitation.limit(),
        directorate: pending.invitation.directorate,
        role,
        expires_at: pending.invitation.expires_at,
        ended_at: None,
    };
    people::membership::insert(&tx, &membership, cx.now()).await?;
    let signed_in = if newcomer.is_some() {
        Some(sessions::begin(&tx, cx, &user, device).await?)
    } else {
        if let Some(session) = &cx.session {
            people::session::switch(&tx, session, &membership.id).await?;
        }
        None
    };
    let summary = format!("A colleague joined as {}", role.label());
    record(&tx, cx, "join", &organisation.id, membership.id.as_str(), summary).await?;
    commit(tx).await?;
    Ok(signed_in)
}

/// Ends a colleague's membership, or one's own.
pub async fn end(cx: &Cx, id: &MembershipId) -> Result<Membership, Error> {
    let tx = cx.begin().await?;
    let membership = people::membership::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let colleague = cx.actor.acting().is_some_and(|acting| acting.organisation == membership.organisation);
    if !colleague && cx.actor.user() != Some(&membership.user) {
        return Err(Error::NotFound);
    }
    end::allows_end(&cx.actor, &membership)?;
    let administrators = people::membership::administrators(&tx, &membership.organisation, cx.now()).await?;
    let ended = membership.end(administrators, cx.now())?;
    people::membership::end(&tx, &ended).await?;
    let organisation = people::organisation::find(&tx, &ended.organisation).await?.ok_or(Error::NotFound)?;
    let body = format!(
        "Hello,\n\nYou are no longer {} at {}. Your account stays.\n\n\
         Ask an administrator of {} if you did not expect this.\n",
        ended.role.label(),
        organisation.name,
        organisation.name
    );
    mail::send_to(&tx, cx, &ended.user, "Your membership ended", &body).await?;
    let summary = format!("A membership as {} ended", ended.role.label());
    record(&tx, cx, "end", &organisation.id, ended.id.as_str(), summary).await?;
    commit(tx).await?;
    Ok(ended)
}

fn read(payload: Option<&str>) -> Result<Pending, Error> {
    serde_json::from_str(payload.unwrap_or_default()).map_err(|error| Error::Internal(format!("invitation: {error}")))
}

/// Nobody holds the same role twice.
async fn double(
    tx: &Transaction,
    cx: &Cx,
    user: &UserId,
    organisation: &Organisation,
    (role, directorate): (Role, Option<&DirectorateId>),
) -> Result<Option<Refusal>, Error> {
    let theirs = people::membership::of_user(tx, user, cx.now()).await?;
    let same = theirs.iter().any(|held| {
        held.organisation == organisation.id && held.role == role && held.directorate.as_ref() == directorate
    });
    Ok(same.then(|| {
        let message = format!("They are {} at {} already", role.label(), organisation.name);
        Refusal::slip("email", Code::Duplicate, message)
    }))
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    organisation: &OrganisationId,
    id: &str,
    summary: String,
) -> Result<(), Error> {
    let audiences = vec![Audience::Organisation(organisation.clone())];
    event::record(tx, cx, Entry { action, kind: "membership", id, summary, audiences }).await
}
