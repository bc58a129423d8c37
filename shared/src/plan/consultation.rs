//! A consultation: what the council asks people before it decides, what they
//! answer, and what it did about each point they made (framework 4.3).

pub mod access;
pub mod gate;
pub mod input;
pub mod point;
pub mod response;
pub mod state;

pub use access::Action;
pub use gate::Facts;
pub use input::{ConsultationInput, ConsultationQuestionInput};
pub use point::{ConsultationPointInput, Disposition, Point};
pub use response::{ConsultationAnswerInput, ConsultationResponseInput, Respondent, Response};
pub use state::{Extension, Publication, Stage, State, Stored};

use super::{ConsultationId, ConsultationQuestionId, NeedId};
use crate::calendar::{Day, Timestamp};
use crate::commission::CommissionId;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::tag::{Audience, Colour, Tag};

/// What the council asks people before it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// Its identifier.
    pub id: ConsultationId,
    /// What people call it: `H-0004`.
    pub reference: String,
    /// The council that asks.
    pub buyer: OrganisationId,
    /// The directorate that asks.
    pub directorate: DirectorateId,
    /// The officer who leads it.
    pub lead: UserId,
    /// When it was first written down.
    pub created_at: Timestamp,
    /// What it says and asks.
    pub terms: Terms,
    /// Where it stands.
    pub state: State,
    /// Counts the times it was saved.
    pub version: i64,
}

/// What a consultation says and asks; a draft may leave parts for later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What it is about, in a line.
    pub title: String,
    /// What the council wants to find out, and why.
    pub purpose: Option<String>,
    /// What answers can change: people are asked while plans can still change.
    pub changeable: Option<String>,
    /// What is settled, whatever people answer.
    pub fixed: Option<String>,
    /// Whom the council asks.
    pub audience: Option<String>,
    /// The questions, in their order.
    pub questions: Vec<Question>,
    /// The first day on which people can answer.
    pub opens_on: Option<Day>,
    /// The last day on which people can answer.
    pub closes_on: Option<Day>,
    /// The commissions it is about.
    pub commissions: Vec<CommissionId>,
    /// The needs it is about.
    pub needs: Vec<NeedId>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its identifier.
    pub id: ConsultationQuestionId,
    /// The question.
    pub prompt: String,
    /// The answers to choose from; none where people answer in their own words.
    pub options: Vec<String>,
}

impl Consultation {
    /// Begins a consultation as a draft.
    pub fn begin(
        id: ConsultationId,
        reference: String,
        keeper: (OrganisationId, DirectorateId),
        lead: UserId,
        terms: Terms,
        now: Timestamp,
    ) -> Self {
        let (buyer, directorate) = keeper;
        Self { id, reference, buyer, directorate, lead, created_at: now, terms, state: State::Draft, version: 0 }
    }

    /// The stage it is at now.
    pub fn stage(&self, now: Timestamp) -> Stage {
        self.state.stage(now)
    }

    /// Whether anyone at all may read it: once it is published.
    pub fn is_public(&self) -> bool {
        self.state.publication().is_some()
    }

    /// Its status in words and colour, for this audience; none where it does
    /// not exist for them.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Option<Tag> {
        if !self.is_public() && audience != Audience::Council {
            return None;
        }
        Some(match self.stage(now) {
            Stage::Draft => Tag::new("Draft", Colour::Grey),
            Stage::Scheduled => Tag::new("Opens soon", Colour::Blue),
            Stage::Open => Tag::new("Open", Colour::Teal),
            Stage::Closed if audience == Audience::Council => Tag::new("Answer it", Colour::Yellow),
            Stage::Closed => Tag::new("We are reading answers", Colour::Blue),
            Stage::Answered => Tag::new("You said, we did", Colour::Green),
            Stage::Cancelled => Tag::new("Cancelled", Colour::Grey),
        })
    }
}

#[cfg(test)]
mod tests;
