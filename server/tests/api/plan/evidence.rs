//! Evidence: of eight kinds, with source and date, and none without (R-4.6a).

use serde_json::{Value, json};
use shared::people::membership::Role;

use super::area::two_areas;
use crate::harness::{App, Session, build, faults, thread};

const ADD: &str = "mutation($need: ID!, $input: EvidenceInput!) {
    evidenceAdd(need: $need, input: $input) {
        evidence { id kind kindLabel title source datedOn figure { label shown area { name rank decile } } }
        need { missing { rule } evidence { id } }
        userErrors { field code message rule }
    }
}";
const REMOVE: &str = "mutation($id: ID!) {
    evidenceRemove(id: $id) { need { evidence { id } } userErrors { field code message rule } }
}";
const ASK: &str = "needRequestApproval";
const PUBLISH: &str = "needPublish";
const SEEN: &str = "{ need(reference: \"N-0001\") { title areas { code name rank decile source } evidence { title figure { shown } } } }";

/// Decides on a need as it stands.
async fn act(session: &Session, mutation: &str, need: &str) -> Value {
    let asked = "need { stage status { text } } userErrors { field code message rule }";
    session.act(mutation, &json!(need), "", asked).await
}

async fn need(session: &Session, areas: &str) -> String {
    let mut input = build::need_input(session).await;
    input["areas"] = json!(areas);
    let create =
        "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { field code message } } }";
    let data = session.run(create, json!({ "input": input })).await;
    data["needCreate"]["need"]["id"].as_str().unwrap_or_else(|| panic!("{data:#}")).to_owned()
}

fn survey() -> Value {
    json!({
        "kind": "SURVEY",
        "title": "Carers survey 2026",
        "says": "Six in ten carers see nobody for days.",
        "source": "Ouzel Valley Council",
        "datedOn": "1 May 2026",
        "place": "",
        "url": "https://ouzelvalley.example/carers",
        "strength": "STRONG",
        "area": "",
        "measure": "",
    })
}

async fn add(session: &Session, need: &str, input: Value) -> Value {
    session.run(ADD, json!({ "need": need, "input": input })).await["evidenceAdd"].clone()
}

