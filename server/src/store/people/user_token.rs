//! Links in mails: each works once, until its time is over. Only the hash of
//! its secret is kept.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Timestamp;
use shared::people::UserId;

use crate::store::Error;
use crate::store::entity::people::user_token;
use crate::store::row::read_optional;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To confirm an address and choose the first password.
    Confirm,
    /// To choose another password.
    Reset,
    /// To join an organisation.
    Invitation,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::Invitation => "invitation",
        }
    }
}

/// A link that may be used.
#[derive(Clone, Debug)]
pub struct Token {
    /// The hash of its secret: its key in the table.
    pub token_hash: String,
    /// What it is for.
    pub kind: Kind,
    /// Whose account it is about, where there is one.
    pub user: Option<UserId>,
    /// The address it was sent to.
    pub email: String,
    /// What it leads to, as JSON.
    pub payload: Option<String>,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// The link behind this secret's hash, if it is of this kind and still works.
pub async fn find(
    db: &impl ConnectionTrait,
    kind: Kind,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Token>, Error> {
    let row = user_token::Entity::find_by_id(token_hash)
        .filter(user_token::Column::Kind.eq(kind.as_str()))
        .filter(user_token::Column::UsedAt.is_null())
        .filter(user_token::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Token {
            user: read_optional("user_token", "", "user_id", row.user_id.as_deref())?,
            token_hash: row.token_hash,
            kind,
            email: row.email,
            payload: row.payload,
            expires_at: row.expires_at,
        })
    })
    .transpose()
}

/// Adds a link.
pub async fn insert(db: &impl ConnectionTrait, new: &Token, now: Timestamp) -> Result<(), Error> {
    let row = user_token::ActiveModel {
        token_hash: ActiveValue::Set(new.token_hash.clone()),
        kind: ActiveValue::Set(new.kind.as_str().to_owned()),
        user_id: ActiveValue::Set(new.user.as_ref().map(ToString::to_string)),
        email: ActiveValue::Set(new.email.clone()),
        payload: ActiveValue::Set(new.payload.clone()),
        created_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(new.expires_at),
        used_at: ActiveValue::Set(None),
    };
    user_token::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Uses a link up. Answers whether this was the one time.
pub async fn spend(db: &impl ConnectionTrait, token_hash: &str, now: Timestamp) -> Result<bool, Error> {
    let done = user_token::Entity::update_many()
        .col_expr(user_token::Column::UsedAt, Expr::value(now))
        .filter(user_token::Column::TokenHash.eq(token_hash))
        .filter(user_token::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Makes the earlier links of this kind to this address useless.
pub async fn void(db: &impl ConnectionTrait, kind: Kind, email: &str, now: Timestamp) -> Result<(), Error> {
    user_token::Entity::update_many()
        .col_expr(user_token::Column::UsedAt, Expr::value(now))
        .filter(user_token::Column::Email.eq(email))
        .filter(user_token::Column::Kind.eq(kind.as_str()))
        .filter(user_token::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Drops links whose time is over.
pub async fn sweep(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), Error> {
    user_token::Entity::delete_many().filter(user_token::Column::ExpiresAt.lte(now)).exec(db).await?;
    Ok(())
}
