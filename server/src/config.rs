//! What the environment says.

use std::path::PathBuf;

/// Settings from the environment; each has a default that fits one machine.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`: `sqlite:` or `postgres:`.
    pub database_url: String,
    /// `LISTEN`: the address to serve on.
    pub listen: String,
    /// `COMMONWEAL_ORIGIN`: how browsers reach this server, for links in mails
    /// and for refusing posts from elsewhere.
    pub origin: String,
    /// `COMMONWEAL_DIST`: where the built browser bundle lies.
    pub dist: PathBuf,
    /// `COMMONWEAL_KEYS`: the folder of the installation's keys, outside the
    /// database.
    pub keys: PathBuf,
    /// `COMMONWEAL_TRUST_PROXY`: `1` where only our own proxy can reach this
    /// server, so that its `x-forwarded-for` says where requests come from.
    pub trusts_proxy: bool,
    /// `SMTP_URL`: where mails go; without it they wait in the outbox.
    pub smtp_url: Option<String>,
    /// `COMMONWEAL_FROM`: the sender of mails.
    pub mail_from: String,
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn read(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// `COMMONWEAL_OPEN_DATA`: the folder of official open data, for the
/// demonstration and the tests.
pub fn open_data() -> Option<PathBuf> {
    read("COMMONWEAL_OPEN_DATA").map(PathBuf::from)
}

impl Config {
    /// Reads the environment.
    pub fn from_environment() -> Self {
        let listen = read("LISTEN").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        Self {
            database_url: read("DATABASE_URL").unwrap_or_else(|| "sqlite://var/commonweal.sqlite?mode=rwc".to_owned()),
            origin: read("COMMONWEAL_ORIGIN").unwrap_or_else(|| format!("http://{listen}")),
            listen,
            dist: read("COMMONWEAL_DIST").unwrap_or_else(|| "dist".to_owned()).into(),
            keys: read("COMMONWEAL_KEYS").unwrap_or_else(|| "var/keys".to_owned()).into(),
            trusts_proxy: read("COMMONWEAL_TRUST_PROXY").as_deref() == Some("1"),
            smtp_url: read("SMTP_URL"),
            mail_from: read("COMMONWEAL_FROM")
                .unwrap_or_else(|| "Commissioning <noreply@ouzelvalley.example>".to_owned()),
        }
    }

    /// Whether browsers reach this server through https.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https:")
    }
}
