//! The program itself, as a service manager starts and ends it, and as two of it
//! serve one database.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{App, Session};
use crate::secure::award;
use crate::secure::evaluation::build::agreed;

/// The program, serving; it does not outlive the test.
struct Served {
    child: Child,
    url: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Starts it and waits until it answers.
    async fn start(arguments: &[&str], database_url: &str, keys: &Path) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let child = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .arg("serve")
            .args(arguments)
            .env("DATABASE_URL", database_url)
            .env("COMMONWEAL_KEYS", keys)
            .env("LISTEN", &listen)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self { child, url: format!("http://{listen}") };
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let started = Instant::now();
        while client.get(format!("{}/health/ready", served.url)).send().await.is_err() {
            assert!(started.elapsed() < Duration::from_mins(1), "it does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        served
    }
}

#[cfg(unix)]
#[tokio::test]
async fn told_to_end_the_server_answers_what_has_come_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}/served.sqlite?mode=rwc", folder.path().display());
    let mut served = Served::start(&[], &database, &folder.path().join("keys")).await;
    let told = Command::new("kill").args(["-TERM", &served.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    let told = Instant::now();
    let end = loop {
        if let Some(end) = served.child.try_wait().unwrap() {
            break end;
        }
        assert!(told.elapsed() < Duration::from_secs(20), "it does not end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(end.code(), Some(0), "ended by the signal, not by itself");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(client.get(format!("{}/health/live", served.url)).send().await.is_err());
}

/// R-S5, R-4.17d: two officers award at the same moment, each on a server of their
/// own over one database: one does, the other is told that it changed meanwhile.
#[tokio::test]
async fn of_two_officers_who_award_at_once_on_two_servers_one_wins_and_one_is_told_r_s5() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let amara = app.sign_in("amara").await;
    let id = award::recommend(&amara, &scene, 0, None).await["award"]["id"].clone();
    let version = amara.version(&id).await;

    // Their clock goes on from where the test's was put when bidding closed.
    let config = app.cx.config();
    let arguments = ["--test-clock"];
    let first = Served::start(&arguments, &config.database_url, &config.keys).await;
    let second = Served::start(&arguments, &config.database_url, &config.keys).await;
    let sunita = Session::at(&app, &first.url, "sunita").await;
    let helen = Session::at(&app, &second.url, "helen").await;

    let asked = "award { stage } userErrors { code }";
    let (one, other) = tokio::join!(
        sunita.act_on("awardApprove", (&id, version), "", asked),
        helen.act_on("awardApprove", (&id, version), "", asked),
    );
    let codes = |payload: &Value| payload["userErrors"][0]["code"].clone();
    let mut told = [codes(&one), codes(&other)];
    told.sort_by_key(Value::is_string);
    assert_eq!(told, [Value::Null, json!("STALE")], "{one:#} {other:#}");
    let query = "query($id: ID!) { award(id: $id) { stage } }";
    assert_eq!(amara.run(query, json!({ "id": id })).await["award"]["stage"], "APPROVED");
}
