//! Several lots: set up, bid for, limited (R-4.20d).

use serde_json::{Value, json};

use crate::harness::{App, Session, faults, secure};
use crate::secure::award;
use crate::secure::bid::{SAVE, START, SUBMIT, build as bids};
use crate::secure::evaluation::build::{self as panel, Scene};

/// A quotation in two lots of £15,000 and £10,000, open to bids; its identifier and reference.
pub async fn opportunity(app: &App, more: &Value) -> Value {
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(app).await;
    let draft =
        secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, "QUOTATION", "25,000.00")).await;
    let mut input = secure::opportunity_details();
    input["lots"] = json!([{ "title": "North", "value": "15,000" }, { "title": "South", "value": "10,000" }]);
    for (field, value) in more.as_object().unwrap() {
        input[field] = value.clone();
    }
    let saved = secure::opportunity_save(&amara, &draft, &input).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await["opportunity"].clone()
}

/// The lots and questions of an opportunity.
pub async fn parts(app: &App, of: &Value) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) {
        value lots { id number title value } questions { id } lotting { whole oneLotReason bidMost winMost } } }";
    app.visitor().run(query, json!({ "reference": of["reference"] })).await["opportunity"].clone()
}

/// A bid with a price for each lot, empty for none; what sending it came to.
pub async fn send(session: &Session, of: &Value, parts: &Value, prices: [&str; 2]) -> Value {
    let begun = session.run(START, json!({ "id": of["id"] })).await;
    let id = begun["bidStart"]["bid"]["id"].clone();
    let prices: Vec<Value> = (0..)
        .zip(prices)
        .map(|(index, price): (usize, _)| json!({ "lot": parts["lots"][index]["id"], "price": price, "version": 0 }))
        .collect();
    let input = json!({
        "answers": [{ "question": parts["questions"][0]["id"], "text": "By bus and by telephone", "version": 0 }],
        "prices": prices,
    });
    let saved = session.run(SAVE, json!({ "id": id, "input": input })).await;
    assert_eq!(saved["bidSave"]["userErrors"], json!([]), "{saved:#}");
    session.run(SUBMIT, json!({ "id": id })).await["bidSubmit"].clone()
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn an_opportunity_in_two_lots_says_so_to_anyone_r_4_20d() {
    let app = App::start().await;
    let of = opportunity(&app, &json!({ "lotsBidMost": "2", "lotsWinMost": "1" })).await;
    let parts = parts(&app, &of).await;
    assert_eq!(parts["value"], "25000.00");
    assert_eq!(parts["lots"][1]["title"], "South");
    assert_eq!((&parts["lotting"]["bidMost"], &parts["lotting"]["winMost"]), (&json!(2), &json!(1)));
    let page =
        crate::harness::page::read(&app.visitor(), &format!("/opportunities/{}", of["reference"].as_str().unwrap()))
            .await;
    assert!(page.contains("2 South, £10,000"), "{page}");
    assert!(page.contains("One bidder may bid for 2 at most. One bidder may win 1 at most."), "{page}");
}

#[tokio::test]
async fn lots_that_do_not_make_up_the_whole_are_not_approved_r_4_20d() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &input).await;
    let mut input = secure::opportunity_details();
    input["lots"] = json!([{ "title": "North", "value": "15,000" }, { "title": "South", "value": "10,000.01" }]);
    secure::opportunity_save(&amara, &draft, &input).await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert!(faults(&asked)[0].starts_with("SUM_MISMATCH lots:"), "{asked:#}");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn a_bid_is_for_the_lots_that_it_prices_and_no_more_than_the_limit_r_4_20d() {
    let app = App::start().await;
    let of = opportunity(&app, &json!({ "lotsBidMost": "1" })).await;
    let parts = parts(&app, &of).await;
    bids::provider(&app, "Lantern Carers", "joe").await;
    bids::provider(&app, "Second Shift", "ania").await;
    let (joe, ania) = (app.sign_in("joe").await, app.sign_in("ania").await);
    let both = send(&joe, &of, &parts, ["14,000", "9,000"]).await;
    assert!(faults(&both)[0].starts_with("OUT_OF_RANGE prices.0.price:"), "{both:#}");
    assert_eq!(both["userErrors"][0]["rule"], "R-4.20d");
    let one = send(&ania, &of, &parts, ["", "9,000"]).await;
    assert_eq!(one["userErrors"], json!([]), "{one:#}");
    let page =
        crate::harness::page::read(&ania, &format!("/provider/bids/{}/sent", one["bid"]["id"].as_str().unwrap())).await;
    assert!(page.contains("Lot 2, South") && !page.contains("Lot 1, North"), "{page}");
}

