//! Feedback: anonymous, slowed down, and shown only as counts.

use serde_json::{Value, json};

use crate::harness::agreement::award;
use crate::harness::{App, Session, faults};

const GIVE: &str =
    "mutation($service: String!, $input: FeedbackInput!) { feedbackGive(service: $service, input: $input) {
    service { name } userErrors { field code message } } }";
const COUNTS: &str = "{ feedback(service: \"S-0001\") { total least ratings { label count inWords } } }";

async fn give(session: &Session, rating: &str, words: &str) -> Value {
    let variables = json!({ "service": "S-0001", "input": { "rating": rating, "words": words, "giver": "" } });
    session.run(GIVE, variables).await["feedbackGive"].clone()
}

/// P8, R-4.28d
#[tokio::test]
async fn feedback_is_counted_and_small_numbers_are_kept_back() {
    let app = App::start().await;
    award(&app, "accepted").await;
    let visitor = app.visitor();
    for _ in 0..4 {
        assert_eq!(give(&visitor, "VERY_GOOD", "They listen.").await["service"]["name"], "Carers befriending");
    }
    let few = visitor.run(COUNTS, json!({})).await;
    assert_eq!(few["feedback"]["total"], Value::Null);
    assert!(few["feedback"]["ratings"].as_array().unwrap().iter().all(|rating| rating["count"].is_null()));
    for rating in ["VERY_GOOD", "GOOD", "GOOD", "POOR", "OK"] {
        give(&visitor, rating, "").await;
    }
    insta::assert_json_snapshot!(visitor.run(COUNTS, json!({})).await["feedback"]);
}

#[tokio::test]
async fn one_answer_is_needed_and_all_faults_come_at_once() {
    let app = App::start().await;
    award(&app, "accepted").await;
    let refused = give(&app.visitor(), "", &"a".repeat(2_001)).await;
    assert_eq!(
        faults(&refused),
        [
            "MISSING rating: Select how it is overall",
            "TOO_LONG words: What you wrote is 2001 characters. The limit is 2000: cut 1"
        ]
    );
    let unknown = json!({ "service": "S-9999", "input": { "rating": "GOOD", "words": "", "giver": "" } });
    let data = app.visitor().run(GIVE, unknown).await;
    assert_eq!(data["feedbackGive"]["userErrors"][0]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn a_flood_from_one_address_is_slowed_down() {
    let app = App::start().await;
    award(&app, "accepted").await;
    let visitor = app.visitor();
    for _ in 0..10 {
        assert_eq!(give(&visitor, "GOOD", "").await["userErrors"], json!([]));
    }
    assert_eq!(give(&visitor, "GOOD", "").await["userErrors"][0]["code"], "TOO_MANY_ATTEMPTS");
    app.advance("2026-11-23T10:00:01Z").await;
    assert_eq!(give(&app.visitor(), "GOOD", "").await["userErrors"], json!([]));
}

/// Without an account and without script: one answer is enough, and what was
/// typed comes back when it is missing.
#[cfg(feature = "ui")]
#[tokio::test]
async fn feedback_is_given_on_a_page_without_script() {
    use crate::harness::page::send;
    let app = App::start().await;
    award(&app, "accepted").await;
    let (visitor, page) = (app.visitor(), "/services/S-0001/feedback");
    let words = ("words", "They listen to us");
    let refused = send(&app, &visitor, page, "feedback-give", &[("service", "S-0001"), words]).await;
    assert!(refused.contains("Select how it is overall") && refused.contains("They listen to us"), "{refused}");
    let fields = [("service", "S-0001"), ("rating", "very_good"), words];
    let thanks = send(&app, &visitor, page, "feedback-give", &fields).await;
    assert!(thanks.contains("Thank you") && thanks.contains("Fewer than 5"), "{thanks}");
    assert!(!thanks.contains("They listen to us"), "nobody reads a single answer");
}
