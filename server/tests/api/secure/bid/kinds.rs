//! Questions of every kind, from their setting to the panel: read by one rule, requirements met or not, facts unscored.

use serde_json::{Value, json};

use crate::harness::secure::{
    commission, opportunity_act, opportunity_details, opportunity_draft, opportunity_input, opportunity_save,
};
use crate::harness::{App, Session, build, faults, page};
use crate::secure::evaluation::build::LATE;

use super::{OPEN, SAVE, START, SUBMIT};

fn questions() -> Value {
    json!([
        { "criterion": "1", "prompt": "How will people reach you?", "wordLimit": "5" },
        { "kind": "DECLARATION", "prompt": "Is everyone's record checked?" },
        { "kind": "NUMBER", "prompt": "How many hours?", "unit": "hours a week", "least": "10", "most": "60.5" },
        { "kind": "CHOICE", "prompt": "When do you begin?", "options": "In spring\nIn autumn" },
        { "kind": "DATE", "prompt": "Since when are you registered?", "criterion": "1" },
    ])
}

/// A published tender with one question of each kind: its identifier, reference, questions and lot.
async fn tender(app: &App) -> (String, String, Vec<String>, String) {
    let amara = app.sign_in("amara").await;
    let commission = commission(app).await;
    let draft = opportunity_draft(&amara, &opportunity_input(&commission, "TENDER", "80,000.00")).await;
    let mut details = opportunity_details();
    details["questions"] = questions();
    let saved = opportunity_save(&amara, &draft, &details).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    let asked = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    let published = opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await["opportunity"].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let query = "query($reference: String!) { opportunity(reference: $reference) {
        questions { id wordLimit weight ask { kind limits options } } lots { id } } }";
    let data = app.visitor().run(query, json!({ "reference": published["reference"] })).await;
    let limits: Vec<_> = data["opportunity"]["questions"].as_array().unwrap().iter().map(|one| &one["ask"]).collect();
    assert_eq!(limits[2]["limits"], "A number of hours a week, 10 to 60.5");
    assert_eq!(limits[3]["options"], json!(["In spring", "In autumn"]));
    let ids = data["opportunity"]["questions"].as_array().unwrap().iter().map(|one| text(&one["id"])).collect();
    (text(&published["id"]), text(&published["reference"]), ids, text(&data["opportunity"]["lots"][0]["id"]))
}

async fn save(session: &Session, bid: &str, questions: &[String], texts: [&str; 5], (lot, version): (&str, i32)) {
    let answers: Vec<_> = questions
        .iter()
        .zip(texts)
        .map(|(question, text)| json!({ "question": question, "text": text, "version": version }))
        .collect();
    let input = json!({ "answers": answers, "prices": [{ "lot": lot, "price": "70,000", "version": 0 }] });
    let data = session.run(SAVE, json!({ "id": bid, "input": input })).await;
    assert_eq!(data["bidSave"]["userErrors"], json!([]), "saving is never validation: {data:#}");
}

