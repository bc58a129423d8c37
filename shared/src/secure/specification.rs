//! A specification: what is wanted, for whom, how it is measured and what it
//! may cost (framework 4.7, 4.8).
//!
//! It has the four parts of the standard format ([`Section`]). A draft keeps
//! whatever was typed; [`input`] reads it when approval is asked for, and
//! [`gate`] says everything that is still missing.

pub mod access;
pub mod gate;
pub mod indicator;
pub mod input;
pub mod purpose;
pub mod state;

use crate::calendar::Timestamp;
use crate::commission::CommissionId;
use crate::framework::policy::{Category, Lifetime};
use crate::money::Money;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::plain_english;
use crate::plan::NeedId;
use crate::secure::{OutcomeId, SpecificationId};

pub use access::Action;
pub use gate::{Check, Facts};
pub use indicator::{Direction, Frequency, Indicator, IndicatorResult, Measure};
pub use input::{IndicatorInput, OutcomeInput, SpecificationInput};
pub use purpose::{Purpose, PurposeInput};
pub use state::{Agreed, Asked, SavedSection, Stage, State};

wire_enum! {
    /// The four parts that every specification has (R-4.8a).
    pub enum Section as "SpecificationSection" {
        /// What it covers and what it is for.
        Scope = "scope",
        /// What should change for people, and how that is measured.
        Outcomes = "outcomes",
        /// How it is followed, judged and looked at again.
        Monitoring = "monitoring",
        /// What it may cost and how it is paid.
        Money = "money",
    }
}

impl Section {
    /// Its number in the standard format.
    pub const fn number(self) -> u32 {
        match self {
            Self::Scope => 1,
            Self::Outcomes => 2,
            Self::Monitoring => 3,
            Self::Money => 4,
        }
    }

    /// The section that a field of the input stands in.
    pub fn of_field(field: &str) -> Option<Self> {
        match field.split('.').next().unwrap_or_default() {
            "scope" | "aims" => Some(Self::Scope),
            "outcomes" | "purpose" => Some(Self::Outcomes),
            "monitoring" | "evaluation" | "review" => Some(Self::Monitoring),
            "valueAYear" | "years" | "extensionYears" | "vat" | "category" | "payment" => Some(Self::Money),
            _ => None,
        }
    }

    /// Its name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scope => "Scope and aims",
            Self::Outcomes => "Outcomes and measures",
            Self::Monitoring => "Monitoring, evaluation and review",
            Self::Money => "Money",
        }
    }
}

/// What is wanted, one version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specification {
    /// Its identifier.
    pub id: SpecificationId,
    /// The commission it belongs to.
    pub commission: CommissionId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that leads the commission.
    pub directorate: DirectorateId,
    /// Which version of the commission's specification it is, from 1.
    pub number: u32,
    /// Who began this version.
    pub author: UserId,
    /// When it was begun.
    pub created_at: Timestamp,
    /// What was typed, section by section.
    pub draft: SpecificationInput,
    /// Which sections were saved, by whom and when.
    pub saved: Vec<SavedSection>,
    /// Where it stands.
    pub state: State,
    /// Counts its changes of state.
    pub version: i64,
}

/// A specification that has all its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What the service covers, and what it does not.
    pub scope: String,
    /// Its aims and objectives.
    pub aims: String,
    /// What should change for people; empty of a core grant.
    pub outcomes: Vec<Outcome>,
    /// What a core grant has in place of outcomes (R-4.15a).
    pub purpose: Option<Purpose>,
    /// How it is monitored.
    pub monitoring: String,
    /// How it is evaluated.
    pub evaluation: String,
    /// How it is reviewed.
    pub review: String,
    /// What it may cost.
    pub terms: Terms,
    /// How the money is paid.
    pub payment: String,
}

impl Content {
    /// The outcome with this identifier.
    pub fn outcome(&self, id: &OutcomeId) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == *id)
    }

    /// Every indicator with its outcome, in order.
    pub fn indicators(&self) -> impl Iterator<Item = (&Outcome, &Indicator)> {
        self.outcomes.iter().flat_map(|outcome| outcome.indicators.iter().map(move |indicator| (outcome, indicator)))
    }
}

/// What should change for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its identifier.
    pub id: OutcomeId,
    /// The change, in words.
    pub title: String,
    /// Who benefits (P3).
    pub beneficiaries: String,
    /// The published need that it answers.
    pub need: NeedId,
    /// How it is measured; at least one (R-3.4d).
    pub indicators: Vec<Indicator>,
}

/// The sums and the time; every sum is before VAT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The price of one year, before VAT.
    pub value_a_year: Money,
    /// How many years are agreed at the start.
    pub years: u32,
    /// By how many years it may be extended.
    pub extension_years: u32,
    /// VAT in hundredths of a per cent: 2000 is 20 %.
    pub vat_basis_points: i64,
    /// What is bought or funded, as far as national rules tell kinds apart.
    pub category: Category,
}

impl Terms {
    /// The value over the whole life, extensions included; none where
    /// that is more than the system takes.
    pub fn lifetime(&self) -> Option<Lifetime> {
        let net = self.value_a_year.checked_times(i64::from(self.years) + i64::from(self.extension_years))?;
        Some(Lifetime { net, gross: net.with_vat(self.vat_basis_points)?, category: self.category })
    }
}

impl Specification {
    /// What it says, once approval was asked for.
    pub const fn content(&self) -> Option<&Content> {
        match &self.state {
            State::Draft { .. } => None,
            State::Review { content, .. } | State::Approved { content, .. } | State::Superseded { content, .. } => {
                Some(content)
            }
        }
    }

    /// The request for approval, once there is one.
    pub const fn asked(&self) -> Option<&Asked> {
        match &self.state {
            State::Draft { .. } => None,
            State::Review { asked, .. } | State::Approved { asked, .. } | State::Superseded { asked, .. } => {
                Some(asked)
            }
        }
    }

    /// The approval, once there is one.
    pub const fn agreed(&self) -> Option<&Agreed> {
        match &self.state {
            State::Draft { .. } | State::Review { .. } => None,
            State::Approved { agreed, .. } | State::Superseded { agreed, .. } => Some(agreed),
        }
    }

    /// Counts every change of the whole: its steps, and the saves of each of its
    /// sections. Whoever decides on it says which they read.
    pub fn read_version(&self) -> i64 {
        self.version + self.saved.iter().map(|saved| saved.version).sum::<i64>()
    }

    /// Whether this version may be used to invite providers.
    pub const fn is_approved(&self) -> bool {
        matches!(self.state, State::Approved { .. })
    }

    /// The value over its whole life before VAT, once it is known.
    pub fn value(&self) -> Option<Money> {
        self.draft.terms().and_then(|terms| terms.lifetime()).map(|lifetime| lifetime.net)
    }

    /// How its whole text reads (R-4.8c).
    pub fn plain_english(&self) -> plain_english::Report {
        plain_english::check(&self.draft.text())
    }
}

#[cfg(test)]
mod tests;
