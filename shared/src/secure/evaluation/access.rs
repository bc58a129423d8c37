//! Who may do what in an evaluation, and who may see its results.

use crate::actor::Actor;
use crate::error::Refusal;
use crate::secure::BidId;
use crate::secure::evaluation::Evaluation;

wire_enum! {
    /// What can be done in an evaluation.
    pub enum Action as "EvaluationAction" {
        /// Choose the panel.
        Appoint = "appoint",
        /// Declare one's interests.
        Declare = "declare",
        /// Score alone, and send.
        Score = "score",
        /// Record what the panel agreed.
        Moderate = "moderate",
        /// Recommend a bid for an award.
        Recommend = "recommend",
    }
}

/// Whether this action is this person's at all; the rules may still forbid it
/// now.
///
/// # Errors
/// Says whose it is.
pub fn allows(actor: &Actor, action: Action, evaluation: &Evaluation) -> Result<(), Refusal> {
    let (may, message) = match action {
        Action::Appoint => (
            actor.commissions_for(&evaluation.buyer, evaluation.directorate.as_ref()),
            "Only a commissioner of this directorate chooses the panel. Ask the officer named on the opportunity.",
        ),
        Action::Recommend => (
            actor.commissions_for(&evaluation.buyer, evaluation.directorate.as_ref()),
            "Only a commissioner of this directorate recommends an award. Ask the officer named on the opportunity.",
        ),
        Action::Declare | Action::Score | Action::Moderate => (
            evaluation.seat(actor).is_some(),
            "Only the reviewers on this panel can do this. Ask the officer named on the opportunity.",
        ),
    };
    if may { Ok(()) } else { Err(Refusal::not_allowed(message)) }
}

/// Everything this person may do here.
pub fn can(actor: &Actor, evaluation: &Evaluation) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| allows(actor, *action, evaluation).is_ok()).collect()
}

/// Whether this person has to do with the decision: they sit on the panel,
/// commission for the directorate, or approve for the council.
pub fn works_on(actor: &Actor, evaluation: &Evaluation) -> bool {
    evaluation.seat(actor).is_some() || decides(actor, evaluation)
}

/// Whether this person takes part in the decision itself: they commission for
/// the directorate, or approve for the council.
pub fn decides(actor: &Actor, evaluation: &Evaluation) -> bool {
    actor.commissions_for(&evaluation.buyer, evaluation.directorate.as_ref()) || actor.approves_for(&evaluation.buyer)
}

/// Whether a declared conflict keeps this person from a bid, in whichever
/// membership they act.
pub fn is_barred(actor: &Actor, evaluation: &Evaluation, bid: &BidId) -> bool {
    let user = actor.user();
    evaluation.panel.iter().any(|member| Some(&member.user) == user && member.is_barred(bid))
}

/// Whether a reviewer may read this bid's answers: after declaring, and never
/// in conflict.
pub fn reads(actor: &Actor, evaluation: &Evaluation, bid: &BidId) -> bool {
    let listed = |member| evaluation.bids_for(member).iter().any(|bidder| &bidder.bid == bid);
    evaluation.seat(actor).is_some_and(listed)
}
