//! Signing in and out, and acting as something else.

use shared::check::Checks;
use shared::error::Code;
use shared::people::{MembershipId, UserId};
use shared::{Actor, Refusal, people::user};

use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::people;

/// How many failed attempts on one account, or from one address, in a quarter
/// of an hour before both have to wait.
const MOST_ATTEMPTS: u64 = 10;

/// What signing in yields: the secret for the cookie.
#[derive(Debug)]
pub struct SignedIn {
    /// The token; only the browser ever has it.
    pub token: String,
    /// The person.
    pub user: UserId,
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

    let subjects = [format!("sign-in:{email}"), format!("sign-in-from:{}", cx.remote)];
    for subject in &subjects {
        if people::attempt::count(cx.db().reader(), subject, 15, cx.now()).await? >= MOST_ATTEMPTS {
            return Err(Refusal::slip(
                "password",
                Code::TooManyAttempts,
                "There were too many attempts. Wait 15 minutes and try again, or ask for a new password",
            )
            .into());
        }
    }

    let found = people::user::find_by_email(cx.db().reader(), &email).await?;
    let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
    let matches = session::verify_password(password.to_owned(), hash).await;
    let tx = cx.begin().await?;
    let Some(person) = person.filter(|person| matches && person.confirmed_at.is_some()) else {
        for subject in &subjects {
            people::attempt::insert(&tx, format!("try_{}", cx.new_uuid().simple()), subject, cx.now()).await?;
        }
        commit(tx).await?;
        return Err(Refusal::slip("password", Code::Credentials, "E-mail address or password is not right").into());
    };
    let memberships = people::membership::of_user(&tx, &person.id, cx.now()).await?;
    let acting = memberships.first().map(|membership| &membership.id);
    let token = session::new_token();
    let device: String = device.chars().take(200).collect();
    people::session::insert(&tx, &session::hash_token(&token), &person.id, acting, &device, cx.now()).await?;
    commit(tx).await?;
    Ok(SignedIn { token, user: person.id })
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
pub async fn switch(cx: &Cx, id: &MembershipId) -> Result<Actor, Error> {
    let (Some(session), Some(user)) = (&cx.session, cx.actor.user()) else { return Err(Error::NotFound) };
    let tx = cx.begin().await?;
    let mine = people::membership::of_user(&tx, user, cx.now()).await?;
    let chosen = mine.into_iter().find(|membership| &membership.id == id).ok_or(Error::NotFound)?;
    people::session::switch(&tx, session, id).await?;
    commit(tx).await?;
    Ok(Actor::Person { user: user.clone(), acting: Some(people::membership::acting(chosen)) })
}