#[tokio::test]
async fn a_need_goes_from_draft_to_published_on_its_evidence_r_4_6c() {
    let app = App::start().await;
    two_areas(&app).await;
    let amara = app.sign_in("amara").await;
    let need = need(&amara, "E01016845, E01016710").await;
    thread::engagement(&amara, &need).await;
    let data = act(&amara, ASK, &need).await;
    let told = faults(&data);
    assert_eq!(told, ["EVIDENCE_MISSING -: The need has 0 pieces of evidence. It must have at least 1: add evidence"]);
    assert_eq!(data["userErrors"][0]["rule"], "R-4.6c");

    let mut figure = survey();
    for field in ["source", "datedOn", "url"] {
        figure[field] = json!("");
    }
    (figure["kind"], figure["area"], figure["measure"]) = (json!("demographic"), json!("E01016845"), json!("imd_rank"));
    let added = add(&amara, &need, figure).await;
    assert_eq!(faults(&added), [""; 0]);
    assert_eq!(added["evidence"]["figure"]["shown"], "1,012 of 33,755");
    assert_eq!(added["evidence"]["figure"]["area"]["decile"], 1);
    assert_eq!(added["evidence"]["datedOn"], "2025-10-30");
    assert!(added["evidence"]["source"].as_str().unwrap().contains("Open Government Licence"));
    assert_eq!(added["need"]["missing"], json!([]));

    let data = act(&amara, ASK, &need).await;
    assert_eq!(data["need"]["stage"], "REVIEW", "{data:#}");
    assert_eq!(app.visitor().run(SEEN, json!({})).await["need"], json!(null));
    let data = act(&amara, PUBLISH, &need).await;
    assert_eq!(data["userErrors"][0]["code"], "NOT_ALLOWED");
    let sunita = app.sign_in("sunita").await;
    let data = act(&sunita, PUBLISH, &need).await;
    assert_eq!(data["need"]["status"]["text"], "Published", "{data:#}");

    let seen = app.visitor().run(SEEN, json!({})).await;
    assert_eq!(seen["need"]["evidence"][0]["figure"]["shown"], "1,012 of 33,755");
    assert_eq!(seen["need"]["areas"][0]["rank"], 1012);
    assert_eq!(seen["need"]["areas"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn whoever_asked_for_approval_cannot_give_it_as_an_approver_r_4_17d() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = need(&amara, "").await;
    add(&amara, &need, survey()).await;
    thread::engagement(&amara, &need).await;
    act(&amara, ASK, &need).await;
    build::also(&app, "amara", Role::Approver).await;
    build::act_as(&amara, "APPROVER").await;
    let data = act(&amara, PUBLISH, &need).await;
    let refusal = &data["userErrors"][0];
    assert_eq!((&refusal["code"], &refusal["rule"]), (&json!("SELF_APPROVAL"), &json!("R-4.17d")));
}

#[tokio::test]
async fn evidence_without_date_or_source_is_refused_on_its_fields_r_4_6a() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = need(&amara, "").await;
    let mut input = survey();
    (input["source"], input["datedOn"], input["kind"]) = (json!(""), json!("30 February 2026"), json!("rumour"));
    let told = add(&amara, &need, input).await;
    assert_eq!(
        faults(&told),
        [
            "UNKNOWN_CODE kind: Select the kind of evidence from the list",
            "MISSING source: Enter who found it out, and where it can be read",
            "INVALID datedOn: The date of the evidence must be a real date, like 27 March 2026",
        ]
    );
    assert_eq!(told["evidence"], json!(null));
    let mut later = survey();
    later["datedOn"] = json!("24 November 2026");
    assert_eq!(
        faults(&add(&amara, &need, later).await),
        ["OUT_OF_RANGE datedOn: Date of the evidence must be 23 November 2026 or earlier"]
    );
}

#[tokio::test]
async fn a_figure_that_nobody_imported_and_a_doubled_finding_are_refused() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = need(&amara, "").await;
    let mut input = survey();
    (input["area"], input["measure"]) = (json!("E01016845"), json!("imd_rank"));
    let told = add(&amara, &need, input).await;
    assert_eq!(
        (&told["userErrors"][0]["field"], &told["userErrors"][0]["code"]),
        (&json!("area"), &json!("UNKNOWN_CODE"))
    );
    add(&amara, &need, survey()).await;
    let told = add(&amara, &need, survey()).await;
    assert_eq!(faults(&told), ["DUPLICATE title: This evidence is there already. Add it once"]);
}

#[tokio::test]
async fn a_need_in_an_area_that_nobody_imported_is_refused_on_the_field() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let mut input = build::need_input(&amara).await;
    input["areas"] = json!("E01016845");
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { userErrors { field code message } } }";
    let data = amara.run(create, json!({ "input": input })).await;
    assert_eq!(
        faults(&data["needCreate"]),
        ["UNKNOWN_CODE areas: E01016845 is not among the areas we hold. Look it up in the list of areas"]
    );
}

#[tokio::test]
async fn only_the_directorate_changes_evidence_and_only_of_a_draft_r_6_1() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = need(&amara, "").await;
    thread::engagement(&amara, &need).await;
    let added = add(&amara, &need, survey()).await;
    let evidence = added["evidence"]["id"].as_str().unwrap();
    let gareth = app.sign_in("gareth").await;
    let told = gareth.run(REMOVE, json!({ "id": evidence })).await;
    assert_eq!(told["evidenceRemove"]["userErrors"][0]["rule"], "R-6.1");
    let visitor = app.visitor();
    for told in
        [&visitor.run(REMOVE, json!({ "id": evidence })).await["evidenceRemove"], &add(&visitor, &need, survey()).await]
    {
        assert_eq!(told["userErrors"][0]["code"], "NOT_FOUND", "a draft does not exist for a visitor");
    }
    act(&amara, ASK, &need).await;
    let told = amara.run(REMOVE, json!({ "id": evidence })).await;
    assert_eq!(told["evidenceRemove"]["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    let sent_back =
        "mutation($id: ID!) { needSendBack(id: $id, reason: \"Newer survey\") { need { stage sentBackReason } } }";
    let data = app.sign_in("sunita").await.run(sent_back, json!({ "id": need })).await;
    assert_eq!(data["needSendBack"]["need"], json!({ "stage": "DRAFT", "sentBackReason": "Newer survey" }));
    let told = amara.run(REMOVE, json!({ "id": evidence })).await;
    assert_eq!(told["evidenceRemove"]["need"]["evidence"], json!([]));
}
