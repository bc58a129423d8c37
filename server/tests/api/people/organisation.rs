//! Registering an organisation, and its third-sector status.

use serde_json::{Value, json};

use super::account::{mails, registered};
use crate::harness::{App, Session, build};

const REGISTER: &str = "mutation($input: OrganisationInput!) {
    organisationRegister(input: $input) {
        organisation { id orgId name status } userErrors { field code message rule }
    }
}";

fn lantern() -> Value {
    json!({
        "register": "GB-CHC", "number": "999 0999", "name": "Lantern Carers", "legalForm": "cio", "sector": "charity",
        "independent": "yes", "purposes": "Company for carers", "surplus": "It stays in the charity", "assetLock": "yes"
    })
}

async fn decide(session: &Session, action: &str, id: &Value, reason: &str) -> Value {
    let query = format!(
        "mutation($id: ID!, $reason: String!) {{ end: {action}(id: $id, reason: $reason) {{
            organisation {{ status }} userErrors {{ field code rule message }} }} }}"
    );
    session.run(&query, json!({ "id": id, "reason": reason })).await["end"].clone()
}

#[tokio::test]
async fn a_charity_registers_and_its_founder_acts_for_it_r_2_3a() {
    let app = App::start().await;
    let ruth = registered(&app, "ruth").await;
    let data = ruth.run(REGISTER, json!({ "input": lantern() })).await;
    let organisation = &data["organisationRegister"]["organisation"];
    assert_eq!(organisation["orgId"], "GB-CHC-9990999", "{data:#}");
    assert_eq!(organisation["status"], "DECLARED");
    let viewer = ruth
        .run("{ viewer { acting { roleLabel organisation { name } } memberships { roleLabel } } }", json!({}))
        .await;
    assert_eq!(
        viewer["viewer"]["acting"],
        json!({ "roleLabel": "Certifier", "organisation": { "name": "Lantern Carers" } })
    );
    assert_eq!(
        viewer["viewer"]["memberships"],
        json!([{ "roleLabel": "Certifier" }, { "roleLabel": "Administrator" }])
    );
}

#[tokio::test]
async fn the_same_number_again_is_refused_with_the_name_and_nothing_else_r_2_3a() {
    let app = App::start().await;
    let ruth = registered(&app, "ruth").await;
    ruth.run(REGISTER, json!({ "input": lantern() })).await;
    let joe = registered(&app, "joe").await;
    let mut input = lantern();
    input["name"] = json!("Another name");
    input["number"] = json!("9990999");
    let data = joe.run(REGISTER, json!({ "input": input })).await;
    let fault = &data["organisationRegister"]["userErrors"][0];
    assert_eq!(
        (fault["field"].as_str(), fault["code"].as_str(), fault["rule"].as_str()),
        (Some("number"), Some("DUPLICATE"), Some("R-2.3a"))
    );
    assert_eq!(
        fault["message"],
        "Lantern Carers is registered here with this number. Ask one of its people to invite you"
    );
    assert_eq!(data["organisationRegister"]["organisation"], Value::Null);
}

#[tokio::test]
async fn a_group_on_no_register_gets_an_identifier_of_this_installation_r_2_3a() {
    let app = App::start().await;
    let maureen = registered(&app, "maureen").await;
    let mut input = lantern();
    input["register"] = json!("none");
    input["number"] = json!("");
    input["name"] = json!("Next Door Table");
    input["sector"] = json!("community");
    input["legalForm"] = json!("unincorporated");
    let data = maureen.run(REGISTER, json!({ "input": input })).await;
    assert_eq!(data["organisationRegister"]["organisation"]["orgId"], "CW-G-0001", "{data:#}");
}