#[tokio::test]
async fn answers_of_every_kind_are_checked_all_at_once_and_read_by_the_panel_r_4_1b() {
    let app = App::start().await;
    let (opportunity, reference, questions, lot) = tender(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let data = joe.run(START, json!({ "id": opportunity })).await;
    let bid = data["bidStart"]["bid"]["id"].as_str().unwrap().to_owned();
    let wrong = ["one two three four five six", "no", "60.501", "In winter", "31/2/2020"];
    save(&joe, &bid, &questions, wrong, (&lot, 0)).await;
    let data = joe.run(SUBMIT, json!({ "id": bid })).await;
    insta::assert_json_snapshot!(faults(&data["bidSubmit"]));
    let hub = page::read(&joe, &format!("/provider/bids/{bid}")).await;
    for part in ["hours a week", "In spring", "For example, 27 March 2026", "you must be able to say yes"] {
        assert!(hub.contains(part), "{part}");
    }

    save(&joe, &bid, &questions, ["By bus", "yes", "60.5", "In autumn", "1/4/2019"], (&lot, 1)).await;
    let data = joe.run(SUBMIT, json!({ "id": bid })).await;
    assert_eq!(data["bidSubmit"]["userErrors"], json!([]), "{data:#}");
    app.advance(LATE).await;
    let amara = app.sign_in("amara").await;
    let sealed = page::read(&amara, &format!("/council/opportunities/{reference}/bids")).await;
    assert!(sealed.contains("There is no bid here that you may read") && !sealed.contains("Lantern"));
    let data = amara.run(OPEN, json!({ "id": opportunity })).await;
    assert_eq!(data["opportunityOpen"]["userErrors"], json!([]), "{data:#}");
    let received = page::read(&amara, &format!("/council/opportunities/{reference}/bids")).await;
    for part in ["Lantern Carers", "£70,000", "Met", "60.5 hours a week", "1 April 2019"] {
        assert!(received.contains(part), "{part} is not in the list of bids");
    }
    assert!(!received.contains("By bus"), "what is scored is the panel's");
}

/// What is not scored weighs nothing and is no task, and stands before the reviewer all the same.
#[tokio::test]
async fn requirements_and_facts_are_shown_to_the_panel_and_not_scored_r_s4() {
    let app = App::start().await;
    let (opportunity, reference, questions, lot) = tender(&app).await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let data = joe.run(START, json!({ "id": opportunity })).await;
    let bid = data["bidStart"]["bid"]["id"].as_str().unwrap().to_owned();
    save(&joe, &bid, &questions, ["By bus", "yes", "10", "In autumn", "1/4/2019"], (&lot, 0)).await;
    joe.run(SUBMIT, json!({ "id": bid })).await;
    app.advance(LATE).await;
    let amara = app.sign_in("amara").await;
    amara.run(OPEN, json!({ "id": opportunity })).await;
    let scene = crate::secure::evaluation::build::Scene {
        opportunity,
        reference,
        bids: [bid.clone(), bid.clone()],
        question: questions[0].clone(),
    };
    let appointed = crate::secure::evaluation::build::appoint(&amara, &scene, &["tom", "bridget"]).await;
    assert_eq!(appointed["userErrors"], json!([]), "{appointed:#}");
    let tom = app.sign_in("tom").await;
    let query = "{ myPanels { facts { bidder question { number weight } answer met }
        tasks { question { number weight } answer } } }";
    let data = tom.run(query, json!({})).await;
    assert_eq!(data["myPanels"][0]["facts"], json!([]), "nothing before interests are declared");
    let declare = "mutation($id: ID!, $input: InterestsInput!) { interestDeclare(seatId: $id, input: $input) {
        userErrors { message } } }";
    let seat = crate::secure::evaluation::build::seat(&tom).await;
    let input = json!({ "interests": [{ "bid": bid, "kind": "none" }] });
    tom.run(declare, json!({ "id": seat, "input": input })).await;
    let data = tom.run(query, json!({})).await;
    insta::assert_json_snapshot!(data["myPanels"][0]);
    let list = page::read(&tom, &format!("/review/panels/{seat}/score")).await;
    assert!(list.contains("Requirements and facts, which are not scored") && list.contains("Met"));
}

#[tokio::test]
async fn a_requirement_that_weighs_and_a_choice_of_one_are_refused_r_4_1b() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = commission(&app).await;
    let draft = opportunity_draft(&amara, &opportunity_input(&commission, "TENDER", "80,000.00")).await;
    let mut details = opportunity_details();
    details["questions"] = questions();
    details["questions"][2]["most"] = json!("9");
    details["questions"][3]["options"] = json!("In spring");
    let saved = opportunity_save(&amara, &draft, &details).await;
    assert_eq!(
        faults(&saved),
        [
            "OUT_OF_RANGE questions.2.most: The most must be 10 or more: that is the least",
            "MISSING questions.3.options: Enter two options at least, one on each line",
        ]
    );
    details["questions"] = questions();
    details["questions"][1]["criterion"] = json!("1");
    opportunity_save(&amara, &draft, &details).await;
    let asked = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(
        faults(&asked),
        [
            "INVALID questions.1.criterion: Question 2 is a requirement, which is met or not. It counts towards no criterion"
        ]
    );
    assert_eq!(asked["userErrors"][0]["rule"], "R-4.1b");
}
