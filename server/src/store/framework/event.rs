//! The record of every change, and the chain of each audience.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::Timestamp;

use crate::store::Error;
use crate::store::entity::framework::{event, event_chain, event_link, event_value};
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
    /// How its hash is made: 1 is without the digest.
    pub format: i64,
    /// The digest of the facts after the change, in hex; none where there are
    /// none to tell.
    pub digest: Option<String>,
}

/// The facts that an entry's digest is of. They may be erased; the digest
/// stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What keeps an erased value from being guessed by its digest.
    pub salt: String,
    /// The facts, as JSON with its names in order.
    pub facts: String,
}

/// One entry in one audience's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The entry.
    pub event: Event,
    /// Its facts; none where there were none or they are erased.
    pub value: Option<Value>,
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
        format: row.format,
        digest: row.digest,
    }
}

/// Adds an entry for these audiences, to be sealed later.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: &Event,
    value: Option<&Value>,
    audiences: &[String],
) -> Result<(), Error> {
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
        format: ActiveValue::Set(new.format),
        digest: ActiveValue::Set(new.digest.clone()),
    };
    event::Entity::insert(row).exec_without_returning(db).await?;
    if let Some(value) = value {
        let row = event_value::ActiveModel {
            event_id: ActiveValue::Set(new.id.clone()),
            salt: ActiveValue::Set(value.salt.clone()),
            facts: ActiveValue::Set(value.facts.clone()),
        };
        event_value::Entity::insert(row).exec_without_returning(db).await?;
    }
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

/// Where an audience's chain ends by its own note: the last position and its
/// hash.
pub async fn head(db: &impl ConnectionTrait, audience: &str) -> Result<Option<(i64, String)>, Error> {
    let row = event_chain::Entity::find_by_id(audience).one(db).await?;
    Ok(row.map(|row| (row.position, row.hash)))
}

/// Notes where an audience's chain ends now.
pub async fn set_head(db: &impl ConnectionTrait, audience: &str, position: i64, hash: &str) -> Result<(), Error> {
    let row = event_chain::ActiveModel {
        audience: ActiveValue::Set(audience.to_owned()),
        position: ActiveValue::Set(position),
        hash: ActiveValue::Set(hash.to_owned()),
    };
    let update = [event_chain::Column::Position, event_chain::Column::Hash];
    event_chain::Entity::insert(row)
        .on_conflict(OnConflict::column(event_chain::Column::Audience).update_columns(update).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// One entry, sealed or not.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Event>, Error> {
    Ok(event::Entity::find_by_id(id).one(db).await?.map(from_row))
}

/// Erases an entry's facts. Answers whether there were any.
pub async fn erase(db: &impl ConnectionTrait, id: &str) -> Result<bool, Error> {
    Ok(event_value::Entity::delete_by_id(id).exec(db).await?.rows_affected > 0)
}

/// The facts of these entries, by entry.
async fn values(db: &impl ConnectionTrait, links: &[event_link::Model]) -> Result<HashMap<String, Value>, Error> {
    let rows = event_value::Entity::find()
        .filter(event_value::Column::EventId.is_in(links.iter().map(|link| link.event_id.as_str())))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.event_id, Value { salt: row.salt, facts: row.facts })).collect())
}

/// Links with their entries, each with its facts.
async fn with_values(
    db: &impl ConnectionTrait,
    rows: Vec<(event_link::Model, Option<event::Model>)>,
) -> Result<Vec<Link>, Error> {
    let (links, events): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut values = values(db, &links).await?;
    let joined = links.into_iter().zip(events);
    joined
        .map(|(link, event)| {
            let value = values.remove(&link.event_id);
            link_from_row(link, event, value)
        })
        .collect()
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

/// The audiences that have a chain, or whose chain has an end noted.
pub async fn chains(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let mut linked: Vec<String> = event_link::Entity::find()
        .select_only()
        .column(event_link::Column::Audience)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let noted = event_chain::Entity::find().all(db).await?;
    linked.extend(noted.into_iter().map(|row| row.audience));
    linked.sort_unstable();
    linked.dedup();
    Ok(linked)
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
    with_values(db, rows).await
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
    let links = with_values(db, rows).await?;
    Ok(Slice::new(links, page, total, |link| Cursor { key: link.position.to_string(), id: link.event.id.clone() }))
}

fn link_from_row(link: event_link::Model, event: Option<event::Model>, value: Option<Value>) -> Result<Link, Error> {
    let corrupt = |column| Error::Corrupt { table: "event_link", row: link.event_id.clone(), column };
    Ok(Link {
        position: link.position.ok_or_else(|| corrupt("position"))?,
        hash: link.hash.clone().ok_or_else(|| corrupt("hash"))?,
        event: from_row(event.ok_or_else(|| corrupt("event_id"))?),
        value,
        audience: link.audience.clone(),
    })
}
