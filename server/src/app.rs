//! The transactions: one function for each mutation, reading top to bottom as
//! the rules do.
//!
//! begin -> find in the actor's scope -> access -> facts -> transition (which
//! asks the gate) -> save -> event -> outbox -> commit.

pub mod commission;
pub mod due;
pub mod framework;
pub mod monitor;
pub mod people;
pub mod plan;
pub mod review;
pub mod secure;

use std::sync::{Arc, Mutex};

use shared::framework::policy::{Policy, rows};
use shared::{Actor, Day, Refusal, Timestamp, calendar};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::Config;
use crate::keys::Keys;
use crate::store::{self, Db, Transaction};

/// What an action runs in: who acts, when, on which database.
#[derive(Clone, Debug)]
pub struct Cx {
    /// Who acts.
    pub actor: Actor,
    /// The hash of the session's token, where somebody is signed in.
    pub session: Option<String>,
    /// Where the request comes from, for slowing down guesses.
    pub remote: String,
    shared: Arc<Shared>,
}

/// What all requests share.
#[derive(Debug)]
pub struct Shared {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The settings.
    pub config: Config,
    /// The keys, from files outside the database.
    pub keys: Keys,
}

impl Cx {
    /// A context for this actor.
    pub fn new(shared: Arc<Shared>, actor: Actor) -> Self {
        Self { actor, session: None, remote: "local".to_owned(), shared }
    }

    /// The same for another actor: for work that the clock or the program does.
    #[must_use]
    pub fn acting(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// The instant of this action.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Today in London.
    pub fn today(&self) -> Day {
        calendar::day_of(self.now())
    }

    /// The clock itself, to move a test clock.
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.shared.db
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The installation's keys.
    pub fn keys(&self) -> &Keys {
        &self.shared.keys
    }

    /// Begins a write.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        Ok(self.shared.db.begin().await?)
    }

    /// A new `UUIDv7` at this instant.
    pub fn new_uuid(&self) -> Uuid {
        // The counter keeps identifiers of one process in order within a millisecond.
        static COUNTER: Mutex<uuid::ContextV7> = Mutex::new(uuid::ContextV7::new());
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let counter = COUNTER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*counter, seconds, now.timestamp_subsec_nanos()))
    }

    /// A new identifier: `cx.new_id(BidId::from_uuid)`.
    pub fn new_id<T>(&self, make: impl FnOnce(Uuid) -> T) -> T {
        make(self.new_uuid())
    }

    /// The policy of a day (which day counts is the caller's rule).
    pub fn policy(&self, day: Day) -> Result<Policy, Error> {
        Policy::at_or_first(day, &rows()).map_err(|error| Error::Internal(error.to_string()))
    }
}

/// How an action ends when it does not end well.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the actor may not know of it.
    #[error("not found")]
    NotFound,
    /// The rules say no; every reason at once.
    #[error("refused")]
    Refused(Vec<Refusal>),
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// A fault of ours; the actor is told a reference only.
    #[error("{0}")]
    Internal(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale => Self::Stale,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<Vec<Refusal>> for Error {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

/// Refuses what somebody decided on another version than the one that stands:
/// they have not read what they decide on.
pub fn same_version(read: i64, stands: i64) -> Result<(), Error> {
    if read == stands { Ok(()) } else { Err(Error::Stale) }
}

/// Commits, as an `app` error if that fails.
pub async fn commit(tx: Transaction) -> Result<(), Error> {
    store::commit(tx).await.map_err(Error::from)
}
