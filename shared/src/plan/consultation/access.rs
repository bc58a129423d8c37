//! Who may do what with a consultation, and who may see it.

use super::Consultation;
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;

wire_enum! {
    /// What can be done with a consultation.
    pub enum Action as "ConsultationAction" {
        /// Change what it says and asks.
        Edit = "edit",
        /// Make it public.
        Publish = "publish",
        /// Give people more time.
        Extend = "extend",
        /// Call it off.
        Cancel = "cancel",
        /// Answer its questions.
        Respond = "respond",
        /// Break the answers into points, and decide about each.
        Weigh = "weigh",
        /// Publish what people said and what the council did.
        Answer = "answer",
    }
}

/// Whether this actor may see the consultation at all.
pub fn sees(actor: &Actor, consultation: &Consultation) -> bool {
    consultation.is_public() || reads_answers(actor, consultation)
}

/// Whether this actor may read each answer, and the points before they are
/// published: the council's officers. Others read counts, once it is answered.
pub fn reads_answers(actor: &Actor, consultation: &Consultation) -> bool {
    actor.is_officer_of(&consultation.buyer) || *actor == Actor::System
}

/// Whether this actor may begin a consultation for this directorate.
pub fn allows_begin(actor: &Actor, directorate: &DirectorateId) -> Result<(), Refusal> {
    match actor.buyer() {
        Some(buyer) if actor.commissions_for(buyer, Some(directorate)) => Ok(()),
        Some(_) => Err(other_directorate().on("directorate")),
        None => {
            Err(Refusal::under(Code::NotAllowed, "R-6.1", "6.1", "Only a council's commissioners begin consultations"))
        }
    }
}

/// Whether this actor may take this step with the consultation now; what it
/// says, and what was answered, is the gate's question.
pub fn allows(actor: &Actor, action: Action, consultation: &Consultation, now: Timestamp) -> Result<(), Refusal> {
    let anyone = action == Action::Respond;
    if !anyone && !actor.commissions_for(&consultation.buyer, Some(&consultation.directorate)) {
        return Err(other_directorate());
    }
    consultation.at_stage(action, now).into_iter().next().map_or(Ok(()), Err)
}

/// Every step this actor may take with the consultation now.
pub fn can(actor: &Actor, consultation: &Consultation, now: Timestamp) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, consultation, now).is_ok()).collect()
}

fn other_directorate() -> Refusal {
    let message = "Only a commissioner of the directorate may do this. \
                   Ask a colleague there, or your administrator for the role";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}
