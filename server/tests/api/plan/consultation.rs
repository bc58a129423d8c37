//! Consultations: from a draft over people's answers to what the council did,
//! and who may not.

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults};

const CREATE: &str = "mutation($directorate: String!, $input: ConsultationInput!) {
    consultationCreate(directorate: $directorate, input: $input) {
        consultation { id reference version stage missing { field code } } userErrors { field code message rule }
    }
}";
const EDIT: &str = "mutation($id: ID!, $version: Int!, $input: ConsultationInput!) {
    consultationEdit(id: $id, version: $version, input: $input) {
        consultation { version missing { field } } userErrors { field code message rule }
    }
}";
const PUBLISH: &str = "mutation($id: ID!) { consultationPublish(id: $id) {
    consultation { stage status { text } questions { id prompt options } } userErrors { field code message rule policyRows } } }";
const RESPOND: &str = "mutation($reference: String!, $input: ConsultationResponseInput!) {
    consultationRespond(reference: $reference, input: $input) {
        consultation { reference } userErrors { field code message rule } } }";
const POINT: &str = "mutation($id: ID!, $input: ConsultationPointInput!) {
    consultationPointAdd(consultation: $id, input: $input) {
        point { id version isAnswered responses { number } } userErrors { field code message } } }";
const EDIT_POINT: &str = "mutation($id: ID!, $version: Int!, $input: ConsultationPointInput!) {
    consultationPointEdit(id: $id, version: $version, input: $input) {
        point { version isAnswered } userErrors { field code message } } }";
const MARK: &str =
    "mutation($id: ID!, $version: Int!) { consultationResponseMark(id: $id, version: $version, noPoint: true) {
    response { noPoint } userErrors { code } } }";
const ANSWER: &str = "mutation($id: ID!) { consultationAnswer(id: $id) {
    consultation { stage status { text } } userErrors { field code message rule } } }";
const RESPONSES: &str = "query($of: String) { consultationResponses(consultation: $of) { totalCount nodes {
    id number version answeredAsLabel organisationName organisation { name } answers { text } points { said } } } }";

/// A whole consultation's input; it opens on the day on which the tests begin.
pub fn input() -> Value {
    json!({
        "title": "Hoarding support: what would help?",
        "purpose": "We want to know what helps people whose homes fill up.",
        "changeable": "Who comes, how often, and for how long.",
        "fixed": "We will not force anybody to clear their home.",
        "audience": "People who hoard, and those close to them",
        "opensOn": "23 November 2026",
        "closesOn": "7 December 2026",
        "commissions": "",
        "needs": "",
        "questions": [
            { "prompt": "What would help?", "options": "" },
            { "prompt": "How soon?", "options": "Within a week\nWithin a month" },
        ],
    })
}

/// The commissioner's draft, as its create payload has it.
pub async fn draft(amara: &Session, input: Value) -> Value {
    let directorate = build::directorate_id(amara, "Adult Care and Health").await;
    let data = amara.run(CREATE, json!({ "directorate": directorate, "input": input })).await;
    assert_eq!(data["consultationCreate"]["userErrors"], json!([]), "{data:#}");
    data["consultationCreate"]["consultation"].clone()
}

/// A published consultation: its identifier, and those of its questions.
pub async fn published(amara: &Session) -> (Value, Vec<Value>) {
    let id = draft(amara, input()).await["id"].clone();
    let data = amara.run(PUBLISH, json!({ "id": id })).await;
    assert_eq!(data["consultationPublish"]["userErrors"], json!([]), "{data:#}");
    let questions = data["consultationPublish"]["consultation"]["questions"].as_array().unwrap();
    (id, questions.iter().map(|question| question["id"].clone()).collect())
}

/// Answers the first question of H-0001.
pub async fn respond(session: &Session, question: &Value, text: &str, answered_as: &str) -> Value {
    let input = json!({
        "answers": [{ "question": question, "text": text }],
        "answeredAs": answered_as,
        "organisationName": "",
    });
    session.run(RESPOND, json!({ "reference": "H-0001", "input": input })).await["consultationRespond"].clone()
}

/// Adds a point that rests on these answers.
pub async fn point(session: &Session, consultation: &Value, said: &str, responses: &[Value]) -> Value {
    let input = json!({ "said": said, "responses": responses, "disposition": "", "reason": "", "changed": "" });
    session.run(POINT, json!({ "id": consultation, "input": input })).await["consultationPointAdd"].clone()
}

