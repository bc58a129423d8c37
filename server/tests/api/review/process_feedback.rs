//! What bidders say of how they were treated: asked after the decision, once, without their name (P8).

use serde_json::{Value, json};

use crate::harness::rows::select;
use crate::harness::{App, Session, faults};
use crate::secure::award::{act, approved};
use crate::secure::evaluation::build::agreed;

const GIVE: &str =
    "mutation($bid: ID!, $input: ProcessFeedbackInput!) { processFeedbackGive(bid: $bid, input: $input) {
    opportunity { reference } userErrors { field code message rule } } }";
const ASKED: &str = "query($bid: ID!) { processFeedbackAsked(bid: $bid) { userErrors { code } } }";
const COUNTS: &str = "{ processFeedback { least aspects { aspect total verdicts { verdict count inWords } } } }";

/// Says the same of everything.
pub async fn give(session: &Session, bid: &str, verdict: &str) -> Value {
    let input = json!({ "documents": verdict, "time": verdict, "answers": verdict, "decision": verdict });
    session.run(GIVE, json!({ "bid": bid, "input": input })).await["processFeedbackGive"].clone()
}

#[tokio::test]
async fn a_bidder_is_asked_after_the_decision_and_once_and_nobody_else_is_p8() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let award = approved(&app, &scene).await;
    let (joe, amara) = (app.sign_in("joe").await, app.sign_in("amara").await);
    let bid = &scene.bids[0];
    let early = give(&joe, bid, "YES").await;
    assert!(faults(&early)[0].starts_with("TOO_EARLY -: You are asked once the decision is known"), "{early:#}");
    assert_eq!(early["userErrors"][0]["rule"], "P8");
    act(&amara, "awardNotify", &award).await;
    let asked = joe.run(ASKED, json!({ "bid": bid })).await;
    assert_eq!(asked["processFeedbackAsked"]["userErrors"], json!([]));
    let empty = give(&joe, bid, "").await;
    assert_eq!(empty["userErrors"].as_array().unwrap().len(), 4, "{empty:#}");
    assert_eq!(give(&joe, bid, "PARTLY").await["userErrors"], json!([]));
    assert_eq!(give(&joe, bid, "NO").await["userErrors"][0]["code"], "DUPLICATE");
    for other in [&amara, &app.visitor()] {
        assert_eq!(give(other, bid, "YES").await["userErrors"][0]["code"], "NOT_FOUND");
        assert!(other.run(ASKED, json!({ "bid": bid })).await["processFeedbackAsked"].is_null());
    }
    let kept = select(&app, "select * from process_feedback").await;
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].to_string().contains("org_"), "what was said tells nobody's name: {}", kept[0]);
}

#[tokio::test]
async fn what_few_bidders_say_is_not_shown_p8() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let award = approved(&app, &scene).await;
    act(&app.sign_in("amara").await, "awardNotify", &award).await;
    give(&app.sign_in("joe").await, &scene.bids[0], "YES").await;
    let counts = app.visitor().run(COUNTS, json!({})).await["processFeedback"].clone();
    assert_eq!(counts["least"], 5);
    let aspects = counts["aspects"].as_array().unwrap();
    assert_eq!(aspects.len(), 4);
    for aspect in aspects {
        assert!(aspect["total"].is_null(), "{aspect:#}");
        assert!(aspect["verdicts"].as_array().unwrap().iter().all(|one| one["inWords"] == "Too few to show"));
    }
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn a_bidder_answers_on_a_page_p8() {
    use crate::harness::page::send;
    let app = App::start().await;
    let scene = agreed(&app).await;
    let award = approved(&app, &scene).await;
    act(&app.sign_in("amara").await, "awardNotify", &award).await;
    let (joe, bid) = (app.sign_in("joe").await, scene.bids[0].as_str());
    let page = format!("/provider/bids/{bid}/process");
    let mut fields = vec![("bid", bid), ("documents", "yes"), ("time", "partly"), ("answers", "yes")];
    let refused = send(&app, &joe, &page, "process-feedback-give", &fields).await;
    assert!(refused.contains("Select an answer to"), "{refused}");
    fields.push(("decision", "no"));
    let thanks = send(&app, &joe, &page, "process-feedback-give", &fields).await;
    assert!(thanks.contains("Thank you"), "{thanks}");
}
