//! Readings over time as a drawing. The server worked the geometry out; here it
//! becomes lines. The figure's words and the table beside it tell the same.

use leptos::prelude::*;
use shared::secure::specification::IndicatorResult as Outcome;

use crate::wire::IndicatorResult;

/// A drawing, in whole CSS pixels from the top left.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub struct Drawing {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Where the plot begins, from the left.
    pub left: i32,
    /// Where the plot ends, from the left.
    pub right: i32,
    /// Where the plot ends, from the top.
    pub bottom: i32,
    /// The readings.
    pub dots: Vec<DrawingDot>,
    /// The lines between them.
    pub lines: Vec<String>,
    /// The target's line.
    pub target: i32,
    /// The upper edge of the band that is close.
    pub close_from: i32,
    /// Its lower edge.
    pub close_to: i32,
    /// The figures of the upright axis.
    pub ticks: Vec<DrawingLabel>,
    /// The months of the first and last period.
    pub months: Vec<DrawingLabel>,
}

/// One reading's place.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub struct DrawingDot {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// What it says.
    pub result: IndicatorResult,
    /// Whether the council is still asking about it.
    pub is_queried: bool,
}

/// A word beside a drawing.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub struct DrawingLabel {
    /// Where.
    pub at: i32,
    /// The word.
    pub text: String,
}

/// A drawing for a wide page and one for a telephone, of which the style shows
/// one; `words` tell both. `id` is unique on the page.
#[component]
pub fn LineChart(
    /// What makes its parts' identifiers unique.
    id: String,
    /// The drawing for a wide page.
    wide: Drawing,
    /// The drawing for a telephone.
    narrow: Drawing,
    /// The target with its unit.
    target: String,
    /// What it says in words.
    words: String,
) -> impl IntoView {
    view! {
        {draw(&format!("{id}-wide"), "cw-chart__wide", wide, &target, &words)}
        {draw(&format!("{id}-narrow"), "cw-chart__narrow", narrow, &target, &words)}
    }
}

fn draw(id: &str, class: &'static str, drawing: Drawing, target: &str, words: &str) -> impl IntoView + use<> {
    let hatch = format!("{id}-hatch");
    let title = format!("{id}-title");
    let heading = title.clone();
    let band = drawing.close_to - drawing.close_from;
    let (left, right) = (drawing.left, drawing.right);
    let last = drawing.months.len().saturating_sub(1);
    view! {
        <svg
            class=class
            role="img"
            aria-labelledby=title
            width=drawing.width
            height=drawing.height
            viewBox=format!("0 0 {} {}", drawing.width, drawing.height)
        >
            <title id=heading>{words.to_owned()}</title>
            <defs>
                <pattern id=hatch.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="cw-chart__hatch" x1="0" y1="0" x2="0" y2="6"></line>
                </pattern>
            </defs>
            <rect class="cw-chart__band" x=left y=drawing.close_from width=right - left height=band></rect>
            <rect fill=format!("url(#{hatch})") x=left y=drawing.close_from width=right - left height=band></rect>
            {drawing.ticks.into_iter().map(|tick| view! {
                <line class="cw-chart__grid" x1=left x2=right y1=tick.at y2=tick.at></line>
                <text class="cw-chart__label" x=left - 8 y=tick.at + 5 text-anchor="end">{tick.text}</text>
            }).collect_view()}
            <line class="cw-chart__axis" x1=left x2=right y1=drawing.bottom y2=drawing.bottom></line>
            {drawing.months.into_iter().enumerate().map(|(index, month)| {
                let anchor = if last == 0 { "middle" } else if index == last { "end" } else { "start" };
                view! { <text class="cw-chart__label" x=month.at y=drawing.bottom + 24 text-anchor=anchor>{month.text}</text> }
            }).collect_view()}
            <line class="cw-chart__target" x1=left x2=right y1=drawing.target y2=drawing.target></line>
            <text class="cw-chart__label" x=left + 4 y=drawing.target - 6>{format!("target {target}")}</text>
            {drawing.lines.into_iter().map(|points| view! { <polyline class="cw-chart__line" fill="none" points=points></polyline> }).collect_view()}
            {drawing.dots.into_iter().map(|dot| point(&dot)).collect_view()}
        </svg>
    }
}

/// A reading: round on target, a rhombus close to it, a triangle below; a
/// square while it is queried. Shape tells it, colour repeats it.
fn point(dot: &DrawingDot) -> impl IntoView + use<> {
    let (x, y) = (dot.x, dot.y);
    if dot.is_queried {
        return view! { <rect class="cw-chart__point" x=x - 5 y=y - 5 width="10" height="10"></rect> }.into_any();
    }
    match *dot.result {
        Outcome::OnTarget => {
            view! { <circle class="cw-chart__point cw-chart__point--on" cx=x cy=y r="5"></circle> }.into_any()
        }
        Outcome::Close => {
            let points = format!("{x},{} {},{y} {x},{} {},{y}", y - 7, x + 7, y + 7, x - 7);
            view! { <polygon class="cw-chart__point cw-chart__point--close" points=points></polygon> }.into_any()
        }
        Outcome::Below | Outcome::NoFigure => {
            let points = format!("{x},{} {},{} {},{}", y - 7, x + 7, y + 6, x - 7, y + 6);
            view! { <polygon class="cw-chart__point cw-chart__point--below" points=points></polygon> }.into_any()
        }
    }
}
