//! One dated figure: what it is, which day it holds, where it comes from, and who has checked it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::money::Money;

wire_enum! {
    /// The body of rules that a figure belongs to.
    pub enum Regime as "PolicyRegime" {
        /// The council's own framework.
        Local = "local",
        /// Procurement Act 2023, at or above its threshold.
        Pa23 = "pa23",
        /// Procurement Act 2023, light-touch contracts at or above their threshold.
        Pa23Light = "pa23_light",
        /// Procurement Act 2023, below its threshold.
        Pa23Below = "pa23_below",
        /// Provider Selection Regime for health care.
        Psr = "psr",
        /// Grants, and subsidy control over them.
        Grant = "grant",
        /// Other national law or code.
        National = "national",
    }
}

wire_enum! {
    /// How much paperwork a value deserves, from smallest to largest (framework 4.4).
    pub enum Band as "PolicyBand" {
        /// The smallest.
        A = "a",
        /// Up to the sum above which a tender is needed.
        B = "b",
        /// Up to the national threshold.
        C = "c",
        /// From the national threshold up.
        D = "d",
    }
}

wire_enum! {
    /// What a figure counts.
    pub enum Unit as "PolicyUnit" {
        /// Pounds sterling, held in pence.
        Gbp = "gbp",
        /// Days on which the council works.
        WorkingDays = "working_days",
        /// Days of the calendar.
        CalendarDays = "calendar_days",
        /// Calendar months.
        Months = "months",
        /// Years.
        Years = "years",
        /// Parts of a hundred.
        Percent = "percent",
        /// Words of text.
        Words = "words",
        /// A school grade of reading ease (Flesch-Kincaid).
        Grade = "grade",
        /// A plain number of things.
        Count = "count",
        /// Words that name a rule, no number.
        Text = "text",
    }
}

wire_enum! {
    /// Whether a sum holds value added tax.
    pub enum Basis as "PolicyBasis" {
        /// Before VAT.
        Net = "net",
        /// With VAT.
        Gross = "gross",
        /// No sum, or VAT plays no part.
        NotApplicable = "not_applicable",
    }
}

wire_enum! {
    /// The day that counts as day one of a period.
    pub enum CountFrom as "PolicyCountFrom" {
        /// The day of the act itself.
        SameDay = "same_day",
        /// The day after the act.
        NextDay = "next_day",
        /// No period, or counted in calendar months.
        NotApplicable = "not_applicable",
    }
}

/// The figure of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Value {
    /// A sum of money.
    Money(Money),
    /// A whole number of the row's unit.
    Integer(i64),
    /// Whole parts of a hundred.
    Percent(i64),
    /// Words, such as [`REGIME_THRESHOLD`].
    Text(String),
}

/// The text that stands for "whatever the threshold of the national rules is", so that a change of law needs no second row.
pub const REGIME_THRESHOLD: &str = "regime_threshold";

/// The stable name of a row, such as `local.tender.threshold@2011-01-01`. Decisions store it; refusals show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(String);

impl RowId {
    /// A name as it was stored.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name that a row of these parts gets.
    pub fn of(key: &str, band: Option<Band>, effective_from: Day) -> Self {
        match band {
            Some(band) => Self(format!("{key}.{band}@{effective_from}")),
            None => Self(format!("{key}@{effective_from}")),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for RowId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<RowId> for String {
    fn from(id: RowId) -> Self {
        id.0
    }
}

/// A dated figure. It is never edited: a new figure is a new row, and the old one gets its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its stable name.
    pub id: RowId,
    /// What it decides, such as `local.tender.threshold`. One key belongs to one regime.
    pub key: String,
    /// The rules that it belongs to.
    pub regime: Regime,
    /// The band it holds for; none for all.
    pub band: Option<Band>,
    /// The figure.
    pub value: Value,
    /// What the figure counts.
    pub unit: Unit,
    /// Whether a sum holds VAT.
    pub basis: Basis,
    /// Day one of a period.
    pub count_from: CountFrom,
    /// The first day on which it holds.
    pub effective_from: Day,
    /// The last day on which it holds; none while no end is known.
    pub effective_to: Option<Day>,
    /// Where it comes from, in words a reader can follow up.
    pub source: String,
    /// The framework paragraph it serves, such as `4.10`; none where law alone asks for it.
    pub paragraph: Option<String>,
    /// Whether it has been checked against its published source.
    pub verified: bool,
}

impl Row {
    /// Whether it holds on the day; its first and last day are both included.
    pub fn in_force(&self, day: Day) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|to| day <= to)
    }

    /// Whether both would answer the same question on one and the same day, which no two rows may.
    pub fn overlaps(&self, other: &Self) -> bool {
        let same = self.key == other.key && self.band == other.band;
        let begins_before_end = |a: &Self, b: &Self| b.effective_to.is_none_or(|to| a.effective_from <= to);
        same && begins_before_end(self, other) && begins_before_end(other, self)
    }
}
