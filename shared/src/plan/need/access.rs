//! Who may do what with a need, and who may see it.

use super::Need;
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;

wire_enum! {
    /// What can be done with a need.
    pub enum Action as "NeedAction" {
        /// Change its text.
        Edit = "edit",
        /// Add a piece of evidence.
        AddEvidence = "add_evidence",
        /// Take a piece of evidence away.
        RemoveEvidence = "remove_evidence",
        /// Record whose views were heard, and why others were not.
        RecordEngagement = "record_engagement",
        /// Say which objectives it serves.
        Align = "align",
        /// Ask another officer to approve it.
        RequestApproval = "request_approval",
        /// Approve it, which publishes it.
        Publish = "publish",
        /// Ask for changes.
        SendBack = "send_back",
        /// Say that it is met.
        Meet = "meet",
        /// Say that it is no longer pursued.
        Retire = "retire",
    }
}

/// Whether this actor may see the need at all.
pub fn sees(actor: &Actor, need: &Need) -> bool {
    need.stage().is_public() || actor.is_officer_of(&need.buyer) || *actor == Actor::System
}

/// Whether this actor may write down a need for this directorate.
pub fn allows_begin(actor: &Actor, directorate: &DirectorateId) -> Result<(), Refusal> {
    match actor.buyer() {
        Some(buyer) if actor.commissions_for(buyer, Some(directorate)) => Ok(()),
        Some(_) => Err(other_directorate().on("directorate")),
        None => {
            Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", "Only a council's commissioners write down needs"))
        }
    }
}

/// Whether this actor may take this step with the need now; the evidence
/// behind it is the gate's question.
pub fn allows(actor: &Actor, action: Action, need: &Need, _now: Timestamp) -> Result<(), Refusal> {
    let approves = matches!(action, Action::Publish | Action::SendBack);
    if approves && !actor.approves_for(&need.buyer) {
        return Err(Refusal::not_allowed("Only an approver of the council may approve a need or send it back"));
    }
    if !approves && !actor.commissions_for(&need.buyer, Some(&need.directorate)) {
        return Err(other_directorate());
    }
    if let Some(refusal) = need.at_stage(action).into_iter().next() {
        return Err(refusal);
    }
    match actor.user() {
        Some(user) if action == Action::Publish => need.own_work(user).map_or(Ok(()), Err),
        _ => Ok(()),
    }
}

/// Every step this actor may take with the need now.
pub fn can(actor: &Actor, need: &Need, now: Timestamp) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, need, now).is_ok()).collect()
}

fn other_directorate() -> Refusal {
    let message = "Only a commissioner of the directorate may do this. \
                   Ask a colleague there, or your administrator for the role";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}
