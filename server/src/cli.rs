//! The command line.

mod import;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use shared::Actor;

use crate::app::{self, Cx, Shared};
use crate::clock::Clock;
use crate::config::Config;
use crate::http::{Server, router};
use crate::keys::Keys;
use crate::store::Db;
use crate::store::framework::installation;
use crate::telemetry;

/// Commissioning with the third sector, from need to measured outcome.
#[derive(Debug, Parser)]
#[command(name = "commonweal", version, after_help = SETTINGS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What the environment sets, for the help text.
const SETTINGS: &str = "Settings come from the environment:
  DATABASE_URL       sqlite: or postgres:, sqlite://var/commonweal.sqlite?mode=rwc by default
  LISTEN             the address to serve on, 127.0.0.1:8080 by default
  COMMONWEAL_ORIGIN  how browsers reach the server, http://LISTEN by default
  COMMONWEAL_DIST    the built browser bundle, dist by default
  COMMONWEAL_KEYS    the folder of the installation's keys, var/keys by default
  COMMONWEAL_TRUST_PROXY  1 where only our own proxy reaches the server, whose
                     x-forwarded-for then says where requests come from
  SMTP_URL           where mails go; without it they wait in the outbox";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API on LISTEN.
    Serve(Serve),
    /// Bring the database up to date.
    Migrate,
    /// Load the demonstration: Ouzel Valley Council, its people and two years
    /// of their work, into an empty database.
    Demo,
    /// Import official open data.
    Import(import::Import),
    /// Print the GraphQL schema.
    Schema,
    /// Check every audience's chain of events from its start.
    Verify,
    /// Erase the facts beside an entry of the record; the entry stays.
    EraseFacts {
        /// The entry's identifier.
        event: String,
    },
    /// Make an account, for the first administrator.
    User(User),
}

#[derive(Debug, Args)]
struct Serve {
    /// Run on a clock that the API can move forward. Only for a database made
    /// by `commonweal demo` or by the tests.
    #[arg(long)]
    test_clock: bool,
}

#[derive(Debug, Args)]
struct User {
    /// The address to sign in with.
    email: String,
    /// The name they go by.
    #[arg(long)]
    name: String,
    /// Make a council of this name too, with this person as its administrator.
    #[arg(long)]
    council: Option<String>,
    /// A directorate of the new council; may be given several times.
    #[arg(long = "directorate", requires = "council")]
    directorates: Vec<String>,
}

/// Runs the program. A mistake of the user's ends with a sentence and code 2.
pub async fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    if let Command::Schema = cli.command {
        print!("{}", crate::graphql::sdl());
        return ExitCode::SUCCESS;
    }
    telemetry::start();
    match Box::pin(execute(cli.command, Config::from_environment())).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("commonweal: {message}");
            ExitCode::from(2)
        }
    }
}

async fn execute(command: Command, config: Config) -> Result<(), String> {
    let db = connect(&config).await?;
    match command {
        Command::Schema => Ok(()),
        Command::Migrate => {
            let ran = db.migrate().await.map_err(|error| error.to_string())?;
            println!("{ran} migrations ran; the database is up to date.");
            Ok(())
        }
        Command::Demo => {
            db.migrate().await.map_err(|error| error.to_string())?;
            let keys = keys(&config)?;
            let (origin, now) = (config.origin.clone(), Clock::system().now());
            let loaded = Box::pin(crate::demo::load(db.clone(), config, keys, now)).await?;
            if !loaded {
                println!("The demonstration is loaded already.");
            }
            let people = crate::demo::everybody(&db, now).await.map_err(|error| error.to_string())?;
            print!("{}", who_is_who(&people, &origin));
            Ok(())
        }
        Command::Import(import) => {
            db.migrate().await.map_err(|error| error.to_string())?;
            let keys = keys(&config)?;
            let shared = Arc::new(Shared { db, clock: Clock::system(), config, keys });
            import::run(import, &Cx::new(shared, Actor::System)).await
        }
        Command::Serve(options) => serve(options, db, config).await,
        Command::Verify => verify(&db).await,
        Command::EraseFacts { event } => {
            let keys = keys(&config)?;
            let shared = Arc::new(Shared { db, clock: Clock::system(), config, keys });
            app::framework::event::erase(&Cx::new(shared, Actor::System), &event).await.map_err(said)?;
            println!("The facts beside {event} are erased; the record says so.");
            Ok(())
        }
        Command::User(user) => add_user(user, db, config).await,
    }
}

/// How to sign in as each person of the demonstration, as a table.
fn who_is_who(people: &[crate::demo::Person], origin: &str) -> String {
    use std::fmt::Write as _;

    let width = |of: fn(&crate::demo::Person) -> &str| people.iter().map(|one| of(one).chars().count()).max();
    let (name, role) = (width(|one| &one.name).unwrap_or_default(), width(|one| &one.role).unwrap_or_default());
    let mut text =
        format!("\nSign in on {origin}/demo by a button, or on {origin}/sign-in with an address of these.\n");
    let _ = writeln!(text, "Everybody's password: {}\n", crate::demo::PASSWORD);
    for one in people {
        let _ = writeln!(text, "  {:name$}  {:role$}  {}", one.name, one.role, one.email);
    }
    text.push('\n');
    text
}