/// Lantern Carers bid for both lots, Second Shift for the second alone; all is agreed, and Lantern's answers are better.
async fn agreed(app: &App, more: &Value) -> (Scene, Value) {
    let of = opportunity(app, more).await;
    let parts = parts(app, &of).await;
    bids::provider(app, "Lantern Carers", "joe").await;
    bids::provider(app, "Second Shift", "ania").await;
    let joe = send(&app.sign_in("joe").await, &of, &parts, ["14,000", "9,000"]).await;
    let ania = send(&app.sign_in("ania").await, &of, &parts, ["", "8,900"]).await;
    app.advance(panel::LATE).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let scene = Scene {
        opportunity: text(&of["id"]),
        reference: text(&of["reference"]),
        bids: [text(&joe["bid"]["id"]), text(&ania["bid"]["id"])],
        question: text(&parts["questions"][0]["id"]),
    };
    panel::open(app, &scene).await;
    panel::score_all(app, &scene).await;
    panel::agree(app, &scene).await;
    (scene, parts["lots"].clone())
}

async fn recommend(session: &Session, scene: &Scene, lot: &Value, bid: usize) -> Value {
    let query = "mutation($id: ID!, $input: AwardInput!) { awardRecommend(opportunity: $id, input: $input) {
        award { id stage lot value } userErrors { field code message rule } } }";
    let reasons = "The strongest answer on reaching people, at a price near the lowest offered.";
    let input = json!({ "lot": lot, "bid": scene.bids[bid], "reasons": reasons });
    session.run(query, json!({ "id": scene.opportunity, "input": input })).await["awardRecommend"].clone()
}

/// Recommends, approves and tells; the award's identifier.
async fn told(app: &App, scene: &Scene, lot: &Value, bid: usize) -> Value {
    let made = recommend(&app.sign_in("amara").await, scene, lot, bid).await;
    assert_eq!(made["userErrors"], json!([]), "{made:#}");
    let id = made["award"]["id"].clone();
    award::act(&app.sign_in("sunita").await, "awardApprove", &id).await;
    let notified = award::act(&app.sign_in("amara").await, "awardNotify", &id).await;
    assert_eq!(notified["award"]["stage"], "NOTIFIED", "{notified:#}");
    id
}

async fn stage(app: &App, scene: &Scene) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) { stage endReason
        lots { endReason } result { bidsReceived lotCount lots { lot { number } winner value } ended { number endReason } } } }";
    app.visitor().run(query, json!({ "reference": scene.reference })).await["opportunity"].clone()
}

async fn end_lot(session: &Session, scene: &Scene, lot: &Value, reason: &str) -> Value {
    let query = "mutation($id: ID!, $lot: ID!, $reason: String!) {
        opportunityEndLot(id: $id, lot: $lot, reason: $reason) {
            opportunity { stage } userErrors { field code message rule } } }";
    let variables = json!({ "id": scene.opportunity, "lot": lot, "reason": reason });
    session.run(query, variables).await["opportunityEndLot"].clone()
}

#[tokio::test]
async fn each_lot_is_ranked_awarded_and_told_of_by_itself_r_4_20d() {
    let app = App::start().await;
    let (scene, lots) = agreed(&app, &json!({})).await;
    let amara = app.sign_in("amara").await;
    let query = "query($reference: String!) { evaluation(reference: $reference) {
        lots { number ranking { lines { name price rank } } missing { message } } } }";
    let seen = amara.run(query, json!({ "reference": scene.reference })).await["evaluation"]["lots"].clone();
    assert_eq!(seen[0]["ranking"]["lines"], json!([{ "name": "Lantern Carers", "price": "14000.00", "rank": 1 }]));
    assert_eq!(seen[1]["ranking"]["lines"].as_array().unwrap().len(), 2, "{seen:#}");
    let none = recommend(&amara, &scene, &json!(""), 0).await;
    assert!(faults(&none)[0].starts_with("MISSING lot:"), "{none:#}");
    let not_bid = recommend(&amara, &scene, &lots[0]["id"], 1).await;
    assert!(faults(&not_bid)[0].starts_with("UNKNOWN_CODE bid:"), "a bid that is not for the lot: {not_bid:#}");
    told(&app, &scene, &lots[0]["id"], 0).await;
    let now = stage(&app, &scene).await;
    assert_eq!(now["stage"], "EVALUATING", "the second lot is open still: {now:#}");
    assert_eq!(now["result"]["lots"].as_array().unwrap().len(), 1);
    let twice = recommend(&amara, &scene, &lots[0]["id"], 0).await;
    assert_eq!(twice["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{twice:#}");
    told(&app, &scene, &lots[1]["id"], 0).await;
    let now = stage(&app, &scene).await;
    assert_eq!(now["stage"], "DECIDED", "{now:#}");
    assert_eq!(now["result"]["lots"][1]["value"], "9000.00");
    let letters = "query($bid: ID!) { awardLetters(bid: $bid) { lotNumber successful winnerName } }";
    let to = async |name: &str, bid: usize| {
        app.sign_in(name).await.run(letters, json!({ "bid": scene.bids[bid] })).await["awardLetters"].clone()
    };
    assert_eq!(to("joe", 0).await.as_array().unwrap().len(), 2, "one letter for each lot");
    let ania = to("ania", 1).await;
    assert_eq!(ania, json!([{ "lotNumber": 2, "successful": false, "winnerName": "Lantern Carers" }]));
}

