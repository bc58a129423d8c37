//! Putting needs in order: four answers each, an approval by somebody else, and
//! a place for every need (R-3.4b, R-4.6c).

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults, thread};

const ANSWER: &str = "mutation($id: ID!, $need: ID!, $input: PriorityInput!) {
    prioritisationAnswer(id: $id, need: $need, input: $input) { userErrors { code field message rule } }
}";
const PAGE: &str = "query($id: ID!) { prioritisation(id: $id) {
    title stage approvedAt missing { field code } viewerCan
    method { objective statutory gap voice policyRows }
    entries { rank scheduledOn placing budget voiceReason score { objective statutory gap voice total } need { reference } duty { title } }
} }";
const NEED: &str =
    "{ need(reference: \"N-0001\") { stage status { text } priority { inWords assessment { title } } } }";

/// Runs a step of one assessment and answers its payload.
async fn step(session: &Session, mutation: &str, id: &str) -> Value {
    let query = format!(
        "mutation($id: ID!) {{ {mutation}(id: $id) {{ prioritisation {{ stage }} userErrors {{ code field message rule }} }} }}"
    );
    session.run(&query, json!({ "id": id })).await[mutation].clone()
}

async fn objective(session: &Session, kind: &str) -> Value {
    let create = "mutation($input: ObjectiveInput!) { objectiveCreate(input: $input) { objective { id } userErrors { message } } }";
    let input = json!({ "kind": kind, "title": format!("{kind} aim"), "source": "Council plan 2026" });
    session.run(create, json!({ "input": input })).await["objectiveCreate"]["objective"]["id"].clone()
}

/// A draft with this need in it: its identifier.
async fn draft(amara: &Session, need: &str) -> String {
    let create = "mutation($input: PrioritisationInput!) {
        prioritisationCreate(input: $input) { prioritisation { id } userErrors { code field message } }
    }";
    let directorate = build::directorate_id(amara, "Adult Care and Health").await;
    let input = json!({ "directorate": directorate, "title": "What comes first" });
    let data = amara.run(create, json!({ "input": input })).await;
    let id =
        data["prioritisationCreate"]["prioritisation"]["id"].as_str().unwrap_or_else(|| panic!("{data:#}")).to_owned();
    let add = "mutation($id: ID!, $need: ID!) { prioritisationAdd(id: $id, need: $need) { userErrors { code field message } } }";
    let data = amara.run(add, json!({ "id": id, "need": need })).await;
    assert_eq!(faults(&data["prioritisationAdd"]), [""; 0]);
    id
}

/// Four answers about a need that this duty in law asks for.
fn answers(duty: &Value) -> Value {
    json!({
        "objectivePoints": "0", "objective": "", "statutory": "yes", "duty": duty, "gapPoints": "", "voicePoints": "5",
        "voiceReason": "Both carers' groups ask for it", "budget": "£20,000 a year before VAT", "placing": "ranked",
        "scheduledOn": "", "outReason": "",
    })
}

async fn answer(session: &Session, id: &str, need: &str, input: Value) -> Value {
    session.run(ANSWER, json!({ "id": id, "need": need, "input": input })).await["prioritisationAnswer"].clone()
}

/// A draft in which everything about this need is answered: its identifier.
pub async fn answered(amara: &Session, need: &str, duty: &Value) -> String {
    let id = draft(amara, need).await;
    assert_eq!(faults(&answer(amara, &id, need, answers(duty)).await), [""; 0]);
    id
}

#[tokio::test]
async fn an_assessment_is_refused_with_everything_that_is_missing_r_3_4b() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let amara = app.sign_in("amara").await;
    let id = draft(&amara, &need).await;
    let told = step(&amara, "prioritisationRequestApproval", &id).await;
    let missing: Vec<&Value> = told["userErrors"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(missing, ["N-0001.objectivePoints", "N-0001.statutory", "N-0001.voicePoints", "N-0001.budget"]);
    assert_eq!(told["userErrors"][0]["rule"], "R-3.4b");
    let duty = objective(&amara, "STATUTORY").await;
    let mut out = answers(&duty);
    (out["placing"], out["outReason"]) = (json!("out"), json!("No money"));
    assert_eq!(faults(&answer(&amara, &id, &need, out).await), [""; 0], "a draft may say so");
    let told = step(&amara, "prioritisationRequestApproval", &id).await;
    assert_eq!(told["userErrors"][0]["code"], "STATUTORY_DUTY", "a duty in law is never left out");
}

