//! What stands against an award, all at once.

use crate::actor::Actor;
use crate::error::{Code, Refusal};
use crate::framework::policy::RowId;
use crate::plan::budget::Account;
use crate::secure::award::input::Recommendation;
use crate::secure::award::pot::{self, Pot};
use crate::secure::award::standstill::Waiting;
use crate::secure::evaluation::{Evaluation, access};
use crate::secure::{BidId, LotId};

/// The framework's paragraph behind it.
pub(crate) const PARAGRAPH: &str = "4.17";

/// What the rest of the system must tell.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The evaluation.
    pub evaluation: &'a Evaluation,
    /// The lot to be awarded.
    pub lot: LotId,
    /// The outcomes of the specification, with what they are linked to.
    pub outcomes: Vec<TracedOutcome>,
    /// Whether this is a core grant, whose trace goes by its purpose instead of
    /// by outcomes (R-4.15a).
    pub core_grant: bool,
    /// Bids whose award of this lot was declined or withdrawn.
    pub gone: Vec<BidId>,
    /// The bids with standing awards of other lots, each as often as it has one.
    pub won: Vec<BidId>,
    /// How many lots one bidder may win; none is all (R-4.20d).
    pub win_most: Option<u32>,
    /// The pot, where several may be chosen for the lot (R-4.15b).
    pub pot: Option<Pot>,
    /// How many approvers the band asks for (R-4.17d).
    pub approvers: u32,
    /// What decides whether there is a waiting period.
    pub waiting: Waiting,
    /// The policy rows that say how many approvers and how many reviewers.
    pub rows: Vec<RowId>,
    /// The account of the commission, this lot's own award left out; none where nothing is set against it.
    pub budget: Option<Account>,
}

/// One outcome of the specification and what it hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedOutcome {
    /// Its title.
    pub title: String,
    /// Whether it answers a published need.
    pub has_need: bool,
    /// Whether it has a measure.
    pub has_indicator: bool,
}

/// Why the way from need to result is broken; one refusal for each missing link
/// (R-4.1a).
pub fn trace(outcomes: &[TracedOutcome], core_grant: bool) -> Vec<Refusal> {
    let broken = |message: String| Refusal::under(Code::TraceBroken, "R-4.1a", "4.1", message);
    if core_grant {
        return Vec::new();
    }
    if outcomes.is_empty() {
        let message = "The specification has no outcome, so nobody could see later what this award was for. \
                       Add one with its need and its measure.";
        return vec![broken(message.to_owned())];
    }
    let mut refusals = Vec::new();
    for outcome in outcomes {
        if !outcome.has_need {
            let message = format!("The outcome \"{}\" answers no published need. Link it to one.", outcome.title);
            refusals.push(broken(message));
        }
        if !outcome.has_indicator {
            let message = format!(
                "The outcome \"{}\" has no measure, so nobody could tell whether it came. Add one.",
                outcome.title
            );
            refusals.push(broken(message));
        }
    }
    refusals
}

impl Facts<'_> {
    /// The bids that have won as many other lots as one bidder may.
    fn full(&self) -> Vec<BidId> {
        let won = |bid: &BidId| self.won.iter().filter(|other| *other == bid).count();
        let most = self.win_most.map_or(usize::MAX, |most| most as usize);
        self.evaluation.bids.iter().filter(|bidder| won(&bidder.bid) >= most).map(|bidder| bidder.bid.clone()).collect()
    }
}

/// Why nothing can be recommended yet, whichever bid it were; empty if
/// something can.
pub fn readiness(facts: &Facts<'_>) -> Vec<Refusal> {
    if let Some(ended) = facts.evaluation.ended() {
        return vec![ended];
    }
    let mut refusals = trace(&facts.outcomes, facts.core_grant);
    if facts.evaluation.order().is_none() {
        refusals.extend(unfinished(facts.evaluation));
    }
    refusals
}

/// Why somebody with an interest in a bidder stays out of the decision.
pub(crate) fn conflict(actor: &Actor, evaluation: &Evaluation) -> Option<Refusal> {
    let bidder = evaluation.bids.iter().find(|bidder| access::is_barred(actor, evaluation, &bidder.bid))?;
    let message = format!(
        "You declared a conflict with {}, so you take no part in this decision. Ask another officer.",
        bidder.name
    );
    Some(Refusal::under(Code::Conflict, "R-S4", PARAGRAPH, message))
}

