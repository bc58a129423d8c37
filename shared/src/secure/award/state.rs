//! What becomes of an award.
//!
//! ```text
//! recommended -> approved -> notified [standstill] -> accepted
//!             -> sent_back            -> declined
//!                accepted, agreement declined -> declined
//!                approved, notified   -> withdrawn
//!                opportunity called off: from all that stands -> withdrawn
//! ```
//! A sent back, declined or withdrawn award stays on the record; the next choice
//! is a new award.

use crate::actor::Actor;
use crate::calendar::{self, Timestamp};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::approval;
use crate::framework::policy::{Policy, RowId};
use crate::people::UserId;
use crate::secure::AwardId;
use crate::secure::award::gate::{Facts, conflict, recommendation, standing, trace};
use crate::secure::award::input::Recommendation;
use crate::secure::award::{Action, Award, Notice, Pot, access, standstill};
use crate::secure::evaluation as evaluations;
use crate::tag::{Audience, Colour, Tag};

wire_enum! {
    /// What became of an award.
    pub enum Stage as "AwardStage" {
        /// Waits for approval.
        Recommended = "recommended",
        /// An approver wants changes.
        SentBack = "sent_back",
        /// Approved; the bidders do not know yet.
        Approved = "approved",
        /// Every bidder has been told.
        Notified = "notified",
        /// The provider takes it.
        Accepted = "accepted",
        /// The provider does not take it.
        Declined = "declined",
        /// The council took it back.
        Withdrawn = "withdrawn",
    }
}

/// Somebody's agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who agreed.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What became of an award, with what is known from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for approval; large values need more than one.
    Recommended {
        /// Those who have agreed so far.
        approvals: Vec<Approval>,
    },
    /// An approver wants changes.
    SentBack {
        /// Who.
        by: UserId,
        /// When.
        at: Timestamp,
        /// What should change.
        reason: String,
    },
    /// Approved.
    Approved {
        /// By whom.
        approvals: Vec<Approval>,
    },
    /// Every bidder has been told.
    Notified {
        /// Who approved it.
        approvals: Vec<Approval>,
        /// When they were told, and what waiting period runs.
        notice: Notice,
    },
    /// The provider takes it.
    Accepted {
        /// Who approved it.
        approvals: Vec<Approval>,
        /// When bidders were told.
        notice: Notice,
        /// Who took it, for the provider.
        by: UserId,
        /// When.
        at: Timestamp,
    },
    /// The provider does not take it.
    Declined {
        /// When bidders were told.
        notice: Notice,
        /// Who said no, for the provider.
        by: UserId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// The council took it back.
    Withdrawn {
        /// When bidders were told, if they were.
        notice: Option<Notice>,
        /// Who.
        by: UserId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// The rows relied on before with those relied on now, each once.
fn with_rows(before: &[RowId], now: &[RowId]) -> Vec<RowId> {
    let new = now.iter().filter(|row| !before.contains(row));
    before.iter().chain(new).cloned().collect()
}

impl State {
    /// Its flat name.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Recommended { .. } => Stage::Recommended,
            Self::SentBack { .. } => Stage::SentBack,
            Self::Approved { .. } => Stage::Approved,
            Self::Notified { .. } => Stage::Notified,
            Self::Accepted { .. } => Stage::Accepted,
            Self::Declined { .. } => Stage::Declined,
            Self::Withdrawn { .. } => Stage::Withdrawn,
        }
    }

    /// The notice to the bidders, once given.
    pub const fn notice(&self) -> Option<&Notice> {
        match self {
            Self::Notified { notice, .. } | Self::Accepted { notice, .. } | Self::Declined { notice, .. } => {
                Some(notice)
            }
            Self::Withdrawn { notice, .. } => notice.as_ref(),
            Self::Recommended { .. } | Self::SentBack { .. } | Self::Approved { .. } => None,
        }
    }

    /// Why it was sent back, declined or withdrawn.
    pub fn ended_reason(&self) -> Option<&str> {
        match self {
            Self::SentBack { reason, .. } | Self::Declined { reason, .. } | Self::Withdrawn { reason, .. } => {
                Some(reason)
            }
            Self::Recommended { .. } | Self::Approved { .. } | Self::Notified { .. } | Self::Accepted { .. } => None,
        }
    }

    /// Those who agreed so far.
    pub fn approvals(&self) -> &[Approval] {
        match self {
            Self::Recommended { approvals }
            | Self::Approved { approvals }
            | Self::Notified { approvals, .. }
            | Self::Accepted { approvals, .. } => approvals,
            Self::SentBack { .. } | Self::Declined { .. } | Self::Withdrawn { .. } => &[],
        }
    }
}

impl Stage {
    /// Whether the choice still stands, so that there can be no other for the
    /// same lot.
    pub const fn stands(self) -> bool {
        matches!(self, Self::Recommended | Self::Approved | Self::Notified | Self::Accepted)
    }