async fn connect(config: &Config) -> Result<Db, String> {
    if let Some(path) = config.database_url.strip_prefix("sqlite:") {
        let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
        if let Some(folder) = std::path::Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        }
    }
    Db::connect(&config.database_url).await.map_err(|error| {
        format!("cannot open the database: {error}. Set DATABASE_URL to sqlite://FILE?mode=rwc or postgres://USER@HOST/NAME.")
    })
}

/// The keys in `COMMONWEAL_KEYS`, made on the first start.
fn keys(config: &Config) -> Result<Keys, String> {
    Keys::load_or_create(&config.keys).map_err(|error| error.to_string())
}

async fn serve(options: Serve, db: Db, config: Config) -> Result<(), String> {
    db.migrate().await.map_err(|error| error.to_string())?;
    let clock = if options.test_clock { test_clock(&db).await? } else { Clock::system() };
    let listen: SocketAddr = config
        .listen
        .parse()
        .map_err(|_| format!("LISTEN is \"{}\"; it must be like 127.0.0.1:8080", config.listen))?;
    let keys = keys(&config)?;
    let shared = Arc::new(Shared { db, clock, config, keys });
    tokio::spawn(keep_up(Cx::new(shared.clone(), Actor::System)));
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| format!("cannot listen on {listen}: {error}. Set LISTEN to a free address."))?;
    tracing::info!("serving on http://{listen}");
    axum::serve(listener, router(Server::new(shared)).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(asked_to_end())
        .await
        .map_err(|error| error.to_string())?;
    tracing::info!("ended; every request that had come was answered");
    Ok(())
}

/// Waits until somebody ends the program: by hand, or as a service manager does.
/// What is on its way is then answered, and nothing new is taken.
async fn asked_to_end() {
    #[cfg(unix)]
    if let Ok(mut told) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = told.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// The test clock of a database that allows one, where it stood last.
async fn test_clock(db: &Db) -> Result<Clock, String> {
    let fault = |error: crate::store::Error| error.to_string();
    let made_by = installation::get(db.reader(), installation::MADE_BY).await.map_err(fault)?;
    if !matches!(made_by.as_deref(), Some("demo" | "test")) {
        return Err(
            "--test-clock is refused: this database was not made by `commonweal demo` or by the tests.".to_owned()
        );
    }
    let offset = installation::get(db.reader(), installation::CLOCK_OFFSET).await.map_err(fault)?;
    Ok(Clock::moved(offset.and_then(|text| text.parse().ok()).unwrap_or_default()))
}

/// Does what falls due, every few seconds.
async fn keep_up(cx: Cx) {
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Err(error) = app::due::run(&cx).await {
            tracing::error!(%error, "due work failed; it is tried again");
        }
    }
}

async fn verify(db: &Db) -> Result<(), String> {
    let verdicts = app::framework::event::verify(db).await.map_err(|error| error.to_string())?;
    let mut broken = false;
    for verdict in &verdicts {
        match verdict.broken_at {
            None => println!("{}: {} entries, unbroken, the last {}", verdict.audience, verdict.entries, verdict.hash),
            Some(place) => {
                broken = true;
                println!("{}: broken at entry {place}", verdict.audience);
            }
        }
    }
    if broken {
        return Err("a chain is broken: an entry was changed, added or removed after it was sealed.".to_owned());
    }
    println!("{} chains, all unbroken.", verdicts.len());
    Ok(())
}

async fn add_user(user: User, db: Db, config: Config) -> Result<(), String> {
    let password = crate::session::new_token();
    let keys = keys(&config)?;
    let shared = Arc::new(Shared { db, clock: Clock::system(), config, keys });
    let cx = Cx::new(shared, Actor::System);
    cx.db().migrate().await.map_err(|error| error.to_string())?;
    let id = app::people::user::create_confirmed(&cx, &user.name, &user.email, None, &password).await.map_err(said)?;
    println!("Made an account for {}. The password, shown once: {password}", user.email);
    if let Some(council) = &user.council {
        let made = app::people::organisation::found_council(&cx, council, &user.directorates, &id).await;
        let council = made.map_err(said)?;
        println!("Made {}, with {} as its administrator.", council.name, user.name);
    }
    Ok(())
}

/// An action's end in the words for a terminal.
fn said(error: app::Error) -> String {
    match error {
        app::Error::Refused(refusals) => refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join(". "),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use shared::people::OrganisationKind;

    use super::*;

    #[test]
    fn everybody_stands_in_the_table_with_role_and_address() {
        let person = |name: &str, role: &str, email: &str| crate::demo::Person {
            name: name.to_owned(),
            email: email.to_owned(),
            role: role.to_owned(),
            kind: OrganisationKind::Buyer,
        };
        let people = [
            person("Siân Prosser", "Member, Ffrind CIC", "sian@providers.example"),
            person("Tom Kowalczyk", "Reviewer, Ouzel Valley Council", "tom@ouzelvalley.example"),
        ];
        let text = who_is_who(&people, "http://127.0.0.1:8080");
        assert!(text.contains("http://127.0.0.1:8080/demo"), "{text}");
        assert!(text.contains(crate::demo::PASSWORD), "{text}");
        assert!(text.contains("  Siân Prosser   Member, Ffrind CIC              sian@providers.example\n"), "{text}");
        assert!(text.contains("  Tom Kowalczyk  Reviewer, Ouzel Valley Council  tom@ouzelvalley.example\n"), "{text}");
    }
}
