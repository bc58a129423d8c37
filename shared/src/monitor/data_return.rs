//! A provider's report for one period, with a reading for each measure (R-4.21b).

pub mod access;
pub mod gate;
pub mod input;
pub mod state;

use crate::calendar::{self, Day, Timestamp};
use crate::monitor::DataReturnId;
use crate::monitor::monitoring_plan::Period;
use crate::people::{DirectorateId, OrganisationId};
use crate::secure::{AgreementId, IndicatorId};
use crate::tag::{Audience, Colour, Tag};

pub use access::Action;
pub use gate::Line;
pub use input::{DataReturnInput, QueryInput};
pub use state::{Stage, State};

/// What was read of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Nothing yet.
    Blank,
    /// A figure.
    Value {
        /// In thousandths of the measure's unit.
        value: i64,
        /// Of how many people, where that was asked.
        asked: Option<i64>,
        /// Whether the provider said that an unlikely figure is right.
        confirmed: bool,
    },
    /// There is none, for a reason.
    Missing {
        /// Why.
        reason: String,
    },
}

impl Figure {
    /// The value in thousandths, where there is one.
    pub const fn value(&self) -> Option<i64> {
        match self {
            Self::Value { value, .. } => Some(*value),
            Self::Blank | Self::Missing { .. } => None,
        }
    }
}

/// One line of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The measure.
    pub indicator: IndicatorId,
    /// What was read.
    pub figure: Figure,
    /// Anything to know about it.
    pub note: Option<String>,
    /// What the council asks about it.
    pub query: Option<String>,
}

/// A report for one period of one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataReturn {
    /// Its identifier.
    pub id: DataReturnId,
    /// How often it was saved.
    pub version: i64,
    /// The agreement.
    pub agreement: AgreementId,
    /// The agreement's council.
    pub buyer: OrganisationId,
    /// The directorate that runs the agreement.
    pub directorate: Option<DirectorateId>,
    /// The agreement's provider.
    pub provider: OrganisationId,
    /// The days it is about.
    pub period: Period,
    /// The last day to send it.
    pub due_on: Day,
    /// One reading for each measure, in the specification's order.
    pub readings: Vec<Reading>,
    /// Anything else the council should know.
    pub remark: Option<String>,
    /// How far it has come.
    pub state: State,
}

/// Days after a period's end in which its return is sent.
pub fn due_on(period: &Period, days: u32) -> Day {
    calendar::add_days(period.to, u64::from(days))
}

impl DataReturn {
    /// The stage at this instant.
    pub fn stage(&self, now: Timestamp) -> Stage {
        let begun = self.readings.iter().any(|reading| reading.figure != Figure::Blank) || self.remark.is_some();
        self.state.stage(self.due_on, begun, now)
    }

    /// How many days after its due day it is, while it is not sent.
    pub fn days_late(&self, now: Timestamp) -> i64 {
        (calendar::day_of(now) - self.due_on).num_days().max(0)
    }

    /// `Return for July to September 2026`.
    pub fn title(&self) -> String {
        format!("Return for {}", self.period.in_words())
    }

    /// The stage in words and colour.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Tag {
        let council = audience == Audience::Council;
        match self.stage(now) {
            Stage::Due => {
                let soon = calendar::add_days(calendar::day_of(now), 14) >= self.due_on;
                let colour = if soon { Colour::Yellow } else { Colour::Blue };
                Tag::new(format!("Due {}", calendar::in_short(self.due_on)), colour)
            }
            Stage::Overdue => {
                let days = self.days_late(now);
                Tag::new(format!("Late by {days} {}", if days == 1 { "day" } else { "days" }), Colour::Red)
            }
            Stage::Draft => Tag::new("In progress", Colour::Blue),
            Stage::Submitted if council => Tag::new("Check it", Colour::Yellow),
            Stage::Submitted => Tag::new("Sent", Colour::Blue),
            Stage::Queried if council => Tag::new("Queried", Colour::Blue),
            Stage::Queried => Tag::new("Answer a question", Colour::Yellow),
            Stage::Accepted => Tag::new("Accepted", Colour::Green),
        }
    }
}

#[cfg(test)]
mod tests;
