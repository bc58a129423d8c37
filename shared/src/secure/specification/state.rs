//! The life of one version of a specification.
//!
//! ```text
//! draft <-> review -> approved -> superseded
//! ```
//!
//! Only a draft is written in. An approved version never changes (R-4.8a): a
//! further version begins as a copy of it, and replaces it once approved.

use uuid::Uuid;

use super::access::Action;
use super::gate::Facts;
use super::input::SpecificationInput;
use super::{Content, Section, Specification};
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::commission::Commission;
use crate::error::{Code, Refusal};
use crate::framework::policy::Policy;
use crate::people::UserId;
use crate::secure::SpecificationId;
use crate::tag::{Audience, Colour, Tag};

wire_enum! {
    /// Where a version of a specification stands.
    pub enum Stage as "SpecificationStage" {
        /// Being written.
        Draft = "draft",
        /// An approver has been asked.
        Review = "review",
        /// Approved, and fixed.
        Approved = "approved",
        /// Replaced by a later version.
        Superseded = "superseded",
    }
}

impl Stage {
    /// Its words and colour. The public and providers see a specification only
    /// once it is used in a published opportunity.
    pub fn tag(self, _audience: Audience) -> Tag {
        match self {
            Self::Draft => Tag::new("Draft", Colour::Grey),
            Self::Review => Tag::new("Being checked", Colour::Blue),
            Self::Approved => Tag::new("Approved", Colour::Green),
            Self::Superseded => Tag::new("Replaced", Colour::Grey),
        }
    }
}

/// A request for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asked.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Why it is longer than its value justifies, where it is (R-4.8b).
    pub length_reason: Option<String>,
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Who approved.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Why it may be harder to read than it should be, where it is (R-4.8c).
    pub readability_reason: Option<String>,
    /// The policy rows whose figures were used.
    pub rows: Vec<String>,
}

/// What exists only in some stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft {
        /// Why an approver sent it back, if one did.
        sent_back: Option<String>,
    },
    /// An approver has been asked.
    Review {
        /// What it says.
        content: Content,
        /// The request.
        asked: Asked,
    },
    /// Approved, and fixed.
    Approved {
        /// What it says.
        content: Content,
        /// The request.
        asked: Asked,
        /// The approval.
        agreed: Agreed,
    },
    /// Replaced by a later version.
    Superseded {
        /// What it said.
        content: Content,
        /// The request.
        asked: Asked,
        /// The approval.
        agreed: Agreed,
    },
}

impl State {
    /// The flat name of the state.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Draft { .. } => Stage::Draft,
            Self::Review { .. } => Stage::Review,
            Self::Approved { .. } => Stage::Approved,
            Self::Superseded { .. } => Stage::Superseded,
        }
    }
}

/// When a section was last saved, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSection {
    /// The section.
    pub section: Section,
    /// Who saved it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Counts its saves.
    pub version: i64,
}

impl Specification {
    /// Begins the first version for a commission, or a further one as a copy
    /// of the newest. Refused while another is being written or checked.
    pub fn begin(
        id: SpecificationId,
        commission: &Commission,
        versions: &[Self],
        author: UserId,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        if let Some(open) = versions.iter().find(|other| matches!(other.state.stage(), Stage::Draft | Stage::Review)) {
            let message = format!(
                "You cannot begin another version yet. Version {} is still being written or checked: finish that one",
                open.number
            );
            return Err(vec![Refusal::under(Code::Duplicate, "R-4.8a", "4.8", message)]);
        }
        let newest = versions.iter().max_by_key(|version| version.number);
        let draft = newest.map(|newest| newest.draft.clone()).unwrap_or_default();
        let copied = |section: Section| SavedSection { section, by: author.clone(), at: now, version: 1 };
        Ok(Self {
            id,
            commission: commission.id.clone(),
            buyer: commission.buyer.clone(),
            directorate: commission.directorate.clone(),
            number: newest.map_or(1, |newest| newest.number + 1),
            created_at: now,
            saved: draft.sections().into_iter().map(copied).collect(),
            draft,
            state: State::Draft { sent_back: None },
            version: 1,
            author,
        })
    }

