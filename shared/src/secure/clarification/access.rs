//! Who may see and answer a question, and when.

use super::{Clarification, Stage};
use crate::actor::Actor;
use crate::error::Refusal;

wire_enum! {
    /// What can be done with a question about an opportunity.
    pub enum Action as "ClarificationAction" {
        /// Answer it, to everyone.
        Answer = "answer",
        /// Decline to answer, for a reason that everyone reads.
        Decline = "decline",
    }
}

/// Whether it exists for this actor: once it is answered or declined for everyone, until then for those who asked and
/// for the council's officers (R-S2).
pub fn exists(actor: &Actor, of: &Clarification) -> bool {
    *actor == Actor::System || of.state.stage() != Stage::Asked || actor.is_officer_of(&of.buyer) || asked_by(actor, of)
}

/// Whether the actor's own organisation asked: nobody else learns who did (P6).
pub fn asked_by(actor: &Actor, of: &Clarification) -> bool {
    actor.is_member_of(&of.organisation)
}

/// Whether this actor may do this.
///
/// # Errors
/// With who may, where this actor may not.
pub fn allows(actor: &Actor, _: Action, of: &Clarification) -> Result<(), Refusal> {
    if actor.commissions_for(&of.buyer, of.directorate.as_ref()) {
        return Ok(());
    }
    Err(Refusal::not_allowed("A commissioner of the directorate answers questions. Ask one of them to do it"))
}

/// What this actor may do with it now: nothing once it is answered or declined.
pub fn can(actor: &Actor, of: &Clarification) -> Vec<Action> {
    let open = of.state.stage() == Stage::Asked;
    Action::ALL.iter().copied().filter(|action| open && allows(actor, *action, of).is_ok()).collect()
}
