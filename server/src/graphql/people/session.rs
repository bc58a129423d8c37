//! Who is signed in, and the door.

use async_graphql::{ComplexObject, Context, InputObject, Object, SimpleObject};
use shared::people::membership::{Membership as Domain, Role};
use shared::people::organisation::access;
use shared::people::session as limits;
use shared::people::{DirectorateId, MembershipId, OrganisationId, UserId};
use shared::{Money, Refusal, Timestamp};

use super::organisation::{Directorate, Organisation};
use super::user::Contact;
use crate::graphql::context::{cx, loader};
use crate::graphql::payload::{self, split};
use crate::{app, session, store};

/// The person signed in.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Viewer {
    /// The person.
    person: Contact,
}

#[ComplexObject]
impl Viewer {
    /// The membership acted in now.
    async fn acting(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Membership>> {
        let Some(acting) = cx(ctx).actor.acting() else { return Ok(None) };
        let found = store::people::membership::find(cx(ctx).db().reader(), &acting.membership).await;
        Ok(found.map_err(payload::store)?.map(Membership::from))
    }

    /// Whether they write down needs and begin commissions in the membership
    /// acted in now: a commissioner.
    async fn commissions(&self, ctx: &Context<'_>) -> bool {
        let actor = &cx(ctx).actor;
        actor.buyer().is_some_and(|buyer| shared::commission::access::may_create_service(actor, buyer).is_ok())
    }

    /// How many minutes the session lasts without a request, in the membership
    /// acted in now.
    async fn idle_minutes(&self, ctx: &Context<'_>) -> i64 {
        limits::idle(cx(ctx).actor.acting().map(|acting| acting.kind)).num_minutes()
    }

    /// The devices on which one is signed in, the latest used first.
    async fn sessions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Session>> {
        let cx = cx(ctx);
        let found = store::people::session::of_user(cx.db().reader(), &self.person.id, cx.now()).await;
        let own = |hash: &str| cx.session.as_deref() == Some(hash);
        let sessions = found.map_err(payload::store)?.into_iter().map(|session| Session {
            current: own(&session.token_hash),
            device: session.device,
            began_at: session.created_at,
            seen_at: session.seen_at,
        });
        Ok(sessions.collect())
    }

    /// All memberships in force, oldest first.
    async fn memberships(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Membership>> {
        let cx = cx(ctx);
        let found = store::people::membership::of_user(cx.db().reader(), &self.person.id, cx.now()).await;
        Ok(found.map_err(payload::store)?.into_iter().map(Membership::from).collect())
    }
}

/// A device on which one is signed in.
#[derive(SimpleObject)]
pub struct Session {
    /// What the browser calls itself.
    device: String,
    /// When one signed in.
    began_at: Timestamp,
    /// When it was last used, to the minute.
    seen_at: Timestamp,
    /// Whether it is the one asking.
    current: bool,
}

/// One role of one person at one organisation.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Membership {
    /// Its identifier.
    id: MembershipId,
    /// The role.
    role: Role,
    /// The role in words.
    role_label: String,
    /// An approver's money limit, net of VAT.
    limit: Option<Money>,
    /// When it ends by itself, for reviewers from outside.
    expires_at: Option<Timestamp>,
    #[graphql(skip)]
    user_id: UserId,
    #[graphql(skip)]
    organisation_id: OrganisationId,
    #[graphql(skip)]
    directorate_id: Option<DirectorateId>,
}

impl From<Domain> for Membership {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id,
            role: domain.role,
            role_label: domain.role.label().to_owned(),
            limit: domain.limit,
            expires_at: domain.expires_at,
            user_id: domain.user,
            organisation_id: domain.organisation,
            directorate_id: domain.directorate,
        }
    }
}

#[ComplexObject]
impl Membership {
    /// Who holds it; for the organisation's own people.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Contact>> {
        let actor = &cx(ctx).actor;
        if actor.user() != Some(&self.user_id) && !access::sees_people(actor, &self.organisation_id) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.user_id.clone()).await?.map(Contact::from))
    }

    /// The organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.organisation_id.clone()).await
    }

    /// The directorate, for officers of one only.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        match &self.directorate_id {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }
}

/// Queries of the door.
#[derive(Default)]
pub struct SessionQuery;

#[Object]
impl SessionQuery {
    /// The person signed in; none for a visitor.
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Viewer>> {
        let Some(user) = cx(ctx).actor.user() else { return Ok(None) };
        let found = store::people::user::find(cx(ctx).db().reader(), user).await.map_err(payload::store)?;
        Ok(found.map(|user| Viewer { person: Contact::from(user) }))
    }
}

/// What signing in needs.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address the account was made with.
    email: String,
    /// The password.
    #[graphql(secret)]
    password: String,
}

/// The end of something done at the door.
#[derive(SimpleObject)]
pub struct SessionPayload {
    /// Whether it was done. The session itself travels in a cookie.
    pub(super) done: bool,
    /// The membership acted in from now on, where one was just taken up.
    pub(super) acting: Option<Membership>,
    /// Why not.
    pub(super) user_errors: Vec<Refusal>,
}

/// Mutations of the door.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Signs in; the session comes as a cookie.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address and the password.")] input: SignInInput,
    ) -> async_graphql::Result<SessionPayload> {
        let cx = cx(ctx);
        let device = ctx.data_opt::<Device>().map_or("", |device| device.0.as_str());
        let done = app::people::session::sign_in(cx, &input.email, &input.password, device).await;
        let (signed_in, user_errors) = split(done)?;
        if let Some(signed_in) = &signed_in {
            ctx.append_http_header("set-cookie", session::set_cookie(&signed_in.token, cx.config().is_secure()));
        }
        let done = signed_in.is_some();
        let acting = signed_in.and_then(|signed_in| signed_in.acting).map(Membership::from);
        Ok(SessionPayload { done, acting, user_errors })
    }

    /// Signs out on this device, or everywhere.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "On every device, not only this one.")] everywhere: bool,
    ) -> async_graphql::Result<SessionPayload> {
        let (done, user_errors) = split(app::people::session::sign_out(cx(ctx), everywhere).await)?;
        ctx.append_http_header("set-cookie", session::clear_cookie(cx(ctx).config().is_secure()));
        Ok(SessionPayload { done: done.is_some(), acting: None, user_errors })
    }

    /// Acts in another of one's own memberships from now on.
    async fn membership_switch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The membership to act in.")] id: MembershipId,
    ) -> async_graphql::Result<SessionPayload> {
        let (chosen, user_errors) = split(app::people::session::switch(cx(ctx), &id).await)?;
        Ok(SessionPayload { done: chosen.is_some(), acting: chosen.map(Membership::from), user_errors })
    }
}

/// What the browser calls itself.
#[derive(Clone, Debug, Default)]
pub struct Device(pub String);
