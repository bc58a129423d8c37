//! What the checks of a specification found, on the wire.

use async_graphql::SimpleObject;
use shared::Refusal;
use shared::plain_english::{Finding, Kind, Report};
use shared::secure::specification::Check;

/// What still stands in the way of asking for approval, and how the text
/// reads.
#[derive(SimpleObject, Clone)]
pub struct SpecificationCheck {
    /// Everything that stops a request for approval; empty when nothing does.
    refusals: Vec<Refusal>,
    /// How many words it has.
    words: usize,
    /// How many its value justifies, once the value is known.
    most_words: Option<u32>,
    /// Whether it has more, so that a reason is needed.
    is_too_long: bool,
    /// How its whole text reads.
    plain_english: PlainEnglish,
    /// The highest reading grade without an approver's reason.
    most_grade: u32,
    /// Whether the approver has to give a reason for how hard it is to read.
    needs_readability_reason: bool,
}

impl From<Check> for SpecificationCheck {
    fn from(check: Check) -> Self {
        Self {
            needs_readability_reason: check.needs_readability_reason(),
            refusals: check.refusals,
            words: check.words,
            most_words: check.most_words,
            is_too_long: check.over_length,
            plain_english: PlainEnglish::from(check.plain_english),
            most_grade: check.most_grade,
        }
    }
}

/// How a text reads.
#[derive(SimpleObject, Clone)]
pub struct PlainEnglish {
    /// The Flesch-Kincaid grade, such as `8.4`: about the school year that
    /// reads it with ease.
    grade: String,
    /// About the age that reads it with ease.
    reading_age: u32,
    /// How many words it has.
    words: usize,
    /// What to say otherwise, in the order of the text.
    findings: Vec<PlainEnglishFinding>,
}

/// One thing to say otherwise.
#[derive(SimpleObject, Clone)]
pub struct PlainEnglishFinding {
    /// What is the matter.
    kind: Kind,
    /// The line it begins on, from 1.
    line: usize,
    /// The words in question, cut short if long.
    excerpt: String,
    /// What to do instead.
    advice: String,
}

impl From<Finding> for PlainEnglishFinding {
    fn from(finding: Finding) -> Self {
        Self { kind: finding.kind, line: finding.line, excerpt: finding.excerpt, advice: finding.advice }
    }
}

impl From<Report> for PlainEnglish {
    fn from(report: Report) -> Self {
        Self {
            grade: report.grade.to_string(),
            reading_age: (report.grade.tenths() + 5) / 10 + 5,
            words: report.words,
            findings: report.findings.into_iter().map(PlainEnglishFinding::from).collect(),
        }
    }
}
