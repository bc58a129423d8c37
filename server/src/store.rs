//! The database: the only code that knows sea-orm.
//!
//! Rows are found only in the actor's scope (`visible_to`); what lies outside
//! does not exist. A row is dumb; it becomes a domain value here or is
//! reported as corrupt.

pub mod commission;
pub mod entity;
pub mod error;
pub mod framework;
pub mod monitor;
pub mod page;
pub mod people;
pub mod plan;
pub mod review;
mod row;
pub mod secure;

use std::time::Duration;

use migrations::Migrator;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

pub use error::Error;
pub use sea_orm::ConnectionTrait as Connection;

/// The connections: SQLite has one writer and several readers, PostgreSQL one
/// pool for both.
#[derive(Clone, Debug)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

/// A write in progress; only `app` begins and commits one.
pub type Transaction = DatabaseTransaction;

impl Db {
    /// Connects; the schema is not touched.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, u32::try_from(cores).unwrap_or(2).max(2))).await?;
            Ok(Self { writer, reader })
        } else {
            let mut options = ConnectOptions::new(url);
            options.max_connections(16).sqlx_logging(false).test_before_acquire(false);
            let pool = Database::connect(options).await?;
            Ok(Self { writer: pool.clone(), reader: pool })
        }
    }

    /// Brings the schema up to date. Answers how many migrations ran.
    pub async fn migrate(&self) -> Result<usize, Error> {
        use migrations::MigratorTrait;
        let before = Migrator::get_pending_migrations(&self.writer).await?.len();
        Migrator::up(&self.writer, None).await?;
        Ok(before)
    }

    /// Takes the schema down again: so many migrations back, or all of them.
    pub async fn migrate_down(&self, steps: Option<u32>) -> Result<(), Error> {
        use migrations::MigratorTrait;
        Ok(Migrator::down(&self.writer, steps).await?)
    }

    /// Shows every statement that is run to `each`, for counting them and for
    /// reading their plans.
    pub fn watch(&mut self, each: impl Fn(&Statement) + Clone + Send + Sync + 'static) {
        let also = each.clone();
        self.writer.set_metric_callback(move |info| also(info.statement));
        self.reader.set_metric_callback(move |info| each(info.statement));
    }

    /// The connection for reads.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins a write. On SQLite it takes the write lock at once, so that two
    /// writers wait for each other and never fail half-way.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.reader.execute_unprepared("select 1").await.is_ok()
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }
}

fn sqlite(url: &str, most: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(most).sqlx_logging(false).test_before_acquire(false).map_sqlx_sqlite_opts(|options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(20))
            // What is deleted is overwritten: a draft must not outlive its sealing.
            .pragma("secure_delete", "on")
    });
    options
}

/// Waits until no other write holds this name, and holds it until the write
/// ends. SQLite has one writer and need not be told.
pub async fn hold(tx: &Transaction, name: &str) -> Result<(), Error> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let hold = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, hold, [name.into()])).await?;
    }
    Ok(())
}

/// Commits a write.
pub async fn commit(tx: Transaction) -> Result<(), Error> {
    Ok(tx.commit().await?)
}

impl Db {
    /// Runs one statement as it stands, for administration.
    pub async fn execute(&self, sql: &str) -> Result<(), Error> {
        self.writer.execute_unprepared(sql).await?;
        Ok(())
    }
}
