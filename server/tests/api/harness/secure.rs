//! Valid things of Secure in one line.

use serde_json::{Value, json};

use super::{App, Session, thread};

/// A commission that `amara` leads, with an approved specification: its identifier.
pub async fn commission(app: &App) -> String {
    thread::approved_specification(app, "Carers befriending").await.0
}

/// A sound input for a new opportunity of this value a year, for one year.
pub fn opportunity_input(commission: &str, method: &str, value: &str) -> Value {
    json!({
        "commissionId": commission,
        "nature": { "serviceInReturn": "yes", "price": "yes", "enforceable": "yes" },
        "method": method,
        "terms": {
            "valueAYear": value, "years": "1", "extensionYears": "", "vatPercent": "20", "category": "LIGHT_TOUCH",
        },
    })
}

/// All that a draft needs beside its terms: it closes on 11 December 2026 at midday.
pub fn opportunity_details() -> Value {
    json!({
        "summary": "Company for people who look after somebody at home.",
        "questionsUntilOn": "4 December 2026",
        "closesOn": "11/12/2026",
        "decisionOn": "22 January 2027",
        "startsOn": "1 April 2027",
        "oneLotReason": "One team meets people in their own homes, so parts would cost more.",
        "criteria": [
            { "kind": "QUALITY", "title": "Reaching people", "weight": "70", "good": "Says how, and how many." },
            { "kind": "PRICE", "title": "Price", "weight": "30" },
        ],
        "questions": [{ "criterion": "1", "prompt": "How will people reach you?", "wordLimit": "500" }],
    })
}

/// Begins a draft and answers its `id` and `version`.
pub async fn opportunity_draft(session: &Session, input: &Value) -> Value {
    let query = "mutation($input: OpportunityCreateInput!) { opportunityCreate(input: $input) {
        opportunity { id version reference } userErrors { code field message } } }";
    let data = session.run(query, json!({ "input": input })).await;
    let made = data["opportunityCreate"]["opportunity"].clone();
    assert!(made.is_object(), "{data:#}");
    made
}

/// Saves a draft and answers what became of it.
pub async fn opportunity_save(session: &Session, of: &Value, input: &Value) -> Value {
    let query = "mutation($id: ID!, $version: Int!, $input: OpportunityInput!) {
        opportunitySave(id: $id, version: $version, input: $input) {
            opportunity { id version reference } userErrors { code field message rule } } }";
    let variables = json!({ "id": of["id"], "version": of["version"], "input": input });
    session.run(query, variables).await["opportunitySave"].clone()
}

/// Runs one of the mutations that take nothing but the opportunity.
pub async fn opportunity_act(session: &Session, mutation: &str, id: &Value) -> Value {
    let asked = "opportunity { id reference stage commencedOn policyRows commission { id } }
        userErrors { code field message rule policyRows }";
    session.act(mutation, id, "", asked).await
}

/// A published quotation of exactly £25,000, made by `amara` and approved by `sunita`; answers its `id` and `reference`.
pub async fn opportunity(app: &App) -> Value {
    let amara = app.sign_in("amara").await;
    let commission = commission(app).await;
    let draft = opportunity_draft(&amara, &opportunity_input(&commission, "QUOTATION", "25,000.00")).await;
    opportunity_save(&amara, &draft, &opportunity_details()).await;
    let asked = opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["opportunity"]["stage"], "APPROVAL", "{asked:#}");
    let sunita = app.sign_in("sunita").await;
    let published = opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    published["opportunity"].clone()
}
