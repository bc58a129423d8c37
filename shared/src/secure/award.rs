//! Award: the choice of a bid, its approval, its notice to every bidder and its
//! acceptance (requirements R-4.1a, R-4.1b, R-4.17d, R-S5).

pub mod access;
pub mod gate;
pub mod input;
pub mod letter;
pub mod pot;
pub mod standstill;
pub mod state;
pub mod subsidy;

use crate::calendar::Timestamp;
use crate::framework::policy::RowId;
use crate::money::Money;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::secure::{AwardId, BidId, LotId, OpportunityId};

pub use access::{Action, allows, can};
pub use gate::Facts;
pub use input::AwardInput;
pub use letter::Letter;
pub use pot::Pot;
pub use standstill::{Notice, Standstill};
pub use state::{Approval, Stage, State};
pub use subsidy::{Subsidy, SubsidyInput};

/// The choice of one bid for one lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Its identifier.
    pub id: AwardId,
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The lot.
    pub lot: LotId,
    /// Whether others may be chosen for the lot too: in a grant round they may (R-4.15b).
    pub several: bool,
    /// The chosen bid.
    pub bid: BidId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that buys.
    pub directorate: Option<DirectorateId>,
    /// The chosen provider.
    pub provider: OrganisationId,
    /// Its name when it was chosen.
    pub provider_name: String,
    /// Its price, before VAT.
    pub value: Money,
    /// Why this bid, in words that every bidder will read.
    pub reasons: String,
    /// The lawful reason for choosing other than the one best score.
    pub other_reason: Option<String>,
    /// Of a grant whether it is a subsidy, once that is answered.
    pub subsidy: Option<Subsidy>,
    /// Who recommended it.
    pub author: UserId,
    /// When.
    pub recommended_at: Timestamp,
    /// What became of it.
    pub state: State,
    /// The policy rows that its decisions relied on: approvers, reviewers, and
    /// the waiting period.
    pub policy_rows: Vec<RowId>,
    /// Counts its changes.
    pub version: i64,
}

impl Award {
    /// What it alone may hold while it stands: its lot, or in a round its bid's place in the lot. The database keeps it
    /// unique, so that two officers at once cannot both award the lot, nor one bid twice.
    pub fn slot(&self) -> Option<String> {
        let held = if self.several { format!("{} {}", self.lot, self.bid) } else { self.lot.to_string() };
        self.stage().stands().then_some(held)
    }
}

#[cfg(test)]
mod tests;
