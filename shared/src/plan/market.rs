//! The market map: which provider can do what, where, how much of it, and for whom (framework 4.2(4), 4.18; P4, R-4.18).
//!
//! A provider says it of itself, or an officer notes it and says where it is known from. What the council reads for a
//! commission is kept as it was on that day: a snapshot.

pub mod map;
pub mod snapshot;

use serde::{Deserialize, Serialize};

use super::MarketEntryId;
use super::area::AreaCode;
use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::people::membership::Role;
use crate::people::{OrganisationId, UserId};

pub use map::{Service, draw};
pub use snapshot::{Snapshot, SnapshotInput};

wire_enum! {
    /// A kind of service, as the market map knows it.
    pub enum ServiceKind as "ServiceKind" {
        /// Advice on money, benefits and rights.
        Advice = "advice",
        /// Speaking up for people who cannot do it alone.
        Advocacy = "advocacy",
        /// Company for people who are alone.
        Befriending = "befriending",
        /// Help for people who look after somebody.
        Carers = "carers",
        /// Care and help at home.
        CareAtHome = "care_at_home",
        /// Children, young people and families.
        Families = "families",
        /// Food and meals.
        Food = "food",
        /// Homes, repairs and shelter.
        Housing = "housing",
        /// Health of the mind.
        MentalHealth = "mental_health",
        /// Drugs and alcohol.
        Recovery = "recovery",
        /// Skills and work.
        Skills = "skills",
        /// Getting about.
        Transport = "transport",
        /// Anything else.
        Other = "other",
    }
}

impl ServiceKind {
    /// The kind's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Advice => "Advice on money and rights",
            Self::Advocacy => "Advocacy",
            Self::Befriending => "Company for people who are alone",
            Self::Carers => "Help for carers",
            Self::CareAtHome => "Care at home",
            Self::Families => "Children and families",
            Self::Food => "Food and meals",
            Self::Housing => "Homes, repairs and shelter",
            Self::MentalHealth => "Mental health",
            Self::Recovery => "Drugs and alcohol",
            Self::Skills => "Skills and work",
            Self::Transport => "Getting about",
            Self::Other => "Something else",
        }
    }
}

/// One thing that one provider can do in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: MarketEntryId,
    /// The provider.
    pub organisation: OrganisationId,
    /// What it can do.
    pub able: Able,
    /// Who says so.
    pub told: Told,
    /// Who wrote it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What a provider can do, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Able {
    /// The kind of service.
    pub kind: ServiceKind,
    /// The small area; none for everywhere that the council serves.
    pub place: Option<AreaCode>,
    /// How much of it.
    pub capacity: i64,
    /// Of what, in words: `people a week`.
    pub unit: String,
    /// Whom it reaches.
    pub reach: String,
}

/// Who says what a provider can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The provider itself.
    Itself,
    /// An officer of a council, who says where it is known from.
    Noted {
        /// The council.
        buyer: OrganisationId,
        /// Where it is known from.
        source: String,
    },
}

/// What a provider can do, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct MarketEntryInput {
    /// The kind of service.
    pub kind: String,
    /// The small area's code, such as `E01016845`; empty for everywhere that the council serves.
    pub place: String,
    /// How much of it: a whole number.
    pub capacity: String,
    /// Of what, in words, such as `people a week`.
    pub unit: String,
    /// Whom it reaches.
    pub reach: String,
    /// Where an officer knows it from; a provider leaves it empty.
    pub source: String,
}

/// The most that anybody can do of anything.
const MOST: i64 = 1_000_000;

impl MarketEntryInput {
    /// Reads the form for whoever tells it, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self, teller: &Teller) -> Result<(Able, Told), Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<ServiceKind>("kind", "the kind of service", &self.kind);
        let place = read_place(&mut checks, &self.place);
        let capacity = checks.whole("capacity", "how much you can do", &self.capacity, 1, MOST);
        let unit = checks.text("unit", "what the number counts, such as people a week", &self.unit, 60);
        let reach = checks.text("reach", "whom it reaches", &self.reach, 300);
        let told = match teller {
            Teller::Itself => Told::Itself,
            Teller::Officer(buyer) => {
                let source = checks.text("source", "where you know it from", &self.source, 300);
                checks.name_rule("source", "P4", "4.2(4)");
                Told::Noted { buyer: buyer.clone(), source }
            }
        };
        checks.finish()?;
        let able = |kind| Able { kind, place, capacity, unit, reach };
        kind.map(|kind| (able(kind), told)).ok_or_else(Vec::new)
    }
}

/// A place as typed: a code, or nothing for everywhere.
fn read_place(checks: &mut Checks, typed: &str) -> Option<AreaCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let code = typed.parse().ok();
    if code.is_none() {
        let message = format!(
            "{typed} is not the code of a small area, such as E01016845. Leave it empty for everywhere that the \
             council serves"
        );
        checks.refuse(Refusal::slip("place", Code::UnknownCode, message));
    }
    code
}

/// Who may tell what a provider can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Teller {
    /// Its own people.
    Itself,
    /// A commissioner of this council, whatever the directorate: the map is the whole council's.
    Officer(OrganisationId),
}

/// As whom this actor may tell what a provider can do.
///
/// # Errors
/// If they are neither of the provider nor a commissioner.
pub fn teller(actor: &Actor, of: &OrganisationId) -> Result<Teller, Refusal> {
    if actor.is_member_of(of) {
        return Ok(Teller::Itself);
    }
    let buyer = actor.buyer().filter(|buyer| actor.is(Role::Commissioner, buyer));
    buyer.cloned().map(Teller::Officer).ok_or_else(not_yours)
}

fn not_yours() -> Refusal {
    let message = "Only the provider's own people or a commissioner can say what a provider can do. Ask one of them";
    Refusal::under(Code::NotAllowed, "R-6.1", "6.1", message)
}

impl Entry {
    /// Whether this actor may take it away: those who said it.
    ///
    /// # Errors
    /// If somebody else said it.
    pub fn may_remove(&self, actor: &Actor) -> Result<(), Refusal> {
        let theirs = match (&self.told, teller(actor, &self.organisation)?) {
            (Told::Itself, Teller::Itself) => true,
            (Told::Noted { buyer, .. }, Teller::Officer(own)) => *buyer == own,
            _ => false,
        };
        if theirs {
            return Ok(());
        }
        let message = match self.told {
            Told::Itself => "The provider said this of itself. Only its own people can take it away",
            Told::Noted { .. } => "The council noted this. Ask one of its commissioners to take it away",
        };
        Err(Refusal::under(Code::NotAllowed, "P4", "4.2(4)", message))
    }
}

#[cfg(test)]
mod tests;
