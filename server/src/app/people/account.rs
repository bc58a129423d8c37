//! Getting an account, and getting back into it.
//!
//! Nobody learns here whether an address has an account: the answer is always
//! the same, and what there is to know comes by mail to the address itself.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use shared::Refusal;
use shared::error::Code;
use shared::people::user::input::{CONFIRM_HOURS, RESET_HOURS};
use shared::people::user::{AccountEditInput, AccountInput, PasswordInput, User};
use shared::people::{UserId, user};

use super::session::{self as sessions, SignedIn};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::people::user_token::{self, Kind, Token};
use crate::store::{self, Transaction, people};

/// How many mails one address gets in an hour at most.
const MOST_MAILS: u64 = 3;
/// How many such requests one place may make in an hour.
const MOST_REQUESTS: u64 = 20;

/// What is kept until the address is confirmed.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    name: String,
}

/// Asks for an account: a link comes to the address, with which one confirms
/// it and chooses a password. Until then there is no account.
pub async fn register(cx: &Cx, input: &AccountInput) -> Result<(), Error> {
    let (name, email) = input.check()?;
    let tx = cx.begin().await?;
    if !may_mail(&tx, cx, &email).await? {
        return commit(tx).await;
    }
    let known = people::user::find_by_email(&tx, &email).await?.is_some();
    let payload = serde_json::to_string(&Pending { name: name.clone() }).map_err(fault)?;
    let token = issue(&tx, cx, Kind::Confirm, None, &email, Some(payload), Duration::hours(CONFIRM_HOURS)).await?;
    let origin = &cx.config().origin;
    let body = if known {
        user_token::void(&tx, Kind::Confirm, &email, cx.now()).await?;
        format!(
            "Hello,\n\nSomebody asked for an account with this address. You have one already.\n\n\
             Sign in: {origin}/sign-in\nForgotten your password? {origin}/reset\n\n\
             If it was not you, you need not do anything.\n"
        )
    } else {
        format!(
            "Hello {name},\n\nConfirm that this is your address and choose a password:\n\n\
             {origin}/confirm/{token}\n\nThe link works once, for {CONFIRM_HOURS} hours.\n\n\
             You get this mail because somebody asked for an account with this address. \
             If it was not you, you need not do anything.\n"
        )
    };
    mail::send(&tx, cx, &email, "Confirm your e-mail", &body).await?;
    commit(tx).await
}

/// Confirms the address, makes the account with its first password and signs
/// in.
pub async fn confirm(cx: &Cx, token: &str, input: &PasswordInput, device: &str) -> Result<SignedIn, Error> {
    input.check()?;
    let hash = session::hash_token(token);
    // Hashing takes long on purpose: not for a link that leads nowhere.
    user_token::find(cx.db().reader(), Kind::Confirm, &hash, cx.now()).await?.ok_or_else(spent)?;
    let password = session::hash_password(input.password.clone()).await.map_err(Error::Internal)?;
    let tx = cx.begin().await?;
    let token = redeem(&tx, cx, Kind::Confirm, &hash).await?;
    let pending: Pending = serde_json::from_str(token.payload.as_deref().unwrap_or_default()).map_err(fault)?;
    let new = insert(&tx, cx, pending.name, token.email, &password).await?;
    let signed_in = sessions::begin(&tx, cx, &new.id, device).await?;
    commit(tx).await?;
    Ok(signed_in)
}

/// Sends a link with which to choose another password.
pub async fn request_reset(cx: &Cx, address: &str) -> Result<(), Error> {
    let mut checks = shared::check::Checks::new();
    let email = user::email(&mut checks, "email", address);
    checks.finish()?;
    let tx = cx.begin().await?;
    if !may_mail(&tx, cx, &email).await? {
        return commit(tx).await;
    }
    let known = people::user::find_by_email(&tx, &email).await?.map(|(user, _)| user);
    let user = known.as_ref().map(|user| user.id.clone());
    let token = issue(&tx, cx, Kind::Reset, user, &email, None, Duration::hours(RESET_HOURS)).await?;
    let origin = &cx.config().origin;
    let body = if let Some(user) = known {
        format!(
            "Hello {},\n\nChoose another password:\n\n{origin}/reset/{token}\n\n\
             The link works once, for {RESET_HOURS} hour. Choosing one signs you out everywhere else.\n\n\
             You get this mail because somebody asked for it on our site. \
             If it was not you, you need not do anything: your password stays as it is.\n",
            user.name
        )
    } else {
        user_token::void(&tx, Kind::Reset, &email, cx.now()).await?;
        format!(
            "Hello,\n\nSomebody asked for another password for this address. There is no account with it.\n\n\
             Register: {origin}/register\n\nIf it was not you, you need not do anything.\n"
        )
    };
    mail::send(&tx, cx, &email, "Choose another password", &body).await?;
    commit(tx).await
}

