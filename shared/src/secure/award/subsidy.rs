//! Whether a grant is a subsidy, and whether its recipient may have it: as minimal financial assistance, which together
//! with what it had in this and the two financial years before stays within the law's sum (Subsidy Control Act 2022,
//! section 36).

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{Action, Award, Stage, State, access};
use crate::actor::Actor;
use crate::calendar::{self, Day, Timestamp};
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::Policy;
use crate::money::Money;

const RULE: &str = "R-4.15b";
const PARAGRAPH: &str = "4.15";

/// What the officer answered about a grant, and what its recipient confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subsidy {
    /// Whether it is one.
    pub is_one: bool,
    /// Why it is, or is not.
    pub reason: String,
    /// What the recipient confirmed that it had before, with when; none before it accepts.
    pub confirmed: Option<Confirmed>,
}

/// What a recipient had before this grant, in its own words' figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// As minimal financial assistance in this and the two financial years before.
    pub had: Money,
    /// When it said so: before the grant is given.
    pub at: Timestamp,
}

/// The officer's answer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct SubsidyInput {
    /// Whether it is a subsidy: `yes` or `no`.
    pub subsidy: String,
    /// Why.
    pub reason: String,
}

impl SubsidyInput {
    /// Reads the answer.
    ///
    /// # Errors
    /// All faults at once.
    pub fn check(&self) -> Result<Subsidy, Vec<Refusal>> {
        let mut checks = Checks::new();
        let is_one = match clean(&self.subsidy).to_lowercase().as_str() {
            "yes" => true,
            "no" => false,
            _ => {
                let sentence = "Say whether the grant is a subsidy: select yes or no";
                checks.refuse(Refusal::slip("subsidy", Code::AnswerMissing, sentence).because(RULE, PARAGRAPH));
                false
            }
        };
        let reason = checks.text("reason", "why it is a subsidy, or is none", &self.reason, 1_000);
        checks.finish()?;
        Ok(Subsidy { is_one, reason, confirmed: None })
    }
}

/// The first day of the two financial years before the one of this day; a financial year begins on 1 April.
pub fn counts_from(on: Day) -> Day {
    let year = if on.month() < 4 { on.year() - 1 } else { on.year() };
    Day::from_ymd_opt(year - 2, 4, 1).unwrap_or(on)
}

impl Award {
    /// Takes down whether the grant is a subsidy, before anyone is told of it.
    ///
    /// # Errors
    /// For anyone but the commissioners, of what is no grant, and once the applicants know.
    pub fn answer_subsidy(self, actor: &Actor, subsidy: Subsidy) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Subsidy, &self).map_err(|refusal| vec![refusal])?;
        if !self.several || !Action::Subsidy.fits(self.stage()) {
            let sentence = "Whether it is a subsidy is asked of a grant alone, and before the applicants are told";
            return Err(vec![Refusal::under(Code::IllegalTransition, RULE, PARAGRAPH, sentence)]);
        }
        Ok(Self { subsidy: Some(subsidy), ..self })
    }

    /// Why nobody is told of this grant yet: it is not settled whether it is a subsidy.
    pub(super) fn unsettled(&self) -> Option<Refusal> {
        (self.several && self.subsidy.is_none()).then(|| {
            let sentence = format!("Say first whether the grant to {} is a subsidy, and why", self.provider_name);
            Refusal::under(Code::AnswerMissing, RULE, PARAGRAPH, sentence).on("subsidy")
        })
    }

    /// What its recipient is told in writing before it accepts; none where it is no subsidy.
    pub fn subsidy_notice(&self, policy: &Policy, on: Day) -> Option<String> {
        self.subsidy.as_ref().filter(|subsidy| subsidy.is_one)?;
        let most = policy.minimal_assistance_max().value;
        Some(format!(
            "This grant of {} is a subsidy, given as minimal financial assistance under section 36 of the Subsidy Control \
             Act 2022. One enterprise can have {most} of it at most in this and the two financial years before, since {}. \
             Before you accept, confirm what yours has had since then, with any that it controls or that controls it.",
            self.value,
            calendar::in_words(counts_from(on)),
        ))
    }

    /// Reads what the recipient says that it had, and whether the law lets it have this too.
    ///
    /// # Errors
    /// Nothing said where the grant is a subsidy, or more than the law's sum, with the figures.
    pub(super) fn confirm(self, had: &str, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let Some(subsidy) = self.subsidy.clone().filter(|subsidy| subsidy.is_one) else { return Ok(self) };
        let most = policy.minimal_assistance_max();
        let mut checks = Checks::new();
        let had = checks.money("had", "what your organisation has had before, 0 if nothing", had);
        checks.name_rule("had", RULE, PARAGRAPH);
        checks.finish()?;
        let together = Money::checked_sum([had, self.value]).unwrap_or(had);
        if together > most.value {
            let message = format!(
                "{had} with this grant of {} comes to {together}. One enterprise can have {} at most in this and the two \
                 financial years before. The grant cannot be given to you in this way: decline it, or ring the officer",
                self.value, most.value
            );
            let refusal =
                Refusal::under(Code::OutOfRange, RULE, PARAGRAPH, message).on("had").using(most.row.to_string());
            return Err(vec![refusal]);
        }
        let mut policy_rows = self.policy_rows.clone();
        if !policy_rows.contains(&most.row) {
            policy_rows.push(most.row);
        }
        let subsidy = Subsidy { confirmed: Some(Confirmed { had, at: now }), ..subsidy };
        Ok(Self { subsidy: Some(subsidy), policy_rows, ..self })
    }

    /// Takes it, for the provider, with what it says that it had of minimal financial assistance before.
    ///
    /// # Errors
    /// For anybody else, before the notice, and where the law's sum would be passed.
    pub fn accept(self, actor: &Actor, had: &str, policy: &Policy, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        access::allows(actor, Action::Accept, &self).map_err(|refusal| vec![refusal])?;
        let (State::Notified { approvals, notice }, Some(by)) = (&self.state, actor.user()) else {
            return Err(self.only_in(Action::Accept, "accepted"));
        };
        let (approvals, notice, by) = (approvals.clone(), notice.clone(), by.clone());
        let confirmed = self.confirm(had, policy, now)?;
        Ok(Self { state: State::Accepted { approvals, notice, by, at: now }, ..confirmed })
    }
}

