//! Sessions: who is signed in, on which device, acting as what.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::people::session::{ABSOLUTE, LONGEST_IDLE};
use shared::people::{MembershipId, UserId};
use shared::{Actor, Timestamp};

use crate::store::entity::people::session;
use crate::store::row::{read, read_optional};
use crate::store::{Error, people};

/// A session in force.
#[derive(Clone, Debug)]
pub struct Session {
    /// The hash of its token: its key in the table.
    pub token_hash: String,
    /// The person.
    pub user: UserId,
    /// The membership acted in.
    pub membership: Option<MembershipId>,
    /// The device, in its own words.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

fn from_row(row: session::Model) -> Result<Session, Error> {
    Ok(Session {
        user: read("session", "", "user_id", &row.user_id)?,
        membership: read_optional("session", "", "membership_id", row.membership_id.as_deref())?,
        token_hash: row.token_hash,
        device: row.device,
        created_at: row.created_at,
        seen_at: row.seen_at,
    })
}

/// Begins a session.
pub async fn insert(
    db: &impl ConnectionTrait,
    token_hash: &str,
    user: &UserId,
    membership: Option<&MembershipId>,
    device: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let row = session::ActiveModel {
        token_hash: ActiveValue::Set(token_hash.to_owned()),
        user_id: ActiveValue::Set(user.to_string()),
        membership_id: ActiveValue::Set(membership.map(ToString::to_string)),
        device: ActiveValue::Set(device.to_owned()),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(now + ABSOLUTE),
    };
    session::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// The session behind a token's hash, unless it has rested longer than any
/// session may; an officer's is over sooner, which the caller decides.
pub async fn find(db: &impl ConnectionTrait, token_hash: &str, now: Timestamp) -> Result<Option<Session>, Error> {
    session::Entity::find_by_id(token_hash)
        .filter(session::Column::ExpiresAt.gt(now))
        .filter(session::Column::SeenAt.gt(now - LONGEST_IDLE))
        .one(db)
        .await?
        .map(from_row)
        .transpose()
}

/// The actor of a session: the person, in their acting membership if it is
/// still in force.
pub async fn actor(db: &impl ConnectionTrait, session: &Session, now: Timestamp) -> Result<Actor, Error> {
    let acting = match &session.membership {
        Some(id) => people::membership::find(db, id).await?.filter(|membership| membership.is_active(now)),
        None => None,
    };
    Ok(Actor::Person { user: session.user.clone(), acting: acting.map(people::membership::acting) })
}

/// A person's sessions that may still be in force, the latest used first.
pub async fn of_user(db: &impl ConnectionTrait, user: &UserId, now: Timestamp) -> Result<Vec<Session>, Error> {
    session::Entity::find()
        .filter(session::Column::UserId.eq(user.as_str()))
        .filter(session::Column::ExpiresAt.gt(now))
        .filter(session::Column::SeenAt.gt(now - LONGEST_IDLE))
        .order_by_desc(session::Column::SeenAt)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Notes that it was used.
pub async fn touch(db: &impl ConnectionTrait, token_hash: &str, now: Timestamp) -> Result<(), Error> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .filter(session::Column::TokenHash.eq(token_hash))
        .exec(db)
        .await?;
    Ok(())
}

/// Acts in another membership from now on.
pub async fn switch(db: &impl ConnectionTrait, token_hash: &str, membership: &MembershipId) -> Result<(), Error> {
    session::Entity::update_many()
        .col_expr(session::Column::MembershipId, Expr::value(membership.to_string()))
        .filter(session::Column::TokenHash.eq(token_hash))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn delete(db: &impl ConnectionTrait, token_hash: &str) -> Result<(), Error> {
    session::Entity::delete_by_id(token_hash).exec(db).await?;
    Ok(())
}

/// Ends all of a person's sessions. Answers how many.
pub async fn delete_all(db: &impl ConnectionTrait, user: &UserId) -> Result<u64, Error> {
    let done = session::Entity::delete_many().filter(session::Column::UserId.eq(user.as_str())).exec(db).await?;
    Ok(done.rows_affected)
}

/// Drops sessions that are over.
pub async fn sweep(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, Error> {
    let done = session::Entity::delete_many()
        .filter(
            Condition::any()
                .add(session::Column::ExpiresAt.lte(now))
                .add(session::Column::SeenAt.lte(now - LONGEST_IDLE)),
        )
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}
