//! A row told to a reader: what it is a figure of, the figure in words, since when, and where it comes from.

use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::framework::policy::{Basis, CountFrom, REGIME_THRESHOLD, Row, Unit, Value, rows};

/// A row in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// What it is a figure of, such as `local.standstill.days`; with the band, where it is for one.
    pub key: String,
    /// The figure with its unit and basis: "£25,000 before VAT", "8 working days, counting the day itself".
    pub figure: String,
    /// The days on which it holds: "from 1 January 2011".
    pub holds: String,
    /// Where it comes from.
    pub source: String,
    /// Whether somebody has checked it against its source.
    pub verified: bool,
}

/// The row of this id in words; none if no row has it.
pub fn describe(row_id: &str) -> Option<Described> {
    rows().iter().find(|row| row.id.as_str() == row_id).map(Row::described)
}

impl Row {
    /// The figure alone, with its unit.
    pub fn value_in_words(&self) -> String {
        match &self.value {
            Value::Money(sum) => sum.to_string(),
            Value::Integer(number) => counted(*number, self.unit),
            Value::Percent(number) => format!("{number}%"),
            Value::Text(text) if text == REGIME_THRESHOLD => "the national threshold".to_owned(),
            Value::Text(text) => text.clone(),
        }
    }

    /// The row in words.
    pub fn described(&self) -> Described {
        let band = self.band.map(|band| format!(", band {}", band.as_str().to_uppercase())).unwrap_or_default();
        let basis = match self.basis {
            Basis::Net => " before VAT",
            Basis::Gross => " with VAT",
            Basis::NotApplicable => "",
        };
        let counting = match self.count_from {
            CountFrom::SameDay => ", counting the day itself",
            CountFrom::NextDay => ", counting from the day after",
            CountFrom::NotApplicable => "",
        };
        let from = calendar::in_short(self.effective_from);
        let holds = match self.effective_to {
            Some(to) => format!("from {from} to {}", calendar::in_short(to)),
            None => format!("from {from}"),
        };
        Described {
            key: format!("{}{band}", self.key),
            figure: format!("{}{basis}{counting}", self.value_in_words()),
            holds,
            source: self.source.clone(),
            verified: self.verified,
        }
    }
}

fn counted(number: i64, unit: Unit) -> String {
    let (one, many) = match unit {
        Unit::Gbp => ("pound", "pounds"),
        Unit::WorkingDays => ("working day", "working days"),
        Unit::CalendarDays => ("calendar day", "calendar days"),
        Unit::Months => ("month", "months"),
        Unit::Years => ("year", "years"),
        Unit::Words => ("word", "words"),
        Unit::Percent => return format!("{number}%"),
        Unit::Grade => return format!("grade {number}"),
        Unit::Count | Unit::Text => return number.to_string(),
    };
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_1_1_a_row_is_told_with_its_unit_its_basis_its_day_and_its_source() {
        let standstill = describe("local.standstill.days@2011-01-01").unwrap();
        assert_eq!(standstill.key, "local.standstill.days");
        assert_eq!(standstill.figure, "8 working days, counting the day itself");
        assert_eq!(standstill.holds, "from 1 January 2011");
        assert!(standstill.source.starts_with("Commonweal default"));
        assert!(!standstill.verified);
        let tender = describe("local.tender.threshold@2011-01-01").unwrap();
        assert_eq!(tender.figure, "£25,000 before VAT");
        let goods = describe("pa23.threshold.subcentral.goods_services@2025-02-24").unwrap();
        assert_eq!(goods.figure, "£214,904 with VAT");
        assert_eq!(goods.holds, "from 24 February 2025 to 31 December 2025");
        assert!(goods.verified);
        let band = describe("local.band.reviewers.c@2011-01-01").unwrap();
        assert_eq!(band.key, "local.band.reviewers, band C");
        assert_eq!(describe("local.standstill.days@1999-01-01"), None);
    }

    #[test]
    fn r_1_1_every_row_can_be_told_and_says_where_it_comes_from() {
        for row in rows() {
            let told = describe(row.id.as_str()).unwrap();
            assert!(!told.figure.trim().is_empty() && !told.source.is_empty(), "{}", row.id);
        }
    }
}
