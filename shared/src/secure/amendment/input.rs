//! A change as typed.

use serde::{Deserialize, Serialize};

use super::Change;
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::secure::opportunity::input::{day, wall_time};

/// A change to a published opportunity. A date that is left empty stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct AmendmentInput {
    /// What changes, in words that bidders read.
    pub what: String,
    /// What that means for a bid that is sent already.
    pub meaning: String,
    /// `yes` where it matters to bids, so that those sent have to be confirmed; else `no`.
    pub material: String,
    /// The new closing date; it can only be later.
    #[cfg_attr(feature = "server", graphql(default))]
    pub closes_on: String,
    /// The time of that day in London; empty is midday.
    #[cfg_attr(feature = "server", graphql(default))]
    pub closes_time: String,
    /// The new last day for questions; it can only be later.
    #[cfg_attr(feature = "server", graphql(default))]
    pub questions_until_on: String,
    /// The time of that day in London; empty is midday.
    #[cfg_attr(feature = "server", graphql(default))]
    pub questions_until_time: String,
    /// When the decision is expected now; it can only be later.
    #[cfg_attr(feature = "server", graphql(default))]
    pub decision_on: String,
}

impl AmendmentInput {
    /// Reads it.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<Change, Vec<Refusal>> {
        let mut checks = Checks::new();
        let what = checks.text("what", "what changes", &self.what, 2_000);
        let meaning = checks.text("meaning", "what it means for a bid that is sent", &self.meaning, 1_000);
        checks.name_rule("meaning", "R-S3", "4.2(6)");
        let material = match self.material.trim().to_lowercase().as_str() {
            "yes" => true,
            "no" => false,
            _ => {
                let sentence = "Select yes if the change matters to bids, no if it does not";
                checks.refuse(Refusal::slip("material", Code::Missing, sentence).because("R-S3", "4.2(6)"));
                false
            }
        };
        let closes = ["closesOn", "closesTime"];
        let closes_at = wall_time(&mut checks, closes, "the closing date", &self.closes_on, &self.closes_time);
        let (field, name) = (["questionsUntilOn", "questionsUntilTime"], "the last day for questions");
        let (on, time) = (&self.questions_until_on, &self.questions_until_time);
        let questions_until = wall_time(&mut checks, field, name, on, time);
        let decision_on = day(&mut checks, "decisionOn", "the decision date", &self.decision_on);
        checks.finish()?;
        Ok(Change { what, meaning, material, closes_at, questions_until, decision_on })
    }
}
