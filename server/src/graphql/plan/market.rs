//! The market map on the wire.

use std::collections::{BTreeSet, HashMap};

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::commission::CommissionId;
use shared::framework::principle::map_note;
use shared::people::OrganisationId;
use shared::plan::market::{
    Entry as Domain, MarketEntryInput, ServiceKind, Snapshot, SnapshotInput, Told, draw, map, teller,
};
use shared::plan::{MarketEntryId, MarketSnapshotId};
use shared::{Refusal, Timestamp, calendar};

use crate::graphql::commission::{Commission, CommissionPayload};
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::{app, store};

/// One thing that one provider can do in one place.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct MarketEntry {
    /// Its identifier.
    id: MarketEntryId,
    /// The kind of service.
    kind: ServiceKind,
    /// The kind in words.
    label: String,
    /// The small area's code; none for everywhere that the council serves.
    place: Option<String>,
    /// How much.
    capacity: i64,
    /// Of what, in words.
    unit: String,
    /// Whom it reaches.
    reach: String,
    /// Where an officer knows it from; none where the provider says it of itself.
    source: Option<String>,
    /// When it was written down.
    noted_at: Timestamp,
    /// Whether the viewer may take it away.
    viewer_can_remove: bool,
    #[graphql(skip)]
    of: OrganisationId,
}

#[ComplexObject]
impl MarketEntry {
    /// The provider.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.of.clone()).await
    }
}

fn entry(ctx: &Context<'_>, domain: Domain) -> MarketEntry {
    MarketEntry {
        viewer_can_remove: domain.may_remove(&cx(ctx).actor).is_ok(),
        id: domain.id,
        kind: domain.able.kind,
        label: domain.able.kind.label().to_owned(),
        place: domain.able.place.map(|place| place.to_string()),
        capacity: domain.able.capacity,
        unit: domain.able.unit,
        reach: domain.able.reach,
        source: match domain.told {
            Told::Itself => None,
            Told::Noted { source, .. } => Some(source),
        },
        noted_at: domain.at,
        of: domain.organisation,
    }
}

/// One kind of service on the market map.
#[derive(SimpleObject, Clone)]
pub struct MarketService {
    /// The kind.
    kind: ServiceKind,
    /// The kind in words.
    label: String,
    /// How many providers can do it anywhere.
    providers: i32,
    /// How many can do it in each place, everywhere first.
    places: Vec<MarketPlace>,
    /// How much there is of each unit.
    capacity: Vec<MarketCapacity>,
    /// That there are too few providers, in a sentence; none where there are enough.
    alert: Option<String>,
    /// The policy row that says how many there should be.
    policy_row: Option<String>,
    /// What each provider can do.
    entries: Vec<MarketEntry>,
}

/// How many providers can do something in one place; those who go everywhere count.
#[derive(SimpleObject, Clone)]
pub struct MarketPlace {
    /// The small area's code; none for everywhere.
    place: Option<String>,
    /// How many.
    providers: i32,
}

/// How much there is of one unit, and how much of it one provider holds.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct MarketCapacity {
    /// The unit, in words.
    unit: String,
    /// All together.
    total: i64,
    /// What the largest has of it, in per cent, rounded down.
    share: i64,
    #[graphql(skip)]
    of: OrganisationId,
}

#[ComplexObject]
impl MarketCapacity {
    /// The provider that has most of it.
    async fn largest(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.of.clone()).await
    }
}

fn count(of: &BTreeSet<OrganisationId>) -> i32 {
    i32::try_from(of.len()).unwrap_or(i32::MAX)
}

fn service(ctx: &Context<'_>, of: map::Service, entries: &[Domain]) -> MarketService {
    let places = of.places.iter().map(|place| MarketPlace {
        place: place.place.as_ref().map(ToString::to_string),
        providers: count(&place.providers),
    });
    let capacity = of.capacity.into_iter().map(|one| MarketCapacity {
        unit: one.unit,
        total: one.total,
        share: one.share,
        of: one.largest,
    });
    let here = entries.iter().filter(|entry| entry.able.kind == of.kind);
    MarketService {
        kind: of.kind,
        label: of.kind.label().to_owned(),
        providers: count(&of.providers),
        places: places.collect(),
        capacity: capacity.collect(),
        policy_row: of.alert.as_ref().map(|alert| alert.row.to_string()),
        alert: of.alert.map(|alert| alert.sentence),
        entries: here.cloned().map(|domain| entry(ctx, domain)).collect(),
    }
}

/// The market map as it was on one day, kept for a commission (P4).
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct MarketSnapshot {
    /// Its identifier.
    id: MarketSnapshotId,
    /// What it shows: the kind of service, where, and how many providers.
    sentence: String,
    /// What the officer says of it, in a line.
    says: String,
    /// How many providers can do it.
    providers: i32,
    /// When it was kept.
    kept_at: Timestamp,
    /// That it is out of date, in a sentence; none where it is not.
    note: Option<String>,
    #[graphql(skip)]
    domain: Snapshot,
}

