//! Needs: from a draft to a published need, and who may not.

use serde_json::json;
use shared::people::membership::Role;

use crate::harness::{App, build, faults, thread};

const CREATE: &str = "mutation($input: NeedInput!) {
    needCreate(input: $input) { need { id reference version stage gap viewerCan } userErrors { field code message rule } }
}";

#[tokio::test]
async fn a_need_is_written_down_and_shows_its_gap_r_3_4a() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let data = amara.run(CREATE, json!({ "input": build::need_input(&amara).await })).await;
    let need = &data["needCreate"]["need"];
    assert_eq!(need["reference"], "N-0001");
    assert_eq!(need["stage"], "DRAFT");
    assert_eq!(need["gap"], "1,480 people are not reached");
}

#[tokio::test]
async fn a_draft_does_not_exist_for_anyone_outside_the_council() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    amara.run(CREATE, json!({ "input": build::need_input(&amara).await })).await;
    let query = "{ need(reference: \"N-0001\") { title } needs { totalCount nodes { reference } } }";
    let data = app.visitor().run(query, json!({})).await;
    assert_eq!(data, json!({ "need": null, "needs": { "totalCount": 0, "nodes": [] } }));
    let data = amara.run(query, json!({})).await;
    assert_eq!(data["needs"]["totalCount"], 1);
}

#[tokio::test]
async fn all_faults_of_a_need_come_at_once_on_their_fields() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let mut input = build::need_input(&amara).await;
    input["title"] = json!(" ");
    input["demandFigure"] = json!("many");
    input["demandSource"] = json!("");
    input["community"] = json!("");
    let data = amara.run(CREATE, json!({ "input": input })).await;
    insta::assert_json_snapshot!(faults(&data["needCreate"]));
}

#[tokio::test]
async fn a_visitor_and_another_directorate_may_not_write_needs_r_6_1() {
    let app = App::start().await;
    let gareth = app.sign_in("gareth").await;
    let input = build::need_input(&gareth).await;
    for session in [&app.visitor(), &gareth] {
        let data = session.run(CREATE, json!({ "input": input })).await;
        assert_eq!(data["needCreate"]["userErrors"][0]["code"], "NOT_ALLOWED", "{data:#}");
        assert_eq!(data["needCreate"]["userErrors"][0]["rule"], "R-6.1");
    }
}

/// Whoever changed a draft last does not publish it, in whatever role they act.
#[tokio::test]
async fn whoever_changed_a_need_last_cannot_approve_it_r_4_17d() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = json!(thread::need(&amara).await);
    build::also(&app, "sunita", Role::Commissioner).await;
    let sunita = app.sign_in("sunita").await;
    build::act_as(&sunita, "COMMISSIONER").await;
    let edit = "mutation($id: ID!, $version: Int!, $input: NeedInput!) {
        needEdit(id: $id, version: $version, input: $input) { userErrors { code } } }";
    let mut input = build::need_input(&amara).await;
    input["title"] = json!("Carers have nobody to talk to");
    let variables = json!({ "id": need, "version": sunita.version(&need).await, "input": input });
    assert_eq!(sunita.run(edit, variables).await["needEdit"]["userErrors"], json!([]));
    amara.act("needRequestApproval", &need, "", "userErrors { code }").await;
    build::act_as(&sunita, "APPROVER").await;
    let asked = "need { stage } userErrors { code rule message }";
    let refused = sunita.act("needPublish", &need, "", asked).await;
    assert_eq!(refused["userErrors"][0]["code"], "SELF_APPROVAL", "{refused:#}");
    let sentence = "You changed N-0001, so you cannot approve it. Another approver must";
    assert_eq!(refused["userErrors"][0]["message"], sentence);
    let published = app.sign_in("helen").await.act("needPublish", &need, "", asked).await;
    assert_eq!(published["need"]["stage"], "PUBLISHED", "{published:#}");
}
