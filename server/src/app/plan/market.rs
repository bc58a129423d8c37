//! Saying what a provider can do, and keeping the map for a commission (P4, R-4.18).

use shared::Refusal;
use shared::commission::access::{self, Action};
use shared::commission::{Commission, CommissionId};
use shared::error::Code;
use shared::people::{OrganisationId, OrganisationKind};
use shared::plan::area::AreaCode;
use shared::plan::market::{Entry, MarketEntryInput, Snapshot, SnapshotInput, snapshot, teller};
use shared::plan::{MarketEntryId, MarketSnapshotId};

use crate::app::framework::event::{self, Audience, Entry as Record};
use crate::app::{Cx, Error, commit};
use crate::store::plan::{area, market};
use crate::store::{self, Transaction};

/// The most entries that one provider can have.
const MOST: usize = 50;

/// Says what a provider can do: its own people do, or an officer who names the source.
pub async fn add(cx: &Cx, organisation: &OrganisationId, input: &MarketEntryInput) -> Result<Entry, Error> {
    let tx = cx.begin().await?;
    let teller = teller(&cx.actor, organisation)?;
    let (able, told) = input.check(&teller)?;
    let of = store::people::organisation::find(&tx, organisation).await?;
    let of = of.filter(|of| of.kind == OrganisationKind::Provider).ok_or(Error::NotFound)?;
    let there = market::of_organisation(&tx, &cx.actor, organisation).await?;
    let mut refusals: Vec<Refusal> = unknown(&tx, able.place.as_ref()).await?.into_iter().collect();
    if there.iter().any(|entry| entry.able == able && entry.told == told) {
        refusals.push(Refusal::slip("kind", Code::Duplicate, "This is on the map already. Add it once"));
    }
    if there.len() >= MOST {
        let message = format!("The provider has {MOST} entries, which is the limit. Take one away first");
        refusals.push(Refusal::slip("kind", Code::OutOfRange, message));
    }
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let new = Entry { id: cx.new_id(MarketEntryId::from_uuid), organisation: of.id, able, told, by, at: cx.now() };
    market::insert(&tx, &new).await?;
    record(&tx, cx, "add", &new, "is now on the market map").await?;
    commit(tx).await?;
    Ok(new)
}

/// Takes away what one has said.
pub async fn remove(cx: &Cx, id: &MarketEntryId) -> Result<Entry, Error> {
    let tx = cx.begin().await?;
    let entry = market::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    entry.may_remove(&cx.actor)?;
    market::delete(&tx, id).await?;
    record(&tx, cx, "remove", &entry, "was taken off the market map").await?;
    commit(tx).await?;
    Ok(entry)
}

/// Keeps the map as it is now for a commission.
pub async fn keep(cx: &Cx, id: &CommissionId, input: &SnapshotInput) -> Result<Commission, Error> {
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::Answer, &commission)?;
    let looked = input.check()?;
    let there = market::of_commissions(&tx, std::slice::from_ref(id)).await?;
    let mut refusals: Vec<Refusal> = unknown(&tx, looked.place.as_ref()).await?.into_iter().collect();
    refusals.extend(snapshot::room(there.get(id).map(Vec::len).unwrap_or_default()));
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let found = looked.find(&market::all(&tx, &cx.actor).await?);
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let id = cx.new_id(MarketSnapshotId::from_uuid);
    let new = Snapshot { id, commission: commission.id.clone(), looked, found, by, at: cx.now() };
    market::keep(&tx, &new).await?;
    let summary = format!("The council kept the market map for commission {}", commission.reference);
    let audiences = vec![Audience::Organisation(commission.buyer.clone()), Audience::Public];
    let entry = Record { action: "keep_map", kind: "commission", id: commission.id.as_str(), summary, audiences };
    event::record(&tx, cx, entry).await?;
    commit(tx).await?;
    Ok(commission)
}

/// The no to a place that we do not hold.
async fn unknown(tx: &Transaction, place: Option<&AreaCode>) -> Result<Option<Refusal>, Error> {
    let Some(place) = place else { return Ok(None) };
    let unknown = area::unknown(tx, std::slice::from_ref(place)).await?;
    Ok(unknown.first().map(|code| {
        let message = format!("{code} is not among the areas we hold. Look it up in the list of areas");
        Refusal::slip("place", Code::UnknownCode, message)
    }))
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, of: &Entry, what: &str) -> Result<(), Error> {
    let summary = format!("{} {what}", of.able.kind.label());
    let mut audiences = vec![Audience::Organisation(of.organisation.clone())];
    audiences.extend(cx.actor.buyer().cloned().map(Audience::Organisation));
    let entry = Record { action, kind: "market_entry", id: of.id.as_str(), summary, audiences };
    event::record(tx, cx, entry).await
}
