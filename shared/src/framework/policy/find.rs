//! Looks a day's figures up. What is missing or unusable is noted, so that all faults come at once; the stand-in that is
//! answered meanwhile never leaves [`Policy::at`](super::Policy::at).

use crate::framework::policy::{
    Band, Ceiling, CountFrom, Fault, Figure, Period, REGIME_THRESHOLD, Row, RowId, Unit, Value,
};
use crate::framework::principle::Principle;
use crate::money::Money;

/// The row of a key and band.
pub(super) fn find<'a>(rows: &'a [Row], key: &str, band: Option<Band>) -> Option<&'a Row> {
    rows.iter().find(|row| row.key == key && row.band == band)
}

/// Rows of one day, and what is wrong with them so far.
pub(super) struct Finder<'a> {
    rows: &'a [Row],
    faults: Vec<Fault>,
}

impl<'a> Finder<'a> {
    /// Over the rows in force on one day.
    pub(super) fn new(rows: &'a [Row]) -> Self {
        let mut faults = Vec::new();
        for (index, first) in rows.iter().enumerate() {
            for second in rows.iter().skip(index + 1).filter(|second| first.overlaps(second)) {
                faults.push(Fault::Overlap { first: first.id.clone(), second: second.id.clone() });
            }
        }
        Self { rows, faults }
    }

    /// All that was wrong, if anything was.
    pub(super) fn finish(self) -> Result<(), Vec<Fault>> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }

    pub(super) fn money(&mut self, key: &'static str, band: Option<Band>) -> Figure<Money> {
        self.get(key, band, Money::ZERO, "a sum that is not negative", |row| match row.value {
            Value::Money(money) => (money >= Money::ZERO).then_some(money),
            _ => None,
        })
    }

    pub(super) fn number(&mut self, key: &'static str, band: Option<Band>) -> Figure<u32> {
        self.get(key, band, 0, "a whole number that is not negative", number)
    }

    pub(super) fn period(&mut self, key: &'static str) -> Figure<Period> {
        let none = Period { length: 0, unit: Unit::WorkingDays, count_from: CountFrom::SameDay };
        self.get(key, None, none, "a number of days and the day to count from", |row| {
            let length = number(row)?;
            let counted = matches!(row.unit, Unit::WorkingDays | Unit::CalendarDays)
                && row.count_from != CountFrom::NotApplicable;
            counted.then_some(Period { length, unit: row.unit, count_from: row.count_from })
        })
    }

    pub(super) fn ceiling(&mut self, key: &'static str, band: Option<Band>) -> Ceiling {
        let figure = self.get(key, band, None, "a sum, or the text regime_threshold", |row| match &row.value {
            Value::Money(money) => Some(Some(*money)),
            Value::Text(text) if text == REGIME_THRESHOLD => Some(None),
            _ => None,
        });
        match figure.value {
            Some(value) => Ceiling::Sum(Figure { value, row: figure.row }),
            None => Ceiling::Threshold(figure.row),
        }
    }

    pub(super) fn principles(&mut self, key: &'static str, band: Band) -> Figure<Vec<Principle>> {
        self.get(key, Some(band), Vec::new(), "principles with commas between, such as P1, P3", |row| {
            match &row.value {
                Value::Text(text) => text.split(',').map(|id| id.trim().to_lowercase().parse().ok()).collect(),
                _ => None,
            }
        })
    }

    fn get<T>(
        &mut self,
        key: &'static str,
        band: Option<Band>,
        stand_in: T,
        expected: &'static str,
        read: impl Fn(&Row) -> Option<T>,
    ) -> Figure<T> {
        let Some(row) = find(self.rows, key, band) else {
            self.faults.push(Fault::Missing { key, band });
            return Figure { value: stand_in, row: RowId::new(key) };
        };
        let value = read(row).unwrap_or_else(|| {
            self.faults.push(Fault::Unusable { row: row.id.clone(), expected });
            stand_in
        });
        Figure { value, row: row.id.clone() }
    }
}

fn number(row: &Row) -> Option<u32> {
    match row.value {
        Value::Integer(number) | Value::Percent(number) => u32::try_from(number).ok(),
        _ => None,
    }
}
