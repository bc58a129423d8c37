//! What came of an opportunity, for anyone, once the bidders have been told.

use std::collections::HashMap;

use async_graphql::SimpleObject;
use async_graphql::dataloader::Loader;
use shared::secure::OpportunityId;
use shared::secure::award::Award;
use shared::secure::opportunity::Opportunity;
use shared::{Day, Money, Timestamp};

use super::parts::{Criterion, Lot};
use crate::graphql::context::Batch;
use crate::graphql::payload;
use crate::store;

/// What was decided, and from how many bids. There is none before the bidders
/// have been told.
#[derive(SimpleObject, Clone)]
pub struct OpportunityResult {
    /// How many bids were received.
    bids_received: u64,
    /// What the bids were judged by, with the weights.
    criteria: Vec<Criterion>,
    /// The lots that are decided, each with who was chosen; in a round once for each who was.
    lots: Vec<LotResult>,
    /// How many lots there are.
    lot_count: usize,
    /// The lots that ended with nobody chosen.
    ended: Vec<Lot>,
}

/// Who was chosen for one lot, and why.
#[derive(SimpleObject, Clone)]
pub struct LotResult {
    /// The lot.
    lot: Lot,
    /// The name of the chosen bidder.
    winner: String,
    /// Its price, before VAT.
    value: Money,
    /// Why this bid, as every bidder was told.
    reasons: String,
    /// Why it comes before a higher score, in a round.
    other_reason: Option<String>,
    /// When the bidders were told.
    decided_at: Timestamp,
    /// The last day of the waiting period, run out or not; none where there is none.
    standstill_ends_on: Option<Day>,
    /// Whether the chosen bidder has accepted.
    accepted: bool,
}

impl OpportunityResult {
    /// Nothing where nothing is known of any lot.
    pub(super) fn new(of: &Opportunity, known: &Known) -> Option<Self> {
        let lots: Vec<LotResult> = of
            .lots
            .iter()
            .flat_map(|lot| known.awards.iter().filter(|award| award.lot == lot.id).map(move |award| (lot, award)))
            .filter_map(|(lot, award)| {
                Some(LotResult {
                    lot: lot.clone().into(),
                    winner: award.provider_name.clone(),
                    value: award.value,
                    reasons: award.reasons.clone(),
                    other_reason: award.other_reason.clone().filter(|_| award.several),
                    decided_at: award.state.notice()?.at,
                    standstill_ends_on: award.standstill_ends_on(),
                    accepted: award.stage() == shared::secure::award::Stage::Accepted,
                })
            })
            .collect();
        let criteria = of.criteria.iter().map(|criterion| Criterion::new(criterion, of)).collect();
        let ended = of.lots.iter().filter(|lot| lot.ended.is_some()).cloned().map(Lot::from).collect();
        let (bids_received, lot_count) = (known.received, of.lots.len());
        (!lots.is_empty()).then_some(Self { bids_received, criteria, lots, lot_count, ended })
    }
}

/// The key of an opportunity's result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResultOf(pub OpportunityId);

/// What anyone may know of a decision.
#[derive(Clone, Debug)]
pub struct Known {
    awards: Vec<Award>,
    received: u64,
}

impl Loader<ResultOf> for Batch {
    type Value = Known;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ResultOf]) -> Result<HashMap<ResultOf, Known>, Self::Error> {
        let ids: Vec<OpportunityId> = keys.iter().map(|key| key.0.clone()).collect();
        let db = self.0.db().reader();
        let awards = store::secure::award::known_of(db, &ids).await.map_err(payload::store)?;
        // Only where a result is known is the number of bids.
        let decided: Vec<OpportunityId> = awards.iter().map(|award| award.opportunity.clone()).collect();
        let counts = store::secure::bid::counts_received(db, &decided).await.map_err(payload::store)?;
        let mut all: HashMap<ResultOf, Known> = HashMap::new();
        for award in awards {
            let received = counts.get(&award.opportunity).copied().unwrap_or_default();
            let key = ResultOf(award.opportunity.clone());
            all.entry(key).or_insert_with(|| Known { awards: Vec::new(), received }).awards.push(award);
        }
        Ok(all)
    }
}
