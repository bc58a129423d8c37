//! The pages of an agreement, without script: from the award to an accepted
//! return.

use serde_json::{Value, json};

use crate::harness::page::{read, send};
use crate::harness::{App, Session};
use crate::secure::award;
use crate::secure::evaluation::build::agreed;

async fn one(session: &Session, query: &str) -> Value {
    session.run(query, json!({})).await
}

/// Every step of the thread leads to a page that its reader may open.
async fn follow(session: &Session) {
    let data = one(session, "{ agreement(reference: \"A-0001\") { trace { kind href isBroken } } }").await;
    let steps = data["agreement"]["trace"].as_array().unwrap().clone();
    assert!(steps.iter().all(|step| step["isBroken"] == false), "{steps:#?}");
    for step in &steps {
        read(session, step["href"].as_str().unwrap_or_else(|| panic!("no page: {step}"))).await;
    }
}

/// R-4.1a, R-4.12, R-4.21b: each side does its part on its own pages, and the
/// thread on them holds.
#[tokio::test]
async fn an_agreement_is_made_and_watched_without_script() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let id = award::approved(&app, &scene).await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    award::act(&amara, "awardNotify", &id).await;
    award::act(&joe, "awardAccept", &id).await;
    let here = format!("/council/opportunities/{}/award", scene.reference);
    let drafted = send(&app, &amara, &here, "agreement-draft", &[("award", id.as_str().unwrap())]).await;
    assert!(drafted.contains("A-0001") && drafted.contains("Payment 1"), "{drafted}");
    assert!(read(&amara, &here).await.contains("/council/agreements/A-0001"));
    let page = "/council/agreements/A-0001";
    let offered = send(&app, &amara, page, "agreement-offer", &[]).await;
    assert!(offered.contains("Waiting for signatures"), "{offered}");
    assert!(read(&joe, "/provider/agreements/A-0001").await.contains("You cannot sign yet"));

    app.advance("2027-03-01T09:00:00Z").await;
    for (name, workspace) in [("joe", "provider"), ("sunita", "council")] {
        let page = format!("/{workspace}/agreements/A-0001/sign");
        let fields = [("authority", "true"), ("name", name)];
        send(&app, &app.sign_in(name).await, &page, "agreement-sign", &fields).await;
    }
    assert!(read(&app.visitor(), "/agreements/A-0001").await.contains("Signed, starts 1 April 2027"));

    app.advance("2027-07-01T09:00:00Z").await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    assert!(read(&joe, "/provider/returns").await.contains("Return for April to June 2027"));
    let data = one(&joe, "{ dataReturns { nodes { id readings { indicator } } } }").await;
    let due = &data["dataReturns"]["nodes"][0];
    let (id, indicator) = (due["id"].as_str().unwrap(), due["readings"][0]["indicator"].as_str().unwrap());
    let page = format!("/provider/returns/{id}");
    let fields = [
        ("id", id),
        ("version", "1"),
        ("next", "check"),
        ("readings.0.indicator", indicator),
        ("readings.0.value", "63"),
        ("remark", ""),
    ];
    let check = send(&app, &joe, &page, "return-save", &fields).await;
    assert!(check.contains("63%") && check.contains("On target"), "{check}");
    let sent = send(&app, &joe, &format!("{page}/check"), "return-submit", &[]).await;
    assert!(sent.contains("Sent"), "{sent}");
    assert!(read(&amara, "/council/agreements").await.contains("Returns to check"));
    let accepted = send(&app, &amara, &format!("/council/returns/{id}"), "return-accept", &[]).await;
    assert!(accepted.contains("Accepted"), "{accepted}");

    let public = read(&app.visitor(), "/agreements/A-0001").await;
    assert!(public.contains("cw-chart__wide") && public.contains("the figures</caption>"), "{public}");
    for reader in [&app.visitor(), &amara, &joe] {
        follow(reader).await;
    }
}
