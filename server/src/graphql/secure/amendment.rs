//! Changes to published opportunities on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use shared::secure::amendment::{Amendment as Domain, AmendmentInput};
use shared::secure::{AmendmentId, OpportunityId};
use shared::{Refusal, Timestamp};

use crate::graphql::context::{Batch, cx};
use crate::graphql::payload;
use crate::graphql::secure::opportunity::Opportunity;
use crate::{app, store};

/// A change to a published opportunity, told to everyone at once.
#[derive(SimpleObject, Clone)]
pub struct Amendment {
    /// Its identifier.
    id: AmendmentId,
    /// Its number, from 1.
    number: i64,
    /// What changed, in words.
    what: String,
    /// What that means for a bid that is sent already.
    meaning: String,
    /// Whether it matters to bids: those sent before it have to be confirmed.
    material: bool,
    /// The deadline before it.
    closed_at: Timestamp,
    /// The deadline from then on.
    closes_at: Timestamp,
    /// When it was made.
    made_at: Timestamp,
}

impl From<Domain> for Amendment {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id,
            number: i64::from(domain.number),
            what: domain.what,
            meaning: domain.meaning,
            material: domain.material,
            closed_at: domain.closed_at,
            closes_at: domain.closes_at,
            made_at: domain.made_at,
        }
    }
}

/// The changes to an opportunity.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AmendmentsOf(pub OpportunityId);

impl Loader<AmendmentsOf> for Batch {
    type Value = Vec<Amendment>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AmendmentsOf]) -> Result<HashMap<AmendmentsOf, Vec<Amendment>>, Self::Error> {
        let ids: Vec<OpportunityId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::amendment::of_opportunities(self.0.db().reader(), &ids).await;
        let mut all: HashMap<AmendmentsOf, Vec<Amendment>> = HashMap::new();
        for domain in found.map_err(payload::store)? {
            all.entry(AmendmentsOf(domain.opportunity.clone())).or_default().push(domain.into());
        }
        Ok(all)
    }
}

/// What became of a change.
#[derive(SimpleObject)]
pub struct OpportunityAmendPayload {
    /// The opportunity after the change; none if it was refused.
    opportunity: Option<Opportunity>,
    /// Everything that stands in the way, in sentences.
    user_errors: Vec<Refusal>,
}

/// Changing what is published.
#[derive(Default)]
pub struct AmendmentMutation;

#[Object]
impl AmendmentMutation {
    /// Changes a published opportunity before its deadline, for everyone at once. Dates only move later. Where it
    /// matters to bids, those sent before have to be confirmed, and bidders get their time back.
    async fn opportunity_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: OpportunityId,
        #[graphql(desc = "The version that was read.")] version: i64,
        #[graphql(desc = "What changes.")] input: AmendmentInput,
    ) -> async_graphql::Result<OpportunityAmendPayload> {
        let done = app::secure::amendment::amend(cx(ctx), &id, version, &input).await;
        let (opportunity, user_errors) = payload::split(done)?;
        Ok(OpportunityAmendPayload { opportunity: opportunity.map(Opportunity), user_errors })
    }
}
