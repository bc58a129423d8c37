//! How one measure went over time: the figures as a table, the sentence that
//! tells them, and the geometry of their drawing (whole CSS pixels, so that
//! server and browser draw the same).

use crate::calendar::Day;
use crate::monitor::DataReturnId;
use crate::monitor::monitoring_plan::Period;
use crate::secure::specification::indicator::{Direction, IndicatorResult, Measure};

/// What was read in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The return.
    pub data_return: DataReturnId,
    /// The days it is about.
    pub period: Period,
    /// The figure in thousandths; none where there is none.
    pub value: Option<i64>,
    /// Of how many people.
    pub asked: Option<i64>,
    /// Whether the council is still asking about it.
    pub is_queried: bool,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The return.
    pub data_return: DataReturnId,
    /// The period in words.
    pub period: String,
    /// The figure with its unit; `No figure` where there is none.
    pub figure: String,
    /// The figure in thousandths.
    pub value: Option<i64>,
    /// Of how many people.
    pub asked: Option<i64>,
    /// What it says beside the target.
    pub result: IndicatorResult,
    /// Whether the council is still asking about it.
    pub is_queried: bool,
}

/// One reading's place in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// What it says.
    pub result: IndicatorResult,
    /// Drawn as a square while it is queried.
    pub is_queried: bool,
}

/// A word beside the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// From the left, or from the top on the upright axis.
    pub at: i64,
    /// The word.
    pub text: String,
}

/// The geometry of one drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// Where the plot begins and ends, from the left.
    pub across: (i64, i64),
    /// Where the plot begins and ends, from the top.
    pub down: (i64, i64),
    /// The readings.
    pub dots: Vec<Dot>,
    /// The lines between them, broken where a figure is missing.
    pub lines: Vec<Vec<(i64, i64)>>,
    /// The target's line, from the top.
    pub target: i64,
    /// The band that is close, from the top: upper and lower edge.
    pub close: (i64, i64),
    /// The figures of the upright axis, which begins at nothing.
    pub ticks: Vec<Label>,
    /// The months of the first and the last period.
    pub months: Vec<Label>,
}

/// How one measure went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The whole in two or three sentences: caption, and the drawing's words.
    pub sentence: String,
    /// What the latest reading says.
    pub result: IndicatorResult,
    /// The figures, newest last.
    pub rows: Vec<Row>,
    /// The drawing for a wide page; none without a figure.
    pub wide: Option<Drawing>,
    /// The drawing for a telephone; none without a figure.
    pub narrow: Option<Drawing>,
}

/// Tells and draws readings, oldest first.
pub fn trend(measure: &Measure, points: &[Point]) -> Trend {
    let row = |point: &Point| Row {
        data_return: point.data_return.clone(),
        period: point.period.in_words(),
        figure: point.value.map_or_else(|| "No figure".to_owned(), |value| measure.with_unit(value)),
        value: point.value,
        asked: point.asked,
        result: measure.result(point.value),
        is_queried: point.is_queried,
    };
    Trend {
        sentence: sentence(measure, points),
        result: measure.result(points.last().and_then(|point| point.value)),
        rows: points.iter().map(row).collect(),
        wide: draw(measure, points, (640, 280)),
        narrow: draw(measure, points, (320, 220)),
    }
}

/// `On target: 63% in July to September 2026. Target 60%. Up from 41% in …`
fn sentence(measure: &Measure, points: &[Point]) -> String {
    let read: Vec<(&Point, i64)> = points.iter().filter_map(|point| point.value.map(|value| (point, value))).collect();
    let target = measure.with_unit(measure.target);
    let Some((last, value)) = read.last() else {
        return format!("No figures yet. Target {target}.");
    };
    let figure = format!("{} in {}", measure.with_unit(*value), last.period.in_words());
    let mut said = vec![match points.last() {
        Some(newest) if newest.value.is_none() => {
            format!("No figure for {}. Before that: {figure}. Target {target}.", newest.period.in_words())
        }
        _ => format!("{}: {figure}. Target {target}.", measure.result(Some(*value)).label()),
    }];
    if let Some((first, start)) = read.first().filter(|_| read.len() > 1) {
        let word = match value.cmp(start) {
            std::cmp::Ordering::Greater => "Up from",
            std::cmp::Ordering::Less => "Down from",
            std::cmp::Ordering::Equal => "The same as",
        };
        said.push(format!("{word} {} in {}.", measure.with_unit(*start), first.period.in_words()));
    }
    let streak =
        points.iter().rev().take_while(|point| measure.result(point.value) == IndicatorResult::OnTarget).count();
    if streak > 1 {
        said.push(format!("On target {streak} times in a row."));
    }
    said.join(" ")
}

