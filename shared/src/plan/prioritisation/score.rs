//! The published method: how many points of a hundred each answer gives, and
//! the order that comes of them (R-3.4b).

use super::{Answers, Facts, MOST_POINTS, NeedFacts, Prioritisation, Wanted};
use crate::calendar::Day;
use crate::framework::policy::Weights;
use crate::plan::NeedId;
use crate::plan::need::Gap;

/// What each answer gives, in thousandths of a point; together at most a
/// hundred points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// For the objectives it serves.
    pub objective: i64,
    /// For a duty in law.
    pub statutory: i64,
    /// For the share of people who are not reached.
    pub gap: i64,
    /// For what users say.
    pub voice: i64,
}

impl Score {
    /// All of it.
    pub const fn total(&self) -> i64 {
        self.objective + self.statutory + self.gap + self.voice
    }
}

/// Where a need comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this rank, from 1.
    Ranked {
        /// The rank.
        rank: i64,
    },
    /// On this day.
    Scheduled {
        /// The day.
        on: Day,
    },
    /// Not for now.
    Out,
    /// Not known while answers are missing.
    Open,
}

/// A need with its place and its score, if every answer that counts is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The need.
    pub need: NeedId,
    /// Where it stands.
    pub place: Place,
    /// What its answers give.
    pub score: Option<Score>,
}

impl Answers {
    /// What the answers give; none while one that counts is missing.
    pub fn score(&self, need: &NeedFacts, weights: &Weights) -> Option<Score> {
        let full = |weight: u32| i64::from(weight) * 1_000;
        let share = |weight: u32, points: i64| full(weight) * points.clamp(0, MOST_POINTS) / MOST_POINTS;
        let gap = match (need.gap, need.demand) {
            (Gap::People(_), Some(0)) => 0,
            (Gap::People(missing), Some(demand)) => full(weights.gap.value) * missing / demand,
            _ => share(weights.gap.value, self.gap_points?),
        };
        Some(Score {
            objective: share(weights.objective.value, self.objective_points?),
            statutory: if self.statutory? { full(weights.statutory.value) } else { 0 },
            gap,
            voice: share(weights.voice.value, self.voice_points?),
        })
    }
}

impl Prioritisation {
    /// The needs in their order: those that are ranked, by score; then those
    /// planned for a day, the earliest first; then the others. Between equal
    /// scores, more people who are not reached come first, then the need that
    /// was written down first.
    pub fn order(&self, facts: &Facts, weights: &Weights) -> Vec<Placed> {
        let scored = self.candidates.iter().map(|one| {
            let known = facts.needs.get(&one.need);
            let score = known.and_then(|known| one.answers.score(known, weights));
            let place = match (&one.answers.placing, score) {
                (Wanted::Ranked, Some(_)) => Place::Ranked { rank: 0 },
                (Wanted::Scheduled { on: Some(on) }, _) => Place::Scheduled { on: *on },
                (Wanted::Out { .. }, _) => Place::Out,
                _ => Place::Open,
            };
            let missing = known.map_or(0, |known| match known.gap {
                Gap::People(people) => people,
                Gap::Unknown | Gap::Estimated => 0,
            });
            (missing, Placed { need: one.need.clone(), place, score })
        });
        let mut scored: Vec<(i64, Placed)> = scored.collect();
        scored.sort_by_key(|(missing, one)| {
            let (group, day) = match one.place {
                Place::Ranked { .. } => (0, Day::MIN),
                Place::Scheduled { on } => (1, on),
                Place::Open => (2, Day::MIN),
                Place::Out => (3, Day::MIN),
            };
            let total = one.score.map(|score| score.total()).unwrap_or_default();
            (group, day, -total, -missing, one.need.clone())
        });
        (1..)
            .zip(scored)
            .map(|(rank, (_, one))| match one.place {
                Place::Ranked { .. } => Placed { place: Place::Ranked { rank }, ..one },
                _ => one,
            })
            .collect()
    }
}
