//! An indicator: how a change is measured, and what a reading of it says
//! (R-3.4d). On pages it is called a measure.

use super::super::IndicatorId;
use crate::check::show_thousandths;
use crate::tag::{Colour, Tag};

wire_enum! {
    /// What an indicator measures.
    pub enum Kind as "IndicatorKind" {
        /// What has changed for people.
        Outcome = "outcome",
        /// How much was done.
        Output = "output",
        /// How well it was done.
        Quality = "quality",
    }
}

impl Kind {
    /// Its name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Outcome => "What changes for people",
            Self::Output => "How much is done",
            Self::Quality => "How well it is done",
        }
    }
}

wire_enum! {
    /// Which way is better.
    pub enum Direction as "IndicatorDirection" {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

impl Direction {
    /// Its name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Higher => "Higher is better",
            Self::Lower => "Lower is better",
        }
    }
}

wire_enum! {
    /// How often an indicator is read.
    pub enum Frequency as "IndicatorFrequency" {
        /// Each month.
        Monthly = "monthly",
        /// Each three months.
        Quarterly = "quarterly",
        /// Each six months.
        HalfYearly = "half_yearly",
        /// Each year.
        Yearly = "yearly",
    }
}

impl Frequency {
    /// How many calendar months lie between two readings.
    pub const fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        }
    }

    /// The frequency of so many months, if there is one.
    pub fn of_months(months: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|frequency| i64::from(frequency.months()) == months)
    }

    /// As it stands after "every": `quarter`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Monthly => "month",
            Self::Quarterly => "quarter",
            Self::HalfYearly => "six months",
            Self::Yearly => "year",
        }
    }
}

wire_enum! {
    /// What a reading says beside the target. Shape and word carry it; colour
    /// repeats it.
    pub enum IndicatorResult as "IndicatorResult" {
        /// The target is reached.
        OnTarget = "on_target",
        /// Short of the target, by no more than the tolerance.
        Close = "close",
        /// Short of the target by more than the tolerance.
        Below = "below",
        /// There is no reading.
        NoFigure = "no_figure",
    }
}

impl IndicatorResult {
    /// Its shape.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::OnTarget => "●",
            Self::Close => "◆",
            Self::Below => "▲",
            Self::NoFigure => "□",
        }
    }

    /// Its words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OnTarget => "On target",
            Self::Close => "Close",
            Self::Below => "Below target",
            Self::NoFigure => "No figure",
        }
    }

    /// Its colour.
    pub const fn colour(self) -> Colour {
        match self {
            Self::OnTarget => Colour::Green,
            Self::Close => Colour::Yellow,
            Self::Below => Colour::Red,
            Self::NoFigure => Colour::Grey,
        }
    }

    /// Shape and words in its colour.
    pub fn tag(self) -> Tag {
        Tag::new(format!("{} {}", self.symbol(), self.label()), self.colour())
    }
}

/// How a change is measured. Figures are in thousandths of the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its identifier.
    pub id: IndicatorId,
    /// What is measured.
    pub measure: Measure,
}

/// What is measured, in which unit, from where to where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// What it measures.
    pub kind: Kind,
    /// The unit, such as `%` or `people`.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// The figure before the service, in thousandths.
    pub baseline: i64,
    /// The figure to reach, in thousandths.
    pub target: i64,
    /// How far short still counts as close, in thousandths; never below 0.
    pub tolerance: i64,
    /// Where the figures come from.
    pub source: String,
    /// How often it is read.
    pub frequency: Frequency,
}

impl Measure {
    /// What a reading, in thousandths, says beside the target. Exactly at the
    /// target is on target; exactly at the edge of the tolerance is close.
    pub fn result(&self, reading: Option<i64>) -> IndicatorResult {
        let Some(reading) = reading else { return IndicatorResult::NoFigure };
        let short = match self.direction {
            Direction::Higher => self.target.saturating_sub(reading),
            Direction::Lower => reading.saturating_sub(self.target),
        };
        if short <= 0 {
            IndicatorResult::OnTarget
        } else if short <= self.tolerance {
            IndicatorResult::Close
        } else {
            IndicatorResult::Below
        }
    }

    /// A figure with its unit: `63%`, `1,900 people`.
    pub fn with_unit(&self, value: i64) -> String {
        with_unit(value, &self.unit)
    }

