//! What bidders say of how they were treated: asked once the decision is known, kept without their name, and shown only
//! as counts that give nobody away (principle 8 of framework 4.2).

use serde::{Deserialize, Serialize};

use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::error::{Code, Refusal, all_or_nothing};
use crate::review::ProcessFeedbackId;
use crate::review::feedback::{Cell, suppress};
use crate::secure::OpportunityId;
use crate::secure::opportunity::Stage;

const RULE: &str = "P8";
const PARAGRAPH: &str = "4.2(8)";

wire_enum! {
    /// What a bidder is asked about.
    pub enum Aspect as "ProcessAspect" {
        /// The documents.
        Documents = "documents",
        /// The time.
        Time = "time",
        /// The answers to questions.
        Answers = "answers",
        /// The decision.
        Decision = "decision",
    }
}

impl Aspect {
    /// The statement that a bidder agrees with or not.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Documents => "The documents said clearly what was wanted",
            Self::Time => "There was enough time to write a good bid",
            Self::Answers => "Questions were answered well",
            Self::Decision => "The decision was explained",
        }
    }
}

wire_enum! {
    /// Whether it was so.
    pub enum Verdict as "ProcessVerdict" {
        /// It was.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// It was not.
        No = "no",
    }
}

impl Verdict {
    /// The word on the form.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::Partly => "Partly",
            Self::No => "No",
        }
    }
}

/// What one bidder said. Nothing in it says which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessFeedback {
    /// Its identifier.
    pub id: ProcessFeedbackId,
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// A verdict on each of [`Aspect::ALL`], in their order.
    pub verdicts: Vec<Verdict>,
    /// The day.
    pub given_at: Timestamp,
}

/// The form, as typed. Every answer is one of `ProcessVerdict`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct ProcessFeedbackInput {
    /// Whether the documents said clearly what was wanted.
    pub documents: String,
    /// Whether there was enough time.
    pub time: String,
    /// Whether questions were answered well.
    pub answers: String,
    /// Whether the decision was explained.
    pub decision: String,
}

impl ProcessFeedbackInput {
    /// Reads the form: a verdict on each of [`Aspect::ALL`].
    ///
    /// # Errors
    /// Every statement without an answer, all at once.
    pub fn check(&self) -> Result<Vec<Verdict>, Vec<Refusal>> {
        let mut checks = Checks::new();
        let typed = [&self.documents, &self.time, &self.answers, &self.decision];
        let verdicts: Vec<_> = Aspect::ALL
            .iter()
            .zip(typed)
            .filter_map(|(aspect, typed)| {
                let what = format!("an answer to \"{}\"", aspect.label());
                checks.choice(aspect.as_str(), &what, typed)
            })
            .collect();
        checks.finish()?;
        Ok(verdicts)
    }
}

/// Whether a bidder is asked now: once there is a decision, and once.
///
/// # Errors
/// Before the decision, and a second time.
pub fn may_say(stage: Stage, said: bool) -> Result<(), Vec<Refusal>> {
    let early = !matches!(stage, Stage::Decided | Stage::Complete | Stage::Unsuccessful);
    let refuse = |code, message| Refusal::under(code, RULE, PARAGRAPH, message);
    let mut refusals = Vec::new();
    if early {
        let message = "You are asked once the decision is known, so that what you say cannot touch it. Come back then";
        refusals.push(refuse(Code::TooEarly, message));
    }
    if said {
        let message = "Your organisation has answered already. Each is asked once, and no name is kept with the answer, \
                       so it cannot be changed";
        refusals.push(refuse(Code::Duplicate, message));
    }
    all_or_nothing(refusals)
}

/// What bidders say of one aspect, as everyone may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The aspect.
    pub aspect: Aspect,
    /// How many said what, in the order of [`Verdict::ALL`].
    pub verdicts: Vec<(Verdict, Cell)>,
    /// How many spoke.
    pub total: Cell,
}

/// Counts for everyone to see, aspect by aspect; a number under `least` is kept back, and whatever would give it away.
pub fn summary(numbers: &[(Aspect, Verdict, u64)], least: u64) -> Vec<Summary> {
    let of = |aspect: Aspect, verdict: Verdict| {
        let here = numbers.iter().filter(|(about, said, _)| (*about, *said) == (aspect, verdict));
        here.map(|(_, _, number)| number).sum::<u64>()
    };
    let row = |aspect: &Aspect| {
        let counts = suppress(&Verdict::ALL.iter().map(|verdict| of(*aspect, *verdict)).collect::<Vec<_>>(), least);
        let verdicts = Verdict::ALL.iter().copied().zip(counts.cells).collect();
        Summary { aspect: *aspect, verdicts, total: counts.total }
    };
    Aspect::ALL.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_without_an_answer_is_told_at_once_p8() {
        let input =
            ProcessFeedbackInput { time: "partly".to_owned(), answers: "loud".to_owned(), ..Default::default() };
        let fields: Vec<_> = input.check().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["documents", "answers", "decision"]);
        let yes = || "yes".to_owned();
        let whole = ProcessFeedbackInput { documents: yes(), time: "NO".to_owned(), answers: yes(), decision: yes() };
        assert_eq!(whole.check().unwrap(), [Verdict::Yes, Verdict::No, Verdict::Yes, Verdict::Yes]);
    }

    #[test]
    fn a_bidder_is_asked_after_the_decision_and_once_p8() {
        for stage in [Stage::Decided, Stage::Complete, Stage::Unsuccessful] {
            assert!(may_say(stage, false).is_ok(), "{stage:?}");
        }
        for stage in [Stage::Open, Stage::Closed, Stage::Opened, Stage::Evaluating, Stage::Cancelled] {
            assert_eq!(may_say(stage, false).unwrap_err()[0].code, Code::TooEarly, "{stage:?}");
        }
        assert_eq!(may_say(Stage::Decided, true).unwrap_err()[0].code, Code::Duplicate);
    }

    #[test]
    fn counts_under_the_least_number_are_not_shown_p8() {
        let shown = |number: u64| {
            let said = [(Verdict::Yes, number), (Verdict::Partly, 5), (Verdict::No, 7)];
            let counted = summary(&said.map(|(verdict, number)| (Aspect::Time, verdict, number)), 5);
            counted.into_iter().find(|row| row.aspect == Aspect::Time).unwrap()
        };
        assert_eq!(shown(6).verdicts[0], (Verdict::Yes, Cell::Shown(6)));
        assert_eq!(shown(4).verdicts[0], (Verdict::Yes, Cell::Hidden));
        let nothing_said = summary(&[], 5);
        assert_eq!(nothing_said.len(), Aspect::ALL.len());
        assert!(nothing_said.iter().all(|row| row.total == Cell::Hidden));
    }
}
