//! Attempts at the door, counted to slow down guessing.

use chrono::Duration;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::Timestamp;

use crate::store::entity::people::attempt;
use crate::store::{Error, Transaction, hold};

/// How many attempts on this subject there were in the last so many minutes.
/// Others who count the same subject wait until this transaction is over, so
/// that many at once never all see the same few.
pub async fn count(tx: &Transaction, subject: &str, minutes: i64, now: Timestamp) -> Result<u64, Error> {
    hold(tx, subject).await?;
    Ok(attempt::Entity::find()
        .filter(attempt::Column::Subject.eq(subject))
        .filter(attempt::Column::At.gt(now - Duration::minutes(minutes)))
        .count(tx)
        .await?)
}

/// Notes an attempt.
pub async fn insert(db: &impl ConnectionTrait, id: String, subject: &str, now: Timestamp) -> Result<(), Error> {
    let row = attempt::ActiveModel {
        id: ActiveValue::Set(id),
        subject: ActiveValue::Set(subject.to_owned()),
        at: ActiveValue::Set(now),
    };
    attempt::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets the attempts on a subject, after one that was right.
pub async fn forget(db: &impl ConnectionTrait, subject: &str) -> Result<(), Error> {
    attempt::Entity::delete_many().filter(attempt::Column::Subject.eq(subject)).exec(db).await?;
    Ok(())
}

/// Takes one attempt back: it was right.
pub async fn delete(db: &impl ConnectionTrait, id: &str) -> Result<(), Error> {
    attempt::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Drops attempts older than a day.
pub async fn sweep(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), Error> {
    attempt::Entity::delete_many().filter(attempt::Column::At.lt(now - Duration::days(1))).exec(db).await?;
    Ok(())
}
