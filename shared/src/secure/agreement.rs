//! A contract or grant between a council and a provider: drawn up from the
//! specification and the bid, signed by both, then run (framework 4.12).

pub mod access;
pub mod gate;
pub mod input;
pub mod payment;
pub mod state;

use crate::calendar::{Day, Timestamp};
use crate::commission::{CommissionId, ServiceId};
use crate::framework::policy::RowId;
use crate::money::Money;
use crate::monitor::monitoring_plan::MonitoringPlan;
use crate::people::{DirectorateId, OrganisationId, UserId};
use crate::secure::{AgreementId, AwardId, SpecificationId};
use crate::tag::{Audience, Colour, Tag};

pub use access::Action;
pub use gate::Facts;
pub use input::{AgreementInput, SignInput};
pub use payment::PaymentLine;
pub use state::{Signature, Stage, State};

wire_enum! {
    /// What a council and a provider agree on.
    pub enum Kind as "AgreementKind" {
        /// A service in return for a price.
        Contract = "contract",
        /// A grant that helps an organisation exist; nothing is measured (R-4.15a).
        CoreGrant = "core_grant",
        /// A grant for one piece of work.
        ProjectGrant = "project_grant",
    }
}

impl Kind {
    /// The word on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Contract => "Contract",
            Self::CoreGrant => "Core grant",
            Self::ProjectGrant => "Project grant",
        }
    }
}

wire_enum! {
    /// Which party of an agreement.
    pub enum Side as "AgreementSide" {
        /// The council.
        Buyer = "buyer",
        /// The provider.
        Provider = "provider",
    }
}

impl Side {
    /// The other party.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Buyer => Self::Provider,
            Self::Provider => Self::Buyer,
        }
    }
}

/// A contract or grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// How often it was saved.
    pub version: i64,
    /// Its public number, for instance `A-0031`.
    pub reference: String,
    /// Contract or grant.
    pub kind: Kind,
    /// The award it carries out.
    pub award: AwardId,
    /// The turn of the cycle it belongs to.
    pub commission: CommissionId,
    /// What people receive under it.
    pub service: ServiceId,
    /// What was wanted: its outcomes and measures are frozen there (R-4.21c).
    pub specification: SpecificationId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that runs it.
    pub directorate: Option<DirectorateId>,
    /// The provider.
    pub provider: OrganisationId,
    /// The officer who drew it up.
    pub author: UserId,
    /// When it was drawn up.
    pub created_at: Timestamp,
    /// Its name.
    pub title: String,
    /// The day of the award, whose policy rules it for life.
    pub awarded_on: Day,
    /// The whole price or grant, before VAT.
    pub value: Money,
    /// Its first day.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// How many days after an invoice the council pays.
    pub payment_days: Option<u32>,
    /// What is paid for what, in words.
    pub payment_terms: Option<String>,
    /// What is paid when.
    pub lines: Vec<PaymentLine>,
    /// What is monitored and how often.
    pub plan: Option<MonitoringPlan>,
    /// The policy rows that its offer and signatures relied on.
    pub policy_rows: Vec<RowId>,
    /// How far it has come.
    pub state: State,
}

impl Agreement {
    /// The stage at this instant.
    pub fn stage(&self, now: Timestamp) -> Stage {
        self.state.stage(self.starts_on, self.ends_on, now)
    }

    /// Who signed, and who did not yet.
    pub fn signatures(&self) -> Vec<&Signature> {
        match &self.state {
            State::SignedByOne { first, .. } => vec![first],
            State::Signed { buyer, provider, .. } => vec![buyer, provider],
            State::Draft | State::Offered { .. } | State::Declined { .. } | State::Lapsed { .. } => Vec::new(),
        }
    }

    /// Why the provider declined, if it did.
    pub fn declined_reason(&self) -> Option<&str> {
        match &self.state {
            State::Declined { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Why its award fell away, if it lapsed.
    pub fn lapsed_reason(&self) -> Option<&str> {
        match &self.state {
            State::Lapsed { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Whether the provider has ever been shown it as it stands or stood.
    pub const fn reached_the_provider(&self) -> bool {
        !matches!(&self.state, State::Draft | State::Lapsed { offered_at: None, .. })
    }

    /// Whether its award can still take it along when it falls away.
    pub const fn may_lapse(&self) -> bool {
        matches!(&self.state, State::Draft | State::Offered { .. } | State::SignedByOne { .. })
    }

    /// Whether this side has signed.
    pub fn is_signed_by(&self, side: Side) -> bool {
        self.signatures().iter().any(|signature| signature.side == side)
    }

    /// The stage in words and colour.
    pub fn tag(&self, audience: Audience, now: Timestamp) -> Tag {
        match (self.stage(now), audience) {
            (Stage::Draft, _) => Tag::new("Draft", Colour::Grey),
            (Stage::Offered, Audience::Provider) => Tag::new("Sign it", Colour::Yellow),
            (Stage::Offered, _) => Tag::new("Waiting for signatures", Colour::Blue),
            (Stage::SignedByOne, audience) => self.tag_between_signatures(audience),
            (Stage::Signed, _) => {
                Tag::new(format!("Signed, starts {}", crate::calendar::in_short(self.starts_on)), Colour::Green)
            }
            (Stage::Live, _) => Tag::new("Running", Colour::Teal),
            (Stage::Expired, _) => Tag::new("Ended", Colour::Grey),
            (Stage::Declined, Audience::Provider) => Tag::new("You said no", Colour::Red),
            (Stage::Declined, _) => Tag::new("Declined", Colour::Red),
            (Stage::Lapsed, _) => Tag::new("Came to nothing", Colour::Grey),
        }
    }

    fn tag_between_signatures(&self, audience: Audience) -> Tag {
        let waits_for = if self.is_signed_by(Side::Buyer) { Audience::Provider } else { Audience::Council };
        match (waits_for == audience, waits_for) {
            (true, _) => Tag::new("Sign it", Colour::Yellow),
            (false, Audience::Council) => Tag::new("Waiting for the council", Colour::Blue),
            (false, _) => Tag::new("Waiting for the provider", Colour::Blue),
        }
    }
}

#[cfg(test)]
mod tests;
