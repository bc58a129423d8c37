//! Whether the rules permit a step of a need now: every fault at once.

use super::{Action, Demand, Need, Stage};
use crate::error::{Code, Refusal};
use crate::people::UserId;
use crate::plan::engagement::Engagement;

/// What other records tell about a need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many pieces of evidence stand behind it.
    pub evidence: usize,
    /// Whose views were heard, and why others were not.
    pub engagement: Engagement,
}

impl Need {
    /// Every reason why the step may not be taken now; none means it may.
    pub fn gate(&self, action: Action, facts: &Facts) -> Vec<Refusal> {
        let mut refusals = self.at_stage(action);
        if matches!(action, Action::RequestApproval | Action::Publish) {
            refusals.extend(self.unproven(facts));
        }
        refusals
    }

    /// What is missing before it can be published.
    pub fn unproven(&self, facts: &Facts) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.statement.demand == Demand::Unknown {
            let message = "The need says nothing about demand, so its gap is not known. \
                           Enter how many people need it, or an estimate, and where that comes from";
            refusals.push(Refusal::under(Code::EvidenceMissing, "R-3.4a", "3.4", message).on("demandFigure"));
        }
        if self.statement.services.is_none() {
            let message = "The need does not say what reaches people today, so its gap is not known. \
                           Enter the services there are, or None";
            refusals.push(Refusal::under(Code::EvidenceMissing, "R-3.4a", "3.4", message).on("services"));
        }
        if facts.evidence == 0 {
            let message = "The need has 0 pieces of evidence. It must have at least 1: add evidence";
            refusals.push(Refusal::under(Code::EvidenceMissing, "R-4.6c", "4.6", message));
        }
        refusals.extend(facts.engagement.missing());
        refusals
    }

    /// A no if the step does not fit the stage.
    pub(super) fn at_stage(&self, action: Action) -> Vec<Refusal> {
        let from: &[Stage] = match action {
            Action::Edit
            | Action::RequestApproval
            | Action::AddEvidence
            | Action::RemoveEvidence
            | Action::RecordEngagement => &[Stage::Draft],
            Action::Publish | Action::SendBack => &[Stage::Review],
            Action::Align => &[Stage::Draft, Stage::Published, Stage::Prioritised],
            Action::Meet | Action::Retire => &[Stage::Published, Stage::Prioritised],
        };
        if from.contains(&self.stage()) {
            return Vec::new();
        }
        let reference = &self.reference;
        let message = match (action, self.stage()) {
            (Action::Publish | Action::SendBack, Stage::Draft) => {
                format!("{reference} is still a draft. Ask for approval first")
            }
            (_, Stage::Draft) => format!("{reference} is still a draft. It has to be published first"),
            (_, Stage::Review) => {
                format!("{reference} is waiting for approval. An approver can publish it or send it back first")
            }
            (_, Stage::Published | Stage::Prioritised) => {
                format!("{reference} is published already. Write a new need for what has changed")
            }
            (_, Stage::Met) => format!("{reference} is met, and closed. Write a new need for what has changed"),
            (_, Stage::Retired) => {
                format!("{reference} is no longer pursued. Write a new need for what has changed")
            }
        };
        vec![Refusal::under(Code::IllegalTransition, "R-4.6c", "4.6", message)]
    }

    /// A no if this person wrote it, changed it last or asked for its approval
    /// (R-4.17d).
    pub(super) fn own_work(&self, by: &UserId) -> Option<Refusal> {
        let asked = matches!(&self.state, super::State::Review { requested_by, .. } if requested_by == by);
        let edited = self.edited_by.as_ref() == Some(by);
        (asked || edited || &self.author == by).then(|| {
            let did = match (&self.author == by, edited) {
                (true, _) => "You wrote",
                (false, true) => "You changed",
                (false, false) => "You asked for the approval of",
            };
            let message = format!("{did} {}, so you cannot approve it. Another approver must", self.reference);
            Refusal::under(Code::SelfApproval, "R-4.17d", "4.17", message)
        })
    }
}
