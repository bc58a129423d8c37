//! The program itself, as a service manager starts and ends it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A child that does not outlive the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[cfg(unix)]
#[tokio::test]
async fn told_to_end_the_server_answers_what_has_come_and_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let listen = format!("127.0.0.1:{}", free_port());
    let program = Command::new(env!("CARGO_BIN_EXE_commonweal"))
        .arg("serve")
        .env("DATABASE_URL", format!("sqlite://{}/served.sqlite?mode=rwc", folder.path().display()))
        .env("COMMONWEAL_KEYS", folder.path().join("keys"))
        .env("LISTEN", &listen)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut served = Served(program);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let started = Instant::now();
    while client.get(format!("http://{listen}/health/ready")).send().await.is_err() {
        assert!(started.elapsed() < Duration::from_mins(1), "it does not answer");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let told = Command::new("kill").args(["-TERM", &served.0.id().to_string()]).status().unwrap();
    assert!(told.success());
    let told = Instant::now();
    let end = loop {
        if let Some(end) = served.0.try_wait().unwrap() {
            break end;
        }
        assert!(told.elapsed() < Duration::from_secs(20), "it does not end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(end.code(), Some(0), "ended by the signal, not by itself");
    assert!(client.get(format!("http://{listen}/health/live")).send().await.is_err());
}