async fn responses(session: &Session, of: Option<&str>) -> Vec<Value> {
    let data = session.run(RESPONSES, json!({ "of": of })).await;
    data["consultationResponses"]["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_draft_is_completed_published_and_seen_by_anyone_r_4_3() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let bare = draft(
        &amara,
        json!({ "title": "Hoarding", "purpose": "", "changeable": "", "fixed": "", "audience": "",
        "opensOn": "", "closesOn": "", "commissions": "", "needs": "", "questions": [] }),
    )
    .await;
    assert_eq!((&bare["reference"], &bare["stage"]), (&json!("H-0001"), &json!("DRAFT")));
    assert_eq!(bare["missing"].as_array().unwrap().len(), 7, "{bare:#}");
    let data = amara.run(PUBLISH, json!({ "id": bare["id"] })).await;
    let told = faults(&data["consultationPublish"]);
    assert_eq!(
        told[0],
        "PART_MISSING purpose: The consultation does not say what you want to find out, and why. Enter it"
    );
    let seen = "{ consultation(reference: \"H-0001\") { title stage } consultations { totalCount } }";
    let nothing = json!({ "consultation": null, "consultations": { "totalCount": 0 } });
    assert_eq!(app.visitor().run(seen, json!({})).await, nothing);

    let short = {
        let mut input = input();
        input["closesOn"] = json!("6 December 2026");
        input
    };
    let data = amara.run(EDIT, json!({ "id": bare["id"], "version": 1, "input": short })).await;
    assert_eq!(data["consultationEdit"]["consultation"]["missing"], json!([{ "field": "closesOn" }]), "{data:#}");
    let data = amara.run(EDIT, json!({ "id": bare["id"], "version": 1, "input": input() })).await;
    assert_eq!(data["consultationEdit"]["userErrors"][0]["code"], "STALE");
    let data = amara.run(EDIT, json!({ "id": bare["id"], "version": 2, "input": input() })).await;
    assert_eq!(data["consultationEdit"]["consultation"]["missing"], json!([]), "{data:#}");
    let data = amara.run(PUBLISH, json!({ "id": bare["id"] })).await;
    assert_eq!(data["consultationPublish"]["consultation"]["status"]["text"], "Open", "{data:#}");
    let data = app.visitor().run(seen, json!({})).await;
    assert_eq!(data["consultation"], json!({ "title": "Hoarding support: what would help?", "stage": "OPEN" }));
    let data = amara.run(EDIT, json!({ "id": bare["id"], "version": 4, "input": input() })).await;
    assert_eq!(data["consultationEdit"]["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "its questions stand");
}

#[tokio::test]
async fn what_it_is_about_is_looked_up_and_linked_from_there() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    crate::harness::thread::commission(&amara, "Hoarding support").await;
    let directorate = build::directorate_id(&amara, "Adult Care and Health").await;
    let about = |commissions: &str, needs: &str| {
        let mut input = input();
        (input["commissions"], input["needs"]) = (json!(commissions), json!(needs));
        json!({ "directorate": directorate, "input": input })
    };
    let data = amara.run(CREATE, about("C-0001, C-0009", "N-0007")).await;
    assert_eq!(
        faults(&data["consultationCreate"]),
        [
            "UNKNOWN_CODE commissions: C-0009 is not a commission that you can see. Look it up in the list",
            "UNKNOWN_CODE needs: N-0007 is not a need that you can see. Look it up in the list",
        ]
    );
    amara.run(CREATE, about("C-0001", "")).await;
    let query = "{ commission(reference: \"C-0001\") { consultations { reference commissions { reference } } } }";
    let told = json!([{ "reference": "H-0001", "commissions": [{ "reference": "C-0001" }] }]);
    assert_eq!(amara.run(query, json!({})).await["commission"]["consultations"], told);
    assert_eq!(
        app.visitor().run(query, json!({})).await["commission"]["consultations"],
        json!([]),
        "a draft is nobody's"
    );
}

#[tokio::test]
async fn anyone_answers_while_it_is_open_and_is_told_the_date_afterwards_r_4_3() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "joe").await;
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let (_, questions) = published(&amara).await;
    let told = respond(&app.visitor(), &questions[0], " ", "").await;
    assert_eq!(faults(&told), ["MISSING answers.0.text: Answer at least one question"]);
    let told = respond(&app.visitor(), &questions[1], "Some day", "ORGANISATION").await;
    assert_eq!(
        faults(&told),
        [
            "UNKNOWN_CODE answers.0.text: Select an answer from the list",
            "MISSING organisationName: Enter the organisation's name"
        ]
    );
    assert_eq!(faults(&respond(&app.visitor(), &questions[0], "Come in the evening.", "RESIDENT").await), [""; 0]);
    assert_eq!(faults(&respond(&joe, &questions[1], "Within a week", "").await), [""; 0]);

    let given = responses(&amara, Some("H-0001")).await;
    assert_eq!(given.len(), 2);
    assert_eq!((&given[0]["number"], &given[0]["answers"][0]["text"]), (&json!(1), &json!("Come in the evening.")));
    assert_eq!(given[0]["organisation"], Value::Null);
    assert_eq!(given[1]["organisation"]["name"], "Lantern Carers", "a member answers for the organisation");
    assert_eq!(responses(&joe, None).await.len(), 1, "their own alone");
    assert!(responses(&app.visitor(), None).await.is_empty(), "no single answer is ever public");

    app.advance("2026-12-08T00:00:00Z").await;
    let late = respond(&app.visitor(), &questions[0], "Late", "").await;
    assert_eq!(late["userErrors"][0]["code"], "CONSULTATION_CLOSED");
    let message = late["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("H-0001 closed at the end of Monday 7 December 2026"), "{message}");
}

