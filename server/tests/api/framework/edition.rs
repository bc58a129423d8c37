//! The framework's edition: its rules in words, and its review when it is late.

use serde_json::json;

use crate::harness::App;
use crate::harness::rows::select;

#[tokio::test]
async fn r_1_1_a_paragraph_tells_each_of_its_rules_in_words() {
    let app = App::start().await;
    let query = "{ framework { paragraphs { number rules rulesInWords { id sentence } } } }";
    let data = app.visitor().run(query, json!({})).await;
    for paragraph in data["framework"]["paragraphs"].as_array().unwrap() {
        let ids: Vec<_> = paragraph["rulesInWords"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
        assert_eq!(json!(ids), paragraph["rules"], "{}", paragraph["number"]);
    }
    let query =
        "{ framework { paragraphs { number } } frameworkParagraph(number: \"4.11\") { rulesInWords { sentence } } }";
    let data = app.visitor().run(query, json!({})).await;
    let sentence = data["frameworkParagraph"]["rulesInWords"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("quotations"), "{sentence}");
}

#[tokio::test]
async fn r_6_2_each_administrator_is_told_once_that_the_review_is_late_and_it_is_on_record() {
    let app = App::start().await;
    app.sign_in("colin").await;
    app.sign_in("amara").await;
    app.advance("2027-04-01T09:00:00Z").await;
    let late = "select to_address from mail where subject = 'The review of the framework is late'";
    assert!(select(&app, late).await.is_empty(), "the last day is in time");
    app.advance("2027-04-02T09:00:00Z").await;
    app.advance("2027-04-03T09:00:00Z").await;
    let told = select(&app, late).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["to_address"], "colin@test.example");
    let data = app.visitor().run("{ events(first: 50) { nodes { action subjectKind summary } } }", json!({})).await;
    let nodes = data["events"]["nodes"].as_array().unwrap();
    let entries: Vec<_> = nodes.iter().filter(|node| node["subjectKind"] == "framework").collect();
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert!(entries[0]["summary"].as_str().unwrap().contains("1 April 2027"), "{entries:?}");
}
