//! The outbox of mails.

use chrono::Duration;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::Timestamp;

use crate::store::entity::framework::mail;
use crate::store::page::{Cursor, Page, Slice};
use crate::store::{Error, Transaction};

/// How long a process has to send what it took.
const LEASE: Duration = Duration::minutes(10);

/// A mail, on its way or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier.
    pub id: String,
    /// The address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text, plain.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it went out.
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong the last time.
    pub fault: Option<String>,
}

fn from_row(row: mail::Model) -> Mail {
    Mail {
        id: row.id,
        to: row.to_address,
        subject: row.subject,
        body: row.body,
        created_at: row.created_at,
        sent_at: row.sent_at,
        attempts: row.attempts,
        fault: row.fault,
    }
}

/// Puts a mail in the outbox.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: String,
    to: &str,
    subject: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let row = mail::ActiveModel {
        id: ActiveValue::Set(id),
        to_address: ActiveValue::Set(to.to_owned()),
        subject: ActiveValue::Set(subject.to_owned()),
        body: ActiveValue::Set(body.to_owned()),
        created_at: ActiveValue::Set(now),
        sent_at: ActiveValue::Set(None),
        attempts: ActiveValue::Set(0),
        next_try_at: ActiveValue::Set(now),
        fault: ActiveValue::Set(None),
    };
    mail::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes mails that are due, oldest first, for this process alone to send:
/// until `LEASE` is over no other takes them, and whoever ends before it has
/// sent them leaves them to be tried again.
pub async fn claim(tx: &Transaction, most: u64, now: Timestamp) -> Result<Vec<Mail>, Error> {
    let rows = mail::Entity::find()
        .filter(mail::Column::SentAt.is_null())
        .filter(mail::Column::NextTryAt.lte(now))
        .order_by_asc(mail::Column::NextTryAt)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?;
    mail::Entity::update_many()
        .col_expr(mail::Column::NextTryAt, Expr::value(now + LEASE))
        .filter(mail::Column::Id.is_in(rows.iter().map(|row| row.id.as_str())))
        .exec(tx)
        .await?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// Notes that a mail went out.
pub async fn sent(db: &impl ConnectionTrait, id: &str, now: Timestamp) -> Result<(), Error> {
    mail::Entity::update_many()
        .col_expr(mail::Column::SentAt, Expr::value(now))
        .filter(mail::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Notes that a mail did not go out; it is tried again after twice as long
/// each time, at most six hours.
pub async fn failed(db: &impl ConnectionTrait, mail: &Mail, fault: &str, now: Timestamp) -> Result<(), Error> {
    let attempts = mail.attempts + 1;
    let minutes = 1_i64 << attempts.clamp(0, 8);
    mail::Entity::update_many()
        .col_expr(mail::Column::Attempts, Expr::value(attempts))
        .col_expr(mail::Column::Fault, Expr::value(fault))
        .col_expr(mail::Column::NextTryAt, Expr::value(now + Duration::minutes(minutes.min(360))))
        .filter(mail::Column::Id.eq(mail.id.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// A page of mails, newest first, to one address or to all.
pub async fn newest(db: &impl ConnectionTrait, to: Option<&str>, page: &Page) -> Result<Slice<Mail>, Error> {
    let mut select = mail::Entity::find();
    if let Some(to) = to {
        select = select.filter(mail::Column::ToAddress.eq(to));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(mail::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(mail::Column::Id).limit(page.first + 1).all(db).await?;
    let mails = rows.into_iter().map(from_row).collect();
    Ok(Slice::new(mails, page, total, |mail: &Mail| Cursor { key: String::new(), id: mail.id.clone() }))
}