#[tokio::test]
async fn a_flood_of_answers_from_one_address_is_slowed_down() {
    let app = App::start().await;
    let (_, questions) = published(&app.sign_in("amara").await).await;
    let visitor = app.visitor();
    for _ in 0..10 {
        assert_eq!(respond(&visitor, &questions[0], "Come in the evening.", "").await["userErrors"], json!([]));
    }
    let told = respond(&visitor, &questions[0], "Once more", "").await;
    assert_eq!(told["userErrors"][0]["code"], "TOO_MANY_ATTEMPTS");
    app.advance("2026-11-23T10:00:01Z").await;
    assert_eq!(respond(&app.visitor(), &questions[0], "Once more", "").await["userErrors"], json!([]));
}

#[tokio::test]
async fn an_officer_writes_down_what_came_by_telephone_and_the_record_says_so_r_4_19() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let (_, questions) = published(&amara).await;
    let write = async |session: &Session, came_by: &str| {
        let input = json!({ "answers": [{ "question": questions[0], "text": "Come in the evening." }],
            "answeredAs": "RESIDENT", "organisationName": "", "cameBy": came_by });
        session.run(RESPOND, json!({ "reference": "H-0001", "input": input })).await["consultationRespond"].clone()
    };
    assert_eq!(faults(&write(&amara, "").await), ["MISSING cameBy: Select how the answer came to you"]);
    let refused = write(&app.visitor(), "PAPER").await;
    assert_eq!(
        (&refused["userErrors"][0]["rule"], &refused["userErrors"][0]["field"]),
        (&json!("R-4.19"), &json!("cameBy"))
    );
    for _ in 0..11 {
        assert_eq!(faults(&write(&amara, "TELEPHONE").await), [""; 0], "a pile of paper is no flood");
    }
    let query = "{ consultationResponses(consultation: \"H-0001\") { nodes { cameBy cameByLabel } } }";
    let kept = amara.run(query, json!({})).await;
    let first = &kept["consultationResponses"]["nodes"][0];
    assert_eq!(first, &json!({ "cameBy": "TELEPHONE", "cameByLabel": "by telephone" }));
    server::app::framework::event::seal(&app.cx).await.unwrap();
    let log = amara
        .run("{ events(first: 100, audience: ORGANISATION) { nodes { action summary personId } } }", json!({}))
        .await;
    let entries = log["events"]["nodes"].as_array().unwrap();
    let written = entries.iter().find(|entry| entry["action"] == "respond").unwrap();
    assert_eq!(written["summary"], "An officer wrote down an answer to consultation H-0001 that came by telephone");
    assert!(written["personId"].is_string(), "and which officer");
}

