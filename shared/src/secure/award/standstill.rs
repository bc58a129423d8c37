//! The waiting period between the notice and the signature, in which bidders
//! may question the decision (R-S5).

use crate::calendar::{self, Day, Timestamp};
use crate::framework::policy::{CountFrom, Period, Policy, Regime};
use crate::secure::method::Method;

/// What the bidders were told, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// When.
    pub at: Timestamp,
    /// The waiting period, where there is one.
    pub standstill: Option<Standstill>,
}

/// A waiting period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standstill {
    /// Its last day; an agreement can be signed from the day after.
    pub ends_on: Day,
    /// The policy row that gave its length.
    pub row: String,
}

/// What decides whether there is a waiting period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The body of law.
    pub regime: Regime,
    /// Whether it is a grant or a quotation, which have none unless promised.
    pub simple: bool,
    /// Whether the opportunity's notice promised one.
    pub promised: bool,
}

impl Waiting {
    /// What a method leads to: the timetable of a tender promises a waiting
    /// period, even where the law asks for none; that of quotations does not.
    pub const fn of(regime: Regime, method: Method) -> Self {
        let promised = matches!(method, Method::Tender);
        Self { regime, simple: matches!(method, Method::Quotation), promised }
    }
}

/// The waiting period that begins with a notice on this day.
///
/// The Procurement Act 2023 in full asks for one (s.51), counting the day of the
/// notice; the Provider Selection Regime asks for one, counting from the day
/// after. Elsewhere there is one if the notice promised it; each policy row says
/// how it counts.
pub fn standstill(waiting: &Waiting, policy: &Policy, notified_on: Day) -> Option<Standstill> {
    let by_law = matches!(waiting.regime, Regime::Pa23 | Regime::Psr) && !waiting.simple;
    if !by_law && !waiting.promised {
        return None;
    }
    let figure = policy.standstill(waiting.regime);
    Some(Standstill { ends_on: last_day(figure.value, notified_on), row: figure.row.to_string() })
}

fn last_day(period: Period, notified_on: Day) -> Day {
    match period.count_from {
        CountFrom::SameDay => calendar::working_days_counting(notified_on, period.length),
        CountFrom::NextDay | CountFrom::NotApplicable => calendar::working_days_after(notified_on, period.length),
    }
}

impl Standstill {
    /// Whether it still runs.
    pub fn runs(&self, now: Timestamp) -> bool {
        calendar::day_of(now) <= self.ends_on
    }
}

impl super::Award {
    /// The last day of the waiting period, run out or not; nothing is signed
    /// until it is over.
    pub fn standstill_ends_on(&self) -> Option<Day> {
        self.state.notice().and_then(|notice| notice.standstill.as_ref()).map(|standstill| standstill.ends_on)
    }

    /// The last day of a waiting period that still runs.
    pub fn waits_until(&self, now: Timestamp) -> Option<Day> {
        let standstill = self.state.notice().and_then(|notice| notice.standstill.as_ref());
        standstill.filter(|standstill| standstill.runs(now)).map(|standstill| standstill.ends_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::policy::rows;

    fn ends(regime: Regime, notified: &str) -> String {
        let waiting = Waiting { regime, simple: false, promised: false };
        let policy = Policy::at("2026-11-01".parse().unwrap(), &rows()).unwrap();
        standstill(&waiting, &policy, notified.parse().unwrap()).unwrap().ends_on.to_string()
    }

    #[test]
    fn the_act_counts_the_day_of_the_notice_and_health_care_the_day_after_r_s5() {
        assert_eq!(ends(Regime::Pa23, "2026-11-02"), "2026-11-11");
        assert_eq!(ends(Regime::Psr, "2026-11-02"), "2026-11-12");
    }

    #[test]
    fn christmas_and_new_year_are_no_working_days_under_either_counter_r_s5() {
        // Boxing Day 2026 is a Saturday, so that Monday the 28th stands in for it.
        assert_eq!(ends(Regime::Pa23, "2026-12-21"), "2027-01-04");
        assert_eq!(ends(Regime::Psr, "2026-12-21"), "2027-01-05");
    }

    #[test]
    fn good_friday_and_easter_monday_are_no_working_days_under_either_counter_r_s5() {
        assert_eq!(ends(Regime::Pa23, "2027-03-22"), "2027-04-02");
        assert_eq!(ends(Regime::Psr, "2027-03-22"), "2027-04-05");
    }

    #[test]
    fn a_notice_on_a_holiday_counts_from_the_next_working_day_r_s5() {
        assert_eq!(ends(Regime::Pa23, "2026-12-25"), ends(Regime::Pa23, "2026-12-29"));
    }
}
