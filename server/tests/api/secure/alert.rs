//! Searches kept for mails, and what is published for other programs.

use icalendar::Component;
use serde_json::{Value, json};

use super::bid::build;
use crate::harness::{App, secure};

const CREATE: &str =
    "mutation($input: AlertInput!) { alertCreate(input: $input) { done userErrors { field code message } } }";

async fn bodies(app: &App, to: &str) -> Vec<(String, String)> {
    let query = "query($to: String!) { mails(first: 100, to: $to) { nodes { subject body } } }";
    let data = app.visitor().run(query, json!({ "to": to })).await;
    let text = |mail: &Value, name: &str| mail[name].as_str().unwrap().to_owned();
    data["mails"]["nodes"].as_array().unwrap().iter().map(|mail| (text(mail, "subject"), text(mail, "body"))).collect()
}

async fn token(app: &App, to: &str) -> String {
    let mails = bodies(app, to).await;
    let body = &mails.iter().find(|(subject, _)| subject.starts_with("Confirm your e-mail")).unwrap().1;
    body.split("/alerts/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

async fn act(app: &App, mutation: &str, token: &str) -> Value {
    let query = format!("mutation($token: String!) {{ {mutation}(token: $token) {{ done userErrors {{ code }} }} }}");
    app.visitor().run(&query, json!({ "token": token })).await[mutation].clone()
}

#[tokio::test]
async fn mails_begin_once_the_address_is_confirmed_come_once_each_and_stop_r_4_2() {
    let app = App::start().await;
    let (sure, unsure, other) = ("sure@test.example", "unsure@test.example", "other@test.example");
    for (email, words) in [(sure, "carers"), (unsure, "carers"), (other, "zeppelin")] {
        let input = json!({ "email": email, "words": words, "kind": "" });
        let data = app.visitor().run(CREATE, json!({ "input": input })).await;
        assert_eq!(data["alertCreate"], json!({ "done": true, "userErrors": [] }));
    }
    let (key, others) = (token(&app, sure).await, token(&app, other).await);
    for token in [&key, &others] {
        assert_eq!(act(&app, "alertConfirm", token).await["done"], true);
    }
    let shown =
        app.visitor().run("query($t: String!) { alert(token: $t) { sentence email } }", json!({ "t": key })).await;
    assert_eq!(shown["alert"]["email"], sure);

    let published = secure::opportunity(&app).await;
    for _ in 0..2 {
        server::app::due::run(&app.cx).await.unwrap();
    }
    let news = async |to: &str| {
        bodies(&app, to).await.into_iter().filter(|(subject, _)| subject.starts_with("New: ")).collect::<Vec<_>>()
    };
    let told = news(sure).await;
    assert_eq!(told.len(), 1, "once");
    assert!(told[0].1.contains(published["reference"].as_str().unwrap()) && told[0].1.contains(&key));
    assert!(news(unsure).await.is_empty(), "not confirmed");
    assert!(news(other).await.is_empty(), "another search");

    assert_eq!(act(&app, "alertStop", &key).await["done"], true);
    assert_eq!(act(&app, "alertStop", &key).await["userErrors"][0]["code"], "NOT_FOUND");
    let rows = crate::harness::rows::count(&app, "alert").await;
    app.advance("2026-12-01T09:00:00Z").await;
    assert_eq!((rows, crate::harness::rows::count(&app, "alert").await), (2, 1), "never confirmed, forgotten");
}

#[tokio::test]
async fn the_answer_is_the_same_for_every_address_and_mails_to_one_are_few() {
    let app = App::start().await;
    let input = json!({ "email": "amara@test.example", "words": "", "kind": "" });
    for _ in 0..5 {
        let data = app.visitor().run(CREATE, json!({ "input": input })).await;
        assert_eq!(data["alertCreate"]["done"], true);
    }
    assert_eq!(bodies(&app, "amara@test.example").await.len(), 3);
    let wrong = json!({ "email": "nobody", "words": "", "kind": "auction" });
    let data = app.visitor().run(CREATE, json!({ "input": wrong })).await;
    assert_eq!(data["alertCreate"]["userErrors"].as_array().unwrap().len(), 2);
    // Nobody else's search is anybody's to list.
    let amara = app.sign_in("amara").await;
    let data = amara.run("{ alerts { nodes { id } } }", json!({})).await;
    assert_eq!(data["alerts"]["nodes"], json!([]), "made without the account");
    amara.run(CREATE, json!({ "input": { "email": "sunita@test.example" } })).await;
    let data = app.sign_in("sunita").await.run("{ alerts { nodes { id } } }", json!({})).await;
    assert_eq!(data["alerts"]["nodes"], json!([]));
}

#[tokio::test]
async fn the_feed_and_the_calendars_say_what_is_open_and_by_when_r_4_2() {
    let app = App::start().await;
    let on = build::opportunity(&app).await;
    let visitor = app.visitor();
    let feed = visitor.get("/opportunities/feed.atom").await;
    assert_eq!(feed.headers()["content-type"], "application/atom+xml; charset=utf-8");
    let feed: atom_syndication::Feed = feed.text().await.unwrap().parse().unwrap();
    assert_eq!(feed.title.value, "Opportunities of Ouzel Valley Council");
    let entry = &feed.entries[0];
    assert_eq!(entry.title.value, "Open: Independent advocacy for adults");
    assert_eq!(entry.links[0].href, format!("{}/opportunities/{}", app.url, on.reference));
    assert!(entry.summary.as_ref().unwrap().value.contains("Bidding closes on Friday 11 December 2026 at midday."));

    for path in ["/opportunities/dates.ics".to_owned(), format!("/opportunities/{}/dates.ics", on.reference)] {
        let dates = visitor.get(&path).await;
        assert_eq!(dates.headers()["content-type"], "text/calendar; charset=utf-8", "{path}");
        let dates: icalendar::Calendar = dates.text().await.unwrap().parse().unwrap();
        let closes = dates.events().find(|event| event.get_summary().unwrap().starts_with("Bidding closes")).unwrap();
        let start = closes.property_value("DTSTART").unwrap();
        assert_eq!(start, "20261211T120000Z");
        assert!(closes.get_description().unwrap().contains("11 December 2026 at midday, London time"));
        let decision = dates.events().find(|event| event.get_summary().unwrap().starts_with("Decision")).unwrap();
        assert_eq!(decision.property_value("DTSTART"), Some("20270122"));
        assert_eq!(dates.events().count(), 5, "{path}");
    }
    assert_eq!(visitor.get("/opportunities/O-9999/dates.ics").await.status(), 404);
}
