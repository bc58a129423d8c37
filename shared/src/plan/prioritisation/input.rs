//! What a person types about an assessment, and how it is read. A draft may
//! leave answers out; what is there has to be readable.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Answers, MOST_POINTS, Placing, Wanted};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::DirectorateId;

/// An assessment as it is begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct PrioritisationInput {
    /// The directorate that makes it, by id.
    pub directorate: String,
    /// What it is called.
    pub title: String,
}

impl PrioritisationInput {
    /// Reads every field, or says every fault at once.
    pub fn check(&self) -> Result<(DirectorateId, String), Vec<Refusal>> {
        let mut checks = Checks::new();
        let directorate = checks.id::<DirectorateId>("directorate", "the directorate", &self.directorate);
        let title = checks.text("title", "what the assessment is called", &self.title, 120);
        checks.finish()?;
        directorate.map(|directorate| (directorate, title)).ok_or_else(Vec::new)
    }
}

/// The answers about one need, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct PriorityInput {
    /// How far it serves strategic objectives, 0 to 5.
    pub objective_points: String,
    /// Which objective it serves most, by id.
    pub objective: String,
    /// Whether a duty in law asks for it: `yes` or `no`.
    pub statutory: String,
    /// Which duty, by id.
    pub duty: String,
    /// How large the gap is, 0 to 5; only where the need's figures do not tell.
    pub gap_points: String,
    /// How strongly users ask for it, 0 to 5.
    pub voice_points: String,
    /// Why so many points.
    pub voice_reason: String,
    /// What money there is for it, or that there is none.
    pub budget: String,
    /// Where it goes: ranked, scheduled or out; ranked unless said otherwise.
    pub placing: String,
    /// The day for which it is planned.
    pub scheduled_on: String,
    /// Why it is not for now.
    pub out_reason: String,
}

fn given(text: &str) -> bool {
    !text.trim().is_empty()
}

fn points(checks: &mut Checks, field: &str, name: &str, text: &str) -> Option<i64> {
    given(text).then(|| checks.whole(field, name, text, 0, MOST_POINTS))
}

fn one_of<T: FromStr>(checks: &mut Checks, field: &str, name: &str, text: &str) -> Option<T> {
    given(text).then(|| checks.id::<T>(field, name, text)).flatten()
}

impl PriorityInput {
    /// Reads what is there, or says every fault at once.
    pub fn check(&self) -> Result<Answers, Vec<Refusal>> {
        let mut checks = Checks::new();
        let statutory = match self.statutory.trim() {
            "" => None,
            text if text.eq_ignore_ascii_case("yes") => Some(true),
            text if text.eq_ignore_ascii_case("no") => Some(false),
            _ => {
                checks.refuse(Refusal::slip("statutory", Code::UnknownCode, "Select yes or no"));
                None
            }
        };
        let answers = Answers {
            objective_points: points(&mut checks, "objectivePoints", "points for objectives", &self.objective_points),
            objective: one_of(&mut checks, "objective", "the objective", &self.objective),
            statutory,
            duty: one_of(&mut checks, "duty", "the duty in law", &self.duty),
            gap_points: points(&mut checks, "gapPoints", "points for the gap", &self.gap_points),
            voice_points: points(&mut checks, "voicePoints", "points for users' voice", &self.voice_points),
            voice_reason: checks.optional_text("voiceReason", "the reason", Some(&self.voice_reason), 1_000),
            budget: checks.optional_text("budget", "the budget", Some(&self.budget), 300),
            placing: self.placing(&mut checks),
        };
        checks.finish()?;
        Ok(answers)
    }

    fn placing(&self, checks: &mut Checks) -> Wanted {
        if !given(&self.placing) {
            return Wanted::Ranked;
        }
        match checks.choice::<Placing>("placing", "where it goes", &self.placing) {
            None | Some(Placing::Ranked) => Wanted::Ranked,
            Some(Placing::Scheduled) => Wanted::Scheduled {
                on: given(&self.scheduled_on).then(|| checks.day("scheduledOn", "the day", &self.scheduled_on)),
            },
            Some(Placing::Out) => {
                Wanted::Out { reason: checks.optional_text("outReason", "the reason", Some(&self.out_reason), 500) }
            }
        }
    }
}
