//! A running server of one's own, and people to act on it.

pub mod actor;
pub mod agreement;
pub mod build;
pub mod clone;
#[cfg(feature = "ui")]
pub mod page;
pub mod principles;
pub mod rows;
pub mod sample;
pub mod sdl;
pub mod secure;
pub mod smtp;
pub mod thread;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use server::app::{Cx, Shared};
use server::clock::Clock;
use server::config::Config;
use server::http::{Server, router};
use server::keys::Keys;
use server::store::Db;
use shared::Actor;

pub use actor::Session;

/// When every test begins: Monday 23 November 2026, 9am in London.
pub const START: &str = "2026-11-23T09:00:00Z";

/// One server with a database of its own and a clock that stands still.
pub struct App {
    /// Where it listens.
    pub url: String,
    /// The context of the clock, to prepare and to look.
    pub cx: Cx,
    /// The statements it runs, once they are asked for.
    pub statements: Statements,
    /// Where its files lie; removed with the test.
    folder: tempfile::TempDir,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for App {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The statements that a server ran on its database.
#[derive(Clone, Default)]
pub struct Statements(Arc<Mutex<Option<Vec<String>>>>);

impl Statements {
    /// Those that run until `work` ends, in their order.
    pub async fn of<T>(&self, work: impl Future<Output = T>) -> (T, Vec<String>) {
        *self.0.lock().unwrap() = Some(Vec::new());
        let done = work.await;
        let ran = self.0.lock().unwrap().take().unwrap_or_default();
        (done, ran)
    }

    fn note(&self, text: impl ToString) {
        if let Some(ran) = self.0.lock().unwrap().as_mut() {
            ran.push(text.to_string());
        }
    }
}

impl App {
    /// Starts a server with a council and its directorates.
    pub async fn start() -> Self {
        let app = Self::empty(START).await;
        build::council(&app).await;
        app
    }

    /// Starts a server that nobody has an account on, at this instant.
    pub async fn empty(now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database_url, keys) = (database(&folder).await, folder.path().join("keys"));
        let app = Self::serve(folder, database_url, keys, now.parse().unwrap()).await;
        app.cx.db().migrate().await.unwrap();
        app
    }

    async fn serve(
        folder: tempfile::TempDir,
        database_url: String,
        keys: std::path::PathBuf,
        now: shared::Timestamp,
    ) -> Self {
        let mut db = Db::connect(&database_url).await.unwrap();
        let statements = Statements::default();
        let noting = statements.clone();
        db.watch(move |statement| noting.note(statement));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listen = listener.local_addr().unwrap().to_string();
        let url = format!("http://{listen}");
        let config = Config {
            database_url,
            origin: url.clone(),
            listen,
            dist: "dist".into(),
            keys,
            trusts_proxy: false,
            smtp_url: None,
            mail_from: "Commissioning <noreply@ouzelvalley.example>".to_owned(),
        };
        let keys = Keys::load_or_create(&config.keys).unwrap();
        let shared = Arc::new(Shared { db, clock: Clock::still(now), config, keys });
        let cx = Cx::new(shared.clone(), Actor::System);
        let serving = tokio::spawn(async move {
            axum::serve(listener, router(Server::new(shared))).await.unwrap();
        });
        Self { url, cx, statements, folder, serving }
    }

    /// The folder of its database and, below it, its keys.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A visitor's session.
    pub fn visitor(&self) -> Session {
        Session::new(self)
    }

    /// Moves the clock forward and does what falls due.
    pub async fn advance(&self, to: &str) {
        server::app::framework::clock::advance(&self.cx, to.parse().unwrap()).await.unwrap();
    }
}

/// A database of the test's own.
async fn database(folder: &tempfile::TempDir) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    #[expect(clippy::disallowed_methods, reason = "the tests' own setting")]
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        return format!("sqlite://{}/test.sqlite?mode=rwc", folder.path().display());
    };
    let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
    let admin = Db::connect(&server).await.unwrap();
    admin.execute(&format!("create database {name}")).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// The `userErrors` of a payload as `code field message` lines.
pub fn faults(payload: &Value) -> Vec<String> {
    payload["userErrors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            let field = error["field"].as_str().unwrap_or("-");
            format!("{} {field}: {}", error["code"].as_str().unwrap(), error["message"].as_str().unwrap())
        })
        .collect()
}
