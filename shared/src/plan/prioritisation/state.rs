//! The stages of an assessment and the ways between them.
//!
//! ```text
//! draft --request_approval--> review --approve--> approved
//!   ^                           |
//!   +---------send_back---------+
//! ```

use super::{Action, Answers, Candidate, Facts, Place, Prioritisation};
use crate::calendar::{Timestamp, day_of};
use crate::check::clean;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::Weights;
use crate::people::UserId;
use crate::plan::NeedId;
use crate::plan::need::{NeedPlace, Priority, SentBack};

/// The most needs that one assessment can hold.
const MOST: usize = 100;

wire_enum! {
    /// Where an assessment stands.
    pub enum Stage as "PrioritisationStage" {
        /// Being made; only the council sees it.
        Draft = "draft",
        /// Waiting for another officer's approval; only the council sees it.
        Review = "review",
        /// Decided and public.
        Approved = "approved",
    }
}

/// The stage and what exists at that stage alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being made.
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
    /// Decided.
    Approved {
        /// Who approved it.
        approved_by: UserId,
        /// When.
        approved_at: Timestamp,
    },
}

impl State {
    /// The stage alone.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft { .. } => Stage::Draft,
            Self::Review { .. } => Stage::Review,
            Self::Approved { .. } => Stage::Approved,
        }
    }

    /// When it was decided, if it is.
    pub const fn approved_at(&self) -> Option<Timestamp> {
        match self {
            Self::Approved { approved_at, .. } => Some(*approved_at),
            _ => None,
        }
    }

    /// Why it was sent back, while it is a draft again.
    pub fn sent_back_reason(&self) -> Option<&str> {
        match self {
            Self::Draft { sent_back: Some(sent_back) } => Some(&sent_back.reason),
            _ => None,
        }
    }
}

impl Prioritisation {
    /// Adds a need, unanswered. What must be known of it, the facts tell.
    pub fn add(mut self, need: NeedId, facts: &Facts) -> Result<Self, Vec<Refusal>> {
        let mut refusals = self.at_stage(Action::Edit);
        match facts.needs.get(&need) {
            Some(known) => refusals.extend(known.unfit().into_iter().map(|refusal| refusal.on("need"))),
            None => refusals.push(Refusal::slip("need", Code::UnknownCode, "Select the need from the list")),
        }
        if self.candidates.iter().any(|one| one.need == need) {
            refusals.push(Refusal::slip("need", Code::Duplicate, "The need is in the assessment already"));
        }
        if self.candidates.len() >= MOST {
            let message = format!("The assessment holds {MOST} needs, which is the limit. Begin another one");
            refusals.push(Refusal::slip("need", Code::OutOfRange, message));
        }
        all_or_nothing(refusals)?;
        self.candidates.push(Candidate { need, answers: Answers::default() });
        self.candidates.sort_by(|a, b| a.need.cmp(&b.need));
        Ok(self)
    }

    /// Takes a need out again.
    pub fn remove(mut self, need: &NeedId) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Edit))?;
        self.find(need)?;
        self.candidates.retain(|one| &one.need != need);
        Ok(self)
    }

    /// Writes down what is answered about a need.
    pub fn answer(mut self, need: &NeedId, answers: Answers) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::Edit))?;
        let place = self.find(need)?;
        self.candidates[place].answers = answers;
        Ok(self)
    }

    fn find(&self, need: &NeedId) -> Result<usize, Vec<Refusal>> {
        let place = self.candidates.iter().position(|one| &one.need == need);
        place.ok_or_else(|| {
            vec![Refusal::slip("need", Code::UnknownCode, "The need is not in this assessment. Add it first")]
        })
    }

    /// Asks another officer to approve it; refused with all that is missing
    /// (R-3.4b).
    pub fn request_approval(self, by: UserId, facts: &Facts, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.gate(Action::RequestApproval, facts, day_of(now)))?;
        Ok(Self { state: State::Review { requested_by: by, requested_at: now }, ..self })
    }

    /// Decides it, and tells what it means for each need that is ranked or
    /// planned.
    pub fn approve(
        self,
        by: UserId,
        facts: &Facts,
        weights: &Weights,
        now: Timestamp,
    ) -> Result<(Self, Vec<(NeedId, Priority)>), Vec<Refusal>> {
        let mut refusals = self.gate(Action::Approve, facts, day_of(now));
        refusals.extend(self.own_work(&by));
        all_or_nothing(refusals)?;
        let order = self.order(facts, weights);
        let of = order.iter().filter(|one| matches!(one.place, Place::Ranked { .. })).count();
        let decided = order.into_iter().filter_map(|one| {
            let place = match one.place {
                Place::Ranked { rank } => NeedPlace::Ranked {
                    rank,
                    of: i64::try_from(of).unwrap_or(i64::MAX),
                    score: one.score.map(|score| score.total()).unwrap_or_default(),
                },
                Place::Scheduled { on } => NeedPlace::Scheduled { on },
                Place::Out | Place::Open => return None,
            };
            Some((one.need, Priority { assessment: self.id.clone(), at: now, place }))
        });
        let decided = decided.collect();
        Ok((Self { state: State::Approved { approved_by: by, approved_at: now }, ..self }, decided))
    }

    /// Asks for changes: back to a draft, with the reason.
    pub fn send_back(self, by: UserId, why: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.at_stage(Action::SendBack))?;
        let reason = clean(why);
        if reason.is_empty() {
            return Err(vec![Refusal::slip("reason", Code::ReasonMissing, "Enter what has to change")]);
        }
        if reason.chars().count() > 1_000 {
            let message = "Reason is too long. The limit is 1000 characters";
            return Err(vec![Refusal::slip("reason", Code::TooLong, message)]);
        }
        Ok(Self { state: State::Draft { sent_back: Some(SentBack { by, at: now, reason }) }, ..self })
    }
}