#[tokio::test]
async fn a_visitor_registers_nothing_and_a_missing_declaration_is_refused_r_2_3b() {
    let app = App::start().await;
    let data = app.visitor().run(REGISTER, json!({ "input": lantern() })).await;
    assert_eq!(data["organisationRegister"]["userErrors"][0]["code"], "NOT_ALLOWED");
    let ruth = registered(&app, "ruth").await;
    let mut input = lantern();
    input["independent"] = json!("");
    let data = ruth.run(REGISTER, json!({ "input": input })).await;
    let fault = &data["organisationRegister"]["userErrors"][0];
    assert_eq!((fault["field"].as_str(), fault["rule"].as_str()), (Some("independent"), Some("R-2.3b")));
}

#[tokio::test]
async fn an_officer_alone_decides_the_status_with_a_reason_and_history_r_2_3c() {
    let app = App::start().await;
    let ruth = registered(&app, "ruth").await;
    let data = ruth.run(REGISTER, json!({ "input": lantern() })).await;
    let id = &data["organisationRegister"]["organisation"]["id"];
    for session in [&ruth, &app.visitor(), &app.sign_in("colin").await, &app.sign_in("sunita").await] {
        for action in ["organisationVerify", "organisationRefuse"] {
            let refused = decide(session, action, id, "Because").await;
            assert_eq!(refused["userErrors"][0]["code"], "NOT_ALLOWED", "{refused:#}");
            assert_eq!(refused["userErrors"][0]["rule"], "R-2.3c");
        }
    }
    let amara = app.sign_in("amara").await;
    let bare = decide(&amara, "organisationVerify", id, " ").await;
    assert_eq!(bare["userErrors"][0]["code"], "REASON_MISSING");
    let verified = decide(&amara, "organisationVerify", id, "Register and accounts read").await;
    assert_eq!(verified["organisation"]["status"], "VERIFIED", "{verified:#}");
    let again = decide(&amara, "organisationVerify", id, "Once more").await;
    assert_eq!(again["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    decide(&amara, "organisationRefuse", id, "A public body appoints its board").await;

    let query = "query($id: ID!) { organisation(id: $id) { statusHistory { status reason by { name } } declarations { purposes } } }";
    let seen = amara.run(query, json!({ "id": id })).await;
    let history = &seen["organisation"]["statusHistory"];
    assert_eq!(
        history[0],
        json!({ "status": "REFUSED", "reason": "A public body appoints its board", "by": { "name": "amara" } })
    );
    assert_eq!(history[1]["status"], "VERIFIED");
    assert_eq!(history[2]["status"], "DECLARED");
    // The public sees the dates and nothing of the reasons; silence, no error.
    let seen = app.visitor().run(query, json!({ "id": id })).await;
    assert_eq!(seen["organisation"]["statusHistory"][0], json!({ "status": "REFUSED", "reason": null, "by": null }));
    assert_eq!(seen["organisation"]["declarations"], Value::Null);
    // The organisation is told.
    let told = mails(&amara, "ruth@test.example").await;
    assert!(told[0]["body"].as_str().unwrap().contains("A public body appoints its board"));
}

#[tokio::test]
async fn organisations_are_listed_by_name_and_found_by_name_or_number() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    build::provider(&app, "Greenway Minibus Co", "kofi").await;
    let query =
        "query($text: String, $after: String) { organisations(kind: PROVIDER, first: 1, text: $text, after: $after) {
        totalCount nodes { name orgId } pageInfo { hasNextPage endCursor } } }";
    let data = app.visitor().run(query, json!({})).await;
    assert_eq!(data["organisations"]["totalCount"], 2);
    assert_eq!(data["organisations"]["nodes"][0]["name"], "Greenway Minibus Co");
    let after = &data["organisations"]["pageInfo"]["endCursor"];
    let data = app.visitor().run(query, json!({ "after": after })).await;
    assert_eq!(data["organisations"]["nodes"][0]["name"], "Lantern Carers");
    let number = data["organisations"]["nodes"][0]["orgId"].clone();
    for text in [json!("LANTERN"), number] {
        let data = app.visitor().run(query, json!({ "text": text })).await;
        assert_eq!(data["organisations"]["nodes"][0]["name"], "Lantern Carers");
    }
    let data = app.visitor().run(query, json!({ "text": "%" })).await;
    assert_eq!(data["organisations"]["totalCount"], 0);
}
