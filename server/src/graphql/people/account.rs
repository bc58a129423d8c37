//! Getting an account, getting back into it, and joining an organisation.

use async_graphql::{Context, Object, SimpleObject};
use shared::people::MembershipId;
use shared::people::membership::InvitationInput;
use shared::people::user::{AccountEditInput, AccountInput, InvitationAcceptInput, PasswordInput};
use shared::{Refusal, Timestamp};

use super::organisation::Organisation;
use super::session::{Device, Membership, SessionPayload};
use super::user::Contact;
use crate::app::people::session::SignedIn;
use crate::graphql::context::cx;
use crate::graphql::payload::{found, split};
use crate::{app, session};

/// An invitation to join an organisation, for whoever holds its link.
#[derive(SimpleObject)]
pub struct Invitation {
    /// The organisation to join.
    organisation: Organisation,
    /// The role, in words.
    role_label: String,
    /// The address it was sent to.
    email: String,
    /// Whether that address has an account already: then one signs in to join.
    has_account: bool,
    /// When the link stops working.
    expires_at: Timestamp,
}

/// Queries of accounts.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The invitation behind a link, while it works.
    async fn invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the link.")] token: String,
    ) -> async_graphql::Result<Option<Invitation>> {
        let open = found(app::people::membership::open(cx(ctx), &token).await)?.flatten();
        Ok(open.map(|open| Invitation {
            organisation: Organisation::from(open.organisation),
            role_label: open.role.label().to_owned(),
            email: open.email,
            has_account: open.has_account,
            expires_at: open.expires_at,
        }))
    }
}

/// The end of a change to one's own account.
#[derive(SimpleObject)]
pub struct AccountPayload {
    /// The account as it is now.
    person: Option<Contact>,
    /// Why it was not changed.
    user_errors: Vec<Refusal>,
}

/// The end of a change to a membership.
#[derive(SimpleObject)]
pub struct MembershipPayload {
    /// The membership as it is now.
    membership: Option<Membership>,
    /// Why it was not changed.
    user_errors: Vec<Refusal>,
}

/// Mutations of accounts.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Asks for an account. A link comes to the address, with which one
    /// confirms it and chooses a password. The answer is the same whether the
    /// address has an account already or not.
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who one is and where mail reaches one.")] input: AccountInput,
    ) -> async_graphql::Result<SessionPayload> {
        let (done, user_errors) = split(app::people::account::register(cx(ctx), &input).await)?;
        Ok(SessionPayload { done: done.is_some(), acting: None, user_errors })
    }

    /// Confirms an address by the link that came to it, makes the account and
    /// signs in; the session comes as a cookie.
    async fn account_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the link.", secret)] token: String,
        #[graphql(desc = "The password one chooses.")] input: PasswordInput,
    ) -> async_graphql::Result<SessionPayload> {
        signed_in(ctx, app::people::account::confirm(cx(ctx), &token, &input, device(ctx)).await)
    }

    /// Changes one's own name and telephone number.
    async fn account_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The name and the number as they should be.")] input: AccountEditInput,
    ) -> async_graphql::Result<AccountPayload> {
        let (user, user_errors) = split(app::people::account::edit(cx(ctx), &input).await)?;
        Ok(AccountPayload { person: user.map(Contact::from), user_errors })
    }

    /// Sends a link with which to choose another password. The answer is the
    /// same whether the address has an account or not.
    async fn password_request_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address of the account.")] email: String,
    ) -> async_graphql::Result<SessionPayload> {
        let (done, user_errors) = split(app::people::account::request_reset(cx(ctx), &email).await)?;
        Ok(SessionPayload { done: done.is_some(), acting: None, user_errors })
    }

    /// Chooses another password by the link that came by mail, ends every
    /// session and begins one here.
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the link.", secret)] token: String,
        #[graphql(desc = "The password one chooses.")] input: PasswordInput,
    ) -> async_graphql::Result<SessionPayload> {
        signed_in(ctx, app::people::account::reset(cx(ctx), &token, &input, device(ctx)).await)
    }

    /// Asks a colleague to join the organisation one administers; a link comes
    /// to them.
    async fn invitation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to ask, and into which role.")] input: InvitationInput,
    ) -> async_graphql::Result<SessionPayload> {
        let (done, user_errors) = split(app::people::membership::invite(cx(ctx), &input).await)?;
        Ok(SessionPayload { done: done.is_some(), acting: None, user_errors })
    }

    /// Joins an organisation by an invitation's link. Whoever has an account
    /// signs in first and gives no input; others give a name and a password.
    async fn invitation_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the link.", secret)] token: String,
        #[graphql(desc = "For those without an account.")] input: Option<InvitationAcceptInput>,
    ) -> async_graphql::Result<SessionPayload> {
        let end = app::people::membership::accept(cx(ctx), &token, input.as_ref(), device(ctx)).await;
        let (done, user_errors) = split(end)?;
        if let Some(Some(begun)) = &done {
            give_cookie(ctx, begun);
        }
        Ok(SessionPayload { done: done.is_some(), acting: None, user_errors })
    }

    /// Ends a colleague's membership, or one's own. The last administrator
    /// stays.
    async fn membership_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The membership to end.")] id: MembershipId,
    ) -> async_graphql::Result<MembershipPayload> {
        let (ended, user_errors) = split(app::people::membership::end(cx(ctx), &id).await)?;
        Ok(MembershipPayload { membership: ended.map(Membership::from), user_errors })
    }
}

fn device<'a>(ctx: &Context<'a>) -> &'a str {
    ctx.data_opt::<Device>().map_or("", |device| device.0.as_str())
}

fn give_cookie(ctx: &Context<'_>, begun: &SignedIn) {
    ctx.append_http_header("set-cookie", session::set_cookie(&begun.token, cx(ctx).config().is_secure()));
}

fn signed_in(ctx: &Context<'_>, end: Result<SignedIn, app::Error>) -> async_graphql::Result<SessionPayload> {
    let (begun, user_errors) = split(end)?;
    if let Some(begun) = &begun {
        give_cookie(ctx, begun);
    }
    let done = begun.is_some();
    Ok(SessionPayload { done, acting: begun.and_then(|begun| begun.acting).map(Membership::from), user_errors })
}
