//! Grant rounds: a pot, what is expected, applications, and several awards within the pot (R-4.15b, R-4.16).

use serde_json::{Value, json};

use crate::harness::{App, Session, faults, secure};
use crate::secure::award;
use crate::secure::bid::{SAVE, START, SUBMIT, build as bids};
use crate::secure::evaluation::build::{self as panel, Scene};

/// What makes a draft a round: a pot of £9,000, grants of up to £5,000.
pub fn details() -> Value {
    let mut input = secure::opportunity_details();
    input["criteria"] = json!([{ "kind": "QUALITY", "title": "Warm and welcome", "weight": "100" }]);
    input["questions"] = json!([{ "criterion": "1", "prompt": "Who will come, and when?", "wordLimit": "200" }]);
    input["grantMost"] = json!("5,000");
    input["expectations"] = json!("Be open two evenings a week\nSay how many came, once");
    input
}

async fn draft(app: &App, input: &Value) -> Value {
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(app).await;
    let mut new = secure::opportunity_input(&commission, "GRANT", "9,000");
    new["nature"] = json!({ "serviceInReturn": "no", "price": "no", "enforceable": "no" });
    new["grantKind"] = json!("PROJECT");
    new["terms"]["category"] = json!("GRANT");
    new["terms"]["vatPercent"] = json!("0");
    let draft = secure::opportunity_draft(&amara, &new).await;
    let saved = secure::opportunity_save(&amara, &draft, input).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    saved["opportunity"].clone()
}

/// An open round; its identifier and reference.
async fn open(app: &App) -> Value {
    let draft = draft(app, &details()).await;
    let amara = app.sign_in("amara").await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await["opportunity"].clone()
}

async fn parts(app: &App, of: &Value) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) {
        lots { id } questions { id } round { pot most expectations } } }";
    app.visitor().run(query, json!({ "reference": of["reference"] })).await["opportunity"].clone()
}

/// An application with this answer and sum; what sending it came to.
async fn apply(session: &Session, of: &Value, parts: &Value, (answer, sum): (&str, &str)) -> Value {
    let begun = session.run(START, json!({ "id": of["id"] })).await;
    write(session, &begun["bidStart"]["bid"]["id"], parts, (answer, sum)).await
}

/// Writes a begun application and sends it.
async fn write(session: &Session, id: &Value, parts: &Value, (answer, sum): (&str, &str)) -> Value {
    let input = json!({
        "answers": [{ "question": parts["questions"][0]["id"], "text": answer, "version": 0 }],
        "prices": [{ "lot": parts["lots"][0]["id"], "price": sum, "version": 0 }],
    });
    session.run(SAVE, json!({ "id": id, "input": input })).await;
    let mut sent = session.run(SUBMIT, json!({ "id": id })).await["bidSubmit"].clone();
    sent["begun"] = id.clone();
    sent
}

/// Two applications for these sums to an open round, and the deadline passed.
pub async fn applied(app: &App, of: &Value, sums: [&str; 2]) -> Scene {
    let parts = parts(app, of).await;
    bids::provider(app, "Lantern Carers", "joe").await;
    bids::provider(app, "Second Shift", "ania").await;
    let mut sent = Vec::new();
    for (name, sum) in ["joe", "ania"].iter().zip(sums) {
        let one = apply(&app.sign_in(name).await, of, &parts, ("Whoever is cold, at night", sum)).await;
        assert_eq!(one["userErrors"], json!([]), "{one:#}");
        sent.push(one["begun"].as_str().unwrap().to_owned());
    }
    app.advance(panel::LATE).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Scene {
        opportunity: text(&of["id"]),
        reference: text(&of["reference"]),
        bids: [sent.remove(0), sent.remove(0)],
        question: text(&parts["questions"][0]["id"]),
    }
}

/// The same, scored and agreed: Lantern Carers better than Second Shift.
async fn agreed(app: &App, sums: [&str; 2]) -> Scene {
    let scene = applied(app, &open(app).await, sums).await;
    panel::open(app, &scene).await;
    panel::score_all(app, &scene).await;
    panel::agree(app, &scene).await;
    scene
}

async fn recommend(app: &App, scene: &Scene, bid: usize, reason: Option<&str>) -> Value {
    award::recommend(&app.sign_in("amara").await, scene, bid, reason).await
}

/// Says whether a grant is a subsidy.
async fn settle(app: &App, id: &Value, subsidy: &str, reason: &str) -> Value {
    let query = "mutation($id: ID!, $input: SubsidyInput!) { awardSubsidy(id: $id, input: $input) {
        award { subsidy { isOne reason notice } } userErrors { field code message rule } } }";
    let input = json!({ "subsidy": subsidy, "reason": reason });
    app.sign_in("amara").await.run(query, json!({ "id": id, "input": input })).await["awardSubsidy"].clone()
}

