//! How far a return has come, and what moves it.
//!
//! ```text
//! (the period ends) --> draft [due, draft, overdue] --submit--> submitted --accept--> accepted
//!                                                      ^    |
//!                                                   submit query
//!                                                      |    v
//!                                                      queried
//! ```

use super::gate::Line;
use super::{Action, DataReturn, Reading};
use crate::calendar::{self, Day, Timestamp};
use crate::error::{Refusal, all_or_nothing};
use crate::people::UserId;
use crate::secure::IndicatorId;

wire_enum! {
    /// How far a return has come. Whether it is due, begun or late is computed.
    pub enum Stage as "DataReturnStage" {
        /// Nothing is filled in yet, and there is time.
        Due = "due",
        /// Begun, and there is time.
        Draft = "draft",
        /// Not sent, and its due day has passed.
        Overdue = "overdue",
        /// Sent; the council checks it.
        Submitted = "submitted",
        /// The council asks something about it.
        Queried = "queried",
        /// The council agrees with it.
        Accepted = "accepted",
    }
}

/// One step, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
}

/// What is stored of its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// With the provider, not sent.
    Draft,
    /// With the council.
    Submitted {
        /// The last sending.
        sent: Step,
    },
    /// Back with the provider, with questions.
    Queried {
        /// The last sending.
        sent: Step,
        /// The question.
        asked: Step,
    },
    /// Done.
    Accepted {
        /// The last sending.
        sent: Step,
        /// The acceptance.
        accepted: Step,
    },
}

impl State {
    /// The stage at this instant of a return due on this day.
    pub fn stage(&self, due_on: Day, begun: bool, now: Timestamp) -> Stage {
        match self {
            Self::Draft if calendar::day_of(now) > due_on => Stage::Overdue,
            Self::Draft if begun => Stage::Draft,
            Self::Draft => Stage::Due,
            Self::Submitted { .. } => Stage::Submitted,
            Self::Queried { .. } => Stage::Queried,
            Self::Accepted { .. } => Stage::Accepted,
        }
    }

    /// The word kept in the database: the stage, without what days decide.
    pub const fn stored(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Submitted { .. } => Stage::Submitted,
            Self::Queried { .. } => Stage::Queried,
            Self::Accepted { .. } => Stage::Accepted,
        }
    }

    /// When it was last sent, if it was.
    pub const fn sent(&self) -> Option<&Step> {
        match self {
            Self::Draft => None,
            Self::Submitted { sent } | Self::Queried { sent, .. } | Self::Accepted { sent, .. } => Some(sent),
        }
    }
}

impl DataReturn {
    /// Keeps what the provider filled in so far; questions asked stay.
    pub fn fill(self, readings: Vec<Reading>, remark: Option<String>, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Save, &[], now))?;
        let mut kept = self.readings.clone();
        for reading in readings {
            if let Some(place) = kept.iter_mut().find(|place| place.indicator == reading.indicator) {
                place.figure = reading.figure;
                place.note = reading.note;
            }
        }
        Ok(Self { readings: kept, remark, ..self })
    }

    /// Sends it to the council, whole (R-4.21b).
    pub fn submit(self, by: UserId, lines: &[Line], now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Submit, lines, now))?;
        let state = State::Submitted { sent: Step { at: now, by } };
        Ok(Self { state, ..self })
    }

    /// Sends it back with a question on one or more lines.
    pub fn query(self, queries: Vec<(IndicatorId, String)>, by: UserId, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Query, &[], now))?;
        let mut readings = self.readings.clone();
        for reading in &mut readings {
            reading.query =
                queries.iter().find(|(indicator, _)| *indicator == reading.indicator).map(|(_, text)| text.clone());
        }
        match &self.state {
            State::Submitted { sent } => {
                let state = State::Queried { sent: sent.clone(), asked: Step { at: now, by } };
                Ok(Self { readings, state, ..self })
            }
            _ => Err(vec![self.out_of_turn(Action::Query, now)]),
        }
    }

    /// Agrees with it.
    pub fn accept(self, by: UserId, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::Accept, &[], now))?;
        match &self.state {
            State::Submitted { sent } => {
                let state = State::Accepted { sent: sent.clone(), accepted: Step { at: now, by } };
                Ok(Self { state, ..self })
            }
            _ => Err(vec![self.out_of_turn(Action::Accept, now)]),
        }
    }
}
