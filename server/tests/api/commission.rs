//! Commissions and services: begun by an officer, seen by anyone, their stage
//! worked out.

use serde_json::json;

use crate::harness::{App, build, faults, thread};

const CREATE: &str = "mutation($input: CommissionInput!) {
    commissionCreate(input: $input) { commission { reference stage } userErrors { code field message rule } }
}";

#[tokio::test]
async fn a_commission_begins_in_plan_and_anyone_sees_it_r_3_3() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    thread::commission(&amara, "Carers' befriending").await;
    let query = "{
        commission(reference: \"C-0001\") {
            title stage status { text colour } steps { stage progress } next { action sentence }
            service { reference name } directorate { name } lead { name } viewerCan
        }
        services { totalCount nodes { reference commissions { reference } } }
    }";
    insta::assert_json_snapshot!(app.visitor().run(query, json!({})).await);
    let data = amara.run(query, json!({})).await;
    assert_eq!(data["commission"]["lead"]["name"], "amara");
    assert_eq!(data["commission"]["viewerCan"], json!(["SPECIFY", "INVITE", "ANSWER"]));
}

#[tokio::test]
async fn the_stage_follows_the_work_and_is_never_set_r_3_3() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let id = thread::commission(&amara, "Carers' befriending").await;
    let look = "{ commission(reference: \"C-0001\") { stage next { action } } }";
    assert_eq!(amara.run(look, json!({})).await["commission"]["stage"], "PLAN");
    thread::draft(&amara, &id).await;
    let data = amara.run(look, json!({})).await;
    assert_eq!(data["commission"], json!({ "stage": "SECURE", "next": { "action": "FINISH_SPECIFICATION" } }));
    let second = "mutation($id: ID!) { specificationCreate(commission: $id) { userErrors { code field message } } }";
    let data = amara.run(second, json!({ "id": id })).await;
    assert!(faults(&data["specificationCreate"])[0].starts_with("DUPLICATE"), "{data:#}");
}

#[tokio::test]
async fn all_faults_of_a_commission_come_at_once_and_a_name_is_taken_once() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let data = amara.run(CREATE, json!({ "input": { "title": " ", "directorate": "x" } })).await;
    assert_eq!(data["commissionCreate"]["userErrors"].as_array().unwrap().len(), 3, "{data:#}");
    thread::commission(&amara, "Home repair").await;
    let input = json!({
        "title": "Home repair again",
        "directorate": build::directorate_id(&amara, "Adult Care and Health").await,
        "newService": { "name": "Home repair", "summary": "s", "whoFor": "w", "howToUse": "h" },
    });
    let data = amara.run(CREATE, json!({ "input": input })).await;
    assert!(faults(&data["commissionCreate"])[0].starts_with("DUPLICATE newService.name"), "{data:#}");
    let data = amara.run("{ services { totalCount } commissions { totalCount } }", json!({})).await;
    assert_eq!(data, json!({ "services": { "totalCount": 1 }, "commissions": { "totalCount": 1 } }));
}

#[tokio::test]
async fn only_a_commissioner_of_the_directorate_begins_one_r_6_1() {
    let app = App::start().await;
    let gareth = app.sign_in("gareth").await;
    let input = json!({
        "title": "Adults",
        "directorate": build::directorate_id(&gareth, "Adult Care and Health").await,
        "newService": { "name": "Adults", "summary": "s", "whoFor": "w", "howToUse": "h" },
    });
    for session in [&app.visitor(), &gareth, &app.sign_in("sunita").await] {
        let data = session.run(CREATE, json!({ "input": input })).await;
        assert_eq!(data["commissionCreate"]["userErrors"][0]["code"], "NOT_ALLOWED", "{data:#}");
        assert_eq!(data["commissionCreate"]["userErrors"][0]["rule"], "R-6.1");
    }
}
