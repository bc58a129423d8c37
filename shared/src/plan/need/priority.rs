//! The place of a need among others, as an assessment gave it.

use crate::calendar::{Day, Timestamp, in_short};
use crate::check::show_thousandths;
use crate::plan::PrioritisationId;

/// A need's place, and the assessment that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// The assessment.
    pub assessment: PrioritisationId,
    /// When it was decided.
    pub at: Timestamp,
    /// The place.
    pub place: NeedPlace,
}

/// A rank, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedPlace {
    /// In a rank, by its score.
    Ranked {
        /// The rank, from 1.
        rank: i64,
        /// How many needs were ranked.
        of: i64,
        /// The score, in thousandths of a point.
        score: i64,
    },
    /// On a day, because a duty in law asks for it.
    Scheduled {
        /// The day.
        on: Day,
    },
}

impl Priority {
    /// The place in words: `Number 2 of 6, with 71.4 points of 100`.
    pub fn in_words(&self) -> String {
        match self.place {
            NeedPlace::Ranked { rank, of, score } => {
                format!("Number {rank} of {of}, with {} points of 100", show_thousandths(score))
            }
            NeedPlace::Scheduled { on } => format!("Planned for {}: a duty in law", in_short(on)),
        }
    }
}