/// Approves a grant that is no subsidy, and tells the applicants.
pub async fn approved_and_told(app: &App, id: &Value) -> Value {
    award::act(&app.sign_in("sunita").await, "awardApprove", id).await;
    settle(app, id, "no", "It runs a free warm space and sells nothing.").await;
    award::act(&app.sign_in("amara").await, "awardNotify", id).await
}

/// Takes a grant with what was had before; what came of it.
async fn accept(session: &Session, id: &Value, had: Option<&str>) -> Value {
    let query = "mutation($id: ID!, $had: String) { awardAccept(id: $id, had: $had) {
        award { stage policyRows subsidy { had confirmedAt } } userErrors { field code message rule policyRows } } }";
    session.run(query, json!({ "id": id, "had": had })).await["awardAccept"].clone()
}

async fn result(app: &App, scene: &Scene) -> Value {
    let query = "query($reference: String!) { opportunity(reference: $reference) { stage
        result { bidsReceived lotCount lots { winner value otherReason } } } }";
    app.visitor().run(query, json!({ "reference": scene.reference })).await["opportunity"].clone()
}

#[tokio::test]
async fn a_round_says_what_it_expects_before_it_is_published_and_to_anyone_r_4_16() {
    let app = App::start().await;
    let mut silent = details();
    silent["expectations"] = json!("");
    silent["grantMost"] = json!("9,000.01");
    let bare = draft(&app, &silent).await;
    let amara = app.sign_in("amara").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &bare["id"]).await;
    let found = faults(&refused);
    assert!(
        found[0].starts_with("OUT_OF_RANGE grantMost:") && found[1].starts_with("MISSING expectations:"),
        "{found:?}"
    );
    assert_eq!(
        (&refused["userErrors"][0]["rule"], &refused["userErrors"][1]["rule"]),
        (&json!("R-4.15b"), &json!("R-4.16"))
    );
    secure::opportunity_save(&amara, &bare, &details()).await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &bare["id"]).await;
    let sunita = app.sign_in("sunita").await;
    let published = secure::opportunity_act(&sunita, "opportunityApprove", &bare["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    let round = parts(&app, &bare).await["round"].clone();
    assert_eq!((&round["pot"], &round["most"]), (&json!("9000.00"), &json!("5000.00")));
    assert_eq!(round["expectations"][1], "Say how many came, once");
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn expectations_are_read_before_one_starts_and_the_noun_is_application_r_4_16() {
    let app = App::start().await;
    let of = open(&app).await;
    let parts = parts(&app, &of).await;
    let page = format!("/opportunities/{}", of["reference"].as_str().unwrap());
    let seen = crate::harness::page::read(&app.visitor(), &page).await;
    let (expected, start) = (seen.find("Be open two evenings a week"), seen.find("Start an application"));
    assert!(expected.is_some() && expected < start, "{seen}");
    assert!(seen.contains("Grants of up to £5,000 each, £9,000 in all"), "{seen}");
    bids::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let begun = joe.run(START, json!({ "id": of["id"] })).await["bidStart"]["bid"]["id"].clone();
    let hub = crate::harness::page::read(&joe, &format!("/provider/bids/{}", begun.as_str().unwrap())).await;
    assert!(hub.contains("Your application: Carers befriending") && hub.contains("How much you ask for"), "{hub}");
    assert!(hub.contains("up to £5,000") && hub.contains("Be open two evenings a week"), "{hub}");
    assert!(hub.contains("Check your answers") && hub.contains("Who will come, and when?"), "one page: {hub}");
    let check = format!("/provider/bids/{}/check", begun.as_str().unwrap());
    let check = crate::harness::page::read(&joe, &check).await;
    assert!(check.contains("You cannot send this application yet"), "{check}");
    let sent = write(&joe, &begun, &parts, ("Whoever is cold", "4,000")).await;
    assert_eq!(sent["userErrors"], json!([]), "{sent:#}");
    let sent = crate::harness::page::read(&joe, &format!("/provider/bids/{}/sent", begun.as_str().unwrap())).await;
    assert!(sent.contains("Application sent"), "{sent}");
    let amara = app.sign_in("amara").await;
    let setup = crate::harness::page::read(&amara, &format!("/council{page}/award")).await;
    assert!(setup.contains("The pot") && setup.contains("£9,000"), "{setup}");
}

#[tokio::test]
async fn an_application_that_lacks_something_is_refused_with_all_of_it_r_4_16() {
    let app = App::start().await;
    let of = open(&app).await;
    let parts = parts(&app, &of).await;
    bids::provider(&app, "Lantern Carers", "joe").await;
    let joe = app.sign_in("joe").await;
    let bare = apply(&joe, &of, &parts, ("", "5,000.01")).await;
    let found = faults(&bare);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("MISSING answers.0.text:") && found[1].starts_with("OUT_OF_RANGE prices.0.price:"));
    assert!(found[1].contains("One application can be given £5,000 at most, and you ask for £5,000.01."), "{found:?}");
    assert_eq!(bare["userErrors"][1]["rule"], "R-4.15b");
}

#[tokio::test]
async fn two_grants_to_the_last_pound_of_the_pot_are_told_together_r_4_15b() {
    let app = App::start().await;
    let scene = agreed(&app, ["5,000", "4,000"]).await;
    let first = recommend(&app, &scene, 0, None).await;
    assert_eq!(first["userErrors"], json!([]), "{first:#}");
    let twice = recommend(&app, &scene, 0, None).await;
    assert!(faults(&twice)[0].starts_with("DUPLICATE bid:"), "{twice:#}");
    let second = recommend(&app, &scene, 1, None).await;
    assert_eq!(second["userErrors"], json!([]), "the pot itself is allowed: {second:#}");
    let (one, two) = (&first["award"]["id"], &second["award"]["id"]);
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    award::act(&sunita, "awardApprove", one).await;
    let early = award::act(&amara, "awardNotify", one).await;
    assert!(faults(&early)[0].contains("waits for approval: Second Shift"), "{early:#}");
    award::act(&sunita, "awardApprove", two).await;
    let unsettled = award::act(&amara, "awardNotify", one).await;
    let found = faults(&unsettled);
    assert_eq!(found.len(), 2, "of both it is asked whether they are subsidies: {found:?}");
    assert!(found.iter().all(|fault| fault.starts_with("ANSWER_MISSING subsidy:")), "{found:?}");
    for id in [one, two] {
        settle(&app, id, "no", "It runs a free warm space and sells nothing.").await;
    }
    let told = award::act(&amara, "awardNotify", one).await;
    assert_eq!(told["award"]["stage"], "NOTIFIED", "{told:#}");
    assert_eq!(told["award"]["standstillEndsOn"], Value::Null, "a grant has no waiting period");
    let other = amara.run("query($id: ID!) { award(id: $id) { stage } }", json!({ "id": two })).await;
    assert_eq!(other["award"]["stage"], "NOTIFIED", "all hear at once");
    let known = result(&app, &scene).await;
    assert_eq!(known["stage"], "DECIDED");
    let winners: Vec<_> = known["result"]["lots"].as_array().unwrap().iter().map(|one| one["winner"].clone()).collect();
    assert_eq!(winners, ["Lantern Carers", "Second Shift"]);
    let letters =
        "query($bid: ID!) { awardLetters(bid: $bid) { successful several winnerName ownAward { viewerCan } } }";
    let joe = app.sign_in("joe").await;
    let letter = joe.run(letters, json!({ "bid": scene.bids[0] })).await["awardLetters"][0].clone();
    assert_eq!((&letter["successful"], &letter["winnerName"]), (&json!(true), &json!("Lantern Carers")));
    award::act(&joe, "awardAccept", one).await;
    let no = "mutation($id: ID!, $input: AwardReasonInput!) { awardDecline(id: $id, input: $input) { userErrors { message } } }";
    app.sign_in("ania").await.run(no, json!({ "id": two, "input": { "reason": "Our hall burned down." } })).await;
    let known = result(&app, &scene).await;
    assert_eq!(
        (&known["stage"], known["result"]["lots"].as_array().unwrap().len()),
        (&json!("DECIDED"), 1),
        "the other stands"
    );
}

#[tokio::test]
async fn a_penny_more_than_the_pot_is_refused_with_the_figures_r_4_15b() {
    let app = App::start().await;
    let scene = agreed(&app, ["5,000", "4,000.01"]).await;
    recommend(&app, &scene, 0, None).await;
    let over = recommend(&app, &scene, 1, Some("It is the only one in its ward.")).await;
    assert_eq!(
        (&over["userErrors"][0]["code"], &over["userErrors"][0]["rule"]),
        (&json!("OVER_POT"), &json!("R-4.15b"))
    );
    let message = over["userErrors"][0]["message"].as_str().unwrap();
    assert!(
        message.starts_with(
            "£4,000.01 to Second Shift would bring all grants to £9,000.01. The pot is £9,000, of which £4,000 is left."
        ),
        "{message}"
    );
    assert_eq!(result(&app, &scene).await["result"], Value::Null);
}

#[tokio::test]
async fn a_lower_score_first_needs_a_reason_and_anyone_reads_it_r_4_1b() {
    let app = App::start().await;
    let scene = agreed(&app, ["5,000", "4,000"]).await;
    let refused = recommend(&app, &scene, 1, None).await;
    assert!(faults(&refused)[0].starts_with("REASON_MISSING otherReason:"), "{refused:#}");
    let made = recommend(&app, &scene, 1, Some("No other warm space north of the canal.")).await;
    assert_eq!(made["userErrors"], json!([]), "{made:#}");
    approved_and_told(&app, &made["award"]["id"]).await;
    let known = result(&app, &scene).await;
    assert_eq!(known["result"]["lots"][0]["otherReason"], "No other warm space north of the canal.");
    let letters = "query($bid: ID!) { awardLetters(bid: $bid) { successful several winnerName reasons } }";
    let joe = app.sign_in("joe").await;
    let letter = joe.run(letters, json!({ "bid": scene.bids[0] })).await["awardLetters"][0].clone();
    assert_eq!((&letter["successful"], &letter["several"]), (&json!(false), &json!(true)));
    assert!(letter["reasons"].as_str().unwrap().contains("No other warm space north of the canal."), "{letter:#}");
    // What is left of the pot can still be given; who has been told already hears of its own grant alone.
    let after = recommend(&app, &scene, 0, None).await;
    assert_eq!(after["userErrors"], json!([]), "{after:#}");
    approved_and_told(&app, &after["award"]["id"]).await;
    let letter = joe.run(letters, json!({ "bid": scene.bids[0] })).await["awardLetters"][0].clone();
    assert_eq!(letter["successful"], true, "{letter:#}");
}

/// R-4.15b: the database alone would stop a second award of one lot, and in a round of one application.
#[tokio::test]
async fn the_database_keeps_one_award_for_each_place_r_4_15b() {
    let app = App::start().await;
    let scene = agreed(&app, ["5,000", "4,000"]).await;
    recommend(&app, &scene, 0, None).await;
    recommend(&app, &scene, 1, None).await;
    let again = app.cx.db().execute("update award set slot = (select min(slot) from award)").await;
    assert!(again.is_err(), "two awards in one place");
}

#[tokio::test]
async fn a_subsidy_is_told_of_in_writing_and_confirmed_before_it_is_taken_r_4_15b() {
    let app = App::start().await;
    let scene = agreed(&app, ["5,000", "4,000"]).await;
    let made = recommend(&app, &scene, 0, None).await;
    let id = &made["award"]["id"];
    award::act(&app.sign_in("sunita").await, "awardApprove", id).await;
    let empty = settle(&app, id, "perhaps", "").await;
    let found = faults(&empty);
    assert!(found[0].starts_with("ANSWER_MISSING subsidy:") && found[1].starts_with("MISSING reason:"), "{found:?}");
    let joe = app.sign_in("joe").await;
    let stranger = joe
        .run(
            "mutation($id: ID!) { awardSubsidy(id: $id, input: { subsidy: \"no\", reason: \"x\" }) {
        userErrors { code } } }",
            json!({ "id": id }),
        )
        .await;
    assert_eq!(stranger["awardSubsidy"]["userErrors"][0]["code"], "NOT_FOUND");
    let settled = settle(&app, id, "yes", "It sells meals, as others in the town do.").await;
    let notice = settled["award"]["subsidy"]["notice"].as_str().unwrap();
    assert!(notice.contains("£5,000 is a subsidy") && notice.contains("since Monday 1 April 2024"), "{notice}");
    award::act(&app.sign_in("amara").await, "awardNotify", id).await;
    let mails = "select body from mail where body like '%minimal financial assistance%'";
    assert!(!crate::harness::rows::select(&app, mails).await.is_empty(), "it is told in writing");
    let silent = accept(&joe, id, None).await;
    assert!(faults(&silent)[0].starts_with("MISSING had:"), "{silent:#}");
    let over = accept(&joe, id, Some("310,000.01")).await;
    let fault = &over["userErrors"][0];
    assert_eq!(
        (&fault["code"], &fault["rule"], &fault["field"]),
        (&json!("OUT_OF_RANGE"), &json!("R-4.15b"), &json!("had"))
    );
    assert!(fault["policyRows"][0].as_str().unwrap().starts_with("grant.subsidy.minimal_max@"), "{over:#}");
    assert!(fault["message"].as_str().unwrap().contains("comes to £315,000.01"), "{over:#}");
    #[cfg(feature = "ui")]
    {
        let page = format!("/provider/bids/{}/result", scene.bids[0]);
        let page = crate::harness::page::read(&joe, &page).await;
        assert!(
            page.contains("What your organisation has had before") && page.contains("Confirm and accept"),
            "{page}"
        );
    }
    let taken = accept(&joe, id, Some("310,000")).await;
    assert_eq!(taken["award"]["stage"], "ACCEPTED", "{taken:#}");
    assert_eq!(taken["award"]["subsidy"]["had"], "310000.00");
    let late = settle(&app, id, "no", "It was never one.").await;
    assert!(faults(&late)[0].starts_with("ILLEGAL_TRANSITION"), "{late:#}");
}
