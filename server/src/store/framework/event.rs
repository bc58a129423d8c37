//! The record of every change, and the chain of each audience.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::Timestamp;

use crate::store::Error;
use crate::store::entity::framework::{event, event_link};
use crate::store::page::{Cursor, Page, Slice};

/// One entry of the record. It carries no bid text, nothing of safeguarding
/// and no personal data beyond who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its identifier.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who; none for the clock or a visitor.
    pub user: Option<String>,
    /// Acting as what.
    pub membership: Option<String>,
    /// What was done, as a verb.
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject_id: String,
    /// One sentence that the audience may read.
    pub summary: String,
}

/// One entry in one audience's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The entry.
    pub event: Event,
    /// Whose chain: `public`, `org:…`, `opportunity:…`.
    pub audience: String,
    /// Its place, from 1, without gaps.
    pub position: i64,
    /// The hash over the one before and this entry, in hex.
    pub hash: String,
}

fn from_row(row: event::Model) -> Event {
    Event {
        id: row.id,
        at: row.at,
        user: row.user_id,
        membership: row.membership_id,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        summary: row.summary,
    }
}

/// Adds an entry for these audiences, to be sealed later.
pub async fn insert(db: &impl ConnectionTrait, new: &Event, audiences: &[String]) -> Result<(), Error> {
    let row = event::ActiveModel {
        id: ActiveValue::Set(new.id.clone()),
        at: ActiveValue::Set(new.at),
        user_id: ActiveValue::Set(new.user.clone()),
        membership_id: ActiveValue::Set(new.membership.clone()),
        action: ActiveValue::Set(new.action.clone()),
        subject_kind: ActiveValue::Set(new.subject_kind.clone()),
        subject_id: ActiveValue::Set(new.subject_id.clone()),
        summary: ActiveValue::Set(new.summary.clone()),
        sealed: ActiveValue::Set(false),
    };
    event::Entity::insert(row).exec_without_returning(db).await?;
    let links = audiences.iter().map(|audience| event_link::ActiveModel {
        event_id: ActiveValue::Set(new.id.clone()),
        audience: ActiveValue::Set(audience.clone()),
        position: ActiveValue::Set(None),
        hash: ActiveValue::Set(None),
    });
    event_link::Entity::insert_many(links).exec_without_returning(db).await?;
    Ok(())
}

/// The oldest entries that no chain has taken in yet.
pub async fn unsealed(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Event>, Error> {
    let rows = event::Entity::find()
        .filter(event::Column::Sealed.eq(false))
        .order_by_asc(event::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// The audiences an entry is meant for, in alphabetical order.
pub async fn audiences(db: &impl ConnectionTrait, event: &str) -> Result<Vec<String>, Error> {
    let rows = event_link::Entity::find()
        .filter(event_link::Column::EventId.eq(event))
        .order_by_asc(event_link::Column::Audience)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.audience).collect())
}

/// The end of an audience's chain: the last position and its hash.
pub async fn tail(db: &impl ConnectionTrait, audience: &str) -> Result<Option<(i64, String)>, Error> {
    let row = event_link::Entity::find()
        .filter(event_link::Column::Audience.eq(audience))
        .filter(event_link::Column::Position.is_not_null())
        .order_by_desc(event_link::Column::Position)
        .one(db)
        .await?;
    Ok(row.and_then(|row| Some((row.position?, row.hash?))))
}

/// Gives an entry its place in an audience's chain.
pub async fn seal(
    db: &impl ConnectionTrait,
    event: &str,
    audience: &str,
    position: i64,
    hash: &str,
) -> Result<(), Error> {
    event_link::Entity::update_many()
        .col_expr(event_link::Column::Position, Expr::value(position))
        .col_expr(event_link::Column::Hash, Expr::value(hash))
        .filter(event_link::Column::EventId.eq(event))
        .filter(event_link::Column::Audience.eq(audience))
        .exec(db)
        .await?;
    Ok(())
}

/// Notes that every chain has taken an entry in.
pub async fn mark_sealed(db: &impl ConnectionTrait, id: &str) -> Result<(), Error> {
    event::Entity::update_many()
        .col_expr(event::Column::Sealed, Expr::value(true))
        .filter(event::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The audiences that have a chain.
pub async fn chains(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    Ok(event_link::Entity::find()
        .select_only()
        .column(event_link::Column::Audience)
        .distinct()
        .order_by_asc(event_link::Column::Audience)
        .into_tuple()
        .all(db)
        .await?)
}

/// A stretch of an audience's chain after a position, in order.
pub async fn chain(db: &impl ConnectionTrait, audience: &str, after: i64, most: u64) -> Result<Vec<Link>, Error> {
    let rows = event_link::Entity::find()
        .find_also_related(event::Entity)
        .filter(event_link::Column::Audience.eq(audience))
        .filter(event_link::Column::Position.gt(after))
        .order_by_asc(event_link::Column::Position)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter().map(link_from_row).collect()
}

/// A page of an audience's chain, newest first.
pub async fn newest(db: &impl ConnectionTrait, audience: &str, page: &Page) -> Result<Slice<Link>, Error> {
    let select = event_link::Entity::find()
        .filter(event_link::Column::Audience.eq(audience))
        .filter(event_link::Column::Position.is_not_null());
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    let mut select = select.find_also_related(event::Entity);
    if let Some(after) = &page.after {
        let position = after.key.parse::<i64>().map_err(|_| Error::Place)?;
        select = select.filter(event_link::Column::Position.lt(position));
    }
    let rows = select.order_by_desc(event_link::Column::Position).limit(page.first + 1).all(db).await?;
    let links = rows.into_iter().map(link_from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(links, page, total, |link| Cursor { key: link.position.to_string(), id: link.event.id.clone() }))
}

fn link_from_row((link, event): (event_link::Model, Option<event::Model>)) -> Result<Link, Error> {
    let corrupt = |column| Error::Corrupt { table: "event_link", row: link.event_id.clone(), column };
    Ok(Link {
        position: link.position.ok_or_else(|| corrupt("position"))?,
        hash: link.hash.clone().ok_or_else(|| corrupt("hash"))?,
        event: from_row(event.ok_or_else(|| corrupt("event_id"))?),
        audience: link.audience.clone(),
    })
}
