//! An assessment that puts published needs in order by the published method,
//! four answers each (framework 3.4, 4.6; R-3.4b, R-4.6c).

pub mod access;
pub mod gate;
pub mod input;
pub mod score;
pub mod state;

pub use access::Action;
pub use gate::{Facts, NeedFacts};
pub use input::{PrioritisationInput, PriorityInput};
pub use score::{Place, Score};
pub use state::{Stage, State};

use super::{NeedId, ObjectiveId, PrioritisationId};
use crate::calendar::{Day, Timestamp};
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::tag::{Audience, Colour, Tag};

/// The most points that an answer can give.
pub const MOST_POINTS: i64 = 5;

wire_enum! {
    /// Where an assessment puts a need.
    pub enum Placing as "PriorityPlacing" {
        /// In its rank, by its score.
        Ranked = "ranked",
        /// On a day, because a duty in law asks for it.
        Scheduled = "scheduled",
        /// Not for now.
        Out = "out",
    }
}

impl Placing {
    /// The placing in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ranked => "Rank it by its score",
            Self::Scheduled => "Plan it for a day: a duty in law",
            Self::Out => "Not for now",
        }
    }
}

/// An assessment of needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prioritisation {
    /// Its identifier.
    pub id: PrioritisationId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that makes it.
    pub directorate: DirectorateId,
    /// Who began it, and so may not approve it.
    pub author: UserId,
    /// When it was begun.
    pub created_at: Timestamp,
    /// What it is called.
    pub title: String,
    /// The needs that it puts in order, in the order in which they were written
    /// down.
    pub candidates: Vec<Candidate>,
    /// Where it stands.
    pub state: State,
    /// Counts the times it was saved.
    pub version: i64,
}

/// A need in an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The need.
    pub need: NeedId,
    /// What is answered about it so far.
    pub answers: Answers,
}

/// The answers about one need; a draft may leave any of them for later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// How far it serves strategic objectives, 0 to 5.
    pub objective_points: Option<i64>,
    /// Which objective it serves most.
    pub objective: Option<ObjectiveId>,
    /// Whether a duty in law asks for it.
    pub statutory: Option<bool>,
    /// Which duty.
    pub duty: Option<ObjectiveId>,
    /// How large the gap is, 0 to 5, where the need's figures do not tell.
    pub gap_points: Option<i64>,
    /// How strongly users ask for it, 0 to 5.
    pub voice_points: Option<i64>,
    /// Why so many points.
    pub voice_reason: Option<String>,
    /// What money there is for it.
    pub budget: Option<String>,
    /// Where it goes.
    pub placing: Wanted,
}

/// Where an officer wants a need to go, as far as they have said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// In its rank.
    #[default]
    Ranked,
    /// On a day.
    Scheduled {
        /// The day.
        on: Option<Day>,
    },
    /// Not for now.
    Out {
        /// Why.
        reason: Option<String>,
    },
}

impl Wanted {
    /// The placing alone.
    pub const fn kind(&self) -> Placing {
        match self {
            Self::Ranked => Placing::Ranked,
            Self::Scheduled { .. } => Placing::Scheduled,
            Self::Out { .. } => Placing::Out,
        }
    }
}

impl Prioritisation {
    /// Begins an assessment with no needs in it.
    pub fn begin(
        id: PrioritisationId,
        title: String,
        keeper: (OrganisationId, DirectorateId),
        author: UserId,
        now: Timestamp,
    ) -> Self {
        let (buyer, directorate) = keeper;
        let (candidates, state) = (Vec::new(), State::Draft { sent_back: None });
        Self { id, buyer, directorate, author, created_at: now, title, candidates, state, version: 0 }
    }

    /// The stage it is at.
    pub const fn stage(&self) -> Stage {
        self.state.stage()
    }

    /// Its status in words and colour; none where it does not exist for them.
    pub fn tag(&self, audience: Audience) -> Option<Tag> {
        let stage = self.stage();
        if stage != Stage::Approved && audience != Audience::Council {
            return None;
        }
        Some(match stage {
            Stage::Draft => Tag::new("Draft", Colour::Grey),
            Stage::Review => Tag::new("Waiting for approval", Colour::Yellow),
            Stage::Approved => Tag::new("Decided", Colour::Green),
        })
    }
}

#[cfg(test)]
mod tests;
