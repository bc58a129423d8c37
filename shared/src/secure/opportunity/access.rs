//! Who may do and see what with an opportunity, and when.

use super::{Opportunity, Stage};
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal};
use crate::people::{DirectorateId, OrganisationId, OrganisationKind};

wire_enum! {
    /// What may be done with an opportunity.
    pub enum Action as "OpportunityAction" {
        /// Change it while it is a draft.
        Save = "save",
        /// Ask another officer to approve it.
        RequestApproval = "request_approval",
        /// Send it back to its author.
        SendBack = "send_back",
        /// Approve it, which publishes it.
        Approve = "approve",
        /// Change what is published, for everyone at once.
        Amend = "amend",
        /// Ask a question about it, which is answered to everyone.
        Ask = "ask",
        /// Start a bid for it.
        StartBid = "start_bid",
        /// Open its bids.
        Open = "open",
        /// Score its bids and decide.
        Decide = "decide",
        /// Call it off.
        Cancel = "cancel",
        /// End it with nobody chosen.
        End = "end",
    }
}

wire_enum! {
    /// What not everyone may know of an opportunity.
    pub enum Secret as "OpportunitySecret" {
        /// What an approver asked to change.
        SentBack = "sent_back",
        /// How many bids there are, and whose.
        Bids = "bids",
        /// What still stands in the way of publication.
        Checklist = "checklist",
    }
}

/// Whether it exists for this actor at all: a published one for everyone, others for the council's officers.
pub fn exists(actor: &Actor, opportunity: &Opportunity) -> bool {
    *actor == Actor::System || opportunity.is_public() || actor.is_officer_of(&opportunity.buyer)
}

/// Whether this actor may begin an opportunity in a directorate.
///
/// # Errors
/// With who may, where this actor may not.
pub fn allows_begin(actor: &Actor, buyer: &OrganisationId, directorate: &DirectorateId) -> Result<(), Refusal> {
    if actor.commissions_for(buyer, Some(directorate)) {
        return Ok(());
    }
    Err(Refusal::not_allowed(
        "A commissioner of the directorate may do this, and you are none here. Ask one of them to do it",
    ))
}

/// Whether this actor may do this, at this stage.
///
/// # Errors
/// With who may, where this actor may not.
pub fn allows(actor: &Actor, action: Action, opportunity: &Opportunity, now: Timestamp) -> Result<(), Refusal> {
    if *actor == Actor::System {
        return Ok(());
    }
    let commissions = actor.commissions_for(&opportunity.buyer, opportunity.directorate.as_ref());
    let (may, who) = match action {
        Action::Save
        | Action::RequestApproval
        | Action::Amend
        | Action::Open
        | Action::Decide
        | Action::Cancel
        | Action::End => (commissions, "A commissioner of the directorate"),
        Action::SendBack | Action::Approve => (actor.approves_for(&opportunity.buyer), "An approver"),
        Action::Ask | Action::StartBid => (actor.provider().is_some(), "A member of a provider"),
    };
    if may {
        return fits(action, opportunity, now);
    }
    let own = actor.acting().is_some_and(|acting| acting.kind == OrganisationKind::Buyer);
    let next = if own { "Ask one of them to do it" } else { "Ring the council if you think this is wrong" };
    Err(Refusal::not_allowed(format!("{who} may do this, and you are none here. {next}")))
}

/// Whether this actor may call it off. `signed` is the reference of the agreement that both have signed, if there is
/// one: whoever may call it off is told of it.
///
/// # Errors
/// With who may, where this actor may not, or with why nobody may.
pub fn allows_cancel(
    actor: &Actor,
    opportunity: &Opportunity,
    signed: Option<&str>,
    now: Timestamp,
) -> Result<(), Refusal> {
    match (allows(actor, Action::Cancel, opportunity, now), signed) {
        (Err(refusal), Some(reference)) if refusal.code == Code::IllegalTransition => {
            Err(opportunity.agreed(reference))
        }
        (Ok(()), Some(reference)) => Err(opportunity.agreed(reference)),
        (other, _) => other,
    }
}

impl Action {
    /// The stages that let anyone do it.
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Save | Self::RequestApproval => &[Stage::Draft],
            Self::SendBack | Self::Approve => &[Stage::Approval],
            // Until when, and from when, their own gates say with the date.
            Self::Amend | Self::Ask => &[Stage::Scheduled, Stage::Open, Stage::Closed],
            Self::StartBid => &[Stage::Open],
            Self::Open => &[Stage::Closed],
            Self::Decide => &[Stage::Opened, Stage::Evaluating, Stage::Decided],
            Self::End => &[Stage::Opened, Stage::Evaluating],
            Self::Cancel => &[
                Stage::Draft,
                Stage::Approval,
                Stage::Scheduled,
                Stage::Open,
                Stage::Closed,
                Stage::Opened,
                Stage::Evaluating,
                Stage::Decided,
            ],
        }
    }
}

/// Whether the stage lets anyone do it.
fn fits(action: Action, opportunity: &Opportunity, now: Timestamp) -> Result<(), Refusal> {
    let what = match action {
        Action::Save | Action::Amend => "change it",
        Action::RequestApproval => "ask for approval",
        Action::SendBack => "send it back",
        Action::Approve => "approve it",
        Action::Ask => "ask about it",
        Action::StartBid => "start a bid",
        Action::Open => "open the bids",
        Action::Decide => "decide",
        Action::Cancel => "cancel it",
        Action::End => "end it with nobody chosen",
    };
    match action {
        Action::Open | Action::End => opportunity.not_before_close(what, now).map_err(first)?,
        Action::StartBid => opportunity.not_after_close(now).map_err(first)?,
        _ => {}
    }
    opportunity.must_be(action.stages(), what, now).map_err(first)
}

fn first(refusals: Vec<Refusal>) -> Refusal {
    refusals.into_iter().next().unwrap_or_else(|| Refusal::not_allowed("This cannot be done now. Load the page again"))
}

/// All that this actor may do with it now.
pub fn can(actor: &Actor, opportunity: &Opportunity, now: Timestamp) -> Vec<Action> {
    let may = |action: &Action| allows(actor, *action, opportunity, now).is_ok();
    Action::ALL.iter().copied().filter(may).collect()
}

/// Whether this actor may know this. How many bids there are, and whose, nobody knows before the deadline, the council's
/// officers from then on, everyone once it is decided (R-S1).
pub fn sees(actor: &Actor, secret: Secret, opportunity: &Opportunity, now: Timestamp) -> bool {
    let officer = actor.is_officer_of(&opportunity.buyer) || *actor == Actor::System;
    match secret {
        Secret::SentBack | Secret::Checklist => officer,
        Secret::Bids => match opportunity.stage(now) {
            Stage::Decided | Stage::Complete => true,
            Stage::Closed | Stage::Opened | Stage::Evaluating | Stage::Unsuccessful => officer,
            Stage::Cancelled => officer && opportunity.closed(now),
            Stage::Draft | Stage::Approval | Stage::Scheduled | Stage::Open => false,
        },
    }
}