/// Whether this stage lets the officer answer.
pub(super) const BEFORE_NOTICE: &[Stage] = &[Stage::Recommended, Stage::Approved];

/// Why not every one of these grants can be told of; all at once.
///
/// # Errors
/// With each that is not settled.
pub fn all_settled(awards: &[Award]) -> Result<(), Vec<Refusal>> {
    all_or_nothing(awards.iter().filter_map(Award::unsettled).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{choose, facts, now, officer, policy, provider};
    use super::super::{Notice, Pot};
    use super::*;
    use crate::secure::evaluation::tests::{agreed, id};

    /// A grant of £5,000 that an officer recommended.
    fn grant() -> Award {
        let mut of = agreed(3);
        of.bids[0].price = Money::pounds(5_000);
        let pot = Some(Pot { whole: Money::pounds(9_000), standing: Vec::new() });
        let facts = super::super::Facts { pot, ..facts(&of) };
        Award::recommend(id("awd_", 1), &officer(), choose(1, Some("As drawn.")), &facts, now()).unwrap()
    }

    fn answered(yes: &str) -> Award {
        let input = SubsidyInput { subsidy: yes.to_owned(), reason: "It sells meals in a market.".to_owned() };
        grant().answer_subsidy(&officer(), input.check().unwrap()).unwrap()
    }

    fn told(award: Award) -> Award {
        let notice = Notice { at: now(), standstill: None };
        Award { state: State::Notified { approvals: Vec::new(), notice }, ..award }
    }

    #[test]
    fn the_first_of_three_financial_years_begins_on_1_april() {
        for (on, from) in [("2026-11-27", "2024-04-01"), ("2027-03-31", "2024-04-01"), ("2027-04-01", "2025-04-01")] {
            assert_eq!(counts_from(on.parse().unwrap()).to_string(), from, "{on}");
        }
    }

    #[test]
    fn nobody_is_told_of_a_grant_before_it_is_settled_whether_it_is_a_subsidy_r_4_15b() {
        let refused = all_settled(&[grant(), answered("no")]).unwrap_err();
        assert_eq!(
            (refused.len(), refused[0].code, refused[0].field.as_deref()),
            (1, Code::AnswerMissing, Some("subsidy"))
        );
        let empty = SubsidyInput::default().check().unwrap_err();
        let fields: Vec<_> = empty.iter().filter_map(|fault| fault.field.as_deref()).collect();
        assert_eq!(fields, ["subsidy", "reason"], "all at once");
        let late = told(grant()).answer_subsidy(&officer(), answered("no").subsidy.unwrap()).unwrap_err();
        assert_eq!(late[0].code, Code::IllegalTransition);
    }

    #[test]
    fn what_the_enterprise_had_and_this_grant_stay_within_the_laws_sum_to_the_penny_r_4_15b() {
        let accept = |had: &str| told(answered("yes")).accept(&provider(1), had, &policy(), now());
        let taken = accept("310,000").unwrap();
        assert_eq!(taken.subsidy.unwrap().confirmed, Some(Confirmed { had: Money::pounds(310_000), at: now() }));
        assert!(taken.policy_rows.iter().any(|row| row.as_str().starts_with("grant.subsidy.minimal_max@")));
        let over = accept("310,000.01").unwrap_err();
        assert_eq!(
            (over[0].code, over[0].rule.as_deref(), over[0].field.as_deref()),
            (Code::OutOfRange, Some(RULE), Some("had"))
        );
        assert!(
            over[0].message.starts_with("£310,000.01 with this grant of £5,000 comes to £315,000.01."),
            "{}",
            over[0].message
        );
        assert!(over[0].policy_rows[0].starts_with("grant.subsidy.minimal_max@"));
        assert_eq!(accept("").unwrap_err()[0].code, Code::Missing, "said before the giving");
        assert!(accept("0").is_ok());
    }

    #[test]
    fn of_what_is_no_subsidy_nothing_is_asked_r_4_15b() {
        let taken = told(answered("no")).accept(&provider(1), "", &policy(), now()).unwrap();
        assert_eq!((taken.stage(), taken.subsidy.unwrap().confirmed), (Stage::Accepted, None));
        assert_eq!(answered("no").subsidy_notice(&policy(), "2026-11-27".parse().unwrap()), None);
        let notice = answered("yes").subsidy_notice(&policy(), "2026-11-27".parse().unwrap()).unwrap();
        assert!(notice.contains("£315,000") && notice.contains("since Monday 1 April 2024"), "{notice}");
    }
}
