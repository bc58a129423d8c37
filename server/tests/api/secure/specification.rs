//! Specifications: what is kept, what is refused, and who approves.

use serde_json::{Value, json};

use crate::harness::{App, Session, faults, thread};

const SAVE: &str = "mutation($id: ID!, $version: Int, $input: SpecificationInput!) {
    specificationSave(id: $id, version: $version, input: $input) {
        specification { draft { scope valueAYear } saved { section version by { name } } }
        userErrors { code field message }
    }
}";

async fn act(session: &Session, mutation: &str, arguments: &str, id: &str) -> Value {
    let asked = "specification { stage approvedAt policyRows readabilityReason sentBackReason number viewerCan }
        userErrors { code field message rule paragraph policyRows }";
    session.act(mutation, &json!(id), arguments, asked).await
}

fn codes(payload: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let errors = payload["userErrors"].as_array().unwrap();
    errors.iter().map(|error| (text(&error["code"]), text(&error["field"]))).collect()
}

fn pair(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

/// A full draft that only waits for its request.
async fn full_draft(app: &App) -> String {
    let need = thread::published_need(app).await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Carers' befriending").await;
    let id = thread::draft(&amara, &commission).await;
    thread::save(&amara, &id, thread::specification_input(&need)).await;
    id
}

#[tokio::test]
async fn approval_is_refused_with_each_missing_part_by_name_r_4_8a() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Digital skills").await;
    let id = thread::draft(&amara, &commission).await;
    let refused = act(&amara, "specificationRequestApproval", "", &id).await;
    let messages = faults(&refused).join("\n");
    for part in [
        "Part 1, Scope and aims",
        "Part 2, Outcomes and measures",
        "Part 3, Monitoring, evaluation and review",
        "Part 4, Money",
    ] {
        assert!(messages.contains(part), "{part}\n{messages}");
    }
    assert!(codes(&refused).iter().all(|(code, _)| code == "PART_MISSING"), "{messages}");
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.8a");
    assert_eq!(refused["userErrors"][0]["paragraph"], "4.8");
    // The page shows the same list before the button is pressed.
    let data = amara
        .run(
            "query($id: ID!) { specification(id: $id) { stage check { refusals { code field } } } }",
            json!({ "id": id }),
        )
        .await;
    assert_eq!(data["specification"]["check"]["refusals"].as_array().unwrap().len(), codes(&refused).len());
    assert_eq!(data["specification"]["stage"], "DRAFT");
}

#[tokio::test]
async fn a_draft_is_kept_whatever_it_says_and_a_stale_save_is_refused() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Digital skills").await;
    let id = thread::draft(&amara, &commission).await;
    let nonsense = json!({ "valueAYear": "lots, maybe", "years": "" });
    let data = amara.run(SAVE, json!({ "id": id, "version": 0, "input": nonsense })).await;
    let kept = &data["specificationSave"]["specification"];
    assert_eq!(kept["draft"]["valueAYear"], "lots, maybe");
    assert_eq!(kept["saved"], json!([{ "section": "MONEY", "version": 1, "by": { "name": "amara" } }]));
    let stale = amara.run(SAVE, json!({ "id": id, "version": 0, "input": { "valueAYear": "5" } })).await;
    assert_eq!(codes(&stale["specificationSave"]), [pair("STALE", "-")]);
    let other = amara.run(SAVE, json!({ "id": id, "version": 0, "input": { "scope": "We visit." } })).await;
    assert_eq!(other["specificationSave"]["specification"]["draft"]["valueAYear"], "lots, maybe");
    assert_eq!(other["specificationSave"]["specification"]["draft"]["scope"], "We visit.");
}

#[tokio::test]
async fn an_outcome_answers_a_published_need_or_approval_is_refused_r_4_7() {
    let app = App::start().await;
    let id = full_draft(&app).await;
    let amara = app.sign_in("amara").await;
    let mut input = thread::specification_input("need_00000000000000000000000000000001");
    input["outcomes"][0]["indicators"] = json!([]);
    input["outcomes"].as_array_mut().unwrap().push(json!({ "title": "Nobody in particular" }));
    thread::save(&amara, &id, input).await;
    let refused = act(&amara, "specificationRequestApproval", "", &id).await;
    let mut found = codes(&refused);
    found.sort();
    assert_eq!(
        found,
        [
            pair("MISSING", "outcomes.1.beneficiaries"),
            pair("OUTCOME_WITHOUT_INDICATOR", "outcomes.0.indicators"),
            pair("OUTCOME_WITHOUT_INDICATOR", "outcomes.1.indicators"),
            pair("OUTCOME_WITHOUT_NEED", "outcomes.0.need"),
            pair("OUTCOME_WITHOUT_NEED", "outcomes.1.need"),
        ]
    );
}

