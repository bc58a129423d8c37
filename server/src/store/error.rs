//! What can go wrong with the database.

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or did not answer.
    #[error("database: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// A row that cannot become a domain value.
    #[error("corrupt row {row} in {table}.{column}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's identifier.
        row: String,
        /// The column at fault.
        column: &'static str,
    },
    /// Somebody changed the row since it was read.
    #[error("changed since it was read")]
    Stale,
    /// A place to go on from that is no place in this list.
    #[error("not a place in this list")]
    Place,
    /// A unique constraint, by name, that the write would break.
    #[error("duplicate: {0}")]
    Duplicate(String),
}

impl Error {
    /// A write's fault, with a broken unique constraint told apart.
    pub fn from_write(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(what)) => Self::Duplicate(what),
            _ => Self::Db(error),
        }
    }
}
