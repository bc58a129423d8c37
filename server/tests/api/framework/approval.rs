//! What waits for an approver: seen by the council's own officers, for those to
//! decide who may (R-4.17d).

use serde_json::{Value, json};

use crate::harness::{App, Session, thread};

const WAITING: &str = "{ approvals {
    totalCount
    nodes { subject title value forViewer askedBy { name } specification { id } need { reference } opportunity { id } }
} }";

async fn waiting(session: &Session) -> Value {
    session.run(WAITING, json!({})).await["approvals"].clone()
}

/// A specification of £19,000 over two years, of which `amara` asked approval.
async fn asked(app: &App) -> String {
    let need = thread::published_need(app).await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Visits").await;
    let id = thread::draft(&amara, &commission).await;
    thread::save(&amara, &id, thread::specification_input(&need)).await;
    let asked = amara.act("specificationRequestApproval", &json!(id), "", "userErrors { message }").await;
    assert_eq!(asked["userErrors"], json!([]));
    id
}

#[tokio::test]
async fn an_approver_finds_what_waits_for_them_and_its_author_sees_that_it_waits_r_4_17d() {
    let app = App::start().await;
    let id = asked(&app).await;
    let sunita = waiting(&app.sign_in("sunita").await).await;
    assert_eq!(sunita["totalCount"], 1, "the published need waits no more");
    let one = &sunita["nodes"][0];
    assert_eq!((&one["subject"], &one["forViewer"]), (&json!("SPECIFICATION"), &json!(true)));
    assert_eq!((&one["value"], &one["specification"]["id"]), (&json!("19000.00"), &json!(id)));
    assert_eq!((&one["need"], &one["opportunity"]), (&Value::Null, &Value::Null));
    let amara = waiting(&app.sign_in("amara").await).await;
    assert_eq!(amara["nodes"][0]["forViewer"], false, "nobody approves what they asked for");
}

#[tokio::test]
async fn what_waits_at_a_council_is_nothing_to_anyone_else() {
    let app = App::start().await;
    asked(&app).await;
    crate::harness::build::provider(&app, "Lantern Carers", "joe").await;
    for session in [app.visitor(), app.sign_in("joe").await] {
        assert_eq!(waiting(&session).await["totalCount"], 0);
    }
}
