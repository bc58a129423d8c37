//! Who may do what with an assessment, and who may see it.

use super::{Prioritisation, Stage};
use crate::actor::Actor;
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;

wire_enum! {
    /// What can be done with an assessment.
    pub enum Action as "PrioritisationAction" {
        /// Choose its needs and answer about them.
        Edit = "edit",
        /// Ask another officer to approve it.
        RequestApproval = "request_approval",
        /// Approve it, which makes it public.
        Approve = "approve",
        /// Ask for changes.
        SendBack = "send_back",
    }
}

/// Whether this actor may see the assessment at all.
pub fn sees(actor: &Actor, prioritisation: &Prioritisation) -> bool {
    prioritisation.stage() == Stage::Approved || actor.is_officer_of(&prioritisation.buyer) || *actor == Actor::System
}

/// Whether this actor may begin an assessment for this directorate.
pub fn allows_begin(actor: &Actor, directorate: &DirectorateId) -> Result<(), Refusal> {
    match actor.buyer() {
        Some(buyer) if actor.commissions_for(buyer, Some(directorate)) => Ok(()),
        Some(_) => Err(other_directorate().on("directorate")),
        None => {
            let message = "Only a council's commissioners put needs in order";
            Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message))
        }
    }
}

/// Whether this actor may take this step now; what is missing is the gate's
/// question.
pub fn allows(actor: &Actor, action: Action, prioritisation: &Prioritisation) -> Result<(), Refusal> {
    let approves = matches!(action, Action::Approve | Action::SendBack);
    if approves && !actor.approves_for(&prioritisation.buyer) {
        let message = "Only an approver of the council may approve an assessment or send it back";
        return Err(Refusal::not_allowed(message));
    }
    if !approves && !actor.commissions_for(&prioritisation.buyer, Some(&prioritisation.directorate)) {
        return Err(other_directorate());
    }
    if let Some(refusal) = prioritisation.at_stage(action).into_iter().next() {
        return Err(refusal);
    }
    match actor.user() {
        Some(user) if action == Action::Approve => prioritisation.own_work(user).map_or(Ok(()), Err),
        _ => Ok(()),
    }
}

/// Every step this actor may take now.
pub fn can(actor: &Actor, prioritisation: &Prioritisation) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, prioritisation).is_ok()).collect()
}

fn other_directorate() -> Refusal {
    let message = "Only a commissioner of the directorate may do this. \
                   Ask a colleague there, or your administrator for the role";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}
