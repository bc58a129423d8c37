//! Objectives and duties in law: kept by commissioners, read by anyone, served
//! by needs (R-3.4b).

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults};

const CREATE: &str = "mutation($input: ObjectiveInput!) {
    objectiveCreate(input: $input) { objective { id status { text } } userErrors { code field message } }
}";
const RETIRE: &str = "mutation($id: ID!, $reason: String!) {
    objectiveRetire(id: $id, reason: $reason) { objective { current } userErrors { code field message } }
}";
const ALIGN: &str = "mutation($id: ID!, $all: [ID!]!) {
    needAlign(id: $id, objectives: $all) { need { objectives { title } } userErrors { code field message } }
}";

async fn create(session: &Session, kind: &str, title: &str) -> Value {
    let input = json!({ "kind": kind, "title": title, "source": "Council plan 2026" });
    session.run(CREATE, json!({ "input": input })).await["objectiveCreate"].clone()
}

#[tokio::test]
async fn commissioners_keep_objectives_and_anyone_reads_them() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let made = create(&amara, "STRATEGIC", "Fewer people are lonely").await;
    assert_eq!(made["objective"]["status"]["text"], "In force", "{made:#}");
    create(&amara, "STATUTORY", "Carers are assessed").await;
    for stranger in [app.visitor(), app.sign_in("sunita").await] {
        let told = create(&stranger, "STRATEGIC", "Something else").await;
        assert_eq!(told["userErrors"][0]["code"], "NOT_ALLOWED");
    }
    let id = &made["objective"]["id"];
    let data = amara.run(RETIRE, json!({ "id": id, "reason": " " })).await;
    assert_eq!(faults(&data["objectiveRetire"]), ["REASON_MISSING reason: Enter why it holds no longer"]);
    let data = amara.run(RETIRE, json!({ "id": id, "reason": "The plan ended" })).await;
    assert_eq!(data["objectiveRetire"]["objective"]["current"], false, "{data:#}");
    let query = "{ objectives(current: true) { totalCount nodes { title kindLabel } } }";
    let data = app.visitor().run(query, json!({})).await;
    let left = json!([{ "title": "Carers are assessed", "kindLabel": "Duty in law" }]);
    assert_eq!(data["objectives"], json!({ "totalCount": 1, "nodes": left }));
}

#[tokio::test]
async fn a_need_serves_objectives_that_are_in_force_r_3_4b() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let data = amara
        .run(
            "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } } }",
            json!({ "input": build::need_input(&amara).await }),
        )
        .await;
    let need = &data["needCreate"]["need"]["id"];
    let made = create(&amara, "STRATEGIC", "Fewer people are lonely").await;
    let all = json!([made["objective"]["id"]]);
    let data = amara.run(ALIGN, json!({ "id": need, "all": all })).await;
    assert_eq!(data["needAlign"]["need"]["objectives"][0]["title"], "Fewer people are lonely", "{data:#}");
    amara.run(RETIRE, json!({ "id": made["objective"]["id"], "reason": "The plan ended" })).await;
    let data = amara.run(ALIGN, json!({ "id": need, "all": all })).await;
    assert_eq!(
        faults(&data["needAlign"]),
        ["UNKNOWN_CODE objectives: Select objectives that are in force, from the list"]
    );
}
