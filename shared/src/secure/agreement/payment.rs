//! What is paid when, and that it adds up.

use crate::calendar::{self, Day};
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::secure::IndicatorId;
use crate::secure::agreement::Kind;

/// The most payments an agreement takes: one a month for ten years.
pub const MOST_LINES: usize = 120;

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// The day from which it may be invoiced.
    pub due_on: Day,
    /// What it is for.
    pub what: String,
    /// How much, before VAT.
    pub amount: Money,
    /// The measure whose result it hangs on, if it does; never of a core grant (R-4.15a).
    pub measure: Option<IndicatorId>,
}

/// The value in equal payments, one for each so many months of the term, to be
/// changed as both wish. Pennies that do not divide go to the last: the sum is
/// exact.
pub fn in_instalments(value: Money, starts_on: Day, ends_on: Day, months: u32) -> Vec<PaymentLine> {
    let days: Vec<Day> = (0..)
        .map(|turn| calendar::add_months(starts_on, months.max(1) * turn))
        .take_while(|day| *day <= ends_on)
        .take(MOST_LINES)
        .collect();
    let count = i64::try_from(days.len()).unwrap_or(1).max(1);
    let (each, rest) = (value.as_pence() / count, value.as_pence() % count);
    let last = days.len().saturating_sub(1);
    days.into_iter()
        .enumerate()
        .map(|(index, due_on)| PaymentLine {
            due_on,
            what: format!("Payment {} of {count}", index + 1),
            amount: Money::pence(if index == last { each + rest } else { each }),
            measure: None,
        })
        .filter(|line| line.amount > Money::ZERO)
        .collect()
}

/// Payments that hang on a measure although nothing is owed for a core grant (R-4.15a), or on one that the specification
/// does not have.
pub(super) fn measured(lines: &[PaymentLine], kind: Kind, measures: Option<&[IndicatorId]>) -> Vec<Refusal> {
    let hanging = (1..).zip(lines).filter_map(|(number, line): (usize, _)| Some((number, line.measure.as_ref()?)));
    hanging
        .filter_map(|(number, measure)| {
            let field = format!("lines.{}.measure", number - 1);
            if kind == Kind::CoreGrant {
                let message = format!(
                    "Payment {number} hangs on a measure. A core grant is paid whatever comes of it: take the measure off"
                );
                return Some(Refusal::under(Code::DisguisedContract, "R-4.15a", "4.15", message).on(field));
            }
            measures.filter(|measures| !measures.contains(measure)).map(|_| {
                let message = format!("Select the measure that payment {number} hangs on from the list");
                Refusal::under(Code::UnknownCode, "R-4.12", "4.12", message).on(field)
            })
        })
        .collect()
}

/// What the lines come to; none if that is more than the system takes.
pub fn total(lines: &[PaymentLine]) -> Option<Money> {
    Money::checked_sum(lines.iter().map(|line| line.amount))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn three_years_by_the_quarter_are_twelve_payments() {
        let lines = in_instalments(Money::pounds(114_000), day(2026, 4, 1), day(2029, 3, 31), 3);
        assert_eq!(lines.len(), 12);
        assert_eq!(lines[0].due_on, day(2026, 4, 1));
        assert_eq!(lines[11].due_on, day(2029, 1, 1));
        assert_eq!(lines[11].what, "Payment 12 of 12");
    }

    proptest! {
        /// the schedule sums exactly to the value.
        #[test]
        fn instalments_sum_exactly_to_the_value(
            pence in 1i64..100_000_000_000,
            length in 0u64..3_650,
            months in 1u32..13,
        ) {
            let starts = day(2026, 1, 31);
            let value = Money::pence(pence);
            let lines = in_instalments(value, starts, calendar::add_days(starts, length), months);
            prop_assert_eq!(total(&lines), Some(value));
            prop_assert!(lines.iter().all(|line| line.amount > Money::ZERO));
        }
    }
}