    /// When a section was last saved.
    pub fn saved(&self, section: Section) -> Option<&SavedSection> {
        self.saved.iter().find(|saved| saved.section == section)
    }

    /// Keeps what was typed into one section, finished or not. `seen` is the
    /// save that it was typed over (0 for none yet): if somebody saved the
    /// section since, theirs stays.
    pub fn save(
        self,
        section: Section,
        input: &SpecificationInput,
        seen: Option<i64>,
        by: &UserId,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        super::access::fits(Action::Save, self.state.stage()).map_err(|refusal| vec![refusal])?;
        input.fits()?;
        let current = self.saved(section).map_or(0, |saved| saved.version);
        if seen.is_some_and(|seen| seen != current) {
            let message = format!(
                "Somebody saved \"{}\" since you opened it, so your text is not saved. Both texts are below",
                section.label()
            );
            // About the section as a whole, with no rule behind it.
            return Err(vec![Refusal { field: None, ..Refusal::slip(section.as_str(), Code::Stale, message) }]);
        }
        let mut saved: Vec<_> = self.saved.into_iter().filter(|saved| saved.section != section).collect();
        saved.push(SavedSection { section, by: by.clone(), at: now, version: current + 1 });
        saved.sort_by_key(|saved| saved.section);
        Ok(Self { draft: self.draft.with(section, input), saved, ..self })
    }

    /// Asks an approver. Refused with everything that is missing.
    pub fn request_approval(
        self,
        length_reason: &str,
        facts: &Facts,
        policy: &Policy,
        asked: (&UserId, Timestamp),
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Self, Vec<Refusal>> {
        super::access::fits(Action::RequestApproval, self.state.stage()).map_err(|refusal| vec![refusal])?;
        let check = self.examine(length_reason, facts, policy, new_id);
        let content = match check.content {
            Some(content) if check.refusals.is_empty() => content,
            _ => return Err(check.refusals),
        };
        let (by, at) = asked;
        let reason = check.over_length.then(|| crate::check::clean(length_reason));
        let asked = Asked { by: by.clone(), at, length_reason: reason };
        Ok(Self { state: State::Review { content, asked }, ..self })
    }

    /// Approves it (R-4.17d). Where its value needs more approvers than have
    /// agreed with this one, it goes on waiting. Refused with every reason why
    /// not.
    pub fn approve(
        self,
        readability_reason: &str,
        actor: &Actor,
        facts: &Facts,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        let refusals = self.gate_approval(readability_reason, actor, facts, policy);
        crate::error::all_or_nothing(refusals)?;
        if !self.chain(facts, policy).is_last() {
            return Ok(self);
        }
        let harder = self.plain_english().grade.is_above(policy.readability_max_grade().value);
        let rows = self.rows_used(policy);
        let by = actor.user().cloned();
        let (State::Review { content, asked }, Some(by)) = (self.state.clone(), by) else {
            return Err(vec![super::access::not_at(Action::Approve, self.state.stage())]);
        };
        let readability_reason = harder.then(|| crate::check::clean(readability_reason));
        let agreed = Agreed { by, at: now, readability_reason, rows };
        Ok(Self { state: State::Approved { content, asked, agreed }, ..self })
    }

    /// Gives it back to its author with a reason; every text is kept.
    pub fn send_back(self, reason: &str) -> Result<Self, Vec<Refusal>> {
        super::access::fits(Action::SendBack, self.state.stage()).map_err(|refusal| vec![refusal])?;
        let mut checks = Checks::new();
        let reason = checks.text("reason", "what has to change", reason, 2_000);
        checks.finish()?;
        Ok(Self { state: State::Draft { sent_back: Some(reason) }, ..self })
    }

    /// A later version was approved.
    #[must_use]
    pub fn supersede(self) -> Self {
        let state = match self.state {
            State::Approved { content, asked, agreed } => State::Superseded { content, asked, agreed },
            other => other,
        };
        Self { state, ..self }
    }
}
