//! Budgets of commissions: who sets them, who allows more, and what an award may bind (R-3.2, R-4.17d).

use serde_json::{Value, json};

use crate::harness::rows::select;
use crate::harness::{App, Session, faults};
use crate::secure::award;
use crate::secure::evaluation::build::agreed;

const BUDGET: &str = "{ budget { set committed most left overrun viewerCanSet viewerCanAllow
    lines { year label amount code isMoney } overrides { most reason } } }";

/// Sets money of the directorate for 2026-27.
pub async fn set(session: &Session, commission: &Value, amount: &str) -> Value {
    let query = format!(
        "mutation($id: ID!, $input: BudgetLineInput!) {{ budgetSet(commission: $id, input: $input) {{
            commission {BUDGET} userErrors {{ code field message rule }} }} }}"
    );
    let input = json!({ "resource": "BUDGET", "year": "2026-27", "amount": amount, "code": "AC-4410", "says": "" });
    session.run(&query, json!({ "id": commission, "input": input })).await["budgetSet"].clone()
}

/// Allows awards to bind so much.
pub async fn allow(session: &Session, commission: &Value, most: &str) -> Value {
    let query = format!(
        "mutation($id: ID!, $input: BudgetOverrideInput!) {{ budgetAllow(commission: $id, input: $input) {{
            commission {BUDGET} userErrors {{ code field message rule }} }} }}"
    );
    let input = json!({ "most": most, "reason": "The cabinet has agreed." });
    session.run(&query, json!({ "id": commission, "input": input })).await["budgetAllow"].clone()
}

#[tokio::test]
async fn an_award_over_the_budget_is_refused_until_an_approver_allows_it_r_3_2() {
    let app = App::start().await;
    let scene = agreed(&app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let commission = select(&app, "select id from commission order by id").await.remove(0)["id"].clone();
    assert_eq!(faults(&set(&amara, &commission, "0.01").await), [""; 0]);
    let made = award::recommend(&amara, &scene, 0, None).await;
    assert_eq!(made["userErrors"], json!([]), "{made:#}");
    let award = made["award"]["id"].clone();
    let refused = award::act(&sunita, "awardApprove", &award).await;
    let fault = &refused["userErrors"][0];
    assert_eq!((&fault["code"], &fault["rule"]), (&json!("BUDGET_EXCEEDED"), &json!("R-3.2")), "{refused:#}");
    assert!(fault["message"].as_str().unwrap().contains("£0.01 is set, £0 is bound already"), "{fault:#}");
    assert_eq!(allow(&amara, &commission, "90,000").await["userErrors"][0]["code"], "NOT_ALLOWED");
    let allowed = allow(&sunita, &commission, "90,000").await;
    assert_eq!(faults(&allowed), [""; 0]);
    assert_eq!(award::act(&sunita, "awardApprove", &award).await["userErrors"], json!([]));
    let shown = set(&amara, &commission, "0.02").await;
    assert_eq!(shown["userErrors"][0]["code"], "BUDGET_EXCEEDED", "less than is bound is not set: {shown:#}");
}

#[tokio::test]
async fn officers_alone_read_it_and_only_its_commissioners_set_it_r_3_2() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = json!(crate::harness::thread::commission(&amara, "Carers befriending").await);
    for stranger in [app.visitor(), app.sign_in("gareth").await] {
        assert_eq!(set(&stranger, &commission, "1,000").await["userErrors"][0]["code"], "NOT_ALLOWED");
    }
    let told = set(&amara, &commission, "1,000").await;
    assert_eq!(told["commission"]["budget"]["lines"][0]["year"], "2026-27");
    let again = set(&amara, &commission, "2,000").await["commission"]["budget"].clone();
    assert_eq!((&again["lines"].as_array().unwrap().len(), &again["set"]), (&1, &json!("2000.00")), "{again:#}");
    let query = format!("{{ commission(reference: \"C-0001\") {BUDGET} }}");
    assert!(app.visitor().run(&query, json!({})).await["commission"]["budget"].is_null());
    let sunita = app.sign_in("sunita").await;
    let over = allow(&sunita, &commission, "100,000,000").await;
    assert_eq!(
        (&over["userErrors"][0]["code"], &over["userErrors"][0]["field"]),
        (&json!("OVER_LIMIT"), &json!("most"))
    );
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn a_budget_is_set_and_more_allowed_on_its_page_r_3_2() {
    use crate::harness::page::send;
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    crate::harness::thread::commission(&amara, "Carers befriending").await;
    let path = "/council/commissions/C-0001/budget";
    let fields = [("resource", "budget"), ("year", "2026-27"), ("amount", "1,000"), ("code", "AC-4410"), ("says", "")];
    let page = send(&app, &amara, path, "budget-set", &fields).await;
    assert!(page.contains("AC-4410") && page.contains("£1,000"), "{page}");
    let fields = [("most", "1,500"), ("reason", "The cabinet has agreed.")];
    let page = send(&app, &app.sign_in("sunita").await, path, "budget-allow", &fields).await;
    assert!(page.contains("up to £1,500"), "{page}");
}
