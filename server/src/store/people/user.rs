//! People with an account.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Timestamp;
use shared::people::UserId;
use shared::people::membership::Membership;
use shared::people::user::User;

use crate::store::Error;
use crate::store::entity::people::user_account;
use crate::store::row::read;

const TABLE: &str = "user_account";

fn from_row(row: user_account::Model) -> Result<User, Error> {
    Ok(User {
        id: read(TABLE, &row.id, "id", &row.id)?,
        name: row.name,
        email: row.email,
        phone: row.phone,
        confirmed_at: row.confirmed_at,
    })
}

/// One person.
pub async fn find(db: &impl ConnectionTrait, id: &UserId) -> Result<Option<User>, Error> {
    user_account::Entity::find_by_id(id.as_str()).one(db).await?.map(from_row).transpose()
}

/// Several people, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, ids: &[UserId]) -> Result<Vec<User>, Error> {
    user_account::Entity::find()
        .filter(user_account::Column::Id.is_in(ids.iter().map(UserId::as_str)))
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// The person with this address and the hash of their password.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<(User, Option<String>)>, Error> {
    user_account::Entity::find()
        .filter(user_account::Column::Email.eq(email))
        .one(db)
        .await?
        .map(|row| {
            let hash = row.password_hash.clone();
            Ok((from_row(row)?, hash))
        })
        .transpose()
}

/// Adds a person.
pub async fn insert(
    db: &impl ConnectionTrait,
    user: &User,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let row = user_account::ActiveModel {
        id: ActiveValue::Set(user.id.to_string()),
        name: ActiveValue::Set(user.name.clone()),
        email: ActiveValue::Set(user.email.clone()),
        phone: ActiveValue::Set(user.phone.clone()),
        password_hash: ActiveValue::Set(password_hash.map(ToOwned::to_owned)),
        confirmed_at: ActiveValue::Set(user.confirmed_at),
        created_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
    };
    user_account::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Everybody with a membership in force, its organisation's name beside it:
/// for the demonstration's page of people.
pub async fn with_roles(db: &impl ConnectionTrait) -> Result<Vec<(User, Membership, String)>, Error> {
    let memberships = super::membership::all(db).await?;
    let ids: Vec<UserId> = memberships.iter().map(|(membership, _)| membership.user.clone()).collect();
    let users: HashMap<UserId, User> =
        get_many(db, &ids).await?.into_iter().map(|user| (user.id.clone(), user)).collect();
    Ok(memberships
        .into_iter()
        .filter_map(|(membership, name)| Some((users.get(&membership.user)?.clone(), membership, name)))
        .collect())
}

/// Gives a person another password. Their sessions are the caller's matter.
pub async fn set_password(db: &impl ConnectionTrait, id: &UserId, hash: &str) -> Result<(), Error> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::PasswordHash, Expr::value(hash))
        .col_expr(user_account::Column::Version, Expr::col(user_account::Column::Version).add(1))
        .filter(user_account::Column::Id.eq(id.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// Changes a person's name and telephone number.
pub async fn save(db: &impl ConnectionTrait, user: &User) -> Result<(), Error> {
    user_account::Entity::update_many()
        .col_expr(user_account::Column::Name, Expr::value(user.name.clone()))
        .col_expr(user_account::Column::Phone, Expr::value(user.phone.clone()))
        .col_expr(user_account::Column::Version, Expr::col(user_account::Column::Version).add(1))
        .filter(user_account::Column::Id.eq(user.id.as_str()))
        .exec(db)
        .await?;
    Ok(())
}
