//! One of everything, for the tests that walk the whole schema. Whoever adds an
//! aggregate adds one of it here.

use serde_json::json;

use crate::harness::{App, build, secure, thread};
use crate::secure::evaluation::build as evaluation;

/// Things of the first council and of its providers to try on, at the stages
/// at which their own people may act on them.
pub async fn make(app: &App) {
    let scene = evaluation::agreed(app).await;
    let amara = app.sign_in("amara").await;
    let recommend = "mutation($id: ID!, $input: AwardInput!) {
        awardRecommend(opportunity: $id, input: $input) { award { id } userErrors { message } } }";
    let input = json!({ "bid": scene.bids[0], "reasons": "The strongest answer, at a price near the lowest offered." });
    let data = amara.run(recommend, json!({ "id": scene.opportunity, "input": input })).await;
    assert!(data["awardRecommend"]["award"]["id"].is_string(), "{data:#}");

    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    assert!(data["needCreate"]["need"]["id"].is_string(), "{data:#}");
    let (commission, _) = thread::approved_specification(app, "Reading together").await;
    let draft = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    secure::opportunity_draft(&amara, &draft).await;
    let commission = thread::commission(&amara, "A ride to the doctor").await;
    thread::draft(&amara, &commission).await;
    server::app::due::run(&app.cx).await.unwrap();
}
