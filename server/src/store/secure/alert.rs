//! Searches kept for mails, and which opportunities were announced. Whoever holds a search's link may see it; beyond
//! that it is its owner's alone.

use chrono::Duration;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
};
use shared::secure::alert::{Alert, CONFIRM_DAYS, Search, State};
use shared::secure::opportunity::Stored;
use shared::secure::{AlertId, OpportunityId};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::alert::{Column, Entity, Model};
use crate::store::entity::secure::{announcement, opportunity};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{read, read_optional};

const TABLE: &str = "alert";

/// One's own searches, made with one's account.
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    match actor.user() {
        Some(user) => Entity::find().filter(Column::UserId.eq(user.as_str())),
        None => Entity::find().filter(Expr::val(1).eq(0)),
    }
}

/// A page of one's own, the newest first.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, page: &Page) -> Result<Slice<Alert>, Error> {
    let mut select = visible_to(actor);
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(Column::Id).limit(page.first + 1).all(db).await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(all, page, total, |alert| Cursor { key: String::new(), id: alert.id.to_string() }))
}

/// The search behind a link, while it works: an address has so many days to be confirmed.
pub async fn find_by_token(db: &impl ConnectionTrait, token: &str, now: Timestamp) -> Result<Option<Alert>, Error> {
    let works = Condition::any()
        .add(Column::ConfirmedAt.is_not_null())
        .add(Column::AskedAt.gt(now - Duration::days(CONFIRM_DAYS)));
    let row = Entity::find().filter(Column::Token.eq(token)).filter(works).one(db).await?;
    row.map(from_row).transpose()
}

/// The searches that are running.
pub async fn running(db: &impl ConnectionTrait) -> Result<Vec<Alert>, Error> {
    let rows = Entity::find().filter(Column::ConfirmedAt.is_not_null()).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(from_row).collect()
}

/// Adds one.
pub async fn insert(db: &impl ConnectionTrait, new: &Alert) -> Result<(), Error> {
    let row = Model {
        id: new.id.to_string(),
        email: new.email.clone(),
        user_id: new.user.as_ref().map(ToString::to_string),
        words: new.search.words.clone(),
        method: new.search.method.map(|method| method.as_str().to_owned()),
        token: new.token.clone(),
        asked_at: new.asked_at,
        confirmed_at: match new.state {
            State::Asked => None,
            State::Running { since } => Some(since),
        },
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Keeps that its address is confirmed.
pub async fn confirm(db: &impl ConnectionTrait, id: &AlertId, since: Timestamp) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(since))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::ConfirmedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets one, address and all.
pub async fn delete(db: &impl ConnectionTrait, id: &AlertId) -> Result<(), Error> {
    Entity::delete_by_id(id.as_str()).exec(db).await?;
    Ok(())
}

/// Forgets those whose address was never confirmed.
pub async fn sweep(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::ConfirmedAt.is_null())
        .filter(Column::AskedAt.lte(now - Duration::days(CONFIRM_DAYS)))
        .exec(db)
        .await?;
    Ok(())
}

/// The opportunities that are published and were not announced, the oldest first.
pub async fn unannounced(db: &impl ConnectionTrait) -> Result<Vec<OpportunityId>, Error> {
    let id = (opportunity::Entity, opportunity::Column::Id);
    let announced = announcement::Entity::find()
        .select_only()
        .column(announcement::Column::OpportunityId)
        .filter(Expr::col((announcement::Entity, announcement::Column::OpportunityId)).equals(id));
    let rows: Vec<String> = opportunity::Entity::find()
        .select_only()
        .column(opportunity::Column::Id)
        .filter(opportunity::Column::Stage.eq(Stored::Published.as_str()))
        .filter(Expr::exists(announced.into_query()).not())
        .order_by_asc(opportunity::Column::Id)
        .limit(50)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|id| read("opportunity", &id, "id", &id)).collect()
}

/// Notes that an opportunity is being announced; false if somebody else has done it.
pub async fn announce(db: &impl ConnectionTrait, id: &OpportunityId, now: Timestamp) -> Result<bool, Error> {
    let row = announcement::Model { opportunity_id: id.to_string(), at: now };
    let insert = announcement::Entity::insert(row.into_active_model());
    match insert.exec_without_returning(db).await.map_err(Error::from_write) {
        Ok(_) => Ok(true),
        Err(Error::Duplicate(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn from_row(row: Model) -> Result<Alert, Error> {
    let id = row.id.as_str();
    Ok(Alert {
        id: read(TABLE, id, "id", id)?,
        user: read_optional(TABLE, id, "user_id", row.user_id.as_deref())?,
        search: Search { method: read_optional(TABLE, id, "method", row.method.as_deref())?, words: row.words.clone() },
        state: row.confirmed_at.map_or(State::Asked, |since| State::Running { since }),
        email: row.email,
        token: row.token,
        asked_at: row.asked_at,
    })
}
