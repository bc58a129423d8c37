//! Who may do what with an award, and who may know of it.

use crate::actor::Actor;
use crate::error::Refusal;
use crate::people::OrganisationId;
use crate::people::membership::Role;
use crate::secure::award::{Award, Stage, subsidy};

wire_enum! {
    /// What can be done with an award.
    pub enum Action as "AwardAction" {
        /// Agree to it.
        Approve = "approve",
        /// Ask for changes.
        SendBack = "send_back",
        /// Tell every bidder.
        Notify = "notify",
        /// Say whether a grant is a subsidy.
        Subsidy = "subsidy",
        /// Take it, for the provider.
        Accept = "accept",
        /// Say no, for the provider.
        Decline = "decline",
        /// Take it back, for the council.
        Withdraw = "withdraw",
    }
}

/// Whether this action is this person's at all; the rules may still forbid it
/// now.
///
/// # Errors
/// Says whose it is.
pub fn allows(actor: &Actor, action: Action, award: &Award) -> Result<(), Refusal> {
    let (may, message) = match action {
        Action::Approve | Action::SendBack => (
            actor.approves_for(&award.buyer),
            "Only an approver of this council can do this. Act as an approver, or ask one.",
        ),
        Action::Notify | Action::Withdraw | Action::Subsidy => (
            actor.commissions_for(&award.buyer, award.directorate.as_ref()),
            "Only a commissioner of this directorate can do this. Ask the officer named on the opportunity.",
        ),
        Action::Accept | Action::Decline => (
            acts_for(actor, &award.provider),
            "Only the chosen provider can answer. Ask one of its members to sign in.",
        ),
    };
    if may { Ok(()) } else { Err(Refusal::not_allowed(message)) }
}

/// Everything this person may do with it at its stage.
pub fn can(actor: &Actor, award: &Award) -> Vec<Action> {
    let asked = |action: Action| action != Action::Subsidy || award.several;
    let may = |action: &Action| asked(*action) && action.fits(award.stage()) && allows(actor, *action, award).is_ok();
    Action::ALL.iter().copied().filter(may).collect()
}

impl Action {
    /// The stages at which it makes sense.
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Approve | Self::SendBack => &[Stage::Recommended],
            Self::Notify => &[Stage::Approved],
            Self::Subsidy => subsidy::BEFORE_NOTICE,
            Self::Accept | Self::Decline => &[Stage::Notified],
            Self::Withdraw => &[Stage::Approved, Stage::Notified],
        }
    }

    /// Whether it makes sense at this stage.
    pub fn fits(self, stage: Stage) -> bool {
        self.stages().contains(&stage)
    }
}

/// Whether this person may know of the award: the council's officers who decide,
/// and its own provider once told. Other bidders learn what their letter says;
/// the public reads the result on the opportunity ([`Stage::is_result`]).
pub fn sees(actor: &Actor, award: &Award) -> bool {
    actor.commissions_for(&award.buyer, award.directorate.as_ref())
        || actor.approves_for(&award.buyer)
        || (actor.is_member_of(&award.provider) && award.state.notice().is_some())
}

/// Whether this person reads how the council came to it: who recommended it,
/// why not the one best score, why it ended. The council's officers alone.
pub fn sees_working(actor: &Actor, award: &Award) -> bool {
    actor.is_officer_of(&award.buyer)
}

fn acts_for(actor: &Actor, provider: &OrganisationId) -> bool {
    actor.is(Role::Member, provider) || actor.is(Role::Certifier, provider)
}
