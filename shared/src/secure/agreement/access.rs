//! Who may do and see what with an agreement.

use super::{Agreement, Side, Stage};
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::Refusal;
use crate::people::membership::Role;
use crate::secure::award::Award;

wire_enum! {
    /// What may be done with an agreement.
    pub enum Action as "AgreementAction" {
        /// Change the draft.
        Save = "save",
        /// Put it before the provider.
        Offer = "offer",
        /// Take an offer back to change it.
        Recall = "recall",
        /// Sign for one side.
        Sign = "sign",
        /// Say no to an offer.
        Decline = "decline",
    }
}

/// Whether drawing up the agreement on this award is this actor's at all.
pub fn draws_up(actor: &Actor, award: &Award) -> Result<(), Refusal> {
    if actor.commissions_for(&award.buyer, award.directorate.as_ref()) {
        return Ok(());
    }
    Err(Refusal::not_allowed("Only a commissioner of the directorate may draw up this agreement. Ask one of them"))
}

/// The side this actor signs for, if any: an approver for the council, a
/// certifier or member for the provider.
pub fn side(actor: &Actor, agreement: &Agreement) -> Option<Side> {
    if actor.approves_for(&agreement.buyer) {
        return Some(Side::Buyer);
    }
    let signs = actor.acting().is_some_and(|acting| matches!(acting.role, Role::Certifier | Role::Member));
    (actor.is_member_of(&agreement.provider) && signs).then_some(Side::Provider)
}

/// Whether the action is this actor's at all; whether the rules permit it now,
/// the gate says.
pub fn allows(actor: &Actor, action: Action, agreement: &Agreement, now: Timestamp) -> Result<(), Refusal> {
    let stage = agreement.stage(now);
    let commissions = actor.commissions_for(&agreement.buyer, agreement.directorate.as_ref());
    let open = matches!(stage, Stage::Offered | Stage::SignedByOne);
    let (his, refusal) = match action {
        Action::Save | Action::Offer | Action::Recall => {
            (commissions, "Only a commissioner of the directorate may change or offer this agreement. Ask one of them")
        }
        Action::Sign => (
            side(actor, agreement).is_some_and(|side| !open || !agreement.is_signed_by(side)),
            "An approver signs for the council, and a certifier for the provider. Ask one of yours who has not signed",
        ),
        Action::Decline => (
            side(actor, agreement) == Some(Side::Provider),
            "Only the provider may decline this agreement. As the council, take the offer back instead",
        ),
    };
    if his { Ok(()) } else { Err(Refusal::not_allowed(refusal)) }
}

/// Everything this actor may do at this stage.
pub fn can(actor: &Actor, agreement: &Agreement, now: Timestamp) -> Vec<Action> {
    let stage = agreement.stage(now);
    Action::ALL
        .iter()
        .copied()
        .filter(|action| action.fits(stage) && allows(actor, *action, agreement, now).is_ok())
        .collect()
}

impl Action {
    /// The stages at which it makes sense.
    pub const fn fits(self, stage: Stage) -> bool {
        match self {
            Self::Save | Self::Offer => matches!(stage, Stage::Draft),
            Self::Recall | Self::Sign | Self::Decline => matches!(stage, Stage::Offered | Stage::SignedByOne),
        }
    }
}

/// Whether this actor works for one of the two parties: they see the payment
/// schedule, the plan and the signatures; others see what is agreed, with
/// whom, for how much and how long.
pub fn sees(actor: &Actor, agreement: &Agreement) -> bool {
    actor.is_officer_of(&agreement.buyer) || actor.is_member_of(&agreement.provider)
}
