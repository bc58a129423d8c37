//! What an officer says of a commission under each principle: what shows that it is met, or why it is not.

use serde::{Deserialize, Serialize};

use super::Principle;
use crate::calendar::{Day, Timestamp, day_of, in_short};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::UserId;

wire_enum! {
    /// Whether a principle is met, or a reason says why it is not.
    pub enum Kind as "PrincipleAnswerKind" {
        /// It is met, and this shows it.
        Evidence = "evidence",
        /// It is not, or only in part, and this is why.
        Reason = "reason",
    }
}

impl Kind {
    /// The choice in words, under this principle.
    pub const fn label(self, principle: Principle) -> &'static str {
        match (self, principle) {
            (Self::Evidence, Principle::P2) => "We talked to providers",
            (Self::Reason, Principle::P2) => "We did not, or it cannot wait",
            (Self::Evidence, Principle::P5) => "Yes, we will help providers to take part",
            (Self::Reason, Principle::P5) => "No, we will not",
            (Self::Evidence, Principle::P7) => "It runs long",
            (Self::Reason, Principle::P7) => "It is short, for a reason",
            (Self::Evidence, _) => "This shows it",
            (Self::Reason, _) => "It does not fit here, for a reason",
        }
    }
}

/// What was said under one principle, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The principle.
    pub principle: Principle,
    /// Whether it is met.
    pub kind: Kind,
    /// What shows it, or why not.
    pub says: String,
    /// The day on which the talks with providers ended (P2).
    pub ended_on: Option<Day>,
}

/// The same with who wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was said.
    pub said: Said,
    /// Who wrote it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What is said under one principle, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct PrincipleAnswerInput {
    /// The principle, `P1` to `P8`.
    pub principle: String,
    /// `EVIDENCE` or `REASON`.
    pub kind: String,
    /// What shows it, or why not; empty if nobody has answered yet.
    pub says: String,
    /// The day on which the talks with providers ended; only for `P2`.
    pub ended_on: String,
}

/// What is said under the principles, as typed. What is not sent is not answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "PrinciplesInput"))]
#[serde(rename_all = "camelCase", default)]
pub struct PrinciplesInput {
    /// An answer for each principle.
    pub answers: Vec<PrincipleAnswerInput>,
}

/// The most characters of one answer.
const MOST: usize = 1_000;

impl PrinciplesInput {
    /// Reads every answer, or says every fault at once.
    pub fn check(&self, now: Timestamp) -> Result<Vec<Said>, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut all: Vec<Said> = Vec::new();
        for (index, typed) in self.answers.iter().enumerate() {
            let Some(said) = typed.read(index, &mut checks, now) else { continue };
            if all.iter().any(|one| one.principle == said.principle) {
                let message = format!("Principle {} is answered twice. Answer it once", said.principle.digit());
                checks.refuse(Refusal::slip(format!("answers.{index}.says"), Code::Duplicate, message));
            }
            all.push(said);
        }
        checks.finish()?;
        all.sort_by_key(|one| one.principle);
        Ok(all)
    }
}

impl PrincipleAnswerInput {
    /// The answer; none where nothing was typed or something is wrong with it.
    fn read(&self, index: usize, checks: &mut Checks, now: Timestamp) -> Option<Said> {
        let field = |name: &str| format!("answers.{index}.{name}");
        let principle = checks.choice::<Principle>(&field("principle"), "the principle", &self.principle)?;
        let named = format!("the answer under principle {}", principle.digit());
        let says = checks.optional_text(&field("says"), &named, Some(&self.says), MOST);
        if says.is_none() && self.kind.trim().is_empty() && self.ended_on.trim().is_empty() {
            return None;
        }
        if says.is_none() {
            checks.refuse(Refusal::slip(field("says"), Code::Missing, format!("Enter {named}")));
        }
        let choice = format!("whether principle {} is met", principle.digit());
        let kind = checks.choice::<Kind>(&field("kind"), &choice, &self.kind);
        let asked = principle == Principle::P2 && kind == Some(Kind::Evidence);
        let ended_on = asked.then(|| checks.day(&field("endedOn"), "the day on which the talks ended", &self.ended_on));
        let today = day_of(now);
        if ended_on.is_some_and(|day| day > today) {
            let message = format!("The day on which the talks ended must be {} or earlier", in_short(today));
            checks.refuse(Refusal::slip(field("endedOn"), Code::OutOfRange, message));
        }
        Some(Said { principle, kind: kind?, says: says?, ended_on })
    }
}

/// Whether answers may change now. What an approver has before them stays as it was when they were asked (R-4.17d).
pub fn may_change(waits_for_approval: Option<&str>) -> Result<(), Refusal> {
    let Some(reference) = waits_for_approval else { return Ok(()) };
    let message = format!(
        "{reference} waits for an approver, who judges it by these answers. Have it sent back first, then change them"
    );
    Err(Refusal::under(Code::IllegalTransition, "R-4.17d", "4.17", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_4_17d_answers_stay_as_they_are_while_an_approver_judges_by_them() {
        assert!(may_change(None).is_ok());
        let refused = may_change(Some("O-0007")).unwrap_err();
        assert_eq!((refused.code, refused.rule.as_deref()), (Code::IllegalTransition, Some("R-4.17d")));
        assert!(refused.message.starts_with("O-0007 waits for an approver"));
    }

    fn now() -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn typed(principle: &str, kind: &str, says: &str, ended_on: &str) -> PrincipleAnswerInput {
        let text = str::to_owned;
        PrincipleAnswerInput {
            principle: text(principle),
            kind: text(kind),
            says: text(says),
            ended_on: text(ended_on),
        }
    }

    fn faults(answers: Vec<PrincipleAnswerInput>) -> Vec<String> {
        let all = PrinciplesInput { answers }.check(now()).unwrap_err();
        all.into_iter().map(|one| format!("{}: {}", one.field.unwrap_or_default(), one.message)).collect()
    }

    #[test]
    fn what_is_left_out_is_not_answered_and_the_rest_is_kept_in_order() {
        let answers = vec![
            typed("P3", "REASON", "It is a pilot.", ""),
            typed("P1", "EVIDENCE", "The carers' circle told us.", "1 May 2026"),
            typed("P2", "", " ", ""),
        ];
        let all = PrinciplesInput { answers }.check(now()).unwrap();
        let said: Vec<_> = all.iter().map(|one| (one.principle, one.kind, one.ended_on)).collect();
        assert_eq!(said, [(Principle::P1, Kind::Evidence, None), (Principle::P3, Kind::Reason, None)]);
    }

    #[test]
    fn every_fault_is_told_at_once_p2() {
        let answers = vec![
            typed("P1", "", "We asked.", ""),
            typed("P2", "EVIDENCE", "We asked two.", ""),
            typed("P3", "REASON", "", ""),
            typed("the ninth", "REASON", "None.", ""),
            typed("P2", "EVIDENCE", "We asked three.", "24 November 2026"),
        ];
        assert_eq!(
            faults(answers),
            [
                "answers.0.kind: Select whether principle 1 is met",
                "answers.1.endedOn: Enter the day on which the talks ended",
                "answers.2.says: Enter the answer under principle 3",
                "answers.3.principle: Select the principle from the list",
                "answers.4.endedOn: The day on which the talks ended must be 23 November 2026 or earlier",
                "answers.4.says: Principle 2 is answered twice. Answer it once",
            ]
        );
    }
}