#[tokio::test]
async fn somebody_else_approves_within_their_limit_r_4_17d() {
    let app = App::start().await;
    let id = full_draft(&app).await;
    let (amara, sunita, helen) = (app.sign_in("amara").await, app.sign_in("sunita").await, app.sign_in("helen").await);
    // £60,000 a year for two years is £120,000: above Sunita's limit.
    thread::save(
        &amara,
        &id,
        json!({ "valueAYear": "60,000", "years": "2", "extensionYears": "0", "vat": "20", "category": "LIGHT_TOUCH",
            "payment": "We pay each month." }),
    )
    .await;
    let sent = act(&amara, "specificationRequestApproval", "", &id).await;
    assert_eq!(sent["specification"]["stage"], "REVIEW", "{sent:#}");
    assert_eq!(sent["specification"]["viewerCan"], json!([]));
    assert_eq!(codes(&act(&amara, "specificationApprove", "", &id).await), [pair("NOT_ALLOWED", "-")]);
    let over = act(&sunita, "specificationApprove", "", &id).await;
    assert_eq!(codes(&over), [pair("OVER_LIMIT", "-")]);
    assert!(faults(&over)[0].contains("£120,000"), "{over:#}");
    let approved = act(&helen, "specificationApprove", "", &id).await;
    assert_eq!(approved["specification"]["stage"], "APPROVED");
    assert!(!approved["specification"]["policyRows"].as_array().unwrap().is_empty());
}

/// Band D of the policy asks for two approvers; a request for changes voids
/// what was approved before it.
#[tokio::test]
async fn the_largest_value_needs_two_different_approvers_r_4_17d() {
    let app = App::start().await;
    let id = full_draft(&app).await;
    let (amara, sunita, helen) = (app.sign_in("amara").await, app.sign_in("sunita").await, app.sign_in("helen").await);
    app.cx.db().execute("update membership set limit_pence = 200000000 where role = 'approver'").await.unwrap();
    let large = json!({ "valueAYear": "600,000", "years": "2", "extensionYears": "0", "vat": "20",
        "category": "LIGHT_TOUCH", "payment": "We pay each month." });
    thread::save(&amara, &id, large).await;
    let asked = act(&amara, "specificationRequestApproval", "", &id).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let progress = "query($id: ID!) { specification(id: $id) { stage approvalProgress { given needed policyRow } } }";
    let of = async |session: &Session| session.run(progress, json!({ "id": id })).await["specification"].clone();

    let first = act(&sunita, "specificationApprove", "", &id).await;
    assert_eq!((&first["userErrors"], &first["specification"]["stage"]), (&json!([]), &json!("REVIEW")), "{first:#}");
    let told = &of(&amara).await["approvalProgress"];
    assert_eq!((&told["given"], &told["needed"]), (&json!(1), &json!(2)), "{told:#}");
    assert!(told["policyRow"].as_str().unwrap().starts_with("local.band.approvers.d@"), "{told:#}");
    let twice = act(&sunita, "specificationApprove", "", &id).await;
    assert_eq!(codes(&twice), [pair("SELF_APPROVAL", "-")]);

    let back = act(&helen, "specificationSendBack", ", reason: \"Say how carers are found.\"", &id).await;
    assert_eq!(back["specification"]["stage"], "DRAFT", "{back:#}");
    app.advance("2026-11-24T09:00:00Z").await;
    let (amara, sunita, helen) = (app.sign_in("amara").await, app.sign_in("sunita").await, app.sign_in("helen").await);
    act(&amara, "specificationRequestApproval", "", &id).await;
    assert_eq!(of(&amara).await["approvalProgress"]["given"], 0, "the first word was about another text");
    act(&helen, "specificationApprove", "", &id).await;
    let last = act(&sunita, "specificationApprove", "", &id).await;
    assert_eq!(last["specification"]["stage"], "APPROVED", "{last:#}");
    assert_eq!(of(&amara).await["approvalProgress"], Value::Null);
}

