//! Who may do what with a specification, and who may see it.

use super::{Specification, Stage};
use crate::actor::Actor;
use crate::error::{Code, Refusal};

wire_enum! {
    /// What can be done with a specification.
    pub enum Action as "SpecificationAction" {
        /// Write in its sections.
        Save = "save",
        /// Ask an approver.
        RequestApproval = "request_approval",
        /// Approve it.
        Approve = "approve",
        /// Give it back with a reason.
        SendBack = "send_back",
        /// Begin a further version.
        Revise = "revise",
    }
}

impl Action {
    /// As it completes "You cannot".
    const fn verb(self) -> &'static str {
        match self {
            Self::Save => "change it",
            Self::RequestApproval => "ask for approval",
            Self::Approve => "approve it",
            Self::SendBack => "send it back",
            Self::Revise => "begin a further version",
        }
    }
}

/// The actions that a stage allows.
pub const fn legal(stage: Stage) -> &'static [Action] {
    match stage {
        Stage::Draft => &[Action::Save, Action::RequestApproval],
        Stage::Review => &[Action::Approve, Action::SendBack],
        Stage::Approved => &[Action::Revise],
        Stage::Superseded => &[],
    }
}

/// Whether the stage allows the action; if not, what it allows.
pub fn fits(action: Action, stage: Stage) -> Result<(), Refusal> {
    if legal(stage).contains(&action) { Ok(()) } else { Err(not_at(action, stage)) }
}

/// The refusal of an action that the stage does not allow.
pub(super) fn not_at(action: Action, stage: Stage) -> Refusal {
    let instead = match stage {
        Stage::Draft => "It is still a draft: finish it and ask for approval",
        Stage::Review => "It is with an approver, who can approve it or send it back",
        Stage::Approved => "It is approved, and an approved version never changes: begin a further version",
        Stage::Superseded => "A later version has replaced it: look at that one",
    };
    Refusal::under(Code::IllegalTransition, "R-4.8a", "4.8", format!("You cannot {} now. {instead}", action.verb()))
}

/// Whether the action is this actor's at all.
pub fn allows(actor: &Actor, action: Action, specification: &Specification) -> Result<(), Refusal> {
    let (theirs, who) = match action {
        Action::Save | Action::RequestApproval | Action::Revise => (
            actor.commissions_for(&specification.buyer, Some(&specification.directorate)),
            "Only a commissioner of the directorate that leads this commission can do this. Ask one",
        ),
        Action::Approve | Action::SendBack => (
            actor.approves_for(&specification.buyer),
            "Only an approver of this council can do this. Act as an approver, or ask one",
        ),
    };
    if theirs { Ok(()) } else { Err(Refusal::not_allowed(who)) }
}

/// What this actor may do with it at its stage. Whether the rules permit it
/// now, the gate says.
pub fn can(actor: &Actor, specification: &Specification) -> Vec<Action> {
    let legal = legal(specification.state.stage()).iter().copied();
    legal.filter(|action| allows(actor, *action, specification).is_ok()).collect()
}

/// Whether they see what was typed before it was approved: the council's own
/// officers alone.
pub fn sees_draft(actor: &Actor, specification: &Specification) -> bool {
    actor.is_officer_of(&specification.buyer)
}
