//! Whether the rules permit a step with a return now; all faults at once.

use super::{Action, DataReturn, Figure, Reading, Stage};
use crate::calendar::Timestamp;
use crate::error::{Code, Refusal};
use crate::secure::IndicatorId;
use crate::secure::specification::indicator::Indicator;

/// One measure of the agreement, and what was last sent of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The measure.
    pub indicator: Indicator,
    /// The last figure sent before this period, in thousandths.
    pub previous: Option<i64>,
}

/// How many times the last figure a new one may be before it is questioned.
const UNLIKELY: i64 = 10;

/// Whether a figure is ten times the last one or more, or a tenth or less.
pub const fn is_tenfold(value: i64, previous: i64) -> bool {
    let (new, old) = (value.unsigned_abs(), previous.unsigned_abs());
    let times = UNLIKELY.unsigned_abs();
    new != old && old != 0 && new != 0 && (new >= old.saturating_mul(times) || old >= new.saturating_mul(times))
}

/// The sentence that warns of such a figure, if it is one.
pub fn tenfold_warning(line: &Line, value: i64) -> Option<String> {
    let previous = line.previous.filter(|previous| is_tenfold(value, *previous))?;
    let times =
        if value.unsigned_abs() > previous.unsigned_abs() { "ten times as much, or more" } else { "a tenth, or less" };
    let shown = |value| line.indicator.with_unit(value);
    Some(format!("{} is {times}. Last time it was {}", shown(value), shown(previous)))
}

impl DataReturn {
    /// Every reason why it may not be done now; empty means it may. `lines` are
    /// the agreement's, one for each measure.
    pub fn gate(&self, action: Action, lines: &[Line], now: Timestamp) -> Vec<Refusal> {
        if !action.fits(self.stage(now)) {
            return vec![self.out_of_turn(action, now)];
        }
        if action != Action::Submit {
            return Vec::new();
        }
        let mut refusals: Vec<Refusal> = self
            .readings
            .iter()
            .enumerate()
            .filter_map(|(index, reading)| {
                let line = lines.iter().find(|line| line.indicator.id == reading.indicator)?;
                fault(index, reading, line)
            })
            .collect();
        let unread = lines.iter().filter(|line| self.reading(&line.indicator.id).is_none());
        refusals.extend(unread.map(|line| {
            let message = format!("There is no line for \"{}\"", line.indicator.name);
            Refusal::under(Code::Missing, "R-4.21b", "4.21", message)
        }));
        refusals
    }

    /// The line of this measure.
    pub fn reading(&self, indicator: &IndicatorId) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.indicator == *indicator)
    }

    pub(super) fn out_of_turn(&self, action: Action, now: Timestamp) -> Refusal {
        let (what, next) = match (action, self.stage(now)) {
            (Action::Save | Action::Submit, Stage::Accepted) => {
                ("change", "The council has accepted it. Ring the officer if a figure is wrong")
            }
            (Action::Save | Action::Submit, _) => {
                ("change", "The council has it. It can be changed once the council asks about it")
            }
            (Action::Query | Action::Accept, Stage::Accepted) => ("check", "It is accepted already"),
            (Action::Query | Action::Accept, Stage::Queried) => ("check", "The provider is answering your question"),
            (Action::Query | Action::Accept, _) => ("check", "The provider has not sent it yet"),
        };
        Refusal::under(Code::IllegalTransition, "R-3.3", "3.3", format!("You cannot {what} this return. {next}"))
    }
}

/// What is wrong with one line, when the return is sent (R-4.21b).
fn fault(index: usize, reading: &Reading, line: &Line) -> Option<Refusal> {
    let refuse = |code, field: &str, message: String| {
        Some(Refusal::under(code, "R-4.21b", "4.21", message).on(format!("readings.{index}.{field}")))
    };
    let name = &line.indicator.name;
    match &reading.figure {
        Figure::Blank => {
            refuse(Code::Missing, "value", format!("Enter a figure for \"{name}\", or say why there is none"))
        }
        Figure::Missing { reason } if reason.trim().is_empty() => {
            refuse(Code::ReasonMissing, "reason", format!("Say why there is no figure for \"{name}\""))
        }
        Figure::Missing { .. } => None,
        Figure::Value { value, confirmed, .. } => {
            let warning = tenfold_warning(line, *value).filter(|_| !confirmed)?;
            refuse(Code::OutOfRange, "confirmed", format!("{warning}. Say that it is right, or change it"))
        }
    }
}