#[tokio::test]
async fn it_is_answered_once_every_answer_and_every_point_is_r_4_3() {
    let app = App::start().await;
    let (amara, visitor) = (app.sign_in("amara").await, app.visitor());
    let (id, questions) = published(&amara).await;
    for text in ["Come in the evening.", "Evenings, please", "No idea"] {
        respond(&visitor, &questions[0], text, "RESIDENT").await;
    }
    let given = responses(&amara, Some("H-0001")).await;
    let both = [given[0]["id"].clone(), given[1]["id"].clone()];
    let told = point(&amara, &id, "Come in the evening", &[]).await;
    assert_eq!(faults(&told), ["MISSING responses: Select the answers that make this point, at least one"]);
    let made = point(&amara, &id, "Come in the evening", &both).await["point"].clone();
    assert_eq!(made["responses"], json!([{ "number": 1 }, { "number": 2 }]));
    let early = amara.run(ANSWER, json!({ "id": id })).await;
    assert_eq!(early["consultationAnswer"]["userErrors"][0]["code"], "TOO_EARLY");

    app.advance("2026-12-08T09:00:00Z").await;
    let amara = app.sign_in("amara").await;
    let data = amara.run(ANSWER, json!({ "id": id })).await;
    assert_eq!(
        faults(&data["consultationAnswer"]),
        [
            "POINT_UNANSWERED -: Answer 3 makes no point yet. Add the point it makes, or mark that it makes none",
            "POINT_UNANSWERED -: The point \"Come in the evening\" is not answered. Enter what you do about it and why",
        ]
    );
    assert_eq!(data["consultationAnswer"]["userErrors"][0]["rule"], "R-4.3");
    let seen = "{ consultation(reference: \"H-0001\") { status { text } progress { inWords }
        responseCounts { total least groups { label inWords } }
        points { said dispositionLabel reason changed countInWords responses { id } } } }";
    let closed = visitor.run(seen, json!({})).await["consultation"].clone();
    assert_eq!(closed["status"]["text"], "We are reading answers");
    assert_eq!(
        (&closed["points"], &closed["progress"]),
        (&json!([]), &Value::Null),
        "the council's own until answered"
    );
    assert_eq!(amara.run(seen, json!({})).await["consultation"]["progress"]["inWords"], "0 of 1 point answered");

    let decided = json!({ "said": "Come in the evening", "responses": both, "disposition": "ACCEPTED",
        "reason": "Most of you work in the day.", "changed": "Two evenings a week." });
    let variables = json!({ "id": made["id"], "version": 1, "input": decided });
    let data = amara.run(EDIT_POINT, variables.clone()).await;
    assert_eq!(data["consultationPointEdit"]["point"], json!({ "version": 2, "isAnswered": true }), "{data:#}");
    let data = amara.run(EDIT_POINT, variables).await;
    assert_eq!(data["consultationPointEdit"]["userErrors"][0]["code"], "STALE", "two officers at one point");
    let data = amara.run(MARK, json!({ "id": given[2]["id"], "version": 1 })).await;
    assert_eq!(data["consultationResponseMark"]["response"]["noPoint"], true, "{data:#}");
    let data = amara.run(ANSWER, json!({ "id": id })).await;
    assert_eq!(data["consultationAnswer"]["consultation"]["status"]["text"], "You said, we did", "{data:#}");

    let told = app.visitor().run(seen, json!({})).await["consultation"].clone();
    let point = json!([{ "said": "Come in the evening", "dispositionLabel": "We did it",
        "reason": "Most of you work in the day.", "changed": "Two evenings a week.",
        "countInWords": "Too few to show", "responses": [] }]);
    assert_eq!(told["points"], point, "what was done, and no single answer");
    assert_eq!(told["responseCounts"]["total"], Value::Null, "three are too few to show");
    let data = amara.run(MARK, json!({ "id": given[2]["id"], "version": 2 })).await;
    assert_eq!(data["consultationResponseMark"]["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    server::app::framework::event::seal(&app.cx).await.unwrap();
    let log = app.visitor().run("{ events { nodes { action summary } } }", json!({})).await;
    let log = log["events"]["nodes"].as_array().unwrap();
    let done: Vec<&str> = log.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(done, ["answer", "publish"], "{log:#?}");
}

#[tokio::test]
async fn people_get_more_time_and_never_less() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let (id, _) = published(&amara).await;
    let extend = "mutation($id: ID!, $closesOn: String!, $reason: String!) {
        consultationExtend(id: $id, closesOn: $closesOn, reason: $reason) {
            consultation { closesOn firstClosesOn extensionReason } userErrors { field code message } } }";
    let to = |closes_on: &str| json!({ "id": id, "closesOn": closes_on, "reason": "Many were ill." });
    let data = amara.run(extend, to("7 December 2026")).await;
    assert_eq!(
        faults(&data["consultationExtend"]),
        [
            "OUT_OF_RANGE closesOn: It closes on 7 December 2026 already. Enter a later day: time that people were promised is never cut"
        ]
    );
    let data = amara.run(extend, to("18 December 2026")).await;
    let expected =
        json!({ "closesOn": "2026-12-18", "firstClosesOn": "2026-12-07", "extensionReason": "Many were ill." });
    assert_eq!(data["consultationExtend"]["consultation"], expected, "{data:#}");
    let cancel = "mutation($id: ID!) { consultationCancel(id: $id, reason: \"The money is gone.\") {
        consultation { stage cancelledReason } userErrors { message } } }";
    amara.run(cancel, json!({ "id": id })).await;
    let seen = "{ consultation(reference: \"H-0001\") { stage cancelledReason } }";
    let told = app.visitor().run(seen, json!({})).await;
    assert_eq!(told["consultation"], json!({ "stage": "CANCELLED", "cancelledReason": "The money is gone." }));
}