/// The smallest of 1, 2, 5, 10, 20, 50 and so on that cuts the height into at
/// most five.
fn step(top: i64) -> i64 {
    let mut unit = 1i64;
    loop {
        for times in [1, 2, 5] {
            let step = unit.saturating_mul(times);
            if step >= i64::MAX / 10 || top / step < 5 {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// The drawing in a frame of this width and height.
fn draw(measure: &Measure, points: &[Point], (width, height): (i64, i64)) -> Option<Drawing> {
    let (left, right, above, below) = (56, width - 24, 16, height - 40);
    let edge = match measure.direction {
        Direction::Higher => measure.target.saturating_sub(measure.tolerance),
        Direction::Lower => measure.target.saturating_add(measure.tolerance),
    };
    let highest = points.iter().filter_map(|point| point.value).max()?.max(measure.target).max(edge).max(1_000);
    let step = step(highest);
    let top = (highest / step).saturating_add(1).saturating_mul(step);
    let y = |value: i64| below - scaled(value.clamp(0, top), top, below - above);
    let count = i64::try_from(points.len()).unwrap_or(i64::MAX);
    let x = |index: usize| match count {
        1 => i64::midpoint(left, right),
        _ => left + (right - left) * i64::try_from(index).unwrap_or(0) / (count - 1),
    };
    let mut dots = Vec::new();
    let mut lines: Vec<Vec<(i64, i64)>> = vec![Vec::new()];
    for (index, point) in points.iter().enumerate() {
        match point.value {
            Some(value) => {
                let (x, y) = (x(index), y(value));
                dots.push(Dot { x, y, result: measure.result(Some(value)), is_queried: point.is_queried });
                if let Some(line) = lines.last_mut() {
                    line.push((x, y));
                }
            }
            None => lines.push(Vec::new()),
        }
    }
    lines.retain(|line| line.len() > 1);
    let (target, edge) = (y(measure.target), y(edge));
    let ticks = (0..=top / step)
        .map(|turn| Label { at: y(turn * step), text: crate::check::show_thousandths(turn * step) })
        .collect();
    let month = |day: Day| day.format("%b %Y").to_string();
    let ends = [0, points.len().saturating_sub(1)];
    let mut months: Vec<Label> = ends.map(|index| Label { at: x(index), text: month(points[index].period.to) }).into();
    months.dedup();
    let close = (target.min(edge), target.max(edge));
    Some(Drawing {
        width,
        height,
        across: (left, right),
        down: (above, below),
        dots,
        lines,
        target,
        close,
        ticks,
        months,
    })
}

/// `value` of `top` on a length, without overflow.
fn scaled(value: i64, top: i64, length: i64) -> i64 {
    let scaled = i128::from(value) * i128::from(length) / i128::from(top.max(1));
    i64::try_from(scaled).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar;
    use crate::monitor::monitoring_plan::periods;
    use crate::secure::specification::indicator::{Frequency, Kind};
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

    fn points(values: &[Option<i64>]) -> Vec<Point> {
        let start = Day::from_ymd_opt(2025, 4, 1).unwrap();
        periods(start, calendar::add_months(start, 600), Frequency::Quarterly)
            .into_iter()
            .zip(values)
            .enumerate()
            .map(|(index, (period, value))| Point {
                data_return: DataReturnId::from_uuid(uuid::Uuid::from_u128(index as u128)),
                period,
                value: *value,
                asked: Some(40),
                is_queried: false,
            })
            .collect()
    }

    fn said(values: &[Option<i64>]) -> String {
        trend(&measure(Direction::Higher, 60_000, 5_000), &points(values)).sentence
    }

    #[test]
    fn the_sentence_tells_result_target_start_and_run() {
        assert_eq!(
            said(&[Some(41_000), Some(52_000), Some(61_000), Some(63_000)]),
            "On target: 63% in January to March 2026. Target 60%. Up from 41% in April to June 2025. \
             On target 2 times in a row."
        );
        assert_eq!(said(&[]), "No figures yet. Target 60%.");
        assert_eq!(said(&[Some(58_000)]), "Close: 58% in April to June 2025. Target 60%.");
        assert_eq!(
            said(&[Some(58_000), None]),
            "No figure for July to September 2025. Before that: 58% in April to June 2025. Target 60%."
        );
    }

    #[test]
    fn a_missing_figure_breaks_the_line_and_stands_in_the_table() {
        let trend = trend(
            &measure(Direction::Higher, 60_000, 5_000),
            &points(&[Some(41_000), Some(45_000), None, Some(50_000), Some(61_000)]),
        );
        let wide = trend.wide.unwrap();
        assert_eq!(wide.lines.len(), 2);
        assert_eq!(wide.dots.len(), 4);
        assert_eq!(trend.rows[2].figure, "No figure");
        assert_eq!(wide.ticks.iter().map(|tick| tick.text.as_str()).collect::<Vec<_>>(), ["0", "20", "40", "60", "80"]);
        assert_eq!(wide.months.iter().map(|month| month.text.as_str()).collect::<Vec<_>>(), ["Jun 2025", "Jun 2026"]);
    }

    #[test]
    fn without_a_figure_there_is_nothing_to_draw() {
        assert_eq!(trend(&measure(Direction::Lower, 1, 0), &points(&[None])).wide, None);
    }

    proptest! {
        #[test]
        fn all_of_it_lies_inside_and_more_is_never_lower(
            values in proptest::collection::vec(proptest::option::of(0i64..=1_000_000_000_000), 1..20),
            target in 0i64..1_000_000_000,
            tolerance in 0i64..1_000_000,
            higher in any::<bool>(),
        ) {
            let direction = if higher { Direction::Higher } else { Direction::Lower };
            let trend = trend(&measure(direction, target, tolerance), &points(&values));
            let read: Vec<i64> = values.iter().flatten().copied().collect();
            for drawing in [&trend.wide, &trend.narrow].into_iter().flatten() {
                prop_assert_eq!(drawing.dots.len(), read.len());
                for dot in &drawing.dots {
                    prop_assert!((drawing.across.0..=drawing.across.1).contains(&dot.x));
                    prop_assert!((drawing.down.0..=drawing.down.1).contains(&dot.y));
                }
                for (dots, values) in drawing.dots.windows(2).zip(read.windows(2)) {
                    prop_assert!(dots[0].x < dots[1].x);
                    if values[0] < values[1] { prop_assert!(dots[0].y >= dots[1].y) }
                }
                prop_assert!(drawing.close.0 <= drawing.target && drawing.target <= drawing.close.1);
                prop_assert!((2..=7).contains(&drawing.ticks.len()));
            }
            prop_assert_eq!(trend.wide.is_some(), !read.is_empty());
        }
    }
}
