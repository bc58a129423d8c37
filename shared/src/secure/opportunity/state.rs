//! Where an opportunity stands.
//!
//! ```text
//! draft <-> approval -> published [scheduled, open, closed] -> opened -> evaluating <-> decided -> complete
//!                           |            |                        |         |
//!                           |            '-- closed, no bid ------+---------+--> unsuccessful
//!   from any but complete and unsuccessful: cancelled
//! ```
//! What stands in brackets is decided by the clock and never stored.

use chrono::Timelike;

use super::Opportunity;
use crate::calendar::{self, Day, Timestamp};
use crate::framework::policy::RowId;
use crate::people::UserId;
use crate::tag::{Audience, Colour, Tag};

wire_enum! {
    /// Where an opportunity stands now.
    pub enum Stage as "OpportunityStage" {
        /// Being written by the council.
        Draft = "draft",
        /// Waiting for another officer to approve it.
        Approval = "approval",
        /// Published; bidding opens later.
        Scheduled = "scheduled",
        /// Open to bids.
        Open = "open",
        /// Past its deadline; bids are still sealed.
        Closed = "closed",
        /// The bids have been opened.
        Opened = "opened",
        /// The bids are being scored.
        Evaluating = "evaluating",
        /// The council has decided.
        Decided = "decided",
        /// The agreement is signed.
        Complete = "complete",
        /// Called off by the council.
        Cancelled = "cancelled",
        /// Ended with nobody chosen.
        Unsuccessful = "unsuccessful",
    }
}

wire_enum! {
    /// What is stored of a stage: what acts changed, without what the clock alone decides.
    pub enum Stored as "OpportunityStored" {
        /// See [`Stage::Draft`].
        Draft = "draft",
        /// See [`Stage::Approval`].
        Approval = "approval",
        /// Scheduled, open or closed, by the clock.
        Published = "published",
        /// See [`Stage::Opened`].
        Opened = "opened",
        /// See [`Stage::Evaluating`].
        Evaluating = "evaluating",
        /// See [`Stage::Decided`].
        Decided = "decided",
        /// See [`Stage::Complete`].
        Complete = "complete",
        /// See [`Stage::Cancelled`].
        Cancelled = "cancelled",
        /// See [`Stage::Unsuccessful`].
        Unsuccessful = "unsuccessful",
    }
}

/// What publication fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The day whose policy rules this opportunity to its end (R-4.14).
    pub commenced_on: Day,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who approved it.
    pub approved_by: UserId,
    /// When bidding opens.
    pub opens_at: Timestamp,
    /// The last second in which a bid is on time.
    pub closes_at: Timestamp,
    /// The policy rows that the approval relied on.
    pub policy_rows: Vec<RowId>,
    /// The number of the last change that bids sent before it have to be confirmed for; 0 while there is none (R-S3).
    pub confirm_from: u32,
}

/// Where an opportunity stands, with what exists only then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written; with what an approver asked to change, if one did.
    Draft {
        /// What the approver asked for.
        sent_back: Option<String>,
    },
    /// Waiting for another officer.
    Approval {
        /// Who asked.
        asked_by: UserId,
        /// When.
        asked_at: Timestamp,
    },
    /// Public: scheduled, open or closed, by the clock.
    Published(Publication),
    /// The bids are open.
    Opened(Publication, Opening),
    /// The bids are being scored.
    Evaluating(Publication, Opening),
    /// Decided.
    Decided(Publication, Opening, Timestamp),
    /// Signed.
    Complete(Publication, Opening, Timestamp),
    /// Called off.
    Cancelled {
        /// What publication had fixed, where it came to that.
        publication: Option<Publication>,
        /// When the bids had been opened, if they were. What was sealed then stays sealed.
        opening: Option<Opening>,
        /// When.
        at: Timestamp,
        /// Why, in words that anyone may read.
        reason: String,
    },
    /// Ended with nobody chosen.
    Unsuccessful {
        /// What publication fixed.
        publication: Publication,
        /// When the bids were opened; none where nothing was received.
        opening: Option<Opening>,
        /// When it ended.
        at: Timestamp,
        /// Why, in words that anyone may read.
        reason: String,
    },
}

/// The opening of the bids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// When.
    pub opened_at: Timestamp,
}

impl Publication {
    /// Whether the deadline has passed. The deadline's own second is in time; the next is late (R-S1).
    pub fn closed(&self, now: Timestamp) -> bool {
        to_the_second(now) > self.closes_at
    }

    /// Whether a bid may be sent now.
    pub fn open(&self, now: Timestamp) -> bool {
        now >= self.opens_at && !self.closed(now)
    }
}

/// Cut to the second, the grain in which deadlines are kept.
pub fn to_the_second(at: Timestamp) -> Timestamp {
    at.with_nanosecond(0).unwrap_or(at)
}

