//! The purpose of a core grant: what the money keeps going, and for which need or objective. It stands in place of
//! outcomes and measures, which are not asked of a core grant (R-4.15a).

use serde::{Deserialize, Serialize};

use super::gate::Facts;
use crate::check::{Checks, clean};
use crate::error::{Code, Refusal};
use crate::plan::{NeedId, ObjectiveId};

/// Why an organisation is kept going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// In words.
    pub text: String,
    /// The published need behind it.
    pub need: Option<NeedId>,
    /// The council's objective behind it; one of the two is there.
    pub objective: Option<ObjectiveId>,
}

/// A purpose as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "PurposeDraft", input_name = "PurposeInput"))]
pub struct PurposeInput {
    /// What the money keeps going.
    #[cfg_attr(feature = "server", graphql(default))]
    pub text: String,
    /// The published need behind it: its identifier; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub need: String,
    /// The council's objective behind it: its identifier; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub objective: String,
}

impl PurposeInput {
    /// Whether nothing of it is filled in.
    pub fn is_blank(&self) -> bool {
        [&self.text, &self.need, &self.objective].iter().all(|text| clean(text).is_empty())
    }

    /// Reads it, with every fault. A core grant names no outcomes besides.
    pub(super) fn read(&self, checks: &mut Checks, outcomes: usize) -> Purpose {
        let refuse = |code, field: &str, sentence: &str| Refusal::under(code, "R-4.15a", "4.15", sentence).on(field);
        if outcomes > 0 {
            let sentence = "A core grant has a purpose in place of outcomes. Remove the outcomes, or empty the purpose";
            checks.refuse(refuse(Code::Disproportionate, "outcomes", sentence));
        }
        let text = checks.text("purpose.text", "what the money keeps going", &self.text, 1_000);
        checks.name_rule("purpose.text", "R-4.15a", "4.15");
        let given = |typed: &str| !typed.trim().is_empty();
        let need = if given(&self.need) { checks.id("purpose.need", "the need", &self.need) } else { None };
        let objective = if given(&self.objective) {
            checks.id("purpose.objective", "the objective", &self.objective)
        } else {
            None
        };
        if !given(&self.need) && !given(&self.objective) {
            let sentence = "Select the published need or the objective that the purpose serves";
            checks.refuse(refuse(Code::TraceBroken, "purpose.need", sentence));
        }
        Purpose { text, need, objective }
    }

    /// What it is linked to, where that is not published or holds no longer.
    pub(super) fn broken(&self, facts: &Facts) -> Vec<Refusal> {
        let broken =
            |field: &str, sentence: &str| Refusal::under(Code::TraceBroken, "R-4.15a", "4.15", sentence).on(field);
        let mut refusals = Vec::new();
        if self.need.trim().parse().is_ok_and(|need: NeedId| !facts.published.contains(&need)) {
            let sentence = "The purpose is linked to a need that is not published. Select a published need, or have this \
                            one published first";
            refusals.push(broken("purpose.need", sentence));
        }
        if self.objective.trim().parse().is_ok_and(|objective: ObjectiveId| !facts.objectives.contains(&objective)) {
            let sentence = "The purpose is linked to an objective that the council does not hold now. Select another";
            refusals.push(broken("purpose.objective", sentence));
        }
        refusals
    }
}
