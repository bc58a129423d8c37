//! The stages of a consultation and the ways between them.
//!
//! ```text
//! draft --publish--> published [scheduled, open, closed] --answer--> answered
//!   |                    |            ^         |
//!   |                    +---extend---+         |
//!   +----------------- cancel ------------------+--> cancelled
//! ```
//! What stands in brackets is decided by the clock and never stored.

use super::{Action, Consultation, Facts, Terms};
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::{Policy, RowId};
use crate::people::UserId;

wire_enum! {
    /// Where a consultation stands now.
    pub enum Stage as "ConsultationStage" {
        /// Being written; only the council sees it.
        Draft = "draft",
        /// Public; people can answer from a later day on.
        Scheduled = "scheduled",
        /// People can answer.
        Open = "open",
        /// The council reads the answers.
        Closed = "closed",
        /// The council has published what it did about each point.
        Answered = "answered",
        /// Called off, with the reason.
        Cancelled = "cancelled",
    }
}

wire_enum! {
    /// What is stored of a stage, without what the clock alone decides.
    pub enum Stored as "ConsultationStored" {
        /// See [`Stage::Draft`].
        Draft = "draft",
        /// Scheduled, open or closed, by the clock.
        Published = "published",
        /// See [`Stage::Answered`].
        Answered = "answered",
        /// See [`Stage::Cancelled`].
        Cancelled = "cancelled",
    }
}

/// The stage and what exists at that stage alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// Public: scheduled, open or closed, by the clock.
    Published(Publication),
    /// Public, with what the council did.
    Answered {
        /// How it was published.
        publication: Publication,
        /// Who answered it.
        answered_by: UserId,
        /// When.
        answered_at: Timestamp,
    },
    /// Called off.
    Cancelled {
        /// How it was published, if it came to that.
        publication: Option<Publication>,
        /// When it was called off.
        at: Timestamp,
        /// Why, in words that anyone may read.
        reason: String,
    },
}

/// What publication fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Who published it.
    pub published_by: UserId,
    /// When.
    pub published_at: Timestamp,
    /// The first day on which people can answer.
    pub opens_on: Day,
    /// The last day on which people can answer, to its end in London.
    pub closes_on: Day,
    /// How the last day was put off, if it was.
    pub extended: Option<Extension>,
    /// The policy row that says how long people need at least.
    pub policy_row: RowId,
}

/// More time to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The last day as it was published at first.
    pub from: Day,
    /// When more time was given last.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl Publication {
    /// Where the clock has brought it.
    pub fn stage(&self, now: Timestamp) -> Stage {
        let today = day_of(now);
        if today < self.opens_on {
            Stage::Scheduled
        } else if today <= self.closes_on {
            Stage::Open
        } else {
            Stage::Closed
        }
    }
}

impl State {
    /// The stage alone.
    pub fn stage(&self, now: Timestamp) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Published(publication) => publication.stage(now),
            Self::Answered { .. } => Stage::Answered,
            Self::Cancelled { .. } => Stage::Cancelled,
        }
    }

    /// What is stored of the stage.
    pub const fn stored(&self) -> Stored {
        match self {
            Self::Draft => Stored::Draft,
            Self::Published(_) => Stored::Published,
            Self::Answered { .. } => Stored::Answered,
            Self::Cancelled { .. } => Stored::Cancelled,
        }
    }

    /// How it was published, if it was.
    pub const fn publication(&self) -> Option<&Publication> {
        match self {
            Self::Draft => None,
            Self::Published(publication) | Self::Answered { publication, .. } => Some(publication),
            Self::Cancelled { publication, .. } => publication.as_ref(),
        }
    }

    /// When the council published what it did.
    pub const fn answered_at(&self) -> Option<Timestamp> {
        match self {
            Self::Answered { answered_at, .. } => Some(*answered_at),
            _ => None,
        }
    }

    /// Why it was called off.
    pub fn cancelled_reason(&self) -> Option<&str> {
        match self {
            Self::Cancelled { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

impl Consultation {
    /// Writes other terms while it is a draft.
    pub fn edit(self, terms: Terms, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Edit, now))?;
        Ok(Self { terms, ..self })
    }

    /// Makes it public: from then on its questions stand.
    pub fn publish(self, by: UserId, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let refusals = self.gate(Action::Publish, &Facts::default(), policy, now);
        let (Some(opens_on), Some(closes_on), true) = (self.terms.opens_on, self.terms.closes_on, refusals.is_empty())
        else {
            return Err(refusals);
        };
        let policy_row = policy.consultation_min_days().row;
        let publication =
            Publication { published_by: by, published_at: now, opens_on, closes_on, extended: None, policy_row };
        Ok(Self { state: State::Published(publication), ..self })
    }

    /// Gives people more time, never less.
    pub fn extend(self, closes_on: &str, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let refusals = self.at_stage(Action::Extend, now);
        let State::Published(publication) = self.state else { return Err(refusals) };
        all_or_nothing(refusals)?;
        let mut checks = Checks::new();
        let day = checks.day("closesOn", "the new last day", closes_on);
        if checks.faults().is_empty() && day <= publication.closes_on {
            let message = format!(
                "It closes on {} already. Enter a later day: time that people were promised is never cut",
                in_short(publication.closes_on)
            );
            checks.refuse(Refusal::slip("closesOn", Code::OutOfRange, message).because("R-4.3", "4.3"));
        }
        let reason = checks.text("reason", "why people get more time", why, 1_000);
        checks.finish()?;
        let from = publication.extended.map_or(publication.closes_on, |extension| extension.from);
        let extended = Some(Extension { from, at: now, reason });
        let terms = Terms { closes_on: Some(day), ..self.terms };
        Ok(Self { terms, state: State::Published(Publication { closes_on: day, extended, ..publication }), ..self })
    }

    /// Calls it off, saying why.
    pub fn cancel(self, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Cancel, now))?;
        let mut checks = Checks::new();
        let reason = checks.text("reason", "why it is called off", why, 1_000);
        checks.finish()?;
        let publication = self.state.publication().cloned();
        Ok(Self { state: State::Cancelled { publication, at: now, reason }, ..self })
    }

    /// Publishes what people said and what the council did; refused while a
    /// point waits for its answer (R-4.3).
    pub fn answer(self, by: UserId, facts: &Facts, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let refusals = self.gate(Action::Answer, facts, policy, now);
        match self.state {
            State::Published(publication) if refusals.is_empty() => {
                Ok(Self { state: State::Answered { publication, answered_by: by, answered_at: now }, ..self })
            }
            _ => Err(refusals),
        }
    }
}
