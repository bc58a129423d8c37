//! Whose views about a need were heard: by source, or with a reason why not
//! (R-4.5, P1).

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults, thread};

const CREATE: &str =
    "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
const ADD: &str = "mutation($need: ID!, $input: EngagementInput!) {
    engagementAdd(need: $need, input: $input) {
        need { missing { field code } engagement { thirdSector sources { source views { id who thirdSector organisation { name } } reason } } }
        userErrors { field code message rule }
    }
}";
const REFUSED: &str = "userErrors { field code message rule }";

async fn draft(amara: &Session) -> String {
    let data = amara.run(CREATE, json!({ "input": build::need_input(amara).await })).await;
    data["needCreate"]["need"]["id"].as_str().unwrap().to_owned()
}

fn view(source: &str, organisation: &str, who: &str) -> Value {
    json!({ "source": source, "organisation": organisation, "who": who, "heardOn": "2 November 2026", "says": "Too few." })
}

async fn add(session: &Session, need: &str, input: Value) -> Value {
    session.run(ADD, json!({ "need": need, "input": input })).await["engagementAdd"].clone()
}

#[tokio::test]
async fn a_need_is_not_published_while_a_source_has_neither_view_nor_reason_r_4_5_p1() {
    let app = App::start().await;
    let lantern = build::provider(&app, "Lantern Carers", "joe").await.to_string();
    let amara = app.sign_in("amara").await;
    let need = draft(&amara).await;
    let data = amara.act("needRequestApproval", &json!(need), "", REFUSED).await;
    let refused = data["userErrors"].as_array().unwrap().clone();
    let missing: Vec<&str> = refused
        .iter()
        .filter(|one| one["code"] == "ENGAGEMENT_MISSING")
        .map(|one| one["field"].as_str().unwrap())
        .collect();
    assert_eq!(missing, ["partnership", "provider", "collective", "userGroup", "feedback", "thirdSector"]);

    let told = add(&amara, &need, view("PROVIDER", &lantern, "")).await;
    assert_eq!(faults(&told), [""; 0]);
    let heard = &told["need"]["engagement"]["sources"][1]["views"][0];
    assert_eq!((&heard["organisation"]["name"], &heard["thirdSector"]), (&json!("Lantern Carers"), &json!(true)));
    let missing: Vec<&Value> = told["need"]["missing"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(
        missing,
        [&json!(null), &json!("partnership"), &json!("collective"), &json!("userGroup"), &json!("feedback")]
    );

    thread::engagement(&amara, &need).await;
    let data = amara.run("{ need(reference: \"N-0001\") { missing { code } } }", json!({})).await;
    assert_eq!(data["need"]["missing"], json!([{ "code": "EVIDENCE_MISSING" }]), "one line each is enough");
}

#[tokio::test]
async fn an_unknown_source_and_an_unknown_organisation_are_refused_r_4_5() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = draft(&amara).await;
    let told = add(&amara, &need, view("newspaper", "", "The Herald")).await;
    assert_eq!(faults(&told), ["UNKNOWN_CODE source: Select the source of the view from the list"]);
    assert_eq!(told["userErrors"][0]["rule"], "R-4.5");
    let nobody = "org_00000000000000000000000000000001";
    let told = add(&amara, &need, view("PROVIDER", nobody, "")).await;
    assert_eq!(faults(&told), ["UNKNOWN_CODE organisation: Select the organisation from the list"]);
}

#[tokio::test]
async fn anyone_reads_who_was_heard_about_a_published_need_and_nobody_of_a_draft() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let query = "{ need(reference: \"N-0001\") { engagement { thirdSectorReason sources { label reason } } } }";
    let data = app.visitor().run(query, json!({})).await;
    let engagement = &data["need"]["engagement"];
    assert_eq!(engagement["thirdSectorReason"], "We will ask them next spring");
    assert_eq!(engagement["sources"].as_array().unwrap().len(), 5);
    let amara = app.sign_in("amara").await;
    let told = add(&amara, &need, view("PROVIDER", "", "A company")).await;
    assert_eq!(told["userErrors"][0]["code"], "ILLEGAL_TRANSITION", "what approval was given on stays as it was");
    let draft = draft(&amara).await;
    for stranger in [app.visitor(), app.sign_in("gareth").await] {
        let told = add(&stranger, &draft, view("PROVIDER", "", "A company")).await;
        let code = told["userErrors"][0]["code"].as_str().unwrap();
        assert!(["NOT_FOUND", "NOT_ALLOWED"].contains(&code), "{told:#}");
    }
}

#[tokio::test]
async fn a_view_is_taken_away_again_from_a_draft() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = draft(&amara).await;
    let told = add(&amara, &need, view("USER_GROUP", "", "Carers' circle")).await;
    let id = &told["need"]["engagement"]["sources"][3]["views"][0]["id"];
    let told = add(&amara, &need, view("USER_GROUP", "", "Carers' circle")).await;
    assert_eq!(faults(&told), ["DUPLICATE says: This view is there already. Add it once"]);
    let remove = "mutation($id: ID!) {
        engagementRemove(id: $id) { need { engagement { sources { views { id } } } } userErrors { message } }
    }";
    let data = amara.run(remove, json!({ "id": id })).await;
    assert_eq!(data["engagementRemove"]["need"]["engagement"]["sources"][3]["views"], json!([]), "{data:#}");
}
