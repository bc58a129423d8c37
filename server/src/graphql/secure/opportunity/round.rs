//! A grant round on the wire.

use async_graphql::SimpleObject;
use shared::Money;
use shared::secure::opportunity::Opportunity as Domain;

/// One pot for several grants, and what is expected of whoever gets one.
#[derive(SimpleObject)]
pub struct OpportunityRound {
    /// The most that all grants together may come to.
    pot: Money,
    /// The most that one application may be given.
    most: Money,
    /// Whether that is said, or is the whole pot because nothing is.
    most_set: bool,
    /// What is expected of whoever gets a grant.
    expectations: Vec<String>,
}

impl OpportunityRound {
    pub(super) fn of(of: &Domain) -> Option<Self> {
        Some(Self {
            most: of.grant_most()?,
            most_set: of.round.most.is_some(),
            pot: of.value(),
            expectations: of.round.expectations.clone(),
        })
    }
}
