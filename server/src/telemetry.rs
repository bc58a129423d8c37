//! Logs: structured, to standard error, never a secret in them.

use tracing_subscriber::EnvFilter;

/// Starts logging; `RUST_LOG` chooses how much.
pub fn start() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    // A second start, as in tests, keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