#[tokio::test]
async fn an_approved_version_never_changes_and_a_further_one_replaces_it_r_4_8a() {
    let app = App::start().await;
    let (commission, id) = thread::approved_specification(&app, "Carers' befriending").await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let refused = amara.run(SAVE, json!({ "id": id, "input": { "scope": "Less." } })).await;
    assert_eq!(codes(&refused["specificationSave"]), [pair("ILLEGAL_TRANSITION", "-")]);
    let second = thread::draft(&amara, &commission).await;
    act(&amara, "specificationRequestApproval", "", &second).await;
    let approved = act(&sunita, "specificationApprove", "", &second).await;
    assert_eq!(approved["specification"]["number"], 2, "{approved:#}");
    let data = amara.run("query($id: ID!) { specification(id: $id) { stage scope } }", json!({ "id": id })).await;
    assert_eq!(data["specification"]["stage"], "SUPERSEDED");
    assert!(data["specification"]["scope"].as_str().unwrap().starts_with("A friend visits"));
}

#[tokio::test]
async fn a_hard_text_is_approved_only_with_a_reason_r_4_8c() {
    let app = App::start().await;
    let id = full_draft(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let hard =
        "Organisational interdependencies necessitate comprehensive multidisciplinary accountability. ".repeat(20);
    thread::save(&amara, &id, json!({ "scope": hard, "aims": "Carers have someone to talk to." })).await;
    act(&amara, "specificationRequestApproval", "", &id).await;
    let refused = act(&sunita, "specificationApprove", "", &id).await;
    assert_eq!(codes(&refused), [pair("REASON_MISSING", "readabilityReason")]);
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.8c");
    assert_eq!(refused["userErrors"][0]["policyRows"].as_array().unwrap().len(), 1);
    let approved = act(&sunita, "specificationApprove", ", readabilityReason: \"For clinicians\"", &id).await;
    assert_eq!(approved["specification"]["readabilityReason"], "For clinicians");
}

#[tokio::test]
async fn sending_back_tells_the_author_what_has_to_change() {
    let app = App::start().await;
    let id = full_draft(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    act(&amara, "specificationRequestApproval", "", &id).await;
    let refused = act(&sunita, "specificationSendBack", ", reason: \" \"", &id).await;
    assert_eq!(codes(&refused), [pair("MISSING", "reason")]);
    let back = act(&sunita, "specificationSendBack", ", reason: \"Say who pays for travel\"", &id).await;
    assert_eq!(back["specification"]["stage"], "DRAFT");
    assert_eq!(back["specification"]["sentBackReason"], "Say who pays for travel");
    let again = act(&amara, "specificationRequestApproval", "", &id).await;
    assert_eq!(again["specification"]["stage"], "REVIEW", "{again:#}");
}

#[tokio::test]
async fn a_specification_exists_for_nobody_outside_before_it_is_used_in_public() {
    let app = App::start().await;
    let (_, id) = thread::approved_specification(&app, "Carers' befriending").await;
    let query =
        "query($id: ID!) { specification(id: $id) { id } commission(reference: \"C-0001\") { specifications { id } } }";
    let data = app.visitor().run(query, json!({ "id": id })).await;
    assert_eq!(data, json!({ "specification": null, "commission": { "specifications": [] } }));
    let stranger = app.visitor();
    let save = stranger.run(SAVE, json!({ "id": id, "input": { "scope": "x" } })).await;
    assert_eq!(codes(&save["specificationSave"]), [pair("NOT_FOUND", "-")]);
    let gareth = app.sign_in("gareth").await;
    let save = gareth.run(SAVE, json!({ "id": id, "input": { "scope": "x" } })).await;
    assert_eq!(codes(&save["specificationSave"]), [pair("NOT_ALLOWED", "-")]);
}

#[tokio::test]
async fn outcomes_carry_their_need_and_their_measures() {
    let app = App::start().await;
    let (_, id) = thread::approved_specification(&app, "Carers' befriending").await;
    let amara = app.sign_in("amara").await;
    let query = "query($id: ID!) { specification(id: $id) {
        lifetimeValue category
        outcomes { title beneficiaries need { reference } indicators { name kind direction target tolerance scaleInWords } }
    } }";
    let data = amara.run(query, json!({ "id": id })).await;
    insta::assert_json_snapshot!(data["specification"]);
}

#[tokio::test]
async fn a_text_is_graded_by_the_code_that_the_forms_use_r_4_8c() {
    let app = App::start().await;
    let query = "{ plainEnglish(text: \"We utilise DWP data.\") { words findings { kind line advice } } }";
    let data = app.visitor().run(query, json!({})).await;
    assert_eq!(data["plainEnglish"]["words"], 4);
    let kinds: Vec<_> =
        data["plainEnglish"]["findings"].as_array().unwrap().iter().map(|finding| finding["kind"].clone()).collect();
    assert!(kinds.contains(&json!("JARGON")) && kinds.contains(&json!("ACRONYM")), "{data:#}");
}