impl State {
    /// What is stored of it.
    pub const fn stored(&self) -> Stored {
        match self {
            Self::Draft { .. } => Stored::Draft,
            Self::Approval { .. } => Stored::Approval,
            Self::Published(_) => Stored::Published,
            Self::Opened(..) => Stored::Opened,
            Self::Evaluating(..) => Stored::Evaluating,
            Self::Decided(..) => Stored::Decided,
            Self::Complete(..) => Stored::Complete,
            Self::Cancelled { .. } => Stored::Cancelled,
            Self::Unsuccessful { .. } => Stored::Unsuccessful,
        }
    }

    /// What publication fixed, once there was one.
    pub const fn publication(&self) -> Option<&Publication> {
        match self {
            Self::Draft { .. } | Self::Approval { .. } => None,
            Self::Published(publication)
            | Self::Opened(publication, _)
            | Self::Evaluating(publication, _)
            | Self::Decided(publication, _, _)
            | Self::Complete(publication, _, _)
            | Self::Unsuccessful { publication, .. } => Some(publication),
            Self::Cancelled { publication, .. } => publication.as_ref(),
        }
    }

    /// When the bids were opened, once they were.
    pub const fn opening(&self) -> Option<&Opening> {
        match self {
            Self::Opened(_, opening)
            | Self::Evaluating(_, opening)
            | Self::Decided(_, opening, _)
            | Self::Complete(_, opening, _) => Some(opening),
            Self::Cancelled { opening, .. } | Self::Unsuccessful { opening, .. } => opening.as_ref(),
            Self::Draft { .. } | Self::Approval { .. } | Self::Published(_) => None,
        }
    }

    /// Why it was called off or ended with nobody chosen.
    pub fn ended_reason(&self) -> Option<&str> {
        match self {
            Self::Cancelled { reason, .. } | Self::Unsuccessful { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Where it stands at this instant.
    pub fn stage(&self, now: Timestamp) -> Stage {
        match self {
            Self::Draft { .. } => Stage::Draft,
            Self::Approval { .. } => Stage::Approval,
            Self::Published(publication) if publication.closed(now) => Stage::Closed,
            Self::Published(publication) if now < publication.opens_at => Stage::Scheduled,
            Self::Published(_) => Stage::Open,
            Self::Opened(..) => Stage::Opened,
            Self::Evaluating(..) => Stage::Evaluating,
            Self::Decided(..) => Stage::Decided,
            Self::Complete(..) => Stage::Complete,
            Self::Cancelled { .. } => Stage::Cancelled,
            Self::Unsuccessful { .. } => Stage::Unsuccessful,
        }
    }
}

impl Opportunity {
    /// Where it stands at this instant.
    pub fn stage(&self, now: Timestamp) -> Stage {
        self.state.stage(now)
    }

    /// Whether anyone may see it.
    pub const fn is_public(&self) -> bool {
        self.state.publication().is_some()
    }

    /// The day whose policy rules it: fixed at publication, until then today.
    pub fn policy_day(&self, now: Timestamp) -> Day {
        self.state.publication().map_or_else(|| calendar::day_of(now), |publication| publication.commenced_on)
    }

    /// Whether a bid may be sent now.
    pub fn open(&self, now: Timestamp) -> bool {
        self.stage(now) == Stage::Open
    }

    /// Whether its deadline has passed. Before that nobody learns who bids, or how many (R-S1).
    pub fn closed(&self, now: Timestamp) -> bool {
        self.state.publication().is_some_and(|publication| publication.closed(now))
    }

    /// Its status in words and colour, for who looks.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Tag {
        let council = audience == Audience::Council;
        match self.stage(now) {
            Stage::Draft => Tag::new("Draft", Colour::Grey),
            Stage::Approval => Tag::new("Waiting for approval", Colour::Blue),
            Stage::Scheduled => Tag::new("Opens soon", Colour::Blue),
            Stage::Open if self.closes_soon(now) => Tag::new("Closing soon", Colour::Yellow),
            Stage::Open => Tag::new("Open", Colour::Teal),
            Stage::Closed => Tag::new("Closed, sealed", Colour::Purple),
            Stage::Opened if council => Tag::new("Opened", Colour::Blue),
            Stage::Opened | Stage::Evaluating => Tag::new("Being scored", Colour::Blue),
            Stage::Decided => Tag::new("Decided", Colour::Green),
            Stage::Complete => Tag::new("Agreement signed", Colour::Green),
            Stage::Cancelled => Tag::new("Cancelled", Colour::Grey),
            Stage::Unsuccessful => Tag::new("No one chosen", Colour::Grey),
        }
    }

    /// Whether the deadline is within three working days, today counted.
    fn closes_soon(&self, now: Timestamp) -> bool {
        let last = calendar::working_days_counting(calendar::day_of(now), 3);
        self.state.publication().is_some_and(|publication| calendar::day_of(publication.closes_at) <= last)
    }
}

impl Stage {
    /// As it stands in a sentence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Approval => "waiting for approval",
            Self::Scheduled => "published and not open yet",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Opened => "opened",
            Self::Evaluating => "being scored",
            Self::Decided => "decided",
            Self::Complete => "complete",
            Self::Cancelled => "cancelled",
            Self::Unsuccessful => "ended with no one chosen",
        }
    }
}
