//! Who may do and see what with a return.

use super::{DataReturn, Stage};
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::Refusal;
use crate::people::membership::Role;

wire_enum! {
    /// What may be done with a return.
    pub enum Action as "DataReturnAction" {
        /// Fill it in.
        Save = "save",
        /// Send it to the council.
        Submit = "submit",
        /// Ask about it.
        Query = "query",
        /// Agree with it.
        Accept = "accept",
    }
}

impl Action {
    /// The stages at which it makes sense.
    pub const fn fits(self, stage: Stage) -> bool {
        match self {
            Self::Save | Self::Submit => {
                matches!(stage, Stage::Due | Stage::Draft | Stage::Overdue | Stage::Queried)
            }
            Self::Query | Self::Accept => matches!(stage, Stage::Submitted),
        }
    }
}

/// Whether the action is this actor's at all.
pub fn allows(actor: &Actor, action: Action, data_return: &DataReturn) -> Result<(), Refusal> {
    let (his, refusal) = match action {
        Action::Save | Action::Submit => (
            actor.is_member_of(&data_return.provider)
                && actor.acting().is_some_and(|acting| matches!(acting.role, Role::Member | Role::Certifier)),
            "A member or certifier of the provider fills in and sends this return. Ask one of them",
        ),
        Action::Query | Action::Accept => (
            actor.commissions_for(&data_return.buyer, data_return.directorate.as_ref()),
            "A commissioner of the directorate checks this return. Ask one of them",
        ),
    };
    if his { Ok(()) } else { Err(Refusal::not_allowed(refusal)) }
}

/// Everything this actor may do at this stage.
pub fn can(actor: &Actor, data_return: &DataReturn, now: Timestamp) -> Vec<Action> {
    let stage = data_return.stage(now);
    Action::ALL
        .iter()
        .copied()
        .filter(|action| action.fits(stage) && allows(actor, *action, data_return).is_ok())
        .collect()
}

/// Whether this actor sees its figures: the provider always, the council once
/// it is sent, everyone once it is accepted.
pub fn sees_figures(actor: &Actor, data_return: &DataReturn, now: Timestamp) -> bool {
    match data_return.stage(now) {
        Stage::Accepted => true,
        Stage::Submitted | Stage::Queried => is_party(actor, data_return),
        Stage::Due | Stage::Draft | Stage::Overdue => actor.is_member_of(&data_return.provider),
    }
}

/// Whether this actor sees the notes, questions and remarks between the two
/// parties; they are never public.
pub fn sees_words(actor: &Actor, data_return: &DataReturn, now: Timestamp) -> bool {
    is_party(actor, data_return) && sees_figures(actor, data_return, now)
}

/// Whether this actor works for the provider or the council.
pub fn is_party(actor: &Actor, data_return: &DataReturn) -> bool {
    actor.is_member_of(&data_return.provider) || actor.is_officer_of(&data_return.buyer)
}