    /// How readings will be judged: `45% or more is on target, 40% or more is
    /// close, less is below target`.
    pub fn in_words(&self) -> String {
        let target = self.with_unit(self.target);
        let (or, edge) = match self.direction {
            Direction::Higher => ("or more", self.target.saturating_sub(self.tolerance)),
            Direction::Lower => ("or less", self.target.saturating_add(self.tolerance)),
        };
        let beyond = if self.direction == Direction::Higher { "less" } else { "more" };
        if self.tolerance == 0 {
            return format!("{target} {or} is on target, {beyond} is below target");
        }
        format!("{target} {or} is on target, {} {or} is close, {beyond} is below target", self.with_unit(edge))
    }
}

impl std::ops::Deref for Indicator {
    type Target = Measure;
    fn deref(&self) -> &Measure {
        &self.measure
    }
}

/// A figure in thousandths with its unit: `63%`, `1,900 people`.
pub fn with_unit(value: i64, unit: &str) -> String {
    let figure = show_thousandths(value);
    match unit.trim() {
        "" => figure,
        "%" | "per cent" => format!("{figure}%"),
        "£" | "pounds" => format!("£{figure}"),
        unit => format!("{figure} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn measure(direction: Direction, target: i64, tolerance: i64) -> Measure {
        Measure {
            name: "Carers who say they feel less alone".to_owned(),
            kind: Kind::Outcome,
            unit: "%".to_owned(),
            direction,
            baseline: 41_000,
            target,
            tolerance,
            source: "Survey".to_owned(),
            frequency: Frequency::Quarterly,
        }
    }

    #[test]
    fn a_reading_is_on_target_close_or_below_to_the_last_thousandth_r_3_4d() {
        let higher = measure(Direction::Higher, 60_000, 5_000);
        assert_eq!(higher.result(Some(60_000)), IndicatorResult::OnTarget);
        assert_eq!(higher.result(Some(59_999)), IndicatorResult::Close);
        assert_eq!(higher.result(Some(55_000)), IndicatorResult::Close);
        assert_eq!(higher.result(Some(54_999)), IndicatorResult::Below);
        assert_eq!(higher.result(None), IndicatorResult::NoFigure);
    }

    #[test]
    fn where_lower_is_better_the_scale_turns_round_r_3_4d() {
        let lower = measure(Direction::Lower, 10_000, 2_000);
        assert_eq!(lower.result(Some(0)), IndicatorResult::OnTarget);
        assert_eq!(lower.result(Some(10_000)), IndicatorResult::OnTarget);
        assert_eq!(lower.result(Some(12_000)), IndicatorResult::Close);
        assert_eq!(lower.result(Some(12_001)), IndicatorResult::Below);
    }

    #[test]
    fn the_scale_is_told_in_words() {
        let scale = |direction, tolerance| measure(direction, 45_000, tolerance).in_words();
        assert_eq!(
            scale(Direction::Higher, 5_000),
            "45% or more is on target, 40% or more is close, less is below target"
        );
        assert_eq!(
            scale(Direction::Lower, 500),
            "45% or less is on target, 45.5% or less is close, more is below target"
        );
        assert_eq!(scale(Direction::Higher, 0), "45% or more is on target, less is below target");
    }

    #[test]
    fn shape_and_word_tell_a_result_without_colour() {
        let tags: Vec<_> = IndicatorResult::ALL.iter().map(|result| result.tag().text).collect();
        assert_eq!(tags, ["● On target", "◆ Close", "▲ Below target", "□ No figure"]);
    }

    #[test]
    fn a_unit_stands_where_people_expect_it() {
        assert_eq!(with_unit(63_000, "%"), "63%");
        assert_eq!(with_unit(1_900_000, "people"), "1,900 people");
        assert_eq!(with_unit(4_500, "£"), "£4.5");
    }

    proptest! {
        #[test]
        fn a_better_reading_never_gets_a_worse_result(
            target in -1_000_000i64..1_000_000,
            tolerance in 0i64..100_000,
            reading in -2_000_000i64..2_000_000,
            more in 0i64..1_000_000,
        ) {
            let higher = measure(Direction::Higher, target, tolerance);
            prop_assert!(higher.result(Some(reading + more)) <= higher.result(Some(reading)));
            let lower = measure(Direction::Lower, target, tolerance);
            prop_assert!(lower.result(Some(reading)) <= lower.result(Some(reading + more)));
        }

        #[test]
        fn no_reading_however_large_breaks_the_rule(reading in any::<i64>(), target in any::<i64>()) {
            for direction in [Direction::Higher, Direction::Lower] {
                prop_assert_ne!(measure(direction, target, 1).result(Some(reading)), IndicatorResult::NoFigure);
            }
        }
    }
}