    /// Whether it is the result that anyone may read: the bidders have been told,
    /// and it still stands.
    pub const fn is_result(self) -> bool {
        matches!(self, Self::Notified | Self::Accepted)
    }

    /// Whether the bidders have been told.
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Notified | Self::Accepted | Self::Declined)
    }
}

impl Award {
    /// The stage of its life.
    pub const fn stage(&self) -> Stage {
        self.state.stage()
    }

    /// Words and colour, by who looks. Before the notice there is nothing for
    /// bidders and the public to see.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Tag {
        if audience != Audience::Council && self.state.notice().is_none() {
            return Tag::new("Being scored", Colour::Blue);
        }
        if let (Stage::Notified | Stage::Accepted, Some(ends_on)) = (self.stage(), self.waits_until(now)) {
            return Tag::new(format!("Waiting period until {}", calendar::in_words(ends_on)), Colour::Purple);
        }
        match self.stage() {
            Stage::Recommended => Tag::new("Recommended", Colour::Blue),
            Stage::SentBack => Tag::new("Changes asked", Colour::Orange),
            Stage::Approved => Tag::new("Approved", Colour::Blue),
            Stage::Notified if audience == Audience::Provider => Tag::new("Accept it", Colour::Yellow),
            Stage::Notified => Tag::new(format!("Waiting for {}", self.provider_name), Colour::Blue),
            Stage::Accepted => Tag::new("Confirmed", Colour::Green),
            Stage::Declined => Tag::new("Declined", Colour::Grey),
            Stage::Withdrawn => Tag::new("Cancelled", Colour::Grey),
        }
    }

    /// Recommends a bid for approval.
    ///
    /// # Errors
    /// Everything that stands against it, at once: a broken trace (R-4.1a), an
    /// unfinished evaluation, a lower score without a lawful reason (R-4.1b).
    pub fn recommend(
        id: AwardId,
        actor: &Actor,
        chosen: Recommendation,
        facts: &Facts<'_>,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        let evaluation = facts.evaluation;
        evaluations::allows(actor, evaluations::Action::Recommend, evaluation).map_err(|refusal| vec![refusal])?;
        let mut refusals = recommendation(&chosen, facts);
        refusals.extend(conflict(actor, evaluation));
        all_or_nothing(refusals)?;
        let author = actor.user().cloned().ok_or_else(Vec::new)?;
        let bidder = evaluation.bidder(&chosen.bid).ok_or_else(Vec::new)?;
        Ok(Self {
            id,
            opportunity: evaluation.opportunity.clone(),
            lot: facts.lot.clone(),
            several: facts.pot.is_some(),
            bid: chosen.bid,
            buyer: evaluation.buyer.clone(),
            directorate: evaluation.directorate.clone(),
            provider: bidder.organisation.clone(),
            provider_name: bidder.name.clone(),
            value: bidder.price,
            reasons: chosen.reasons,
            other_reason: chosen.other_reason,
            subsidy: None,
            author,
            recommended_at: now,
            state: State::Recommended { approvals: Vec::new() },
            policy_rows: facts.rows.clone(),
            version: 0,
        })
    }

    /// Why this person may not approve it now; empty if they may.
    pub fn approval_gate(&self, actor: &Actor, facts: &Facts<'_>) -> Vec<Refusal> {
        let mut refusals = self.only_in(Action::Approve, "approved");
        refusals.extend(approval::gate(&self.author, actor, &self.buyer, self.value));
        let agreed: Vec<UserId> = self.state.approvals().iter().map(|approval| approval.by.clone()).collect();
        refusals.extend(approval::Chain { agreed: &agreed, needed: facts.approvers }.gate(actor.user()));
        refusals.extend(conflict(actor, facts.evaluation));
        refusals.extend(trace(&facts.outcomes, facts.core_grant));
        refusals.extend(standing(&self.bid, facts));
        refusals.extend(facts.budget.as_ref().and_then(|account| account.gate(self.value)));
        refusals
    }

    /// Approves it. Where the band asks for several approvers, the last one's
    /// word makes it approved (R-4.17d).
    ///
    /// # Errors
    /// By its author, over the approver's limit, twice by one person, or when
    /// the scores behind it no longer stand.
    pub fn approve(self, actor: &Actor, facts: &Facts<'_>, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        all_or_nothing(self.approval_gate(actor, facts))?;
        let by = actor.user().cloned().ok_or_else(Vec::new)?;
        let mut approvals = self.state.approvals().to_vec();
        approvals.push(Approval { by, at: now });
        let enough = approvals.len() >= facts.approvers as usize;
        let state = if enough { State::Approved { approvals } } else { State::Recommended { approvals } };
        let policy_rows = with_rows(&self.policy_rows, &facts.rows);
        Ok(Self { state, policy_rows, ..self })
    }

    /// Sends it back to whoever recommended it, with what should change.
    ///
    /// # Errors
    /// By anybody but an approver, or once approved.
    pub fn send_back(self, actor: &Actor, reason: String, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::SendBack, &self).map_err(|refusal| vec![refusal])?;
        all_or_nothing(self.only_in(Action::SendBack, "sent back"))?;
        let by = actor.user().cloned().ok_or_else(Vec::new)?;
        Ok(Self { state: State::SentBack { by, at: now, reason }, ..self })
    }

    /// Tells every bidder: from now on it is known, and the waiting period runs
    /// where there is one (R-S5).
    ///
    /// # Errors
    /// Before it is approved, or when the scores behind it no longer stand.
    pub fn notify(
        self,
        actor: &Actor,
        facts: &Facts<'_>,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Notify, &self).map_err(|refusal| vec![refusal])?;
        let mut refusals = self.only_in(Action::Notify, "notified");
        refusals.extend(standing(&self.bid, facts));
        refusals.extend(facts.pot.as_ref().and_then(Pot::undecided));
        refusals.extend(self.unsettled());
        all_or_nothing(refusals)?;
        let standstill = standstill::standstill(&facts.waiting, policy, calendar::day_of(now));
        let row: Vec<RowId> = standstill.iter().map(|standstill| RowId::new(standstill.row.as_str())).collect();
        let policy_rows = with_rows(&self.policy_rows, &row);
        let notice = Notice { at: now, standstill };
        let state = State::Notified { approvals: self.state.approvals().to_vec(), notice };
        Ok(Self { state, policy_rows, ..self })
    }

    /// Says no to it, for the provider; the council may then choose again.
    ///
    /// # Errors
    /// For anybody else, before the notice, and once accepted.
    pub fn decline(self, actor: &Actor, reason: String, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Decline, &self).map_err(|refusal| vec![refusal])?;
        let (State::Notified { notice, .. }, Some(by)) = (&self.state, actor.user()) else {
            return Err(self.only_in(Action::Decline, "declined"));
        };
        let (notice, by) = (notice.clone(), by.clone());
        Ok(Self { state: State::Declined { notice, by, at: now, reason }, ..self })
    }

    /// Takes it back, for the council, before the provider has accepted.
    ///
    /// # Errors
    /// For anybody else, and once accepted.
    pub fn withdraw(self, actor: &Actor, reason: String, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Withdraw, &self).map_err(|refusal| vec![refusal])?;
        all_or_nothing(self.only_in(Action::Withdraw, "withdrawn"))?;
        let by = actor.user().cloned().ok_or_else(Vec::new)?;
        let notice = self.state.notice().cloned();
        Ok(Self { state: State::Withdrawn { notice, by, at: now, reason }, ..self })
    }

    /// Falls away because the provider did not take the agreement made on it; the
    /// council may then choose the next best.
    ///
    /// # Errors
    /// For anybody else, and unless it was accepted.
    pub fn decline_agreement(self, actor: &Actor, reason: String, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Decline, &self).map_err(|refusal| vec![refusal])?;
        let (State::Accepted { notice, .. }, Some(by)) = (&self.state, actor.user()) else {
            return Err(vec![self.out_of_turn("given up with its agreement")]);
        };
        let (notice, by) = (notice.clone(), by.clone());
        Ok(Self { state: State::Declined { notice, by, at: now, reason }, ..self })
    }

    /// Falls away because its opportunity was called off.
    ///
    /// # Errors
    /// Unless it stands.
    pub fn call_off(self, by: &UserId, reason: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        if !self.stage().stands() {
            return Err(vec![self.out_of_turn("called off")]);
        }
        let notice = self.state.notice().cloned();
        let state = State::Withdrawn { notice, by: by.clone(), at: now, reason: reason.to_owned() };
        Ok(Self { state, ..self })
    }

    pub(super) fn only_in(&self, action: Action, done: &str) -> Vec<Refusal> {
        if action.fits(self.stage()) { Vec::new() } else { vec![self.out_of_turn(done)] }
    }

    fn out_of_turn(&self, done: &str) -> Refusal {
        let is = match self.stage() {
            Stage::Recommended => "it is waiting for approval",
            Stage::SentBack => "an approver sent it back: recommend again",
            Stage::Approved => "it is approved and the bidders have not been told yet",
            Stage::Notified => "the bidders have been told of it",
            Stage::Accepted => "the provider has accepted it",
            Stage::Declined => "the provider declined it: recommend another bid",
            Stage::Withdrawn => "it was withdrawn",
        };
        let message = format!("This award cannot be {done} now: {is}.");
        Refusal::under(Code::IllegalTransition, "R-3.3", "3.3", message)
    }
}
