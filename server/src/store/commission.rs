//! Commissions: everyone may see them all.

pub mod facts;
pub mod service;

use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::Actor;
use shared::commission::{Commission, CommissionId, ServiceId};
use shared::people::{DirectorateId, UserId};

use crate::store::Error;
use crate::store::entity::commission as table;
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{read, read_optional};

const TABLE: &str = "commission";

/// Which commissions a list holds.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this directorate.
    pub directorate: Option<DirectorateId>,
    /// Only those for this service.
    pub service: Option<ServiceId>,
    /// Only those this officer leads.
    pub lead: Option<UserId>,
}

fn from_row(row: table::Model) -> Result<Commission, Error> {
    Ok(Commission {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read(TABLE, &row.id, "directorate_id", &row.directorate_id)?,
        service: read(TABLE, &row.id, "service_id", &row.service_id)?,
        lead: read(TABLE, &row.id, "lead_id", &row.lead_id)?,
        follows: read_optional(TABLE, &row.id, "follows_id", row.follows_id.as_deref())?,
        reference: row.reference,
        title: row.title,
        created_at: row.created_at,
        version: row.version,
    })
}

/// What this actor may see: all of them. What a council plans, buys and ends
/// is public.
pub fn visible_to(_actor: &Actor) -> Select<table::Entity> {
    table::Entity::find()
}

/// One commission.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &CommissionId) -> Result<Option<Commission>, Error> {
    visible_to(actor).filter(table::Column::Id.eq(id.as_str())).one(db).await?.map(from_row).transpose()
}

/// The commission of this reference, such as `C-0012`.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Commission>, Error> {
    visible_to(actor).filter(table::Column::Reference.eq(reference)).one(db).await?.map(from_row).transpose()
}

/// Several commissions, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CommissionId],
) -> Result<Vec<Commission>, Error> {
    let ids = ids.iter().map(CommissionId::as_str);
    visible_to(actor).filter(table::Column::Id.is_in(ids)).all(db).await?.into_iter().map(from_row).collect()
}

/// Every commission's identifier.
async fn all_ids(db: &impl ConnectionTrait) -> Result<Vec<CommissionId>, Error> {
    let ids: Vec<String> =
        visible_to(&Actor::System).select_only().column(table::Column::Id).into_tuple().all(db).await?;
    ids.iter().map(|id| read(TABLE, id, "id", id)).collect()
}

/// A page of commissions, newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Commission>, Error> {
    use sea_orm::PaginatorTrait;
    let mut query = visible_to(actor);
    if let Some(directorate) = &filter.directorate {
        query = query.filter(table::Column::DirectorateId.eq(directorate.as_str()));
    }
    if let Some(service) = &filter.service {
        query = query.filter(table::Column::ServiceId.eq(service.as_str()));
    }
    if let Some(lead) = &filter.lead {
        query = query.filter(table::Column::LeadId.eq(lead.as_str()));
    }
    let total = if page.count { Some(query.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        query = query.filter(table::Column::Id.lt(after.id.as_str()));
    }
    let rows = query.order_by_desc(table::Column::Id).limit(page.first + 1).all(db).await?;
    let rows: Vec<Commission> = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    let place = |row: &Commission| Cursor { key: String::new(), id: row.id.to_string() };
    Ok(Slice::new(rows, page, total, place))
}

/// The newest commissions of each of these services.
pub async fn of_services(
    db: &impl ConnectionTrait,
    actor: &Actor,
    services: &[ServiceId],
) -> Result<Vec<Commission>, Error> {
    visible_to(actor)
        .filter(table::Column::ServiceId.is_in(services.iter().map(ServiceId::as_str)))
        .order_by_desc(table::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(table::Column::Reference);
    Ok(select.order_by_desc(table::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// Adds a commission.
pub async fn insert(db: &impl ConnectionTrait, new: &Commission) -> Result<(), Error> {
    let row = table::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        reference: ActiveValue::Set(new.reference.clone()),
        buyer_id: ActiveValue::Set(new.buyer.to_string()),
        directorate_id: ActiveValue::Set(new.directorate.to_string()),
        service_id: ActiveValue::Set(new.service.to_string()),
        title: ActiveValue::Set(new.title.clone()),
        lead_id: ActiveValue::Set(new.lead.to_string()),
        follows_id: ActiveValue::Set(new.follows.as_ref().map(ToString::to_string)),
        created_at: ActiveValue::Set(new.created_at),
        version: ActiveValue::Set(new.version),
    };
    table::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
