//! Mails: written with what they tell of, sent once however many processes
//! there are, and tried again when they cannot be.

use std::sync::Arc;

use serde_json::json;
use server::app::framework::mail::deliver;
use server::app::{Cx, Shared};
use server::clock::Clock;
use server::config::Config;
use server::keys::Keys;
use shared::Actor;

use crate::harness::App;
use crate::harness::rows::select;
use crate::harness::smtp::Smtp;

/// Another process on the same database, with a mail server.
fn process(app: &App, smtp_url: &str) -> Cx {
    let config = Config { smtp_url: Some(smtp_url.to_owned()), ..app.cx.config().clone() };
    let keys = Keys::load_or_create(&config.keys).unwrap();
    let shared = Shared { db: app.cx.db().clone(), clock: Clock::still(app.cx.now()), config, keys };
    Cx::new(Arc::new(shared), Actor::System)
}

async fn forgotten_password(app: &App) {
    let ask = "mutation { passwordRequestReset(email: \"amara@test.example\") { userErrors { message } } }";
    let data = app.visitor().run(ask, json!({})).await;
    assert_eq!(data["passwordRequestReset"]["userErrors"], json!([]));
}

#[tokio::test]
async fn a_mail_is_sent_once_by_whichever_process_takes_it() {
    let app = App::start().await;
    app.sign_in("amara").await;
    forgotten_password(&app).await;
    let smtp = Smtp::start().await;
    let (one, other) = (process(&app, &smtp.url), process(&app, &smtp.url));
    let (sent, also) = tokio::join!(deliver(&one), deliver(&other));
    assert_eq!(sent.unwrap() + also.unwrap(), smtp.received().len());
    let to_amara = smtp.received().iter().filter(|mail| mail.contains("To: amara@test.example")).count();
    assert_eq!(to_amara, 1, "{:#?}", smtp.received());
    assert_eq!(deliver(&one).await.unwrap(), 0, "what was sent is not sent again");
}

#[tokio::test]
async fn a_mail_waits_while_the_mail_server_is_away_and_goes_when_it_is_back() {
    let app = App::start().await;
    app.sign_in("amara").await;
    forgotten_password(&app).await;
    // Nothing listens there.
    assert_eq!(deliver(&process(&app, "smtp://127.0.0.1:9")).await.unwrap(), 0);
    let rows = select(&app, "select * from mail where sent_at is null").await;
    assert!(rows.iter().any(|row| row["attempts"] == 1 && row["fault"].is_string()), "{rows:#?}");

    let smtp = Smtp::start().await;
    let now = process(&app, &smtp.url);
    assert_eq!(deliver(&now).await.unwrap(), 0, "it is not tried again at once");
    app.advance("2026-11-23T09:05:00Z").await;
    assert!(deliver(&process(&app, &smtp.url)).await.unwrap() > 0);
    assert!(smtp.received().iter().any(|mail| mail.contains("To: amara@test.example")));
}
