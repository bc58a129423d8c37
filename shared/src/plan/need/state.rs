//! The stages of a need and the ways between them.
//!
//! ```text
//! draft --request_approval--> review --publish--> published --prioritise--> prioritised
//!   ^                           |                     |                        |
//!   +---------send_back---------+                     +-- meet --> met <-------+
//!                                                     +- retire -> retired <---+
//! ```

use super::{Action, Facts, Need, Priority, Statement};
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::people::UserId;

wire_enum! {
    /// Where a need stands.
    pub enum Stage as "NeedStage" {
        /// Being written; only the council sees it.
        Draft = "draft",
        /// Waiting for another officer's approval; only the council sees it.
        Review = "review",
        /// Public, and open to be answered by outcomes.
        Published = "published",
        /// Public; an assessment has given it a rank, or a day.
        Prioritised = "prioritised",
        /// Public; people have what they lacked.
        Met = "met",
        /// Public; the council no longer pursues it, and says why.
        Retired = "retired",
    }
}

impl Stage {
    /// Whether anyone at all may read a need at this stage.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Prioritised | Self::Met | Self::Retired)
    }

    /// Whether it is public and still to be met.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Published | Self::Prioritised)
    }
}

/// The stage and what exists at that stage alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft {
        /// Why an approver sent it back last, if one did.
        sent_back: Option<SentBack>,
    },
    /// Waiting for approval.
    Review {
        /// Who asked for it, and so may not give it.
        requested_by: UserId,
        /// When they asked.
        requested_at: Timestamp,
    },
    /// Public.
    Published {
        /// Who approved it.
        approved_by: UserId,
        /// When.
        published_at: Timestamp,
    },
    /// Public, with its place among the others.
    Prioritised {
        /// Who approved its publication.
        approved_by: UserId,
        /// When it was published.
        published_at: Timestamp,
        /// Its place.
        priority: Priority,
    },
    /// Public, and answered.
    Met {
        /// Who approved its publication.
        approved_by: UserId,
        /// When it was published.
        published_at: Timestamp,
        /// Its place, if it had one.
        priority: Option<Priority>,
        /// When it was met.
        at: Timestamp,
        /// How that is known.
        reason: String,
    },
    /// Public, and dropped.
    Retired {
        /// Who approved its publication.
        approved_by: UserId,
        /// When it was published.
        published_at: Timestamp,
        /// Its place, if it had one.
        priority: Option<Priority>,
        /// When it was dropped.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// An approver's request for changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentBack {
    /// The approver.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What to change.
    pub reason: String,
}

impl State {
    /// The stage alone.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft { .. } => Stage::Draft,
            Self::Review { .. } => Stage::Review,
            Self::Published { .. } => Stage::Published,
            Self::Prioritised { .. } => Stage::Prioritised,
            Self::Met { .. } => Stage::Met,
            Self::Retired { .. } => Stage::Retired,
        }
    }

    /// Why it was sent back to its writer, while it is a draft again.
    pub fn sent_back_reason(&self) -> Option<&str> {
        match self {
            Self::Draft { sent_back: Some(sent_back) } => Some(&sent_back.reason),
            _ => None,
        }
    }

    /// Why it was closed.
    pub fn closed_reason(&self) -> Option<&str> {
        match self {
            Self::Met { reason, .. } | Self::Retired { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Its place among the others, if an assessment gave it one.
    pub const fn priority(&self) -> Option<&Priority> {
        match self {
            Self::Prioritised { priority, .. } => Some(priority),
            Self::Met { priority, .. } | Self::Retired { priority, .. } => priority.as_ref(),
            Self::Draft { .. } | Self::Review { .. } | Self::Published { .. } => None,
        }
    }

    /// When it became public, if it has.
    pub const fn published_at(&self) -> Option<Timestamp> {
        match self {
            Self::Draft { .. } | Self::Review { .. } => None,
            Self::Published { published_at, .. }
            | Self::Prioritised { published_at, .. }
            | Self::Met { published_at, .. }
            | Self::Retired { published_at, .. } => Some(*published_at),
        }
    }
}

/// A reason that has to be given, trimmed; `field` is always `reason`.
fn reason(text: &str, ask: &str) -> Result<String, Vec<Refusal>> {
    let text = crate::check::clean(text);
    let count = text.chars().count();
    if text.is_empty() {
        return Err(vec![Refusal::slip("reason", Code::ReasonMissing, ask)]);
    }
    if count > 1_000 {
        let over = count - 1_000;
        let message = format!("Reason is {count} characters. The limit is 1000: cut {over}");
        return Err(vec![Refusal::slip("reason", Code::TooLong, message)]);
    }
    Ok(text)
}

impl Need {
    /// Writes another text while it is a draft.
    pub fn edit(self, statement: Statement, by: UserId) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Edit))?;
        Ok(Self { statement, edited_by: Some(by), ..self })
    }

    /// Asks another officer to approve it; refused while anything is missing
    /// that publication needs (R-3.4a, R-4.6c).
    pub fn request_approval(self, by: UserId, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::RequestApproval, facts))?;
        Ok(Self { state: State::Review { requested_by: by, requested_at: now }, ..self })
    }

    /// Makes it public, by an officer who neither wrote it, nor changed it last,
    /// nor asked for the approval (R-4.17d).
    pub fn publish(self, by: UserId, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let mut refusals = self.gate(Action::Publish, facts);
        refusals.extend(self.own_work(&by));
        all_or_nothing(refusals)?;
        Ok(Self { state: State::Published { approved_by: by, published_at: now }, ..self })
    }

    /// Asks for changes: back to a draft, with the reason.
    pub fn send_back(self, by: UserId, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::SendBack))?;
        let reason = reason(why, "Enter what has to change")?;
        Ok(Self { state: State::Draft { sent_back: Some(SentBack { by, at: now, reason }) }, ..self })
    }

    /// Says that people now have what they lacked.
    pub fn meet(self, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Meet))?;
        let reason = reason(why, "Enter how you know that the need is met")?;
        let (approved_by, published_at, priority) = self.open(Action::Meet)?;
        Ok(Self { state: State::Met { approved_by, published_at, priority, at: now, reason }, ..self })
    }

    /// Drops a published need, saying why.
    pub fn retire(self, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Retire))?;
        let reason = reason(why, "Enter why the need is no longer pursued")?;
        let (approved_by, published_at, priority) = self.open(Action::Retire)?;
        Ok(Self { state: State::Retired { approved_by, published_at, priority, at: now, reason }, ..self })
    }

    /// Takes its place from an assessment that was approved; a later one
    /// replaces an earlier (R-3.4b).
    pub fn prioritise(self, priority: Priority) -> Result<Self, Vec<Refusal>> {
        let (approved_by, published_at, _) = self.open(Action::Meet)?;
        Ok(Self { state: State::Prioritised { approved_by, published_at, priority }, ..self })
    }

    /// What an open, public need carries on to its next stage.
    fn open(&self, action: Action) -> Result<(UserId, Timestamp, Option<Priority>), Vec<Refusal>> {
        match &self.state {
            State::Published { approved_by, published_at } => Ok((approved_by.clone(), *published_at, None)),
            State::Prioritised { approved_by, published_at, priority } => {
                Ok((approved_by.clone(), *published_at, Some(priority.clone())))
            }
            _ => Err(self.at_stage(action)),
        }
    }
}
