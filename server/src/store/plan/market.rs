//! The market map. What a provider says of itself every council reads; what an officer notes stays with that council and
//! the provider. A snapshot belongs to its commission, which is public.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select};
use shared::Actor;
use shared::commission::CommissionId;
use shared::people::OrganisationId;
use shared::plan::MarketEntryId;
use shared::plan::market::snapshot::Looked;
use shared::plan::market::{Able, Entry, Snapshot, Told};

use crate::store::Error;
use crate::store::entity::plan::{market_entry, market_snapshot};
use crate::store::row::{read, read_optional};

const ENTRY: &str = "market_entry";
const SNAPSHOT: &str = "market_snapshot";

/// What this actor may read of the map.
fn visible_to(actor: &Actor) -> Select<market_entry::Entity> {
    let column = market_entry::Column::BuyerId;
    let seen = match (actor.buyer(), actor.provider()) {
        (Some(buyer), _) if actor.is_officer_of(buyer) => {
            Condition::any().add(column.is_null()).add(column.eq(buyer.as_str()))
        }
        (_, Some(provider)) => Condition::all().add(market_entry::Column::OrganisationId.eq(provider.as_str())),
        _ => Condition::all().add(Expr::val(1).eq(0)),
    };
    market_entry::Entity::find().filter(seen)
}

/// Everything that this actor may read of it, by kind of service.
pub async fn all(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Entry>, Error> {
    let ordered = visible_to(actor).order_by_asc(market_entry::Column::Kind).order_by_asc(market_entry::Column::Id);
    ordered.all(db).await?.into_iter().map(from_row).collect()
}

/// What one provider can do, as far as this actor may read it.
pub async fn of_organisation(
    db: &impl ConnectionTrait,
    actor: &Actor,
    organisation: &OrganisationId,
) -> Result<Vec<Entry>, Error> {
    let of = visible_to(actor).filter(market_entry::Column::OrganisationId.eq(organisation.as_str()));
    of.order_by_asc(market_entry::Column::Id).all(db).await?.into_iter().map(from_row).collect()
}

/// One entry.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &MarketEntryId) -> Result<Option<Entry>, Error> {
    let row = visible_to(actor).filter(market_entry::Column::Id.eq(id.as_str())).one(db).await?;
    row.map(from_row).transpose()
}

/// Adds one.
pub async fn insert(db: &impl ConnectionTrait, new: &Entry) -> Result<(), Error> {
    let (buyer, source) = match &new.told {
        Told::Itself => (None, None),
        Told::Noted { buyer, source } => (Some(buyer.to_string()), Some(source.clone())),
    };
    let row = market_entry::Model {
        id: new.id.to_string(),
        organisation_id: new.organisation.to_string(),
        kind: new.able.kind.as_str().to_owned(),
        place: new.able.place.as_ref().map(ToString::to_string),
        capacity: new.able.capacity,
        unit: new.able.unit.clone(),
        reach: new.able.reach.clone(),
        buyer_id: buyer,
        source,
        noted_by_id: new.by.to_string(),
        noted_at: new.at,
    };
    let insert = market_entry::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Takes one away.
pub async fn delete(db: &impl ConnectionTrait, id: &MarketEntryId) -> Result<(), Error> {
    let done = market_entry::Entity::delete_by_id(id.as_str()).exec(db).await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// The snapshots kept for each of these commissions, the newest first.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    commissions: &[CommissionId],
) -> Result<HashMap<CommissionId, Vec<Snapshot>>, Error> {
    let rows = market_snapshot::Entity::find()
        .filter(market_snapshot::Column::CommissionId.is_in(commissions.iter().map(CommissionId::as_str)))
        .order_by_asc(market_snapshot::Column::CommissionId)
        .order_by_desc(market_snapshot::Column::Id)
        .all(db)
        .await?;
    let mut of: HashMap<CommissionId, Vec<Snapshot>> = HashMap::new();
    for row in rows {
        let snapshot = snapshot_from_row(row)?;
        of.entry(snapshot.commission.clone()).or_default().push(snapshot);
    }
    Ok(of)
}

/// Keeps one.
pub async fn keep(db: &impl ConnectionTrait, new: &Snapshot) -> Result<(), Error> {
    let corrupt = |_| Error::Corrupt { table: SNAPSHOT, row: new.id.to_string(), column: "found" };
    let row = market_snapshot::Model {
        id: new.id.to_string(),
        commission_id: new.commission.to_string(),
        kind: new.looked.kind.as_str().to_owned(),
        place: new.looked.place.as_ref().map(ToString::to_string),
        says: new.looked.says.clone(),
        found: serde_json::to_string(&new.found).map_err(corrupt)?,
        kept_by_id: new.by.to_string(),
        kept_at: new.at,
    };
    let insert = market_snapshot::Entity::insert(row.into_active_model());
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

fn from_row(row: market_entry::Model) -> Result<Entry, Error> {
    let id = row.id.as_str();
    let buyer = read_optional(ENTRY, id, "buyer_id", row.buyer_id.as_deref())?;
    Ok(Entry {
        id: read(ENTRY, id, "id", id)?,
        organisation: read(ENTRY, id, "organisation_id", &row.organisation_id)?,
        able: Able {
            kind: read(ENTRY, id, "kind", &row.kind)?,
            place: read_optional(ENTRY, id, "place", row.place.as_deref())?,
            capacity: row.capacity,
            unit: row.unit,
            reach: row.reach,
        },
        told: buyer.map_or(Told::Itself, |buyer| Told::Noted { buyer, source: row.source.unwrap_or_default() }),
        by: read(ENTRY, id, "noted_by_id", &row.noted_by_id)?,
        at: row.noted_at,
    })
}

fn snapshot_from_row(row: market_snapshot::Model) -> Result<Snapshot, Error> {
    let id = row.id.as_str();
    let corrupt = |_| Error::Corrupt { table: SNAPSHOT, row: id.to_owned(), column: "found" };
    Ok(Snapshot {
        id: read(SNAPSHOT, id, "id", id)?,
        commission: read(SNAPSHOT, id, "commission_id", &row.commission_id)?,
        looked: Looked {
            kind: read(SNAPSHOT, id, "kind", &row.kind)?,
            place: read_optional(SNAPSHOT, id, "place", row.place.as_deref())?,
            says: row.says.clone(),
        },
        found: serde_json::from_str(&row.found).map_err(corrupt)?,
        by: read(SNAPSHOT, id, "kept_by_id", &row.kept_by_id)?,
        at: row.kept_at,
    })
}
