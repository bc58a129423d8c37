//! Settings of this installation.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ConnectionTrait, EntityTrait};

use crate::store::Error;
use crate::store::entity::framework::installation;

/// How far a test clock is from the machine's, in microseconds.
pub const CLOCK_OFFSET: &str = "clock_offset_us";
/// Who made the database: `demo` and `test` allow a test clock.
pub const MADE_BY: &str = "made_by";

/// A setting.
pub async fn get(db: &impl ConnectionTrait, key: &str) -> Result<Option<String>, Error> {
    Ok(installation::Entity::find_by_id(key).one(db).await?.map(|row| row.value))
}

/// Sets it.
pub async fn set(db: &impl ConnectionTrait, key: &str, value: &str) -> Result<(), Error> {
    let row =
        installation::ActiveModel { key: ActiveValue::Set(key.to_owned()), value: ActiveValue::Set(value.to_owned()) };
    installation::Entity::insert(row)
        .on_conflict(
            OnConflict::column(installation::Column::Key).update_column(installation::Column::Value).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
