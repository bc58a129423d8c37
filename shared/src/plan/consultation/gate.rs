//! Whether the rules permit a step of a consultation now: every fault at once.

use super::{Action, Consultation, Point, Stage};
use crate::calendar::{Timestamp, add_days, day_of, in_words, next_day};
use crate::error::{Code, Refusal};
use crate::framework::policy::Policy;

/// What the answers tell about a consultation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The numbers of the answers that make no point yet, and are not marked as
    /// making none.
    pub unread: Vec<i64>,
    /// The points made.
    pub points: Vec<Point>,
}

impl Facts {
    /// How many points are answered, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.points.iter().filter(|point| point.missing().is_empty()).count(), self.points.len())
    }
}

impl Consultation {
    /// Every reason why the step may not be taken now; none means it may.
    pub fn gate(&self, action: Action, facts: &Facts, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let mut refusals = self.at_stage(action, now);
        match action {
            Action::Publish => refusals.extend(self.unready(policy, now)),
            Action::Answer => refusals.extend(unanswered(facts)),
            _ => {}
        }
        refusals
    }

    /// What is missing before people can be asked: why, what can change, whom,
    /// what, and time enough.
    fn unready(&self, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let terms = &self.terms;
        let parts = [
            ("purpose", terms.purpose.is_some(), "what you want to find out, and why"),
            (
                "changeable",
                terms.changeable.is_some(),
                "what answers can still change: people are asked while plans can change",
            ),
            ("fixed", terms.fixed.is_some(), "what is settled already, or that nothing is"),
            ("audience", terms.audience.is_some(), "whom you ask"),
        ];
        let part = |field: &str, message: String| {
            Refusal::under(Code::PartMissing, "R-4.3", "4.3", message).on(field.to_owned())
        };
        let mut refusals: Vec<Refusal> = parts
            .into_iter()
            .filter(|(_, given, _)| !given)
            .map(|(field, _, what)| part(field, format!("The consultation does not say {what}. Enter it")))
            .collect();
        if terms.questions.is_empty() {
            let message = "The consultation has 0 questions. It must have at least 1: add a question";
            refusals.push(part("questions.0.prompt", message.to_owned()));
        }
        refusals.extend(self.too_short(policy, now));
        refusals
    }

    /// Whether it opens today or later, and stays open long enough.
    fn too_short(&self, policy: &Policy, now: Timestamp) -> Vec<Refusal> {
        let terms = &self.terms;
        let mut refusals = Vec::new();
        let day = |field: &str, message: String| {
            Refusal::under(Code::OutOfRange, "R-4.3", "4.3", message).on(field.to_owned())
        };
        for (field, given, which) in [("opensOn", terms.opens_on, "first"), ("closesOn", terms.closes_on, "last")] {
            if given.is_none() {
                let message = format!("Enter the {which} day on which people can answer");
                refusals.push(Refusal::under(Code::PartMissing, "R-4.3", "4.3", message).on(field));
            }
        }
        let Some(opens_on) = terms.opens_on else { return refusals };
        let today = day_of(now);
        if opens_on < today {
            let message =
                format!("The first day, {}, is over. Enter {} or a later day", in_words(opens_on), in_words(today));
            refusals.push(day("opensOn", message));
        }
        let least = policy.consultation_min_days();
        let earliest = add_days(opens_on, u64::from(least.value));
        if let Some(closes_on) = terms.closes_on.filter(|closes_on| *closes_on < earliest) {
            let days = (closes_on - opens_on).num_days();
            let message = if days <= 0 {
                format!("It would close before people can answer. Enter {} or a later day", in_words(earliest))
            } else {
                format!(
                    "People would have {days} days to answer. They need at least {}: enter {} or a later day",
                    least.value,
                    in_words(earliest)
                )
            };
            refusals.push(day("closesOn", message).using(least.row.as_str()));
        }
        refusals
    }