/// Chooses another password by a link, ends every session and begins one here.
pub async fn reset(cx: &Cx, token: &str, input: &PasswordInput, device: &str) -> Result<SignedIn, Error> {
    input.check()?;
    let hash = session::hash_token(token);
    user_token::find(cx.db().reader(), Kind::Reset, &hash, cx.now()).await?.ok_or_else(spent)?;
    let password = session::hash_password(input.password.clone()).await.map_err(Error::Internal)?;
    let tx = cx.begin().await?;
    let token = redeem(&tx, cx, Kind::Reset, &hash).await?;
    let user = token.user.ok_or_else(spent)?;
    people::user::set_password(&tx, &user, &password).await?;
    people::session::delete_all(&tx, &user).await?;
    people::attempt::forget(&tx, &sessions::subject(&token.email)).await?;
    let body = "Hello,\n\nThe password of your account was changed just now, and every other session was ended.\n\n\
                If it was not you, tell the council at once.\n";
    mail::send(&tx, cx, &token.email, "Your password was changed", body).await?;
    let signed_in = sessions::begin(&tx, cx, &user, device).await?;
    commit(tx).await?;
    Ok(signed_in)
}

/// Changes one's own name and telephone number.
pub async fn edit(cx: &Cx, input: &AccountEditInput) -> Result<User, Error> {
    let me = cx.actor.user().ok_or(Error::NotFound)?;
    let (name, phone) = input.check()?;
    let tx = cx.begin().await?;
    let user = people::user::find(&tx, me).await?.ok_or(Error::NotFound)?;
    let user = User { name, phone, ..user };
    people::user::save(&tx, &user).await?;
    commit(tx).await?;
    Ok(user)
}

/// Adds an account whose address a link has proved.
pub(super) async fn insert(
    tx: &Transaction,
    cx: &Cx,
    name: String,
    email: String,
    password_hash: &str,
) -> Result<User, Error> {
    let new = User { id: cx.new_id(UserId::from_uuid), name, email, phone: None, confirmed_at: Some(cx.now()) };
    match people::user::insert(tx, &new, Some(password_hash), cx.now()).await {
        Err(store::Error::Duplicate(_)) => {
            let message = "You have an account with this address already. Sign in, or choose another password";
            Err(Refusal::slip("password", Code::Duplicate, message).into())
        }
        other => Ok(other.map(|()| new)?),
    }
}

/// Makes a link and keeps its hash. Earlier links of the kind stop working.
pub(super) async fn issue(
    tx: &Transaction,
    cx: &Cx,
    kind: Kind,
    user: Option<UserId>,
    email: &str,
    payload: Option<String>,
    lasts: Duration,
) -> Result<String, Error> {
    if kind != Kind::Invitation {
        user_token::void(tx, kind, email, cx.now()).await?;
    }
    let token = session::new_token();
    let new = Token {
        token_hash: session::hash_token(&token),
        kind,
        user,
        email: email.to_owned(),
        payload,
        expires_at: cx.now() + lasts,
    };
    user_token::insert(tx, &new, cx.now()).await?;
    Ok(token)
}

/// Finds a link and uses it up.
pub(super) async fn redeem(tx: &Transaction, cx: &Cx, kind: Kind, hash: &str) -> Result<Token, Error> {
    let token = user_token::find(tx, kind, hash, cx.now()).await?.ok_or_else(spent)?;
    if user_token::spend(tx, hash, cx.now()).await? { Ok(token) } else { Err(spent().into()) }
}

/// The link leads nowhere: unknown, used or too old, which are not told apart.
pub(super) fn spent() -> Refusal {
    Refusal {
        field: None,
        ..Refusal::slip(
            "",
            Code::NotFound,
            "This link does not work: it was used already, or it is too old. Ask for another",
        )
    }
}

fn fault(error: serde_json::Error) -> Error {
    Error::Internal(format!("a link's payload: {error}"))
}

/// Whether a mail may go to this address now. Too many for the address are
/// dropped in silence; too many from one place are refused.
pub(in crate::app) async fn may_mail(tx: &Transaction, cx: &Cx, email: &str) -> Result<bool, Error> {
    let from = format!("mail-from:{}", cx.remote);
    if people::attempt::count(tx, &from, 60, cx.now()).await? >= MOST_REQUESTS {
        let message = "There were too many requests from your network. Wait an hour and try again";
        return Err(Refusal::slip("email", Code::TooManyAttempts, message).into());
    }
    let to = format!("mail-to:{email}");
    let before = people::attempt::count(tx, &to, 60, cx.now()).await?;
    for subject in [&from, &to] {
        people::attempt::insert(tx, format!("try_{}", cx.new_uuid().simple()), subject, cx.now()).await?;
    }
    Ok(before < MOST_MAILS)
}
