//! The framework, approvals, mails of the demonstration and the clock.

pub mod approval;
pub mod edition;
pub mod event;
pub mod mail;
pub mod principle;
pub mod template;

use async_graphql::{Context, Object, SimpleObject};
use shared::framework::policy::Figure;
use shared::people::OrganisationKind;
use shared::{Refusal, Timestamp};

use super::context::cx;
use super::payload::{self, split};
use crate::app::{self, Cx};
use crate::store::framework::installation;

/// How far an approval has come: the largest values need more than one officer's
/// word.
#[derive(SimpleObject)]
pub struct ApprovalProgress {
    /// How many have approved so far.
    given: u32,
    /// How many have to.
    needed: u32,
    /// The policy row that asks for so many.
    policy_row: String,
}

impl ApprovalProgress {
    /// So many of those that a band asks for.
    pub fn new(given: usize, needed: &Figure<u32>) -> Self {
        let given = u32::try_from(given).unwrap_or(u32::MAX);
        Self { given, needed: needed.value, policy_row: needed.row.to_string() }
    }
}

/// Queries of the framework.
#[derive(Default)]
pub struct FrameworkQuery;

#[Object]
impl FrameworkQuery {
    /// The time by the server's clock, by which every deadline is decided.
    async fn now(&self, ctx: &Context<'_>) -> Timestamp {
        cx(ctx).now()
    }

    /// The people one may sign in as, in a demonstration; none on a real
    /// installation.
    async fn demonstration(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Demonstration>> {
        Demonstration::find(cx(ctx)).await
    }

    /// Whether this is a demonstration: its council, people and organisations
    /// are invented.
    async fn is_demonstration(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        is_demonstration(cx(ctx)).await
    }

    /// Whether this server runs on a clock that can be moved: a demonstration
    /// or a test, never the real thing.
    async fn test_clock(&self, ctx: &Context<'_>) -> bool {
        cx(ctx).clock().is_test()
    }
}

async fn is_demonstration(cx: &Cx) -> async_graphql::Result<bool> {
    let made_by = installation::get(cx.db().reader(), installation::MADE_BY).await.map_err(payload::store)?;
    Ok(made_by.as_deref() == Some("demo"))
}

/// The demonstration: who one may sign in as.
#[derive(SimpleObject)]
pub struct Demonstration {
    /// Everybody's password.
    password: String,
    /// The people, officers first.
    people: Vec<DemonstrationPerson>,
}

/// One of the people of the demonstration.
#[derive(SimpleObject)]
pub struct DemonstrationPerson {
    /// Their name.
    name: String,
    /// The address they sign in with.
    email: String,
    /// Their role and organisation, in words.
    role: String,
    /// Whether they work for the council or for a provider.
    kind: OrganisationKind,
}

impl Demonstration {
    async fn find(cx: &Cx) -> async_graphql::Result<Option<Self>> {
        if !is_demonstration(cx).await? {
            return Ok(None);
        }
        let people = crate::demo::everybody(cx.db(), cx.now()).await.map_err(payload::store)?;
        let people = people.into_iter().map(|person| DemonstrationPerson {
            name: person.name,
            email: person.email,
            role: person.role,
            kind: person.kind,
        });
        Ok(Some(Self { password: crate::demo::PASSWORD.to_owned(), people: people.collect() }))
    }
}

/// Mutations of the framework.
#[derive(Default)]
pub struct FrameworkMutation;

/// The end of moving the clock.
#[derive(SimpleObject)]
pub struct ClockAdvancePayload {
    /// The time it is now.
    now: Option<Timestamp>,
    /// Why it was not moved.
    user_errors: Vec<Refusal>,
}

#[Object]
impl FrameworkMutation {
    /// Moves a test clock forward and does what falls due on the way. Only for
    /// demonstrations and tests.
    async fn clock_advance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The time it shall be.")] to: Timestamp,
    ) -> async_graphql::Result<ClockAdvancePayload> {
        let (now, user_errors) = split(app::framework::clock::advance(cx(ctx), to).await)?;
        Ok(ClockAdvancePayload { now, user_errors })
    }
}