#[ComplexObject]
impl MarketSnapshot {
    /// The providers on it. Officers see them; for everyone else it tells their number.
    async fn organisations(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Organisation>>> {
        let actor = &cx(ctx).actor;
        if !actor.buyer().is_some_and(|buyer| actor.is_officer_of(buyer)) {
            return Ok(None);
        }
        let ids = self.domain.organisations();
        let mut known = loader(ctx).load_many(ids.clone()).await?;
        Ok(Some(ids.iter().filter_map(|id| known.remove(id)).collect()))
    }
}

/// Asks the loader for the snapshots kept for a commission.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SnapshotsOf(pub CommissionId);

impl Loader<SnapshotsOf> for Batch {
    type Value = Vec<Snapshot>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[SnapshotsOf]) -> Result<HashMap<SnapshotsOf, Vec<Snapshot>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::market::of_commissions(self.0.db().reader(), &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, all)| (SnapshotsOf(id), all)).collect())
    }
}

/// The snapshots kept for this commission, the newest first.
pub async fn of(ctx: &Context<'_>, commission: &CommissionId) -> async_graphql::Result<Vec<MarketSnapshot>> {
    let all = loader(ctx).load_one(SnapshotsOf(commission.clone())).await?.unwrap_or_default();
    let cx = cx(ctx);
    let policy = cx.policy(cx.today()).map_err(|fault| payload::internal(&fault))?;
    let view = |domain: Snapshot| MarketSnapshot {
        id: domain.id.clone(),
        sentence: domain.sentence(),
        says: domain.looked.says.clone(),
        providers: i32::try_from(domain.providers()).unwrap_or(i32::MAX),
        kept_at: domain.at,
        note: map_note(Some(calendar::day_of(domain.at)), cx.today(), &policy),
        domain,
    };
    Ok(all.into_iter().map(view).collect())
}

/// What is wrong with the newest snapshot of this commission.
pub async fn note(ctx: &Context<'_>, commission: &CommissionId) -> async_graphql::Result<Option<String>> {
    let all = loader(ctx).load_one(SnapshotsOf(commission.clone())).await?.unwrap_or_default();
    let cx = cx(ctx);
    let policy = cx.policy(cx.today()).map_err(|fault| payload::internal(&fault))?;
    Ok(map_note(all.first().map(|newest| calendar::day_of(newest.at)), cx.today(), &policy))
}

/// Queries of the market map.
#[derive(Default)]
pub struct MarketQuery;

#[Object]
impl MarketQuery {
    /// The market map as it is now: every kind of service, with too few providers or enough. For a council's
    /// officers; null for everyone else.
    async fn market(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<MarketService>>> {
        let cx = cx(ctx);
        if !cx.actor.buyer().is_some_and(|buyer| cx.actor.is_officer_of(buyer)) {
            return Ok(None);
        }
        let entries = store::plan::market::all(cx.db().reader(), &cx.actor).await.map_err(payload::store)?;
        let policy = cx.policy(cx.today()).map_err(|fault| payload::internal(&fault))?;
        let drawn = draw(&entries, &policy);
        Ok(Some(drawn.into_iter().map(|one| service(ctx, one, &entries)).collect()))
    }

    /// What one provider can do: its own people see all of it; officers see what it says and what their council noted.
    async fn market_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] organisation: OrganisationId,
    ) -> async_graphql::Result<Vec<MarketEntry>> {
        let cx = cx(ctx);
        let found = store::plan::market::of_organisation(cx.db().reader(), &cx.actor, &organisation).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|domain| entry(ctx, domain)).collect())
    }

    /// Whether the viewer may say what a provider can do.
    async fn market_may_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] organisation: OrganisationId,
    ) -> bool {
        teller(&cx(ctx).actor, &organisation).is_ok()
    }
}

/// What became of an entry of the market map.
#[derive(SimpleObject)]
pub struct MarketPayload {
    /// The entry; null if it was refused.
    entry: Option<MarketEntry>,
    /// Why it was; every fault at once.
    user_errors: Vec<Refusal>,
}

fn answer(ctx: &Context<'_>, done: Result<Domain, app::Error>) -> async_graphql::Result<MarketPayload> {
    let (made, user_errors) = split(done)?;
    Ok(MarketPayload { entry: made.map(|domain| entry(ctx, domain)), user_errors })
}

/// Mutations of the market map.
#[derive(Default)]
pub struct MarketMutation;

#[Object]
impl MarketMutation {
    /// Says what a provider can do: its own people do, or a commissioner who names the source.
    async fn market_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] organisation: OrganisationId,
        #[graphql(desc = "What it can do, as typed.")] input: MarketEntryInput,
    ) -> async_graphql::Result<MarketPayload> {
        answer(ctx, app::plan::market::add(cx(ctx), &organisation, &input).await)
    }

    /// Takes away what one has said.
    async fn market_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The entry.")] id: MarketEntryId,
    ) -> async_graphql::Result<MarketPayload> {
        answer(ctx, app::plan::market::remove(cx(ctx), &id).await)
    }

    /// Keeps the map as it is now for a commission (P4).
    async fn market_keep(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission.")] commission: CommissionId,
        #[graphql(desc = "What to look at, as typed.")] input: SnapshotInput,
    ) -> async_graphql::Result<CommissionPayload> {
        let (kept, user_errors) = split(app::plan::market::keep(cx(ctx), &commission, &input).await)?;
        Ok(CommissionPayload { commission: kept.map(Commission::from), user_errors })
    }
}