#[tokio::test]
async fn only_commissioners_of_the_directorate_act_r_6_1() {
    let app = App::start().await;
    let (amara, gareth) = (app.sign_in("amara").await, app.sign_in("gareth").await);
    let directorate = build::directorate_id(&amara, "Adult Care and Health").await;
    for session in [&app.visitor(), &gareth] {
        let data = session.run(CREATE, json!({ "directorate": directorate, "input": input() })).await;
        assert_eq!(data["consultationCreate"]["userErrors"][0]["rule"], "R-6.1", "{data:#}");
    }
    let id = draft(&amara, input()).await["id"].clone();
    let data = gareth.run(PUBLISH, json!({ "id": id })).await;
    assert_eq!(data["consultationPublish"]["userErrors"][0]["code"], "NOT_ALLOWED");
    let data = app.visitor().run(PUBLISH, json!({ "id": id })).await;
    assert_eq!(
        data["consultationPublish"]["userErrors"][0]["code"], "NOT_FOUND",
        "a draft does not exist for a visitor"
    );
}

/// House style 3: what the clock decides is said once in the rules and once in
/// the database, and the two agree.
#[tokio::test]
async fn the_database_and_the_rules_agree_on_the_stage() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let mut later = input();
    (later["opensOn"], later["closesOn"]) = (json!("1 December 2026"), json!("20 December 2026"));
    for input in [input(), later] {
        let id = draft(&amara, input).await["id"].clone();
        amara.run(PUBLISH, json!({ "id": id })).await;
    }
    draft(&amara, input()).await;
    let listed =
        "query($stages: [ConsultationStage!]) { consultations(stages: $stages) { nodes { reference stage } } }";
    for now in [
        "2026-11-23T09:00:00Z",
        "2026-11-30T23:59:59Z",
        "2026-12-01T00:00:00Z",
        "2026-12-07T23:59:59Z",
        "2026-12-08T00:00:00Z",
        "2026-12-20T23:59:59Z",
        "2026-12-21T00:00:00Z",
    ] {
        app.advance(now).await;
        let amara = app.sign_in("amara").await;
        let mut seen = 0;
        for stage in ["DRAFT", "SCHEDULED", "OPEN", "CLOSED", "ANSWERED", "CANCELLED"] {
            let data = amara.run(listed, json!({ "stages": [stage] })).await;
            for one in data["consultations"]["nodes"].as_array().unwrap() {
                assert_eq!(one["stage"], stage, "{now}: {one}");
                seen += 1;
            }
        }
        assert_eq!(seen, 3, "{now}");
    }
}

/// Without an account and without script: what was typed comes back when
/// something is missing.
#[cfg(feature = "ui")]
#[tokio::test]
async fn a_consultation_is_answered_on_a_page_without_script() {
    use crate::harness::page::{read, send};
    let app = App::start().await;
    let (visitor, page) = (app.visitor(), "/consultations/H-0001");
    let (_, questions) = published(&app.sign_in("amara").await).await;
    assert!(read(&visitor, "/consultations").await.contains("Hoarding support"));
    let first = questions[0].as_str().unwrap();
    let question = ("answers.0.question", first);
    let organisation = ("answeredAs", "organisation");
    let words = ("answers.0.text", "Come in the evening");
    let fields = [("reference", "H-0001"), question, words, organisation];
    let refused = send(&app, &visitor, page, "consultation-respond", &fields).await;
    assert!(refused.contains("Enter the organisation") && refused.contains("Come in the evening"), "{refused}");
    let thanks = send(&app, &visitor, page, "consultation-respond", &fields[..3]).await;
    assert!(thanks.contains("Thank you") && !thanks.contains("Come in the evening"), "{thanks}");
    app.advance("2026-12-08T00:00:00Z").await;
    let closed = read(&app.visitor(), page).await;
    assert!(closed.contains("We are reading answers") && !closed.contains("consultation-respond"), "{closed}");
}
