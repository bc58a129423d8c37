//! What people change of opportunities.

use async_graphql::{Context, Object, SimpleObject};
use shared::Refusal;
use shared::secure::OpportunityId;
use shared::secure::opportunity::{Opportunity as Domain, OpportunityCreateInput, OpportunityInput};

use super::Opportunity;
use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload;

/// What became of a change to an opportunity.
#[derive(SimpleObject)]
pub struct OpportunityPayload {
    /// The opportunity after the change; none if it was refused.
    opportunity: Option<Opportunity>,
    /// Everything that stands in the way, in sentences.
    user_errors: Vec<Refusal>,
}

pub(super) fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<OpportunityPayload> {
    let (made, user_errors) = payload::split(result)?;
    Ok(OpportunityPayload { opportunity: made.map(Opportunity), user_errors })
}

/// Things to do with opportunities.
#[derive(Default)]
pub struct OpportunityMutation;

#[Object]
impl OpportunityMutation {
    /// Begins an opportunity of a commission, as a draft.
    async fn opportunity_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission, the method and the value.")] input: OpportunityCreateInput,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::create(cx(ctx), &input).await)
    }

    /// Changes a draft, however incomplete it stays. What is left out stays as it is.
    async fn opportunity_save(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "The version that was read.")] version: i64,
        #[graphql(desc = "What changes.")] input: OpportunityInput,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::save(cx(ctx), &id, version, &input).await)
    }

    /// Asks another officer to approve it, once nothing stands in the way.
    async fn opportunity_request_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "The version that was read.")] version: i64,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::request_approval(cx(ctx), &id, version).await)
    }

    /// Approves what another officer made, within your limit, which publishes it.
    async fn opportunity_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "The version that was read.")] version: i64,
        #[graphql(desc = "Why it is a grant, where its answers say that it is a contract.")] reason: Option<String>,
    ) -> async_graphql::Result<OpportunityPayload> {
        let reason = reason.unwrap_or_default();
        payload(app::secure::opportunity::approve(cx(ctx), &id, version, &reason).await)
    }

    /// Sends it back to its author with what has to change.
    async fn opportunity_send_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "What has to change.")] reason: String,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::send_back(cx(ctx), &id, &reason).await)
    }

    /// Calls it off, for a reason that anyone may read.
    async fn opportunity_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "Why.")] reason: String,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::cancel(cx(ctx), &id, &reason).await)
    }
}
