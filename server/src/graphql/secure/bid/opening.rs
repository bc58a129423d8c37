//! The opening of an opportunity's bids on the wire.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::Refusal;
use shared::secure::bid::{Facts, access};
use shared::secure::opportunity::Opportunity as OpportunityDomain;

use super::{Bid, list};
use crate::app::{self, Cx};
use crate::graphql::context::{cx, loader};
use crate::graphql::page::Connected;
use crate::graphql::payload::found;
use crate::graphql::secure::opportunity::Opportunity;

/// The opening of an opportunity's bids, as the viewer may see it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct OpportunityOpening {
    /// Every reason why the bids cannot be opened now.
    refusals: Vec<Refusal>,
    /// Whether the viewer may open them, once the rules permit it.
    viewer_may_open: bool,
    #[graphql(skip)]
    domain: OpportunityDomain,
}

impl OpportunityOpening {
    pub(super) fn new(cx: &Cx, domain: OpportunityDomain) -> Self {
        let facts = Facts::of(&domain);
        Self { refusals: facts.open_gate(cx.now()), viewer_may_open: access::opens(&cx.actor, &facts).is_ok(), domain }
    }
}

#[ComplexObject]
impl OpportunityOpening {
    /// How many bids were received: for the council's officers after the
    /// deadline. Nobody knows before.
    async fn received(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<i32>> {
        let received = found(app::secure::bid::opening::received(cx(ctx), &self.domain).await)?.flatten();
        Ok(received.map(|received| i32::try_from(received).unwrap_or(i32::MAX)))
    }

    /// The opportunity.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        loader(ctx).load_one(self.domain.id.clone()).await
    }

    /// The bids that the viewer may read, newest first: none before they are opened, and none that the viewer has an
    /// interest in.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn bids(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Bid>> {
        list(ctx, first, after, Some(self.domain.id.clone())).await
    }
}
