//! Which method, over GraphQL.

use serde_json::{Value, json};

use crate::harness::{App, faults};

const EXPLAIN: &str = "query($input: MethodInput!, $on: NaiveDate) { explainMethod(input: $input, on: $on) {
    explanation { method regime net gross on lines { sentence rule paragraph rowId basis verified } }
    userErrors { field code message rule }
} }";

fn input(value: &str, category: &str) -> Value {
    json!({ "valueAYear": value, "years": "1", "extensionYears": "", "vatPercent": "0", "category": category })
}

#[tokio::test]
async fn anyone_may_ask_which_method_a_value_needs_r_4_10_r_4_11() {
    let app = App::start().await;
    for (value, method) in [("25,000.00", "QUOTATION"), ("25,000.01", "TENDER")] {
        let data = app.visitor().run(EXPLAIN, json!({ "input": input(value, "LIGHT_TOUCH") })).await;
        let explanation = &data["explainMethod"]["explanation"];
        assert_eq!(explanation["method"], method, "{value}");
        assert_eq!(explanation["lines"][0]["rowId"], "local.tender.threshold@2011-01-01");
        assert_eq!(explanation["lines"][0]["basis"], "NET");
    }
}

#[tokio::test]
async fn the_figures_are_those_of_the_day_asked_for_r_4_14() {
    let app = App::start().await;
    for (on, regime) in [("2025-12-31", "PA_23_BELOW"), ("2026-01-01", "PA_23")] {
        let variables = json!({ "input": input("207,720", "GOODS_SERVICES"), "on": on });
        let data = app.visitor().run(EXPLAIN, variables).await;
        assert_eq!(data["explainMethod"]["explanation"]["regime"], regime, "{on}");
    }
}

#[tokio::test]
async fn every_fault_comes_at_once_and_nothing_is_worked_out() {
    let app = App::start().await;
    let data = app.visitor().run(EXPLAIN, json!({ "input": input("a lot", "BARTER") })).await;
    assert_eq!(data["explainMethod"]["explanation"], Value::Null);
    let codes: Vec<String> = faults(&data["explainMethod"])
        .into_iter()
        .map(|fault| fault.split(':').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(codes, ["INVALID valueAYear", "UNKNOWN_CODE category"]);
}

#[tokio::test]
async fn three_answers_tell_a_grant_from_a_contract_r_4_9() {
    let app = App::start().await;
    let query = "query($input: NatureInput!) { explainNature(input: $input) {
        contract lines { sentence rule } userErrors { field code message } } }";
    let ask = async |service: &str, price: &str, enforceable: &str| {
        let input = json!({ "serviceInReturn": service, "price": price, "enforceable": enforceable });
        app.visitor().run(query, json!({ "input": input })).await["explainNature"].clone()
    };
    let grant = ask("no", "no", "no").await;
    assert_eq!((&grant["contract"], &grant["lines"][0]["rule"]), (&json!(false), &json!("R-4.9")));
    assert_eq!(ask("yes", "yes", "no").await["contract"], true);
    let blank = ask("", "perhaps", "no").await;
    assert_eq!(blank["contract"], Value::Null);
    assert_eq!(faults(&blank).len(), 2, "both at once");
}