    /// A no if the step does not fit the stage.
    pub(super) fn at_stage(&self, action: Action, now: Timestamp) -> Vec<Refusal> {
        let stage = self.stage(now);
        let fits = match action {
            Action::Edit | Action::Publish => stage == Stage::Draft,
            Action::Extend => matches!(stage, Stage::Scheduled | Stage::Open),
            Action::Respond => stage == Stage::Open,
            Action::Weigh => matches!(stage, Stage::Open | Stage::Closed),
            Action::Answer => stage == Stage::Closed,
            Action::Cancel => matches!(stage, Stage::Draft | Stage::Scheduled | Stage::Open | Stage::Closed),
        };
        if fits { Vec::new() } else { vec![self.misfit(action, stage)] }
    }

    fn misfit(&self, action: Action, stage: Stage) -> Refusal {
        let reference = &self.reference;
        let days = self.state.publication().map(|publication| (publication.opens_on, publication.closes_on));
        let (opens_on, closes_on) = days.unwrap_or_default();
        let message = match (action, stage) {
            (Action::Respond, Stage::Scheduled) => {
                format!("{reference} opens on {}. Send your answers from that day on", in_words(opens_on))
            }
            (Action::Respond, Stage::Cancelled) => format!("{reference} was called off, so it takes no answers"),
            (Action::Respond, Stage::Closed | Stage::Answered) => format!(
                "{reference} closed at the end of {}, so it takes no more answers. \
                 Its page shows what people said and what we did, once we have read all answers",
                in_words(closes_on)
            ),
            (Action::Answer, Stage::Scheduled | Stage::Open) => format!(
                "{reference} takes answers until the end of {}. Publish what people said from {} on",
                in_words(closes_on),
                in_words(next_day(closes_on))
            ),
            (_, Stage::Draft) => format!("{reference} is still a draft. Publish it first"),
            (Action::Weigh, Stage::Scheduled) => {
                format!("{reference} opens on {}. There is nothing to read before", in_words(opens_on))
            }
            (Action::Extend, Stage::Closed) => format!(
                "{reference} closed at the end of {}. Begin a new consultation to ask again",
                in_words(closes_on)
            ),
            (_, Stage::Scheduled | Stage::Open | Stage::Closed) => {
                format!("{reference} is published, so what it asks stands. Call it off to ask something else")
            }
            (_, Stage::Answered) => {
                format!("{reference} is answered, and closed. Begin a new consultation to ask again")
            }
            (_, Stage::Cancelled) => format!("{reference} was called off. Begin a new consultation to ask again"),
        };
        let code = match (action, stage) {
            (Action::Respond, Stage::Draft) => Code::IllegalTransition,
            (Action::Respond, _) => Code::ConsultationClosed,
            (Action::Answer, Stage::Scheduled | Stage::Open) => Code::TooEarly,
            _ => Code::IllegalTransition,
        };
        Refusal::under(code, "R-4.3", "4.3", message)
    }
}

/// What nobody has answered yet: the answers that make no point, and each point
/// without its decision.
fn unanswered(facts: &Facts) -> Vec<Refusal> {
    let no = |message: String| Refusal::under(Code::PointUnanswered, "R-4.3", "4.3", message);
    let mut refusals = Vec::new();
    let numbers: Vec<String> = facts.unread.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => {}
        [one] => refusals
            .push(no(format!("Answer {one} makes no point yet. Add the point it makes, or mark that it makes none"))),
        [first @ .., last] => refusals.push(no(format!(
            "Answers {} and {last} make no point yet. Add the points they make, or mark that they make none",
            first.join(", ")
        ))),
    }
    for point in &facts.points {
        let missing = point.missing();
        if !missing.is_empty() {
            refusals.push(no(format!(
                "The point \"{}\" is not answered. Enter {}",
                point.in_short(),
                missing.join(" and ")
            )));
        }
    }
    refusals
}
