//! Signing in and out, and acting as something else.

use shared::check::Checks;
use shared::error::Code;
use shared::people::membership::Membership;
use shared::people::{MembershipId, UserId};
use shared::{Actor, Refusal, people::session as limits, people::user};

use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::{Transaction, people};

/// How many failed attempts on one account in a quarter of an hour before it
/// has to wait.
const MOST_ATTEMPTS: u64 = 10;
/// The same for one place, where many people may work behind one address.
const MOST_FROM_ONE_PLACE: u64 = 50;

/// What signing in yields: the secret for the cookie.
#[derive(Debug)]
pub struct SignedIn {
    /// The token; only the browser ever has it.
    pub token: String,
    /// The person.
    pub user: UserId,
    /// The membership acted in, for whoever has one.
    pub acting: Option<Membership>,
}

/// Signs a person in by address and password. The answer is the same whether
/// the address is unknown, unconfirmed or the password wrong.
pub async fn sign_in(cx: &Cx, email: &str, password: &str, device: &str) -> Result<SignedIn, Error> {
    let mut checks = Checks::new();
    let email = user::email(&mut checks, "email", email);
    if password.is_empty() {
        checks.refuse(Refusal::slip("password", Code::Missing, "Enter your password"));
    }
    checks.finish()?;

    let (account, place) = (subject(&email), format!("sign-in-from:{}", cx.remote));
    // Counted before the password is looked at, so that many tries at once
    // do not slip through together.
    let tx = cx.begin().await?;
    let mut attempt = String::new();
    for (subject, most) in [(&account, MOST_ATTEMPTS), (&place, MOST_FROM_ONE_PLACE)] {
        if people::attempt::count(&tx, subject, 15, cx.now()).await? >= most {
            return Err(Refusal::slip(
                "password",
                Code::TooManyAttempts,
                "There were too many attempts. Wait 15 minutes and try again, or choose another password",
            )
            .into());
        }
        attempt = format!("try_{}", cx.new_uuid().simple());
        people::attempt::insert(&tx, attempt.clone(), subject, cx.now()).await?;
    }
    commit(tx).await?;

    let found = people::user::find_by_email(cx.db().reader(), &email).await?;
    let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
    let matches = session::verify_password(password.to_owned(), hash).await;
    let Some(person) = person.filter(|person| matches && person.confirmed_at.is_some()) else {
        return Err(Refusal::slip("password", Code::Credentials, "E-mail address or password is not right").into());
    };
    let tx = cx.begin().await?;
    // The place keeps its other attempts: one right password among many wrong
    // ones does not buy more of them.
    people::attempt::forget(&tx, &account).await?;
    people::attempt::delete(&tx, &attempt).await?;
    let signed_in = begin(&tx, cx, &person.id, device).await?;
    commit(tx).await?;
    Ok(signed_in)
}

/// What attempts on an account are counted under.
pub(super) fn subject(email: &str) -> String {
    format!("sign-in:{email}")
}

/// Begins a session, acting in the person's oldest membership. A session that
/// this browser had before ends: its secret is not used again.
pub(super) async fn begin(tx: &Transaction, cx: &Cx, user: &UserId, device: &str) -> Result<SignedIn, Error> {
    if let Some(before) = &cx.session {
        people::session::delete(tx, before).await?;
    }
    let memberships = people::membership::of_user(tx, user, cx.now()).await?;
    let acting = memberships.into_iter().next();
    let token = session::new_token();
    let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
    let membership = acting.as_ref().map(|acting| &acting.id);
    people::session::insert(tx, &session::hash_token(&token), user, membership, &device, cx.now()).await?;
    Ok(SignedIn { token, user: user.clone(), acting })
}

/// Who asks, by the hash of a session's token: the person in their acting
/// membership, unless the session is over (interface 6.7). Notes the use, at
/// most once a minute.
pub async fn resume(cx: &Cx, token_hash: &str) -> Result<Option<Actor>, Error> {
    let (db, now) = (cx.db().reader(), cx.now());
    let Some(found) = people::session::find(db, token_hash, now).await? else { return Ok(None) };
    let actor = people::session::actor(db, &found, now).await?;
    let kind = actor.acting().map(|acting| acting.kind);
    if limits::is_over(kind, found.created_at, found.seen_at, now) {
        return Ok(None);
    }
    if now - found.seen_at > chrono::Duration::minutes(1) {
        let tx = cx.begin().await?;
        people::session::touch(&tx, token_hash, now).await?;
        commit(tx).await?;
    }
    Ok(Some(actor))
}

/// Signs out on this device, or on all.
pub async fn sign_out(cx: &Cx, everywhere: bool) -> Result<(), Error> {
    let tx = cx.begin().await?;
    if let (true, Some(user)) = (everywhere, cx.actor.user()) {
        people::session::delete_all(&tx, user).await?;
    }
    if let Some(session) = &cx.session {
        people::session::delete(&tx, session).await?;
    }
    commit(tx).await
}

/// Acts in another of one's own memberships from now on.
pub async fn switch(cx: &Cx, id: &MembershipId) -> Result<Membership, Error> {
    let (Some(session), Some(user)) = (&cx.session, cx.actor.user()) else { return Err(Error::NotFound) };
    let tx = cx.begin().await?;
    let mine = people::membership::of_user(&tx, user, cx.now()).await?;
    let chosen = mine.into_iter().find(|membership| &membership.id == id).ok_or(Error::NotFound)?;
    people::session::switch(&tx, session, id).await?;
    commit(tx).await?;
    Ok(chosen)
}
