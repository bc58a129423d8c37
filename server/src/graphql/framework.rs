//! The framework, approvals, mails of the demonstration and the clock.

use async_graphql::{Context, Object, SimpleObject};
use shared::{Refusal, Timestamp};

use super::context::cx;
use super::payload::split;
use crate::app;

/// Queries of the framework.
#[derive(Default)]
pub struct FrameworkQuery;

#[Object]
impl FrameworkQuery {
    /// The time by the server's clock, by which every deadline is decided.
    async fn now(&self, ctx: &Context<'_>) -> Timestamp {
        cx(ctx).now()
    }

    /// Whether this server runs on a clock that can be moved: a demonstration
    /// or a test, never the real thing.
    async fn test_clock(&self, ctx: &Context<'_>) -> bool {
        cx(ctx).clock().is_test()
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
