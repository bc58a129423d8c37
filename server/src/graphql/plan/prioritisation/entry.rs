//! A need in an assessment: its answers, its score and its place.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::Day;
use shared::check::show_thousandths;
use shared::framework::policy::Weights;
use shared::plan::prioritisation::score::Placed;
use shared::plan::prioritisation::{Facts, Place, Placing, Prioritisation, Score, Wanted};
use shared::plan::{NeedId, ObjectiveId};

use crate::graphql::context::loader;
use crate::graphql::plan::need::Need;
use crate::graphql::plan::objective::Objective;

/// How answers become points of a hundred.
#[derive(SimpleObject, Clone)]
pub struct PriorityMethod {
    /// The most that strategic objectives give.
    objective: i64,
    /// What a duty in law gives.
    statutory: i64,
    /// The most that the gap gives: the share of people who are not reached.
    gap: i64,
    /// The most that users' voice gives.
    voice: i64,
    /// The dated policy rows that say so.
    policy_rows: Vec<String>,
    #[graphql(skip)]
    pub(super) weights: Weights,
}

impl From<Weights> for PriorityMethod {
    fn from(weights: Weights) -> Self {
        let all = [&weights.objective, &weights.statutory, &weights.gap, &weights.voice];
        Self {
            objective: weights.objective.value.into(),
            statutory: weights.statutory.value.into(),
            gap: weights.gap.value.into(),
            voice: weights.voice.value.into(),
            policy_rows: all.iter().map(|figure| figure.row.to_string()).collect(),
            weights,
        }
    }
}

/// Points of a hundred, each in words.
#[derive(SimpleObject, Clone)]
pub struct PriorityScore {
    /// For the objectives it serves.
    objective: String,
    /// For a duty in law.
    statutory: String,
    /// For the share of people who are not reached.
    gap: String,
    /// For what users say.
    voice: String,
    /// All of it.
    total: String,
}

impl From<Score> for PriorityScore {
    fn from(score: Score) -> Self {
        let [objective, statutory, gap, voice, total] =
            [score.objective, score.statutory, score.gap, score.voice, score.total()].map(show_thousandths);
        Self { objective, statutory, gap, voice, total }
    }
}

/// A need in an assessment.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct PriorityEntry {
    /// Its rank, once it is ranked and every answer that counts is there.
    rank: Option<i64>,
    /// The day for which it is planned.
    scheduled_on: Option<Day>,
    /// Where it goes.
    placing: Placing,
    /// Why it is not for now.
    out_reason: Option<String>,
    /// What its answers give, once they are there.
    score: Option<PriorityScore>,
    /// How far it serves strategic objectives, 0 to 5.
    objective_points: Option<i64>,
    /// Whether a duty in law asks for it.
    is_statutory: Option<bool>,
    /// How large the gap is, 0 to 5, where the need's figures do not tell.
    gap_points: Option<i64>,
    /// Whether the need's figures tell how large the gap is.
    gap_counted: bool,
    /// How strongly users ask for it, 0 to 5.
    voice_points: Option<i64>,
    /// Why so many points.
    voice_reason: Option<String>,
    /// What money there is for it.
    budget: Option<String>,
    #[graphql(skip)]
    of: NeedId,
    #[graphql(skip)]
    serves: Option<ObjectiveId>,
    #[graphql(skip)]
    asked_by: Option<ObjectiveId>,
}

impl PriorityEntry {
    pub(super) fn of(prioritisation: &Prioritisation, facts: &Facts, placed: Placed) -> Option<Self> {
        let answers = prioritisation.candidates.iter().find(|one| one.need == placed.need)?.answers.clone();
        let known = facts.needs.get(&placed.need);
        let (placing, scheduled_on, out_reason) = match answers.placing {
            Wanted::Ranked => (Placing::Ranked, None, None),
            Wanted::Scheduled { on } => (Placing::Scheduled, on, None),
            Wanted::Out { reason } => (Placing::Out, None, reason),
        };
        let rank = match placed.place {
            Place::Ranked { rank } => Some(rank),
            Place::Scheduled { .. } | Place::Out | Place::Open => None,
        };
        Some(Self {
            rank,
            scheduled_on,
            placing,
            out_reason,
            score: placed.score.map(PriorityScore::from),
            objective_points: answers.objective_points,
            is_statutory: answers.statutory,
            gap_points: answers.gap_points,
            gap_counted: known.is_some_and(shared::plan::prioritisation::NeedFacts::gap_is_counted),
            voice_points: answers.voice_points,
            voice_reason: answers.voice_reason,
            budget: answers.budget,
            of: placed.need,
            serves: answers.objective,
            asked_by: answers.duty,
        })
    }
}

#[ComplexObject]
impl PriorityEntry {
    /// The need.
    async fn need(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Need>> {
        loader(ctx).load_one(self.of.clone()).await
    }

    /// The strategic objective it serves most.
    async fn objective(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Objective>> {
        match &self.serves {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }

    /// The duty in law that asks for it.
    async fn duty(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Objective>> {
        match &self.asked_by {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }
}
