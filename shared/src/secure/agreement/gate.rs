//! Whether the rules permit a step with an agreement now; all faults at once.

use super::{Action, Agreement, Kind, Side, payment};
use crate::calendar::{self, Day, Timestamp};
use crate::error::{Code, Refusal};
use crate::framework::policy::{Policy, RowId};
use crate::monitor::monitoring_plan;
use crate::secure::{IndicatorId, award};

/// What other aggregates tell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the award has been accepted by the provider.
    pub award_accepted: bool,
    /// The last day of the award's waiting period, where there is one.
    pub standstill_until: Option<Day>,
    /// The policy row that gave the waiting period's length.
    pub standstill_row: Option<RowId>,
    /// Whether a claim suspends signature.
    pub suspended: bool,
    /// How many measures the specification has.
    pub indicators: usize,
    /// Which.
    pub measures: Vec<IndicatorId>,
}

impl Agreement {
    /// Every reason why it may not be done now; empty means it may.
    pub fn gate(&self, action: Action, facts: &Facts, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let stage = self.stage(now);
        if !action.fits(stage) {
            return vec![self.out_of_turn(action, now)];
        }
        match action {
            Action::Save | Action::Recall | Action::Decline => Vec::new(),
            Action::Offer => self.unready(facts, policy),
            Action::Sign => {
                let mut refusals = waiting(facts, now);
                refusals.extend(self.unready(facts, policy));
                refusals
            }
        }
    }

    /// The policy rows that offering or signing it relies on, each once: the days
    /// to pay, how often a return may be asked, and the waiting period.
    pub(super) fn rows_relied_on(&self, facts: &Facts, policy: &Policy) -> Vec<RowId> {
        let mut rows = self.policy_rows.clone();
        let used = [policy.payment_days().row, policy.return_min_interval_months().row];
        for row in used.into_iter().chain(facts.standstill_row.clone()) {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    pub(super) fn out_of_turn(&self, action: Action, now: Timestamp) -> Refusal {
        let what = match action {
            Action::Save => "change",
            Action::Offer => "offer",
            Action::Recall => "take back",
            Action::Sign => "sign",
            Action::Decline => "decline",
        };
        let stage = self.tag(crate::tag::Audience::Public, now).text.to_lowercase();
        let next = match action {
            Action::Save => "Take the offer back first, while it is not signed by both",
            Action::Offer => "Only a draft can be offered",
            Action::Recall | Action::Sign | Action::Decline => "This can be done from the offer until both have signed",
        };
        Refusal::under(
            Code::IllegalTransition,
            "R-3.3",
            "3.3",
            format!("You cannot {what} this agreement. It is at: {stage}. {next}"),
        )
    }

    /// What must be in it before it is offered or signed.
    fn unready(&self, facts: &Facts, policy: &Policy) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if !facts.award_accepted {
            refusals.push(Refusal::under(
                Code::IllegalTransition,
                "R-S5",
                "4.12",
                "The award is not accepted yet. The agreement can be offered once the provider accepts the award",
            ));
        }
        if self.ends_on < self.starts_on {
            refusals.push(
                Refusal::under(
                    Code::OutOfRange,
                    "R-4.12",
                    "4.12",
                    format!("The last day must be on or after the first, {}", calendar::in_short(self.starts_on)),
                )
                .on("endsOn"),
            );
        }
        refusals.extend(self.payment_faults(policy));
        refusals.extend(payment::measured(&self.lines, self.kind, Some(&facts.measures)));
        refusals.extend(monitoring_plan::gate(self.plan.as_ref(), &self.plan_facts(facts), policy));
        refusals
    }

    fn plan_facts(&self, facts: &Facts) -> monitoring_plan::Facts {
        monitoring_plan::Facts { indicators: facts.indicators, kind: self.kind, value: self.value }
    }

    fn payment_faults(&self, policy: &Policy) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let most = policy.payment_days();
        let rule = |code, message: String| Refusal::under(code, "R-4.12", "4.12", message);
        match self.payment_days {
            None => refusals.push(
                rule(
                    Code::Missing,
                    format!("Enter in how many days the council pays an invoice: {} or fewer", most.value),
                )
                .on("paymentDays")
                .using(most.row.to_string()),
            ),
            Some(days) if days > most.value => refusals.push(
                rule(
                    Code::OutOfRange,
                    format!("The council would pay in {days} days. It must pay in {} days or fewer", most.value),
                )
                .on("paymentDays")
                .using(most.row.to_string()),
            ),
            Some(_) => {}
        }
        match (payment::total(&self.lines), self.kind) {
            _ if self.lines.is_empty() => {
                refusals.push(rule(Code::Missing, "Enter what is paid when".to_owned()).on("lines"));
            }
            (Some(total), _) if total == self.value => {}
            (Some(total), kind) => {
                refusals.push(rule(Code::SumMismatch, mismatch(total, self.value, kind)).on("lines"));
            }
            (None, _) => refusals.push(rule(Code::OutOfRange, "The payments come to too much".to_owned()).on("lines")),
        }
        refusals
    }
}

