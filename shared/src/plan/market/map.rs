//! The map drawn from what providers can do: how many there are for each kind of service and place, who holds most of
//! it, and where there are too few.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, ServiceKind};
use crate::framework::policy::{Policy, RowId};
use crate::people::OrganisationId;
use crate::plan::area::AreaCode;

/// One kind of service on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The kind.
    pub kind: ServiceKind,
    /// The providers that can do it anywhere.
    pub providers: BTreeSet<OrganisationId>,
    /// The places, everywhere first, each with the providers that can do it there: those who go everywhere count in
    /// each.
    pub places: Vec<Place>,
    /// How much there is of each unit, and who has most of it.
    pub capacity: Vec<Capacity>,
    /// What is wrong with it: too few providers, or none.
    pub alert: Option<TooFew>,
}

/// One place of one kind of service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The small area; none for everywhere that the council serves.
    pub place: Option<AreaCode>,
    /// The providers that can do it there.
    pub providers: BTreeSet<OrganisationId>,
}

/// How much there is of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The unit, in words.
    pub unit: String,
    /// All together.
    pub total: i64,
    /// The provider that has most of it.
    pub largest: OrganisationId,
    /// What it has of it, in per cent, rounded down.
    pub share: i64,
}

/// That there are fewer providers than there should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// In words.
    pub sentence: String,
    /// The policy row that says how many there should be.
    pub row: RowId,
}

impl Service {
    /// Whether nobody can do it.
    pub fn is_gap(&self) -> bool {
        self.providers.is_empty()
    }
}

/// Draws the map: every kind of service, whether or not anybody can do it.
pub fn draw(entries: &[Entry], policy: &Policy) -> Vec<Service> {
    ServiceKind::ALL.iter().map(|kind| service(*kind, entries, policy)).collect()
}

fn service(kind: ServiceKind, entries: &[Entry], policy: &Policy) -> Service {
    let of: Vec<&Entry> = entries.iter().filter(|entry| entry.able.kind == kind).collect();
    let providers: BTreeSet<_> = of.iter().map(|entry| entry.organisation.clone()).collect();
    let spots: BTreeSet<_> = of.iter().map(|entry| entry.able.place.clone()).collect();
    let places = spots.into_iter().map(|place| Place { providers: able(&of, place.as_ref()), place }).collect();
    Service { kind, alert: alert(providers.len(), policy), capacity: capacity(&of), providers, places }
}

/// Who can do it in a place: those of the place and those who go everywhere.
fn able(of: &[&Entry], place: Option<&AreaCode>) -> BTreeSet<OrganisationId> {
    let there = of.iter().filter(|entry| entry.able.place.is_none() || entry.able.place.as_ref() == place);
    there.map(|entry| entry.organisation.clone()).collect()
}

/// Units are compared as they are written, whatever their case.
fn capacity(of: &[&Entry]) -> Vec<Capacity> {
    let mut units: BTreeMap<String, BTreeMap<&OrganisationId, i64>> = BTreeMap::new();
    for entry in of {
        let unit = units.entry(entry.able.unit.to_lowercase()).or_default();
        *unit.entry(&entry.organisation).or_default() += entry.able.capacity;
    }
    let sum = |(unit, shares): (String, BTreeMap<&OrganisationId, i64>)| {
        let total: i64 = shares.values().sum();
        let (largest, most) = shares.into_iter().max_by_key(|(_, most)| *most)?;
        Some(Capacity { unit, total, largest: largest.clone(), share: most * 100 / total.max(1) })
    };
    units.into_iter().filter_map(sum).collect()
}

/// Fewer providers than there should be, in a sentence.
fn alert(able: usize, policy: &Policy) -> Option<TooFew> {
    let least = policy.market_min_providers();
    if able >= least.value as usize {
        return None;
    }
    let who = match able {
        0 => "Nobody we know of can do this".to_owned(),
        1 => "Only 1 provider can do this".to_owned(),
        many => format!("Only {many} providers can do this"),
    };
    let sentence = format!("{who}. There should be {} or more", least.value);
    Some(TooFew { sentence, row: least.row })
}
