//! How measures went, on the wire: words, figures and a drawing.

use async_graphql::SimpleObject;
use shared::check::show_thousandths;
use shared::monitor::DataReturnId;
use shared::monitor::trend::{Drawing as DomainDrawing, Label, Row, Trend as DomainTrend};
use shared::secure::IndicatorId;
use shared::secure::specification::{Direction, IndicatorResult};
use shared::tag::Tag;

use crate::app::monitor::trend::Measured;

/// One measure of an agreement, and how it went.
#[derive(SimpleObject, Clone)]
pub struct AgreementMeasure {
    /// The measure.
    id: IndicatorId,
    /// Its name.
    name: String,
    /// What should change for people.
    outcome: String,
    /// Who benefits.
    beneficiaries: String,
    /// Its unit.
    unit: String,
    /// Which way is better.
    direction: Direction,
    /// Where it started, with its unit.
    baseline: String,
    /// The figure to reach, with its unit.
    target: String,
    /// When a figure is on target, close or below, in words.
    in_words: String,
    /// Where the figures come from.
    source: String,
    /// How it went, as far as the viewer may see.
    trend: Trend,
}

impl From<Measured> for AgreementMeasure {
    fn from(measured: Measured) -> Self {
        let measure = measured.indicator.measure;
        Self {
            id: measured.indicator.id,
            outcome: measured.outcome.title,
            beneficiaries: measured.outcome.beneficiaries,
            baseline: measure.with_unit(measure.baseline),
            target: measure.with_unit(measure.target),
            in_words: measure.in_words(),
            name: measure.name,
            unit: measure.unit,
            direction: measure.direction,
            source: measure.source,
            trend: Trend::from(measured.trend),
        }
    }
}

/// How one measure went.
#[derive(SimpleObject, Clone)]
pub struct Trend {
    /// The whole in two or three sentences.
    sentence: String,
    /// What the latest reading says.
    result: IndicatorResult,
    /// The same in words and colour.
    status: Tag,
    /// The figures, oldest first.
    rows: Vec<TrendRow>,
    /// A drawing for a wide page; none without a figure.
    wide: Option<Drawing>,
    /// A drawing for a telephone; none without a figure.
    narrow: Option<Drawing>,
}

impl From<DomainTrend> for Trend {
    fn from(trend: DomainTrend) -> Self {
        Self {
            sentence: trend.sentence,
            result: trend.result,
            status: trend.result.tag(),
            rows: trend.rows.into_iter().map(TrendRow::from).collect(),
            wide: trend.wide.map(Drawing::from),
            narrow: trend.narrow.map(Drawing::from),
        }
    }
}

/// One reading of a measure.
#[derive(SimpleObject, Clone)]
pub struct TrendRow {
    /// The return it comes from.
    data_return: DataReturnId,
    /// The period, in words.
    period: String,
    /// The figure with its unit, or `No figure`.
    figure: String,
    /// The figure alone, as text; null where there is none.
    value: Option<String>,
    /// Of how many people.
    asked: Option<i64>,
    /// What it says beside the target.
    result: IndicatorResult,
    /// Whether the council is still asking about it.
    is_queried: bool,
}

impl From<Row> for TrendRow {
    fn from(row: Row) -> Self {
        Self {
            data_return: row.data_return,
            period: row.period,
            figure: row.figure,
            value: row.value.map(show_thousandths),
            asked: row.asked,
            result: row.result,
            is_queried: row.is_queried,
        }
    }
}

/// A drawing of readings, in whole CSS pixels from the top left.
#[derive(SimpleObject, Clone)]
pub struct Drawing {
    /// Its width.
    width: i64,
    /// Its height.
    height: i64,
    /// Where the plot begins, from the left.
    left: i64,
    /// Where the plot ends, from the left.
    right: i64,
    /// Where the plot begins, from the top.
    top: i64,
    /// Where the plot ends, from the top.
    bottom: i64,
    /// The readings.
    dots: Vec<DrawingDot>,
    /// The lines between them, each as an SVG list of points.
    lines: Vec<String>,
    /// The target's line, from the top.
    target: i64,
    /// The upper edge of the band that is close, from the top.
    close_from: i64,
    /// Its lower edge.
    close_to: i64,
    /// The figures of the upright axis.
    ticks: Vec<DrawingLabel>,
    /// The months of the first and last period.
    months: Vec<DrawingLabel>,
}

/// One reading's place in a drawing.
#[derive(SimpleObject, Clone)]
pub struct DrawingDot {
    /// From the left.
    x: i64,
    /// From the top.
    y: i64,
    /// What it says beside the target.
    result: IndicatorResult,
    /// Whether the council is still asking about it.
    is_queried: bool,
}

/// A word beside a drawing.
#[derive(SimpleObject, Clone)]
pub struct DrawingLabel {
    /// From the left, or from the top on the upright axis.
    at: i64,
    /// The word.
    text: String,
}

impl From<DomainDrawing> for Drawing {
    fn from(drawing: DomainDrawing) -> Self {
        let label = |label: Label| DrawingLabel { at: label.at, text: label.text };
        let points =
            |line: Vec<(i64, i64)>| line.into_iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let dots = drawing.dots.into_iter().map(|dot| DrawingDot {
            x: dot.x,
            y: dot.y,
            result: dot.result,
            is_queried: dot.is_queried,
        });
        Self {
            width: drawing.width,
            height: drawing.height,
            left: drawing.across.0,
            right: drawing.across.1,
            top: drawing.down.0,
            bottom: drawing.down.1,
            dots: dots.collect(),
            lines: drawing.lines.into_iter().map(points).collect(),
            target: drawing.target,
            close_from: drawing.close.0,
            close_to: drawing.close.1,
            ticks: drawing.ticks.into_iter().map(label).collect(),
            months: drawing.months.into_iter().map(label).collect(),
        }
    }
}
