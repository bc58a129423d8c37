//! What people type into a return, and its check.

use serde::{Deserialize, Serialize};

use super::{Figure, Line, Reading};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::secure::IndicatorId;
use crate::secure::specification::indicator::Indicator;

/// The readings of a return, as typed. Anything may be left empty until it is
/// sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct DataReturnInput {
    /// One for each measure.
    pub readings: Vec<ReadingInput>,
    /// Anything else the council should know.
    pub remark: String,
}

/// What was read of one measure, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct ReadingInput {
    /// The measure's id.
    pub indicator: String,
    /// The figure, like `63` or `4.5`.
    pub value: String,
    /// Of how many people; may be left out.
    pub asked: String,
    /// Why there is no figure; leave empty if there is one.
    pub reason: String,
    /// Anything to know about it; may be left out.
    pub note: String,
    /// `true` if an unlikely figure is right.
    pub confirmed: String,
}

impl DataReturnInput {
    /// Reads the form against the agreement's measures.
    pub fn check(&self, lines: &[Line]) -> Result<(Vec<Reading>, Option<String>), Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut readings: Vec<Reading> = Vec::new();
        for (index, input) in self.readings.iter().enumerate().take(lines.len() + 1) {
            let at = |field: &str| format!("readings.{index}.{field}");
            let id = input.indicator.trim().parse::<IndicatorId>().ok();
            let line = id.and_then(|id| lines.iter().find(|line| line.indicator.id == id));
            let Some(Line { indicator: measure, .. }) = line else {
                checks.refuse(Refusal::slip(
                    at("indicator"),
                    Code::UnknownCode,
                    "This is not a measure of the agreement. Open the return again and copy its measures",
                ));
                continue;
            };
            if readings.iter().any(|reading| reading.indicator == measure.id) {
                let message = format!("\"{}\" is there twice. Leave one out", measure.name);
                checks.refuse(Refusal::slip(at("indicator"), Code::Duplicate, message));
                continue;
            }
            readings.push(input.read(measure, index, &mut checks));
        }
        let remark = checks.optional_text("remark", "what we should know", Some(&self.remark), 4_000);
        checks.finish().map(|()| (readings, remark))
    }
}

impl ReadingInput {
    fn read(&self, measure: &Indicator, index: usize, checks: &mut Checks) -> Reading {
        let at = |field: &str| format!("readings.{index}.{field}");
        let reason = checks.optional_text(&at("reason"), "why there is no figure", Some(&self.reason), 1_000);
        let has_value = !self.value.trim().is_empty();
        let figure = match (has_value, reason) {
            (true, Some(_)) => {
                let message = format!("\"{}\" has a figure and a reason for having none. Clear one", measure.name);
                checks.refuse(Refusal::slip(at("reason"), Code::Invalid, message));
                Figure::Blank
            }
            (false, Some(reason)) => Figure::Missing { reason },
            (false, None) => Figure::Blank,
            (true, None) => Figure::Value {
                value: self.figure(measure, index, checks),
                asked: (!self.asked.trim().is_empty())
                    .then(|| checks.whole(&at("asked"), "how many people were asked", &self.asked, 0, 100_000_000)),
                confirmed: self.confirmed.trim() == "true",
            },
        };
        Reading {
            indicator: measure.id.clone(),
            figure,
            note: checks.optional_text(&at("note"), "the note", Some(&self.note), 2_000),
            query: None,
        }
    }

    /// The figure in thousandths: never negative (V-3), a percentage never
    /// above 100.
    fn figure(&self, measure: &Indicator, index: usize, checks: &mut Checks) -> i64 {
        let field = format!("readings.{index}.value");
        let value = checks.thousandths(&field, &format!("the figure for \"{}\"", measure.name), &self.value);
        if value < 0 {
            let message = format!("The figure for \"{}\" must be 0 or more", measure.name);
            checks.refuse(Refusal::slip(field, Code::OutOfRange, message).because("V-3", "4.21"));
        } else if measure.unit.trim() == "%" && value > 100_000 {
            let message = format!("The figure for \"{}\" must be 0 to 100%", measure.name);
            checks.refuse(Refusal::slip(field, Code::OutOfRange, message));
        }
        value
    }
}

/// What the council asks about a return.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "DataReturnQueryInput"))]
pub struct QueryInput {
    /// A question for each line asked about; empty ones are passed over.
    pub queries: Vec<LineQueryInput>,
}

/// A question about one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "DataReturnLineQueryInput"))]
pub struct LineQueryInput {
    /// The measure's id.
    pub indicator: String,
    /// The question.
    pub query: String,
}

impl QueryInput {
    /// The questions by line; at least one.
    pub fn check(&self, readings: &[Reading]) -> Result<Vec<(IndicatorId, String)>, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut queries = Vec::new();
        for (index, line) in self.queries.iter().enumerate().take(readings.len() + 1) {
            let field = format!("queries.{index}.query");
            let text = checks.optional_text(&field, "the question", Some(&line.query), 2_000);
            let indicator = line.indicator.trim().parse::<IndicatorId>().ok();
            let known = indicator.filter(|id| readings.iter().any(|reading| reading.indicator == *id));
            match (text, known) {
                (None, _) => {}
                (Some(text), Some(indicator)) => queries.push((indicator, text)),
                (Some(_), None) => checks.refuse(Refusal::slip(
                    format!("queries.{index}.indicator"),
                    Code::UnknownCode,
                    "This is not a line of the return",
                )),
            }
        }
        if queries.is_empty() && checks.faults().is_empty() {
            let message = "Write a question on at least one line, or accept the return";
            checks.refuse(Refusal::slip("queries.0.query", Code::Missing, message));
        }
        checks.finish().map(|()| queries)
    }
}