#[tokio::test]
async fn one_bidder_wins_no_more_lots_than_the_limit_r_4_20d() {
    let app = App::start().await;
    let (scene, lots) = agreed(&app, &json!({ "lotsWinMost": "1" })).await;
    told(&app, &scene, &lots[0]["id"], 0).await;
    let amara = app.sign_in("amara").await;
    let refused = recommend(&amara, &scene, &lots[1]["id"], 0).await;
    assert_eq!(
        (&refused["userErrors"][0]["code"], &refused["userErrors"][0]["rule"]),
        (&json!("OUT_OF_RANGE"), &json!("R-4.20d"))
    );
    let next = recommend(&amara, &scene, &lots[1]["id"], 1).await;
    assert_eq!(next["userErrors"], json!([]), "the next best needs no other reason: {next:#}");
}

#[tokio::test]
async fn a_lot_ends_with_nobody_chosen_while_another_is_awarded_r_4_20d() {
    let app = App::start().await;
    let (scene, lots) = agreed(&app, &json!({})).await;
    told(&app, &scene, &lots[0]["id"], 0).await;
    let amara = app.sign_in("amara").await;
    let standing = end_lot(&amara, &scene, &lots[0]["id"], "None fits.").await;
    assert!(faults(&standing)[0].contains("An award of lot 1 to Lantern Carers stands"), "{standing:#}");
    let ended = end_lot(&amara, &scene, &lots[1]["id"], "Both prices are above what we have.").await;
    assert_eq!(ended["opportunity"]["stage"], "DECIDED", "{ended:#}");
    let now = stage(&app, &scene).await;
    assert_eq!(now["result"]["ended"][0]["endReason"], "Both prices are above what we have.", "{now:#}");
    let refused = recommend(&amara, &scene, &lots[1]["id"], 0).await;
    assert_eq!(refused["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "{refused:#}");
    let read = "query($id: ID!) { bid(id: $id) { status { text } awards { lot stage } } }";
    let ania = app.sign_in("ania").await.run(read, json!({ "id": scene.bids[1] })).await;
    assert_eq!(ania["bid"]["status"]["text"], "Not successful", "nobody goes on reading that it is being scored");
}

#[tokio::test]
async fn nobody_is_chosen_when_each_lot_has_ended_r_4_20d() {
    let app = App::start().await;
    let (scene, lots) = agreed(&app, &json!({})).await;
    let amara = app.sign_in("amara").await;
    let first = end_lot(&amara, &scene, &lots[0]["id"], "None fits.").await;
    assert_eq!(first["opportunity"]["stage"], "EVALUATING", "{first:#}");
    let twice = end_lot(&amara, &scene, &lots[0]["id"], "Again.").await;
    assert_eq!(twice["userErrors"][0]["rule"], "R-4.20d", "{twice:#}");
    end_lot(&amara, &scene, &lots[1]["id"], "None fits.").await;
    let now = stage(&app, &scene).await;
    assert_eq!((&now["stage"], &now["endReason"]), (&json!("UNSUCCESSFUL"), &json!("None fits.")), "{now:#}");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn the_award_page_shows_one_lot_with_links_to_the_others_r_4_20d() {
    let app = App::start().await;
    let (scene, _) = agreed(&app, &json!({})).await;
    let amara = app.sign_in("amara").await;
    let page = format!("/council/opportunities/{}/award", scene.reference);
    let first = crate::harness::page::read(&amara, &page).await;
    assert!(first.contains("Ranking of lot 1") && first.contains("?lot=2") && !first.contains("£8,900"), "{first}");
    let second = crate::harness::page::read(&amara, &format!("{page}?lot=2")).await;
    assert!(second.contains("Ranking of lot 2") && second.contains("£8,900"), "{second}");
}