#[tokio::test]
async fn a_decided_assessment_is_public_and_its_needs_have_their_places_r_3_4b() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let duty = objective(&amara, "STATUTORY").await;
    let id = answered(&amara, &need, &duty).await;
    let visitor = app.visitor();
    let ask = json!({ "id": id });
    for mutation in ["prioritisationRequestApproval", "prioritisationApprove"] {
        assert_eq!(visitor.run(PAGE, ask.clone()).await["prioritisation"], Value::Null, "a draft is nobody else's");
        let session = if mutation == "prioritisationApprove" { &sunita } else { &amara };
        assert_eq!(faults(&step(session, mutation, &id).await), [""; 0]);
    }
    let seen = visitor.run(PAGE, ask).await["prioritisation"].clone();
    assert_eq!((&seen["stage"], &seen["missing"]), (&json!("APPROVED"), &Value::Null));
    assert_eq!(seen["method"]["gap"], 30);
    assert_eq!(seen["method"]["policyRows"].as_array().unwrap().len(), 4);
    let entry = &seen["entries"][0];
    // 1,480 of 1,900 people are not reached: 30 points by 0.7789.
    let score = json!({ "objective": "0", "statutory": "25", "gap": "23.368", "voice": "20", "total": "68.368" });
    assert_eq!((&entry["rank"], &entry["score"]), (&json!(1), &score));
    assert_eq!((&entry["duty"]["title"], &entry["need"]["reference"]), (&json!("STATUTORY aim"), &json!("N-0001")));
    let data = visitor.run(NEED, json!({})).await;
    let place =
        json!({ "inWords": "Number 1 of 1, with 68.368 points of 100", "assessment": { "title": "What comes first" } });
    let want = json!({ "stage": "PRIORITISED", "status": { "text": "Priority" }, "priority": place });
    assert_eq!(data["need"], want);
    let told = answer(&amara, &id, &need, answers(&duty)).await;
    assert_eq!(told["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "what is decided stays");
}

#[tokio::test]
async fn a_need_that_a_duty_asks_for_can_be_planned_for_a_day_r_3_4b() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let duty = objective(&amara, "STATUTORY").await;
    let id = draft(&amara, &need).await;
    let mut input = answers(&duty);
    (input["placing"], input["scheduledOn"]) = (json!("scheduled"), json!("1 April 2027"));
    answer(&amara, &id, &need, input).await;
    step(&amara, "prioritisationRequestApproval", &id).await;
    assert_eq!(faults(&step(&sunita, "prioritisationApprove", &id).await), [""; 0]);
    let data = app.visitor().run(NEED, json!({})).await;
    assert_eq!(data["need"]["priority"]["inWords"], "Planned for 1 April 2027: a duty in law");
    // It can still be met, and outcomes can still answer it.
    let meet = "mutation($id: ID!) { needMeet(id: $id, reason: \"Survey\") { need { stage } userErrors { message } } }";
    let data = amara.run(meet, json!({ "id": need })).await;
    assert_eq!(data["needMeet"]["need"]["stage"], "MET", "{data:#}");
}

#[tokio::test]
async fn an_outcome_may_answer_a_need_that_has_its_place_r_4_7() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let duty = objective(&amara, "STATUTORY").await;
    let id = answered(&amara, &need, &duty).await;
    step(&amara, "prioritisationRequestApproval", &id).await;
    step(&sunita, "prioritisationApprove", &id).await;
    let commission = thread::commission(&amara, "Visits").await;
    let draft = thread::draft(&amara, &commission).await;
    thread::save(&amara, &draft, thread::specification_input(&need)).await;
    let asked = amara.act("specificationRequestApproval", &json!(draft), "", "userErrors { code field message }").await;
    assert_eq!(faults(&asked), [""; 0]);
}

#[tokio::test]
async fn a_draft_need_and_strangers_stay_out_r_4_6c_r_6_1() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let amara = app.sign_in("amara").await;
    let id = draft(&amara, &need).await;
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    let unpublished = &data["needCreate"]["need"]["id"];
    let add = "mutation($id: ID!, $need: ID!) { prioritisationAdd(id: $id, need: $need) { userErrors { code field message rule } } }";
    let data = amara.run(add, json!({ "id": id, "need": unpublished })).await;
    let rules: Vec<&Value> =
        data["prioritisationAdd"]["userErrors"].as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert_eq!(rules, ["R-4.6c", "R-4.6c"], "neither published nor with evidence");
    for (stranger, code) in [("gareth", "NOT_ALLOWED"), ("sunita", "NOT_ALLOWED")] {
        let told = step(&app.sign_in(stranger).await, "prioritisationRequestApproval", &id).await;
        assert_eq!(told["userErrors"][0]["code"], code);
    }
    let told = step(&app.visitor(), "prioritisationRequestApproval", &id).await;
    assert_eq!(told["userErrors"][0]["code"], "NOT_FOUND", "a draft does not exist for a visitor");
}

#[tokio::test]
async fn an_assessment_waits_for_an_approver_on_their_list_r_4_17d() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let duty = objective(&amara, "STATUTORY").await;
    let id = answered(&amara, &need, &duty).await;
    step(&amara, "prioritisationRequestApproval", &id).await;
    let waiting = "{ approvals { nodes { subject title forViewer prioritisation { id } } } }";
    let data = sunita.run(waiting, json!({})).await;
    let want = json!({ "subject": "PRIORITISATION", "title": "What comes first", "forViewer": true, "prioritisation": { "id": id } });
    assert_eq!(data["approvals"]["nodes"], json!([want]));
    let back = "mutation($id: ID!) { prioritisationSendBack(id: $id, reason: \"Ask the youth council\") {
        prioritisation { stage sentBackReason } userErrors { message }
    } }";
    let data = sunita.run(back, json!({ "id": id })).await;
    assert_eq!(data["prioritisationSendBack"]["prioritisation"]["sentBackReason"], "Ask the youth council", "{data:#}");
    assert_eq!(faults(&step(&amara, "prioritisationRequestApproval", &id).await), [""; 0]);
}
