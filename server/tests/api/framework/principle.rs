//! What a commission answers under the principles, and what waits for it (4.2; P1 to P8).

use serde_json::{Value, json};

use crate::harness::{App, Session, faults, principles, secure, thread};

const CREATE: &str = "mutation($input: OpportunityCreateInput!) { opportunityCreate(input: $input) {
    opportunity { id version } userErrors { code field message rule policyRows } } }";

fn rules(told: &Value) -> Vec<&str> {
    told["userErrors"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap_or_default()).collect()
}

/// The answers of the harness with some changed or left out.
fn changed(change: impl Fn(&mut Vec<Value>)) -> Value {
    let mut input = principles::input();
    change(input["answers"].as_array_mut().unwrap());
    input
}

#[tokio::test]
async fn no_method_is_chosen_before_it_is_decided_whether_to_invest_p5() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let (commission, _) = thread::approved_specification(&app, "Carers befriending").await;
    principles::save(&amara, &commission, json!({ "answers": [] })).await;
    let begin = async |value: &str| {
        let input = json!({ "input": secure::opportunity_input(&commission, "QUOTATION", value) });
        amara.run(CREATE, input).await["opportunityCreate"].clone()
    };
    let refused = begin("5,000.01").await;
    assert_eq!(
        faults(&refused),
        [
            "REASON_MISSING principles: Principle 5 is not answered: What will you do to help small providers take part, or why nothing? Answer it, or give the reason why it does not fit"
        ]
    );
    assert_eq!((&refused["userErrors"][0]["rule"], rules(&refused).len()), (&json!("P5"), 1));
    assert_eq!(refused["userErrors"][0]["policyRows"], json!(["local.band.principles.b@2011-01-01"]));
    assert!(begin("5,000").await["opportunity"].is_object(), "the smallest band is asked about P1 and P3 alone");
    let no =
        json!({ "answers": [{ "principle": "P5", "kind": "REASON", "says": "The form is short.", "endedOn": "" }] });
    assert_eq!(faults(&principles::save(&amara, &commission, no).await), [""; 0]);
    assert!(begin("5,000.01").await["opportunity"].is_object(), "a decision either way is enough");
}

#[tokio::test]
async fn an_opportunity_waits_for_the_talks_and_for_the_reason_of_a_short_term_p2_p7() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let draft = secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, "QUOTATION", "25,000")).await;
    secure::opportunity_save(&amara, &draft, &secure::opportunity_details()).await;
    let late = changed(|answers| {
        answers[1]["endedOn"] = json!("10 November 2026");
        answers[6]["kind"] = json!("EVIDENCE");
        answers.remove(3);
    });
    assert_eq!(faults(&principles::save(&amara, &commission, late).await), [""; 0]);
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(rules(&refused), ["P4", "P2", "P7"]);
    assert_eq!(
        refused["userErrors"][1]["message"],
        "The talks with providers ended on 10 November 2026. 14 days have to pass before it is published: 24 November \
         2026 at the earliest. Wait until then, or give the reason why it cannot wait"
    );
    let urgent = changed(|answers| {
        answers[1] = json!({
            "principle": "P2", "kind": "REASON", "says": "The old contract ends at Easter.", "endedOn": ""
        });
    });
    assert_eq!(faults(&principles::save(&amara, &commission, urgent).await), [""; 0]);
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(rules(&asked), [""; 0]);
    let changed = principles::save(&amara, &commission, principles::input()).await;
    assert_eq!(rules(&changed), ["R-4.17d"], "an approver has these answers before them");
}

#[tokio::test]
async fn anyone_reads_the_answers_and_only_commissioners_of_the_directorate_write_them() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Carers befriending").await;
    let query = "{ commission(reference: \"C-0001\") { principles { principle kind says endedOn asked onRecord } } }";
    let data = app.visitor().run(query, json!({})).await;
    let all = data["commission"]["principles"].as_array().unwrap();
    assert_eq!(all.len(), 8);
    assert_eq!((&all[1]["endedOn"], &all[1]["asked"]), (&json!("2026-10-01"), &json!("Asked above £5,000 before VAT")));
    for stranger in [app.visitor(), app.sign_in("gareth").await] {
        let told = principles::save(&stranger, &commission, json!({ "answers": [] })).await;
        assert_eq!(told["userErrors"][0]["code"], "NOT_ALLOWED", "{told:#}");
    }
}

#[tokio::test]
async fn answers_over_an_older_version_replace_nothing() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = thread::commission(&amara, "Carers befriending").await;
    let send = async |session: &Session| {
        let query = "mutation($id: ID!, $input: PrinciplesInput!) {
            principleSave(commission: $id, version: 2, input: $input) { commission { version } userErrors { code } } }";
        session.run(query, json!({ "id": commission, "input": principles::input() })).await["principleSave"].clone()
    };
    assert_eq!(send(&amara).await["commission"]["version"], 3);
    assert_eq!(send(&amara).await["userErrors"][0]["code"], "STALE");
    assert_eq!(send(&app.visitor()).await["userErrors"][0]["code"], "NOT_ALLOWED");
}
