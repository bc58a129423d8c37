//! A question that somebody who thinks of bidding asks about an opportunity, and the council's answer, which everyone
//! reads at the same instant (R-S2, P6).
//!
//! Nobody learns who asked: neither other bidders nor the council. There is no private answer.

pub mod access;
pub mod gate;
pub mod state;

use crate::calendar::{Day, Timestamp};
use crate::framework::policy::RowId;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::secure::{ClarificationId, OpportunityId};

pub use access::{Action, allows, can};
pub use state::{Published, Stage, State};

/// The longest question, in characters.
pub const MOST_ASKED: usize = 1_000;
/// The longest answer, in characters.
pub const MOST_ANSWERED: usize = 3_000;

/// A question about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clarification {
    /// Its identifier.
    pub id: ClarificationId,
    /// What it is about.
    pub opportunity: OpportunityId,
    /// The council that answers.
    pub buyer: OrganisationId,
    /// The directorate that answers.
    pub directorate: Option<DirectorateId>,
    /// The organisation that asks; nobody else learns which.
    pub organisation: OrganisationId,
    /// Who asks for it.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// The question, word for word.
    pub question: String,
    /// The last day on which an answer is in time.
    pub answer_by: Day,
    /// The policy row that set that day.
    pub policy_row: RowId,
    /// Where it stands.
    pub state: State,
    /// Which write of it this is.
    pub version: i64,
}

/// How the questions about one opportunity stand, without a word of those that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered, or declined with a reason.
    pub published: u64,
    /// Waiting for an answer.
    pub waiting: u64,
    /// Waiting, and past their day.
    pub late: u64,
}

#[cfg(test)]
mod tests;
