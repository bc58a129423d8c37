//! Where a question stands, and the only ways to move it.
//!
//! ```text
//!   asked ---- answer ----> answered
//!     |
//!     '------- decline ---> declined
//! ```
//! Late is decided by the clock alone, and moves no deadline.

use super::{Clarification, MOST_ANSWERED, MOST_ASKED, gate};
use crate::calendar::{self, Timestamp};
use crate::check::Checks;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::framework::policy::Policy;
use crate::people::{OrganisationId, UserId};
use crate::secure::ClarificationId;
use crate::secure::opportunity::Opportunity;
use crate::tag::{Audience, Colour, Tag};

wire_enum! {
    /// Where a question about an opportunity stands.
    pub enum Stage as "ClarificationStage" {
        /// Waiting for an answer; only who asked and the council's officers see it.
        Asked = "asked",
        /// Answered, to everyone.
        Answered = "answered",
        /// Not answered, for a reason that everyone reads.
        Declined = "declined",
    }
}

/// What everyone reads from one instant on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// That instant.
    pub at: Timestamp,
    /// The officer.
    pub by: UserId,
    /// The answer, or the reason why there is none.
    pub text: String,
}

/// Where a question stands, with what exists only there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Waiting.
    Asked,
    /// Answered.
    Answered(Published),
    /// Not answered, with the reason.
    Declined(Published),
}

impl State {
    /// The stage, which is stored as it is shown.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Asked => Stage::Asked,
            Self::Answered(_) => Stage::Answered,
            Self::Declined(_) => Stage::Declined,
        }
    }

    /// What everyone reads, once they do.
    pub const fn published(&self) -> Option<&Published> {
        match self {
            Self::Asked => None,
            Self::Answered(published) | Self::Declined(published) => Some(published),
        }
    }
}

/// Who asks: nobody is told.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The organisation.
    pub organisation: &'a OrganisationId,
    /// Its name, which may not stand in the question.
    pub name: &'a str,
    /// The person.
    pub user: &'a UserId,
}

impl Clarification {
    /// Asks a question.
    ///
    /// # Errors
    /// With everything that stands in the way: the date, and what the question itself gives away.
    pub fn ask(
        id: ClarificationId,
        (of, question): (&Opportunity, &str),
        asker: &Asker<'_>,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Self, Vec<Refusal>> {
        let mut checks = Checks::new();
        let question = checks.text("question", "the question", question, MOST_ASKED);
        if names(&question, asker.name) {
            let sentence = format!(
                "The question names {}. Take the name out: everyone reads the question as you write it, and nobody is \
                 told who asked",
                asker.name
            );
            checks.refuse(Refusal::under(Code::Invalid, "R-S2", "4.2(6)", sentence).on("question"));
        }
        let mut refusals = gate::ask_gate(of, now);
        refusals.extend(checks.finish().err().unwrap_or_default());
        all_or_nothing(refusals)?;
        let days = policy.clarification_days();
        Ok(Self {
            id,
            opportunity: of.id.clone(),
            buyer: of.buyer.clone(),
            directorate: of.directorate.clone(),
            organisation: asker.organisation.clone(),
            asked_by: asker.user.clone(),
            asked_at: now,
            question,
            answer_by: calendar::working_days_after(calendar::day_of(now), days.value),
            policy_row: days.row,
            state: State::Asked,
            version: 1,
        })
    }

    /// Answers it: question and answer are everyone's at the same instant.
    ///
    /// # Errors
    /// Where it is answered or declined already, or the answer is missing.
    pub fn answer(self, by: &UserId, text: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let published = self.publish(by, ("text", "the answer", text), now)?;
        Ok(Self { state: State::Answered(published), ..self })
    }

    /// Declines to answer, for a reason that everyone reads.
    ///
    /// # Errors
    /// Where it is answered or declined already, or the reason is missing.
    pub fn decline(self, by: &UserId, reason: &str, now: Timestamp) -> Result<Self, Vec<Refusal>> {
        let published = self.publish(by, ("reason", "why you do not answer", reason), now)?;
        Ok(Self { state: State::Declined(published), ..self })
    }

    fn publish(
        &self,
        by: &UserId,
        (field, name, text): (&str, &str, &str),
        now: Timestamp,
    ) -> Result<Published, Vec<Refusal>> {
        let mut checks = Checks::new();
        if let Some(published) = self.state.published() {
            let sentence = format!(
                "This question was answered on {}. Everyone has read that answer: it stays as it is. Change the \
                 opportunity if something has to change",
                calendar::instant_in_words(published.at)
            );
            checks.refuse(Refusal::under(Code::IllegalTransition, "R-S2", "4.2(6)", sentence));
        }
        let text = checks.text(field, name, text, MOST_ANSWERED);
        checks.name_rule(field, "R-S2", "4.2(6)");
        checks.finish()?;
        Ok(Published { at: now, by: by.clone(), text })
    }

    /// By how many days its answer is late, or was; none if it is in time.
    pub fn days_late(&self, now: Timestamp) -> Option<i64> {
        let until = self.state.published().map_or(now, |published| published.at);
        Some((calendar::day_of(until) - self.answer_by).num_days()).filter(|days| *days > 0)
    }

    /// Its status in words and colour, for who looks.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Tag {
        match (self.state.stage(), audience, self.days_late(now)) {
            (Stage::Asked, Audience::Council, Some(days)) => {
                Tag::new(format!("Answer is late by {}", in_days(days)), Colour::Red)
            }
            (Stage::Asked, Audience::Council, None) => Tag::new("Answer it", Colour::Yellow),
            (Stage::Asked, _, Some(days)) => Tag::new(format!("The council is late by {}", in_days(days)), Colour::Red),
            (Stage::Asked, _, None) => Tag::new("Waiting for an answer", Colour::Blue),
            (Stage::Answered, ..) => Tag::new("Answered", Colour::Grey),
            (Stage::Declined, ..) => Tag::new("Not answered", Colour::Grey),
        }
    }
}

fn in_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Whether the text names them, however it is written.
fn names(text: &str, name: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let name = plain(name);
    !name.is_empty() && plain(text).contains(&name)
}
