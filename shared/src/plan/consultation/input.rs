//! What an officer types to set a consultation up, and how it is read.

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};

/// The most questions: they fit on one page.
pub const MOST_QUESTIONS: usize = 10;
/// The most answers to choose from.
const MOST_OPTIONS: usize = 12;
/// The most needs or commissions that one consultation is about.
const MOST_LINKS: usize = 20;

/// A consultation as typed; a draft may leave all but the title for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ConsultationInput {
    /// What it is about, in a line.
    pub title: String,
    /// What the council wants to find out, and why.
    pub purpose: String,
    /// What answers can still change.
    pub changeable: String,
    /// What is settled, whatever people answer.
    pub fixed: String,
    /// Whom the council asks.
    pub audience: String,
    /// The first day on which people can answer.
    pub opens_on: String,
    /// The last day on which people can answer.
    pub closes_on: String,
    /// The references of the commissions it is about, with commas between them.
    pub commissions: String,
    /// The references of the needs it is about, with commas between them.
    pub needs: String,
    /// The questions, in their order; those without a prompt are left out.
    pub questions: Vec<ConsultationQuestionInput>,
}

/// A question as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct ConsultationQuestionInput {
    /// The question.
    pub prompt: String,
    /// The answers to choose from, one a line; empty where people answer in
    /// their own words.
    pub options: String,
}

/// A consultation's text, read and checked; what it is about is still to be
/// looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is about, in a line.
    pub title: String,
    /// What the council wants to find out.
    pub purpose: Option<String>,
    /// What answers can still change.
    pub changeable: Option<String>,
    /// What is settled.
    pub fixed: Option<String>,
    /// Whom the council asks.
    pub audience: Option<String>,
    /// The first day.
    pub opens_on: Option<Day>,
    /// The last day.
    pub closes_on: Option<Day>,
    /// The references of commissions.
    pub commissions: Vec<String>,
    /// The references of needs.
    pub needs: Vec<String>,
    /// Each question with the answers to choose from.
    pub questions: Vec<(String, Vec<String>)>,
}

impl ConsultationInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<Checked, Vec<Refusal>> {
        let mut checks = Checks::new();
        let checked = Checked {
            title: checks.text("title", "what it is about", &self.title, 120),
            purpose: checks.optional_text("purpose", "the purpose", Some(&self.purpose), 2_000),
            changeable: checks.optional_text("changeable", "what can change", Some(&self.changeable), 2_000),
            fixed: checks.optional_text("fixed", "what is settled", Some(&self.fixed), 2_000),
            audience: checks.optional_text("audience", "whom you ask", Some(&self.audience), 500),
            opens_on: day(&mut checks, "opensOn", "the first day", &self.opens_on),
            closes_on: day(&mut checks, "closesOn", "the last day", &self.closes_on),
            commissions: references(&mut checks, "commissions", ("C-", "commission"), &self.commissions),
            needs: references(&mut checks, "needs", ("N-", "need"), &self.needs),
            questions: self.read_questions(&mut checks),
        };
        checks.finish()?;
        Ok(checked)
    }

    fn read_questions(&self, checks: &mut Checks) -> Vec<(String, Vec<String>)> {
        let mut questions = Vec::new();
        for (index, typed) in self.questions.iter().enumerate() {
            let field = |name: &str| format!("questions.{index}.{name}");
            let prompt = checks.optional_text(&field("prompt"), "the question", Some(&typed.prompt), 300);
            let mut options: Vec<String> = Vec::new();
            for line in clean(&typed.options).lines().map(str::trim).filter(|line| !line.is_empty()) {
                let option = checks.text(&field("options"), "the answer", line, 120);
                if !options.contains(&option) {
                    options.push(option);
                }
            }
            if options.len() == 1 || options.len() > MOST_OPTIONS {
                let message = format!("Enter 2 to {MOST_OPTIONS} answers to choose from, one a line, or none");
                checks.refuse(Refusal::slip(field("options"), Code::OutOfRange, message));
            }
            match prompt {
                Some(prompt) => questions.push((prompt, options)),
                None if options.is_empty() => {}
                None => {
                    let message = "Enter the question that these answers are for";
                    checks.refuse(Refusal::slip(field("prompt"), Code::Missing, message));
                }
            }
        }
        if questions.len() > MOST_QUESTIONS {
            let message = format!(
                "There are {} questions. The limit is {MOST_QUESTIONS}, so that all fit on a page",
                questions.len()
            );
            checks.refuse(Refusal::slip("questions.0.prompt", Code::TooLong, message));
        }
        questions
    }
}

fn day(checks: &mut Checks, field: &str, name: &str, value: &str) -> Option<Day> {
    (!value.trim().is_empty()).then(|| checks.day(field, name, value))
}

/// Reads references such as `C-0007, C-0009`.
fn references(checks: &mut Checks, field: &str, (start, kind): (&str, &str), value: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in value.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|part| !part.is_empty()) {
        let reference = part.to_uppercase();
        let number = reference.strip_prefix(start).unwrap_or_default();
        if number.len() < 4 || number.len() > 10 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            let part: String = part.chars().take(20).collect();
            let message = format!("\"{part}\" is not the reference of a {kind}. One looks like {start}0007");
            checks.refuse(Refusal::slip(field, Code::Invalid, message));
            break;
        }
        if !all.contains(&reference) {
            all.push(reference);
        }
    }
    if all.len() > MOST_LINKS {
        let message = format!("There are {} references. The limit is {MOST_LINKS}", all.len());
        checks.refuse(Refusal::slip(field, Code::TooLong, message));
    }
    all
}

/// The refusal of references that nobody can look up.
pub fn unknown(field: &str, kind: &str, references: &[String]) -> Option<Refusal> {
    let first = references.first()?;
    let message = format!("{first} is not a {kind} that you can see. Look it up in the list");
    Some(Refusal::slip(field, Code::UnknownCode, message))
}