fn mismatch(total: crate::Money, value: crate::Money, kind: Kind) -> String {
    let whole = if kind == Kind::Contract { "price" } else { "grant" };
    let gap = crate::Money::pence((total.as_pence() - value.as_pence()).abs());
    let mend = if total > value { format!("take {gap} off") } else { format!("add {gap}") };
    format!("The payments come to {total}. They must come to the {whole}, {value}: {mend}")
}

/// Every reason why no agreement may be drawn up on an award now: only on one
/// that the bidders know of, and once. `known` is what the agreement on it is
/// called, if there is one.
pub fn drawing_up(stage: award::Stage, known: Option<&str>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if !matches!(stage, award::Stage::Notified | award::Stage::Accepted) {
        refusals.push(Refusal::under(
            Code::IllegalTransition,
            "R-S5",
            "4.12",
            "An agreement is drawn up on an award that every bidder has been told of and that still stands. This one \
             is not. Send the letters first",
        ));
    }
    if let Some(reference) = known {
        refusals.push(Refusal::under(
            Code::Duplicate,
            "R-4.12",
            "4.12",
            format!("There is an agreement on this award already: {reference}. Open it instead"),
        ));
    }
    refusals
}

/// R-S5: no signing while the waiting period runs or a claim suspends it.
fn waiting(facts: &Facts, now: Timestamp) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let under = |message: String| Refusal::under(Code::Standstill, "R-S5", "4.12", message);
    if let Some(last) = facts.standstill_until.filter(|last| calendar::day_of(now) <= *last) {
        let from = calendar::in_short(calendar::next_day(last));
        refusals
            .push(under(format!("The waiting period ends on {}. You can sign from {from}", calendar::in_words(last))));
    }
    if facts.suspended {
        refusals.push(under(
            "A claim about the award holds this up. You can sign once an approver records that it has ended".to_owned(),
        ));
    }
    refusals
}

/// Whether this person may sign for the provider: an organisation that has
/// certifiers says that they sign for it; in one that has none, a member may.
pub fn signatory(is_certifier: bool, has_certifier: bool) -> Option<Refusal> {
    (!is_certifier && has_certifier).then(|| {
        Refusal::under(
            Code::CertifierNeeded,
            "R-4.12",
            "4.12",
            "Only a certifier signs for your organisation, and you are not one. Ask your certifier to sign",
        )
    })
}

pub(super) fn signed_already(agreement: &Agreement, side: Side) -> Refusal {
    let who = match side {
        Side::Buyer => "the council",
        Side::Provider => "the provider",
    };
    let when = agreement
        .signatures()
        .iter()
        .find(|signature| signature.side == side)
        .map_or_else(String::new, |s| format!(" by {} on {}", s.name, calendar::in_short(calendar::day_of(s.at))));
    Refusal::under(
        Code::Duplicate,
        "R-4.12",
        "4.12",
        format!("It is signed for {who} already{when}. It now waits for the other side"),
    )
}
