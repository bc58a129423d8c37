//! One lot of an evaluation on the wire.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::secure::award::Pot;
use shared::secure::evaluation::{Evaluation, Part, access};
use shared::secure::{BidId, LotId};
use shared::{Money, Refusal};

use super::Ranking;
use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload;
use crate::store::secure::evaluation::Evaluated;

/// A lot and the ranking of the bids for it. Where an opportunity is not cut into lots it is one.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct EvaluationLot {
    /// The lot.
    lot: LotId,
    /// Its number, from 1.
    number: u32,
    /// What it is about.
    title: String,
    /// Whether an award of it stands.
    decided: bool,
    /// Whether it ended with nobody chosen.
    ended: bool,
    #[graphql(skip)]
    found: Evaluated,
}

/// The pot of a grant round: what there is, and what the standing awards leave of it.
#[derive(SimpleObject)]
pub struct EvaluationPot {
    /// The most that all grants together may come to.
    whole: Money,
    /// What the standing ones come to.
    given: Money,
    /// What is left.
    left: Money,
    /// The applications that are chosen.
    chosen: Vec<BidId>,
}

impl From<Pot> for EvaluationPot {
    fn from(pot: Pot) -> Self {
        let (given, left) = (pot.given(), pot.left());
        Self { whole: pot.whole, given, left, chosen: pot.standing.into_iter().map(|one| one.bid).collect() }
    }
}

impl EvaluationLot {
    pub(super) fn new(found: &Evaluated, part: &Part) -> Self {
        Self {
            lot: part.lot.clone(),
            number: part.number,
            title: part.title.clone(),
            decided: part.decided,
            ended: part.ended,
            found: found.clone(),
        }
    }

    fn of(&self) -> Option<Evaluation> {
        self.found.evaluation.of_lot(&self.lot)
    }
}

#[ComplexObject]
impl EvaluationLot {
    /// The order of the bids for it; none until every question of every bid is agreed, and none for whoever has a
    /// conflict with a bidder.
    async fn ranking(&self, ctx: &Context<'_>) -> Option<Ranking> {
        self.of()?.ranking(&cx(ctx).actor).map(Ranking::from)
    }

    /// The pot, where several can be chosen for it. Only for the council's deciders.
    async fn pot(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<EvaluationPot>> {
        let cx = cx(ctx);
        if !self.found.opportunity.is_round() || !access::decides(&cx.actor, &self.found.evaluation) {
            return Ok(None);
        }
        let found = app::secure::award::pot_of(cx, self.found.clone(), self.lot.clone()).await;
        Ok(payload::found(found)?.flatten().map(EvaluationPot::from))
    }

    /// What still stands in the way of an award of it; empty when nothing does. Only for the council's deciders.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if !access::decides(&cx.actor, &self.found.evaluation) {
            return Ok(None);
        }
        payload::found(app::secure::award::missing(cx, self.found.clone(), self.lot.clone()).await)
    }
}
