//! Outcomes and indicators on the wire.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::check::show_thousandths;
use shared::plan::NeedId;
use shared::secure::specification::indicator::{self, Direction, Frequency, Kind};
use shared::secure::specification::{self as domain};
use shared::secure::{IndicatorId, OutcomeId};

use crate::graphql::context::loader;
use crate::graphql::plan::need::Need;

/// What should change for people.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Outcome {
    /// Its identifier.
    id: OutcomeId,
    /// The change, in words.
    title: String,
    /// Who benefits.
    beneficiaries: String,
    /// How it is measured.
    indicators: Vec<Indicator>,
    #[graphql(skip)]
    need: NeedId,
}

impl From<domain::Outcome> for Outcome {
    fn from(domain: domain::Outcome) -> Self {
        Self {
            id: domain.id,
            title: domain.title,
            beneficiaries: domain.beneficiaries,
            indicators: domain.indicators.into_iter().map(Indicator::from).collect(),
            need: domain.need,
        }
    }
}

#[ComplexObject]
impl Outcome {
    /// The published need that it answers.
    async fn need(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Need>> {
        loader(ctx).load_one(self.need.clone()).await
    }
}

/// How a change is measured: on pages, a measure. Figures are decimal text of
/// at most three places.
#[derive(SimpleObject, Clone)]
pub struct Indicator {
    /// Its identifier.
    id: IndicatorId,
    /// Its name.
    name: String,
    /// What it measures.
    kind: Kind,
    /// The unit, such as `%` or `people`.
    unit: String,
    /// Which way is better.
    direction: Direction,
    /// The figure before the service.
    baseline: String,
    /// The figure to reach.
    target: String,
    /// How far short of the target still counts as close.
    tolerance: String,
    /// Where the figures come from.
    source: String,
    /// How often it is read.
    frequency: Frequency,
    /// The figure before the service with its unit, as people read it.
    baseline_in_words: String,
    /// The target with its unit, as people read it.
    target_in_words: String,
    /// How readings are judged, in a sentence.
    scale_in_words: String,
}

/// A figure in thousandths as decimal text without commas.
fn plain(value: i64) -> String {
    show_thousandths(value).replace(',', "")
}

impl From<indicator::Indicator> for Indicator {
    fn from(domain: indicator::Indicator) -> Self {
        let measure = domain.measure;
        Self {
            id: domain.id,
            baseline: plain(measure.baseline),
            target: plain(measure.target),
            tolerance: plain(measure.tolerance),
            baseline_in_words: measure.with_unit(measure.baseline),
            target_in_words: measure.with_unit(measure.target),
            scale_in_words: measure.in_words(),
            name: measure.name,
            kind: measure.kind,
            unit: measure.unit,
            direction: measure.direction,
            source: measure.source,
            frequency: measure.frequency,
        }
    }
}
