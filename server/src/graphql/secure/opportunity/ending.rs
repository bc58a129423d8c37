//! Ending an opportunity without an agreement.

use async_graphql::{Context, Object};
use shared::secure::{LotId, OpportunityId};

use super::OpportunityPayload;
use super::change::payload;
use crate::app;
use crate::graphql::context::cx;

/// Ways to end an opportunity.
#[derive(Default)]
pub struct OpportunityEndMutation;

#[Object]
impl OpportunityEndMutation {
    /// Ends it with nobody chosen after its bids have been opened, for a reason that anyone may read; every bidder is
    /// told. Refused while an award stands.
    async fn opportunity_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "Why nobody is chosen.")] reason: String,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::end(cx(ctx), &id, &reason).await)
    }

    /// Ends one lot with nobody chosen after the bids have been opened, for a reason that anyone may read, while the others
    /// go on; whoever bid for it is told. Refused while an award of it stands.
    async fn opportunity_end_lot(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "The lot.")] lot: LotId,
        #[graphql(desc = "Why nobody is chosen.")] reason: String,
    ) -> async_graphql::Result<OpportunityPayload> {
        payload(app::secure::opportunity::end_lot(cx(ctx), &id, &lot, &reason).await)
    }
}
