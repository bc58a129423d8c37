//! Services: everyone may see them all.

use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::Actor;
use shared::commission::{Service, ServiceId};
use shared::people::OrganisationId;

use crate::store::Error;
use crate::store::entity::commission::service as table;
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::read;

const TABLE: &str = "service";

fn from_row(row: table::Model) -> Result<Service, Error> {
    Ok(Service {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        reference: row.reference,
        name: row.name,
        summary: row.summary,
        who_for: row.who_for,
        how_to_use: row.how_to_use,
        created_at: row.created_at,
        version: row.version,
    })
}

/// What this actor may see: all of them.
pub fn visible_to(_actor: &Actor) -> Select<table::Entity> {
    table::Entity::find()
}

/// One service.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &ServiceId) -> Result<Option<Service>, Error> {
    visible_to(actor).filter(table::Column::Id.eq(id.as_str())).one(db).await?.map(from_row).transpose()
}

/// The service of this reference, such as `S-0001`.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Service>, Error> {
    visible_to(actor).filter(table::Column::Reference.eq(reference)).one(db).await?.map(from_row).transpose()
}

/// Several services, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[ServiceId]) -> Result<Vec<Service>, Error> {
    let ids = ids.iter().map(ServiceId::as_str);
    visible_to(actor).filter(table::Column::Id.is_in(ids)).all(db).await?.into_iter().map(from_row).collect()
}

/// A page of services, by name.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, page: &Page) -> Result<Slice<Service>, Error> {
    use sea_orm::PaginatorTrait;
    let mut query = visible_to(actor);
    let total = if page.count { Some(query.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        let later = table::Column::Name.gt(after.key.as_str());
        let beside = Condition::all()
            .add(table::Column::Name.eq(after.key.as_str()))
            .add(table::Column::Id.gt(after.id.as_str()));
        // Said once more so that the index is entered at the right place.
        query = query.filter(table::Column::Name.gte(after.key.as_str()));
        query = query.filter(Condition::any().add(later).add(beside));
    }
    let rows =
        query.order_by_asc(table::Column::Name).order_by_asc(table::Column::Id).limit(page.first + 1).all(db).await?;
    let rows: Vec<Service> = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    Ok(Slice::new(rows, page, total, |row| Cursor { key: row.name.clone(), id: row.id.to_string() }))
}

/// The references of all that this actor may see, newest first.
pub async fn references(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(table::Column::Reference);
    Ok(select.order_by_desc(table::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// Whether this council has a service of this name.
pub async fn is_named(db: &impl ConnectionTrait, buyer: &OrganisationId, name: &str) -> Result<bool, Error> {
    let named =
        table::Entity::find().filter(table::Column::BuyerId.eq(buyer.as_str())).filter(table::Column::Name.eq(name));
    Ok(named.one(db).await?.is_some())
}

/// Adds a service; `Duplicate` if the council has one of that name.
pub async fn insert(db: &impl ConnectionTrait, new: &Service) -> Result<(), Error> {
    let row = table::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        reference: ActiveValue::Set(new.reference.clone()),
        buyer_id: ActiveValue::Set(new.buyer.to_string()),
        name: ActiveValue::Set(new.name.clone()),
        summary: ActiveValue::Set(new.summary.clone()),
        who_for: ActiveValue::Set(new.who_for.clone()),
        how_to_use: ActiveValue::Set(new.how_to_use.clone()),
        created_at: ActiveValue::Set(new.created_at),
        version: ActiveValue::Set(new.version),
    };
    table::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
