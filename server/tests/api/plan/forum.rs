//! Forums, their members and their meetings: kept by commissioners, read by
//! anyone, linked to what they spoke of.

use serde_json::{Value, json};

use crate::harness::{App, Session, build, faults, thread};

const CREATE: &str = "mutation($input: ForumInput!) {
    forumCreate(input: $input) { forum { id viewerCan } userErrors { code field message } }
}";
const ADD: &str = "mutation($id: ID!, $input: ForumMemberInput!) {
    forumAddMember(id: $id, input: $input) { forum { members { id name organisation { name } } } userErrors { code field message } }
}";
const RECORD: &str = "mutation($id: ID!, $needs: [ID!]!, $all: [ID!]!, $input: MeetingInput!) {
    meetingRecord(forum: $id, needs: $needs, specifications: $all, input: $input) {
        forum { meetings { title heldOn needs { reference } specifications { id } } } userErrors { code field message }
    }
}";

async fn create(session: &Session) -> Value {
    let input = json!({ "kind": "PROVIDERS", "name": "Providers' forum", "purpose": "To plan together" });
    session.run(CREATE, json!({ "input": input })).await["forumCreate"].clone()
}

async fn record(session: &Session, forum: &Value, needs: Value, specifications: Value, held_on: &str) -> Value {
    let input = json!({ "heldOn": held_on, "title": "What matters", "notes": "Sleep matters most." });
    let variables = json!({ "id": forum, "needs": needs, "all": specifications, "input": input });
    session.run(RECORD, variables).await["meetingRecord"].clone()
}

#[tokio::test]
async fn a_forum_has_members_of_the_register_and_others_r_2_1() {
    let app = App::start().await;
    let lantern = build::provider(&app, "Lantern Carers", "joe").await.to_string();
    let amara = app.sign_in("amara").await;
    let made = create(&amara).await;
    assert_eq!(made["forum"]["viewerCan"], json!(["CHANGE_MEMBERS", "RECORD_MEETING"]), "{made:#}");
    let id = &made["forum"]["id"];
    for input in
        [json!({ "organisation": lantern, "name": "" }), json!({ "organisation": "", "name": "Carers' circle" })]
    {
        let data = amara.run(ADD, json!({ "id": id, "input": input })).await;
        assert_eq!(faults(&data["forumAddMember"]), [""; 0]);
    }
    let twice = json!({ "organisation": lantern, "name": "" });
    let data = amara.run(ADD, json!({ "id": id, "input": twice })).await;
    assert_eq!(faults(&data["forumAddMember"]), ["DUPLICATE organisation: They are a member already"]);
    let seen = "{ forums { totalCount nodes { name members { id name organisation { name } } } } }";
    let data = app.visitor().run(seen, json!({})).await;
    let members = data["forums"]["nodes"][0]["members"].as_array().unwrap();
    assert_eq!(members[0]["organisation"]["name"], "Lantern Carers");
    assert_eq!(members[1]["name"], "Carers' circle");
    let remove = "mutation($id: ID!) { forumRemoveMember(id: $id) { forum { members { name } } userErrors { code } } }";
    let data = app.visitor().run(remove, json!({ "id": members[0]["id"] })).await;
    assert_eq!(data["forumRemoveMember"]["userErrors"][0]["code"], "NOT_ALLOWED");
    let data = amara.run(remove, json!({ "id": members[0]["id"] })).await;
    assert_eq!(data["forumRemoveMember"]["forum"]["members"], json!([{ "name": "Carers' circle" }]), "{data:#}");
}

#[tokio::test]
async fn a_meeting_is_found_from_the_needs_and_specifications_it_spoke_of_r_4_7() {
    let app = App::start().await;
    let need = thread::published_need(&app).await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Visits").await;
    let specification = thread::draft(&amara, &commission).await;
    let forum = create(&amara).await["forum"]["id"].clone();
    let told = record(&amara, &forum, json!([need]), json!([specification]), "1 November 2026").await;
    assert_eq!(faults(&told), [""; 0]);
    let meeting = &told["forum"]["meetings"][0];
    assert_eq!(
        (&meeting["needs"][0]["reference"], &meeting["specifications"][0]["id"]),
        (&json!("N-0001"), &json!(specification))
    );
    let from_need = "{ need(reference: \"N-0001\") { meetings { title forum { name } specifications { id } } } }";
    let data = app.visitor().run(from_need, json!({})).await;
    let meeting = &data["need"]["meetings"][0];
    assert_eq!(meeting["forum"]["name"], "Providers' forum");
    assert_eq!(meeting["specifications"], json!([]), "a draft specification does not exist for a visitor");
    let from = "query($id: ID!) { specification(id: $id) { discussions { notes } } }";
    let data = amara.run(from, json!({ "id": specification })).await;
    assert_eq!(data["specification"]["discussions"], json!([{ "notes": "Sleep matters most." }]));
}

#[tokio::test]
async fn meetings_to_come_unknown_needs_and_strangers_are_refused() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let forum = create(&amara).await["forum"]["id"].clone();
    let told = record(&amara, &forum, json!([]), json!([]), "24 November 2026").await;
    let late =
        "OUT_OF_RANGE heldOn: The day of the meeting must be 23 November 2026 or earlier. Record it once it is held";
    assert_eq!(faults(&told), [late]);
    let nothing = json!(["need_00000000000000000000000000000001"]);
    let told = record(&amara, &forum, nothing, json!([]), "1 November 2026").await;
    assert_eq!(faults(&told), ["UNKNOWN_CODE needs: Select the needs from the list"]);
    for stranger in [app.visitor(), app.sign_in("sunita").await] {
        let told = record(&stranger, &forum, json!([]), json!([]), "1 November 2026").await;
        assert_eq!(told["userErrors"][0]["code"], "NOT_ALLOWED");
        assert_eq!(create(&stranger).await["userErrors"][0]["code"], "NOT_ALLOWED");
    }
}
