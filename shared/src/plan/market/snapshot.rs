//! The market map as it was on one day, kept for a commission (P4).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Entry, ServiceKind, read_place};
use crate::calendar::Timestamp;
use crate::check::Checks;
use crate::commission::CommissionId;
use crate::error::{Code, Refusal};
use crate::people::{OrganisationId, UserId};
use crate::plan::MarketSnapshotId;
use crate::plan::area::AreaCode;

/// A part of the map as it was on one day. It is a copy: what providers say later does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its identifier.
    pub id: MarketSnapshotId,
    /// The commission that it is kept for.
    pub commission: CommissionId,
    /// What was looked at, and what the officer says of it.
    pub looked: Looked,
    /// Who could do it then.
    pub found: Vec<Found>,
    /// Who kept it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What was looked at, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The kind of service.
    pub kind: ServiceKind,
    /// The small area; none for everywhere that the council serves.
    pub place: Option<AreaCode>,
    /// What it shows, in a line.
    pub says: String,
}

/// One provider on a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its identifier.
    pub organisation: String,
    /// Where it can do it: a code, or nothing for everywhere.
    pub place: Option<String>,
    /// How much.
    pub capacity: i64,
    /// Of what.
    pub unit: String,
    /// Whom it reaches.
    pub reach: String,
}

/// A wish for a snapshot, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "MarketSnapshotInput"))]
#[serde(rename_all = "camelCase", default)]
pub struct SnapshotInput {
    /// The kind of service.
    pub kind: String,
    /// The small area's code; empty for everywhere that the council serves.
    pub place: String,
    /// What the map shows, in a line.
    pub says: String,
}

impl SnapshotInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<Looked, Vec<Refusal>> {
        let mut checks = Checks::new();
        let kind = checks.choice::<ServiceKind>("kind", "the kind of service", &self.kind);
        let place = read_place(&mut checks, &self.place);
        let says = checks.text("says", "what the map shows", &self.says, 500);
        checks.finish()?;
        kind.map(|kind| Looked { kind, place, says }).ok_or_else(Vec::new)
    }
}

impl Looked {
    /// Who can do it there, by what the map says now: those of the place and those who go everywhere. With no place,
    /// everyone.
    pub fn find(&self, entries: &[Entry]) -> Vec<Found> {
        let fits = |entry: &&Entry| {
            let there = self.place.is_none() || entry.able.place.is_none() || entry.able.place == self.place;
            entry.able.kind == self.kind && there
        };
        let found = |entry: &Entry| Found {
            organisation: entry.organisation.to_string(),
            place: entry.able.place.as_ref().map(ToString::to_string),
            capacity: entry.able.capacity,
            unit: entry.able.unit.clone(),
            reach: entry.able.reach.clone(),
        };
        entries.iter().filter(fits).map(found).collect()
    }
}

impl Snapshot {
    /// How many providers are on it.
    pub fn providers(&self) -> usize {
        self.found.iter().map(|found| &found.organisation).collect::<BTreeSet<_>>().len()
    }

    /// Their identifiers, each once.
    pub fn organisations(&self) -> Vec<OrganisationId> {
        let ids: BTreeSet<OrganisationId> = self.found.iter().filter_map(|one| one.organisation.parse().ok()).collect();
        ids.into_iter().collect()
    }

    /// What it shows, in a sentence for a page.
    pub fn sentence(&self) -> String {
        let many = match self.providers() {
            0 => "nobody".to_owned(),
            1 => "1 provider".to_owned(),
            many => format!("{many} providers"),
        };
        let place = self.looked.place.as_ref().map_or_else(|| "everywhere".to_owned(), ToString::to_string);
        format!("{}, {place}: {many}", self.looked.kind.label())
    }
}

/// The most snapshots that one commission keeps.
pub const MOST: usize = 20;

/// The no to one more than there may be.
pub fn room(there: usize) -> Option<Refusal> {
    (there >= MOST).then(|| {
        let message = format!("The commission keeps {MOST} snapshots, which is the limit. The newest counts");
        Refusal::slip("kind", Code::OutOfRange, message)
    })
}
