//! Every figure that a rule uses, as a dated row, and the pure snapshot of one day that rules take.
//!
//! An opportunity is ruled by the rows of the day it commenced, an agreement by those of its award day, a payment by
//! its own: [`Policy::at`] that day, never today's. A decision stores the ids of the rows it used, so a new row never
//! changes what is already running.

mod band;
mod describe;
mod figure;
mod find;
mod key;
mod row;
mod rows;

use crate::calendar::Day;
use crate::money::Money;

pub use band::{BandLimits, Ceiling, Lifetime};
pub use describe::{Described, describe};
pub use figure::{Category, Figure, Period, Weights};
pub use row::{Band, Basis, CountFrom, REGIME_THRESHOLD, Regime, Row, RowId, Unit, Value};
pub use rows::rows;

use figure::Standstills;
use find::Finder;
use key::{Number, Sum};

/// The rules' figures on one day. It exists only if every figure that a rule needs is there, so no getter can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    day: Day,
    rows: Vec<Row>,
    sums: Vec<Figure<Money>>,
    numbers: Vec<Figure<u32>>,
    bands: [BandLimits; 4],
    lots: Ceiling,
    standstills: Standstills,
}

/// What is wrong with the rows of a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A rule needs this figure and no row has it.
    #[error("{key}{} has no row", band_suffix(*band))]
    Missing {
        /// The key that no row has.
        key: &'static str,
        /// The band, where the figure has one.
        band: Option<Band>,
    },
    /// The row's value is not of the kind or size that the rule can use.
    #[error("{row} should hold {expected}")]
    Unusable {
        /// The row.
        row: RowId,
        /// What the rule can use.
        expected: &'static str,
    },
    /// Two rows answer the same question on the same day.
    #[error("{first} and {second} hold on the same day")]
    Overlap {
        /// The one.
        first: RowId,
        /// The other.
        second: RowId,
    },
}

fn band_suffix(band: Option<Band>) -> String {
    band.map(|band| format!(" for band {}", band.as_str().to_uppercase())).unwrap_or_default()
}

/// Why there is no policy for a day: everything that is wrong with its rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the policy of {day} cannot be used: {}", sentence(faults))]
pub struct Error {
    /// The day asked for.
    pub day: Day,
    /// All that is wrong; never empty.
    pub faults: Vec<Fault>,
}

fn sentence(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Policy {
    /// The snapshot of one day.
    ///
    /// # Errors
    /// Names every missing key, every value that a rule could not use, and every pair of rows that overlap.
    pub fn at(day: Day, rows: &[Row]) -> Result<Self, Error> {
        let rows: Vec<Row> = rows.iter().filter(|row| row.in_force(day)).cloned().collect();
        let mut finder = Finder::new(&rows);
        let sums = Sum::ALL.iter().map(|sum| finder.money(sum.as_str(), None)).collect();
        let numbers = Number::ALL.iter().map(|number| finder.number(number.as_str(), None)).collect();
        let bands = [Band::A, Band::B, Band::C, Band::D].map(|band| BandLimits::find(&mut finder, band));
        let lots = finder.ceiling("local.lots.threshold", None);
        let standstills = Standstills {
            local: finder.period("local.standstill.days"),
            act: finder.period("pa23.standstill.days"),
            light_touch: finder.period("pa23.light_touch.standstill.days"),
            health_care: finder.period("psr.standstill.days"),
        };
        finder.finish().map_err(|faults| Error { day, faults })?;
        Ok(Self { day, rows, sums, numbers, bands, lots, standstills })
    }

    /// The snapshot of the day, or of the first complete day where the rows begin later. For agreements made before
    /// the system: their gates are past, and what still runs needs rules to run by.
    ///
    /// # Errors
    /// As [`Policy::at`].
    pub fn at_or_first(day: Day, rows: &[Row]) -> Result<Self, Error> {
        Self::at(day, rows).or_else(|error| {
            let first = rows.iter().map(|row| row.effective_from).filter(|from| *from > day);
            let mut later: Vec<Day> = first.collect();
            later.sort_unstable();
            later.dedup();
            later.into_iter().find_map(|from| Self::at(from, rows).ok()).ok_or(error)
        })
    }

    /// The day it is the snapshot of.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// Every row in force on the day.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row behind a figure, for its source and dates.
    pub fn row(&self, id: &RowId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// The row of a key that no rule takes for granted, such as one that began lately.
    pub fn find(&self, key: &str, band: Option<Band>) -> Option<&Row> {
        find::find(&self.rows, key, band)
    }
}

#[cfg(test)]
mod tests;
