//! A point that answers make, and what the council does about it.

use serde::{Deserialize, Serialize};

use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::UserId;
use crate::plan::{ConsultationId, ConsultationPointId, ConsultationResponseId};
use crate::review::feedback::{Cell, suppress};

/// The most answers one point can rest on.
const MOST_RESPONSES: usize = 1_000;

wire_enum! {
    /// What the council does about a point.
    pub enum Disposition as "ConsultationDisposition" {
        /// The plans change as people asked.
        Accepted = "accepted",
        /// The plans change in part.
        Partly = "partly",
        /// The plans stay.
        Declined = "declined",
        /// The point is about something else.
        OutOfScope = "out_of_scope",
    }
}

impl Disposition {
    /// The words on the page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Accepted => "We did it",
            Self::Partly => "We did part of it",
            Self::Declined => "We did not do it",
            Self::OutOfScope => "Not part of this",
        }
    }

    /// Whether plans change, so that it has to be said what changed.
    pub const fn changes_plans(self) -> bool {
        matches!(self, Self::Accepted | Self::Partly)
    }
}

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its identifier.
    pub id: ConsultationPointId,
    /// The consultation it was made in.
    pub consultation: ConsultationId,
    /// What it says, and what is done about it.
    pub text: PointText,
    /// Who wrote it down.
    pub author: UserId,
    /// Counts the times it was saved.
    pub version: i64,
}

/// What a point says, and what is done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointText {
    /// What people said, in a sentence or two of the officer's.
    pub said: String,
    /// The answers that make it, at least one.
    pub responses: Vec<ConsultationResponseId>,
    /// What the council does about it.
    pub disposition: Option<Disposition>,
    /// Why.
    pub reason: Option<String>,
    /// What changed.
    pub changed: Option<String>,
}

impl Point {
    /// What is missing before it counts as answered, each to complete "Enter".
    pub fn missing(&self) -> Vec<&'static str> {
        let text = &self.text;
        let mut missing = Vec::new();
        if text.disposition.is_none() {
            missing.push("what you do about it");
        }
        if text.reason.is_none() {
            missing.push("why");
        }
        if text.changed.is_none() && text.disposition.is_some_and(Disposition::changes_plans) {
            missing.push("what changed");
        }
        missing
    }

    /// Its first words.
    pub fn in_short(&self) -> String {
        let said = &self.text.said;
        let start: String = said.chars().take(60).collect();
        if said.chars().count() > 60 { format!("{}…", start.trim_end()) } else { start }
    }
}

/// A point as typed; what is done about it may be left for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ConsultationPointInput {
    /// What people said, in a sentence or two.
    pub said: String,
    /// The answers that make it, by id; at least one.
    pub responses: Vec<String>,
    /// What the council does about it: one of `ConsultationDisposition`.
    pub disposition: String,
    /// Why.
    pub reason: String,
    /// What changed.
    pub changed: String,
}

impl ConsultationPointInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<PointText, Vec<Refusal>> {
        let mut checks = Checks::new();
        let said = checks.text("said", "what people said", &self.said, 500);
        let mut responses: Vec<ConsultationResponseId> = Vec::new();
        for text in self.responses.iter().filter(|text| !text.trim().is_empty()).take(MOST_RESPONSES) {
            match text.trim().parse() {
                Ok(id) if !responses.contains(&id) => responses.push(id),
                Ok(_) => {}
                Err(_) => checks.refuse(unknown_response()),
            }
        }
        if responses.is_empty() && checks.faults().iter().all(|fault| fault.field.as_deref() != Some("responses")) {
            let message = "Select the answers that make this point, at least one";
            checks.refuse(Refusal::slip("responses", Code::Missing, message).because("R-4.3", "4.3"));
        }
        let disposition = if self.disposition.trim().is_empty() {
            None
        } else {
            checks.choice("disposition", "what you do about it", &self.disposition)
        };
        let reason = checks.optional_text("reason", "the reason", Some(&self.reason), 1_000);
        let changed = checks.optional_text("changed", "what changed", Some(&self.changed), 1_000);
        checks.finish()?;
        Ok(PointText { said, responses, disposition, reason, changed })
    }
}

/// The refusal of an answer that is none of this consultation's.
pub fn unknown_response() -> Refusal {
    Refusal::slip("responses", Code::UnknownCode, "Select answers from the list of this consultation")
}

/// How many answers make each of these points, as everyone may see it
/// (principle 8).
pub fn counts(points: &[Point], least: u64) -> Vec<Cell> {
    let numbers: Vec<u64> = points.iter().map(|point| point.text.responses.len() as u64).collect();
    suppress(&numbers, least).cells
}
