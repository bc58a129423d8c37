//! What is typed into a specification, and how it is read when approval is
//! asked for.
//!
//! A save keeps any of it, finished or not; only its size is bounded.

mod check;

use serde::{Deserialize, Serialize};

use super::{PurposeInput, Section};
use crate::plan::{NeedId, ObjectiveId};

/// The most characters that one field of a draft holds.
pub const MOST_CHARACTERS: usize = 50_000;
/// The most outcomes, and the most indicators of one outcome.
pub const MOST_ITEMS: usize = 20;

/// What is typed into the sections of a specification. A section is saved when
/// any of its fields is given; fields left out of a saved section are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "SpecificationDraft", input_name = "SpecificationInput"))]
pub struct SpecificationInput {
    /// Scope and aims: what the service covers, and what it does not.
    pub scope: Option<String>,
    /// Scope and aims: its aims and objectives.
    pub aims: Option<String>,
    /// Outcomes and measures: what should change for people.
    pub outcomes: Option<Vec<OutcomeInput>>,
    /// Outcomes and measures: of a core grant the purpose that it has in place of them.
    pub purpose: Option<PurposeInput>,
    /// Monitoring, evaluation and review: how it is monitored.
    pub monitoring: Option<String>,
    /// Monitoring, evaluation and review: how it is evaluated.
    pub evaluation: Option<String>,
    /// Monitoring, evaluation and review: how it is reviewed.
    pub review: Option<String>,
    /// Money: the price of one year, before VAT, in pounds.
    pub value_a_year: Option<String>,
    /// Money: how many years are agreed at the start, 1 to 25.
    pub years: Option<String>,
    /// Money: by how many years it may be extended, 0 to 25.
    pub extension_years: Option<String>,
    /// Money: VAT in per cent, such as 20.
    pub vat: Option<String>,
    /// Money: what is bought or funded, one of the `PolicyCategory` values.
    pub category: Option<String>,
    /// Money: how it is paid.
    pub payment: Option<String>,
}

/// An outcome as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "OutcomeDraft", input_name = "OutcomeInput"))]
pub struct OutcomeInput {
    /// What should change for people.
    #[cfg_attr(feature = "server", graphql(default))]
    pub title: String,
    /// Who benefits.
    #[cfg_attr(feature = "server", graphql(default))]
    pub beneficiaries: String,
    /// The published need that it answers: its identifier.
    #[cfg_attr(feature = "server", graphql(default))]
    pub need: String,
    /// How it is measured.
    #[cfg_attr(feature = "server", graphql(default))]
    pub indicators: Vec<IndicatorInput>,
}

/// An indicator as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "IndicatorDraft", input_name = "IndicatorInput"))]
pub struct IndicatorInput {
    /// Its name.
    #[cfg_attr(feature = "server", graphql(default))]
    pub name: String,
    /// What it measures, one of the `IndicatorKind` values.
    #[cfg_attr(feature = "server", graphql(default))]
    pub kind: String,
    /// The unit, such as `%` or `people`.
    #[cfg_attr(feature = "server", graphql(default))]
    pub unit: String,
    /// Which way is better, one of the `IndicatorDirection` values.
    #[cfg_attr(feature = "server", graphql(default))]
    pub direction: String,
    /// The figure before the service.
    #[cfg_attr(feature = "server", graphql(default))]
    pub baseline: String,
    /// The figure to reach.
    #[cfg_attr(feature = "server", graphql(default))]
    pub target: String,
    /// How far short of the target still counts as close.
    #[cfg_attr(feature = "server", graphql(default))]
    pub tolerance: String,
    /// Where the figures come from.
    #[cfg_attr(feature = "server", graphql(default))]
    pub source: String,
    /// How often it is read, one of the `IndicatorFrequency` values.
    #[cfg_attr(feature = "server", graphql(default))]
    pub frequency: String,
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

impl SpecificationInput {
    /// The sections of which any field is given.
    pub fn sections(&self) -> Vec<Section> {
        let given = |section: &Section| match section {
            Section::Scope => self.scope.is_some() || self.aims.is_some(),
            Section::Outcomes => self.outcomes.is_some() || self.purpose.is_some(),
            Section::Monitoring => self.monitoring.is_some() || self.evaluation.is_some() || self.review.is_some(),
            Section::Money => [&self.value_a_year, &self.years, &self.extension_years]
                .into_iter()
                .chain([&self.vat, &self.category, &self.payment])
                .any(Option::is_some),
        };
        Section::ALL.iter().copied().filter(given).collect()
    }

    /// The fields of one section alone.
    #[must_use]
    pub fn only(&self, section: Section) -> Self {
        let from = self.clone();
        match section {
            Section::Scope => Self { scope: from.scope, aims: from.aims, ..Self::default() },
            Section::Outcomes => Self { outcomes: from.outcomes, purpose: from.purpose, ..Self::default() },
            Section::Monitoring => Self {
                monitoring: from.monitoring,
                evaluation: from.evaluation,
                review: from.review,
                ..Self::default()
            },
            Section::Money => Self {
                value_a_year: from.value_a_year,
                years: from.years,
                extension_years: from.extension_years,
                vat: from.vat,
                category: from.category,
                payment: from.payment,
                ..Self::default()
            },
        }
    }

    /// This draft with one section taken from another.
    #[must_use]
    pub fn with(self, section: Section, other: &Self) -> Self {
        let other = other.only(section);
        match section {
            Section::Scope => Self { scope: other.scope, aims: other.aims, ..self },
            Section::Outcomes => Self { outcomes: other.outcomes, purpose: other.purpose, ..self },
            Section::Monitoring => {
                Self { monitoring: other.monitoring, evaluation: other.evaluation, review: other.review, ..self }
            }
            Section::Money => Self {
                value_a_year: other.value_a_year,
                years: other.years,
                extension_years: other.extension_years,
                vat: other.vat,
                category: other.category,
                payment: other.payment,
                ..self
            },
        }
    }

    /// All that people read in it, one field a paragraph: what is graded and
    /// counted (R-4.8b, R-4.8c).
    pub fn text(&self) -> String {
        let mut parts = vec![text(self.scope.as_ref()), text(self.aims.as_ref())];
        for outcome in self.outcomes.iter().flatten() {
            parts.extend([outcome.title.as_str(), outcome.beneficiaries.as_str()]);
            for indicator in &outcome.indicators {
                parts.extend([indicator.name.as_str(), indicator.source.as_str()]);
            }
        }
        parts.extend(self.purpose.iter().map(|purpose| purpose.text.as_str()));
        parts.extend([&self.monitoring, &self.evaluation, &self.review, &self.payment].map(|part| text(part.as_ref())));
        parts.retain(|part| !part.trim().is_empty());
        parts.join("\n\n")
    }

    /// The needs that its outcomes or its purpose are linked to, as far as they can be read.
    pub fn needs(&self) -> Vec<NeedId> {
        let outcomes = self.outcomes.iter().flatten().map(|outcome| &outcome.need);
        let all = outcomes.chain(self.purpose.iter().map(|purpose| &purpose.need));
        all.filter_map(|need| need.trim().parse().ok()).collect()
    }

    /// The objective that its purpose is linked to, as far as it can be read.
    pub fn objective(&self) -> Option<ObjectiveId> {
        self.purpose.as_ref().and_then(|purpose| purpose.objective.trim().parse().ok())
    }
}