/// Why this bid cannot be recommended now; empty if it can.
pub fn recommendation(chosen: &Recommendation, facts: &Facts<'_>) -> Vec<Refusal> {
    if let Some(ended) = facts.evaluation.ended() {
        return vec![ended];
    }
    let mut refusals = trace(&facts.outcomes, facts.core_grant);
    if facts.evaluation.decided && facts.pot.is_none() {
        let message = "An award for this lot is under way already. Recommend another once it is sent back, \
                       declined or withdrawn.";
        refusals.push(Refusal::under(Code::IllegalTransition, "R-3.3", "3.3", message));
    }
    let Some(ranking) = facts.evaluation.order() else {
        refusals.extend(unfinished(facts.evaluation));
        return refusals;
    };
    let full = facts.full();
    let out: Vec<BidId> = facts.gone.iter().chain(&full).cloned().collect();
    let best = ranking.best(&out);
    if facts.gone.contains(&chosen.bid) || ranking.line(&chosen.bid).is_none() {
        let message = "This bid is not one that can be chosen. Select a bid from the ranking";
        refusals.push(Refusal::under(Code::UnknownCode, "R-4.1b", "4.1", message).on("bid"));
        return refusals;
    }
    if let (Some(line), true, Some(most)) = (ranking.line(&chosen.bid), full.contains(&chosen.bid), facts.win_most) {
        let message = format!(
            "{} has been chosen for {most} {} already, and one bidder may win {most} at most. Select another bid",
            line.name,
            if most == 1 { "lot" } else { "lots" }
        );
        refusals.push(Refusal::under(Code::OutOfRange, "R-4.20d", "4.20", message).on("bid"));
        return refusals;
    }
    if let Some(pot) = &facts.pot {
        refusals.extend(pot::recommendation(chosen, pot, &ranking, out));
        return refusals;
    }
    let is_best = best.iter().any(|line| line.bid == chosen.bid);
    let names: Vec<_> = best.iter().map(|line| line.name.as_str()).collect();
    let message = match (is_best, best.len()) {
        (true, 1) => return refusals,
        (true, _) => {
            format!("{} have exactly the same best score. Say how you chose between them", names.join(" and "))
        }
        (false, count) => format!(
            "{} {} the best score. Say for what lawful reason you choose another bid, or select the best one",
            names.join(" and "),
            if count == 1 { "has" } else { "have" }
        ),
    };
    if chosen.other_reason.is_none() {
        refusals.push(Refusal::under(Code::ReasonMissing, "R-4.1b", "4.1", message).on("otherReason"));
    }
    refusals
}

/// Why the scores behind a choice no longer stand.
pub(crate) fn standing(bid: &BidId, facts: &Facts<'_>) -> Vec<Refusal> {
    match facts.evaluation.order() {
        Some(ranking) if ranking.line(bid).is_some() => Vec::new(),
        _ => unfinished(facts.evaluation),
    }
}

/// Why there is no ranking yet.
fn unfinished(evaluation: &Evaluation) -> Vec<Refusal> {
    if let Some(sealed) = evaluation.sealed() {
        return vec![sealed];
    }
    if evaluation.bids.is_empty() {
        let message = if evaluation.lots.len() > 1 {
            "No bid came in for this lot, so there is nothing to award. End the lot with nobody chosen."
        } else {
            "No bid came in, so there is nothing to award. Close the opportunity as unsuccessful."
        };
        return vec![Refusal::under(Code::IllegalTransition, "R-4.1b", "4.1", message)];
    }
    if let Some(unsent) = evaluation.unsent() {
        return vec![unsent];
    }
    let few: Vec<_> = evaluation.bids.iter().filter_map(|bidder| evaluation.too_few(&bidder.bid)).collect();
    if !few.is_empty() {
        return few;
    }
    let (done, all) = evaluation.all_lots.unwrap_or_else(|| evaluation.agreed_so_far());
    let message = format!(
        "{done} of {all} scores are agreed. The ranking, and with it a choice, comes when the panel has agreed them all."
    );
    vec![Refusal::under(Code::TooEarly, "R-S4", PARAGRAPH, message)]
}
