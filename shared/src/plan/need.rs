//! A need: which people lack what, where, how many there are and how many are
//! reached today (framework 3.4, 4.5, 4.6).

pub mod access;
pub mod gate;
pub mod input;
pub mod priority;
pub mod state;

pub use access::Action;
pub use gate::Facts;
pub use input::NeedInput;
pub use priority::{NeedPlace, Priority};
pub use state::{SentBack, Stage, State};

use super::NeedId;
use super::area::AreaCode;
use crate::calendar::Timestamp;
use crate::check::show_thousandths;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::tag::{Audience, Colour, Tag};

/// A need of people in a place or community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its identifier.
    pub id: NeedId,
    /// What people call it: `N-0007`.
    pub reference: String,
    /// The council that keeps it.
    pub buyer: OrganisationId,
    /// The directorate that keeps it.
    pub directorate: DirectorateId,
    /// Who wrote it first, and so may not approve it.
    pub author: UserId,
    /// Who changed it last, and so may not approve it either.
    pub edited_by: Option<UserId>,
    /// When it was first written down.
    pub created_at: Timestamp,
    /// What it says.
    pub statement: Statement,
    /// Where it stands.
    pub state: State,
    /// Counts the times it was saved.
    pub version: i64,
}

/// What a need says, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The need in a line.
    pub title: String,
    /// What people lack, in a few sentences.
    pub summary: String,
    /// Who the people are.
    pub people: String,
    /// A community of interest; with [`Statement::areas`], at least one of the
    /// two is given (V-2).
    pub community: Option<String>,
    /// The places, as areas of the official statistics.
    pub areas: Vec<AreaCode>,
    /// How many people there are.
    pub demand: Demand,
    /// How many of them are reached today, counted; none if nobody counts.
    pub supply: Option<i64>,
    /// The services that reach them today, or `None` in so many words; empty
    /// while nobody has looked.
    pub services: Option<String>,
}

/// How many people need it (R-3.4a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Nobody has said yet.
    Unknown,
    /// Counted.
    Figure {
        /// So many people.
        people: i64,
        /// Where the figure comes from.
        source: String,
    },
    /// Estimated, in words.
    Estimate {
        /// The estimate and how it was made.
        words: String,
        /// What it rests on.
        source: String,
    },
}

impl Demand {
    /// Where the figure or estimate comes from.
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Unknown => None,
            Self::Figure { source, .. } | Self::Estimate { source, .. } => Some(source),
        }
    }
}

/// What lies between demand and supply: derived, never entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Demand or supply is not known, so neither is the gap.
    Unknown,
    /// So many people are not reached.
    People(i64),
    /// Described by the estimate, but not counted.
    Estimated,
}

impl Statement {
    /// What lies between demand and supply (R-3.4a): unknown until there is a
    /// demand with its source, and services or the word that there are none.
    pub fn gap(&self) -> Gap {
        if self.services.is_none() {
            return Gap::Unknown;
        }
        match (&self.demand, self.supply) {
            (Demand::Unknown, _) => Gap::Unknown,
            (Demand::Figure { people, .. }, Some(supply)) => Gap::People((people - supply).max(0)),
            (Demand::Figure { .. }, None) | (Demand::Estimate { .. }, _) => Gap::Estimated,
        }
    }
}

impl Gap {
    /// The gap in words: `1,480 people are not reached`.
    pub fn in_words(self) -> String {
        match self {
            Self::Unknown => "Not known yet".to_owned(),
            Self::Estimated => "Not counted: read the estimate".to_owned(),
            Self::People(0) => "None: everyone is reached".to_owned(),
            Self::People(1) => "1 person is not reached".to_owned(),
            Self::People(people) => format!("{} people are not reached", show_thousandths(people * 1_000)),
        }
    }
}

impl Need {
    /// Begins a need as a draft.
    pub fn begin(
        id: NeedId,
        reference: String,
        keeper: (OrganisationId, DirectorateId),
        author: UserId,
        statement: Statement,
        now: Timestamp,
    ) -> Self {
        let (buyer, directorate) = keeper;
        let state = State::Draft { sent_back: None };
        Self {
            id,
            reference,
            buyer,
            directorate,
            author,
            edited_by: None,
            created_at: now,
            statement,
            state,
            version: 0,
        }
    }

    /// The stage it is at.
    pub fn stage(&self) -> Stage {
        self.state.stage()
    }

    /// Its status in words and colour, for this audience; none where it does
    /// not exist for them.
    pub fn tag(&self, audience: Audience, _now: Timestamp) -> Option<Tag> {
        let stage = self.stage();
        if !stage.is_public() && audience != Audience::Council {
            return None;
        }
        Some(match stage {
            Stage::Draft => Tag::new("Draft", Colour::Grey),
            Stage::Review => Tag::new("Waiting for approval", Colour::Yellow),
            Stage::Published => Tag::new("Published", Colour::Blue),
            Stage::Prioritised => Tag::new("Priority", Colour::Teal),
            Stage::Met => Tag::new("Met", Colour::Green),
            Stage::Retired => Tag::new("No longer pursued", Colour::Grey),
        })
    }
}

#[cfg(test)]
mod tests;
