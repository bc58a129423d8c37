//! Opportunities: from a draft to publication, and what the clock does to them.

use chrono::Duration;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use server::app::commit;
use server::store::page::Page;
use server::store::secure::opportunity::{self as opportunities, Filter, Links};
use shared::people::membership::Role;
use shared::secure::opportunity::state::{Opening, to_the_second};
use shared::secure::opportunity::{Publication, Stage, State};
use shared::{Actor, Timestamp};

use crate::harness::{App, build, faults, secure};

fn codes(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().unwrap();
    errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect()
}

/// A draft of this method and value, saved with all that it needs.
async fn whole_draft(app: &App, method: &str, value: &str) -> Value {
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(app).await;
    let draft = secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, method, value)).await;
    let saved = secure::opportunity_save(&amara, &draft, &secure::opportunity_details()).await;
    assert!(saved["opportunity"].is_object(), "{saved:#}");
    saved["opportunity"].clone()
}

#[tokio::test]
async fn another_officer_within_limit_approves_and_that_publishes_r_4_17d() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000.00").await;
    let amara = app.sign_in("amara").await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["opportunity"]["stage"], "APPROVAL", "{asked:#}");
    let refused = secure::opportunity_act(&amara, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&refused), ["NOT_ALLOWED"], "a commissioner approves nothing");
    let sunita = app.sign_in("sunita").await;
    let published = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    assert_eq!(published["opportunity"]["commencedOn"], "2026-11-23", "the day whose policy rules it is fixed now");
    let rows = published["opportunity"]["policyRows"].as_array().unwrap();
    assert!(rows.contains(&json!("local.tender.threshold@2011-01-01")));
    let again = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&again), ["ILLEGAL_TRANSITION"]);
}

/// Band D of the policy asks for two approvers.
#[tokio::test]
async fn the_largest_value_is_published_by_the_second_approver_r_4_17d() {
    let app = App::start().await;
    let draft = whole_draft(&app, "TENDER", "900,000.00").await;
    let (amara, sunita, helen) = (app.sign_in("amara").await, app.sign_in("sunita").await, app.sign_in("helen").await);
    app.cx.db().execute("update membership set limit_pence = 200000000 where role = 'approver'").await.unwrap();
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
    let first = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!((&first["userErrors"], &first["opportunity"]["stage"]), (&json!([]), &json!("APPROVAL")), "{first:#}");
    let progress =
        "query($reference: String!) { opportunity(reference: $reference) { approvalProgress { given needed } } }";
    let reference = json!({ "reference": draft["reference"] });
    let told = amara.run(progress, reference.clone()).await;
    assert_eq!(told["opportunity"]["approvalProgress"], json!({ "given": 1, "needed": 2 }));
    assert_eq!(app.visitor().run(progress, reference).await["opportunity"], Value::Null, "nothing is public yet");
    let twice = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&twice), ["SELF_APPROVAL"]);
    let last = secure::opportunity_act(&helen, "opportunityApprove", &draft["id"]).await;
    assert_eq!(last["opportunity"]["stage"], "OPEN", "{last:#}");
    let rows = last["opportunity"]["policyRows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row.as_str().unwrap().starts_with("local.band.approvers.d@")), "{rows:?}");
}

#[tokio::test]
async fn nobody_approves_what_they_made_or_asked_for_themselves_r_4_17d() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000.00").await;
    let amara = app.sign_in("amara").await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    let promote = "update membership set role = 'approver', limit_pence = 50000000, directorate_id = null
        where user_id = (select id from user_account where email = 'amara@test.example')";
    app.cx.db().execute(promote).await.unwrap();
    let refused = secure::opportunity_act(&amara, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&refused), ["SELF_APPROVAL"]);
    let query = "query($r: String!) { opportunity(reference: $r) { stage } }";
    let data = amara.run(query, json!({ "r": draft["reference"] })).await;
    assert_eq!(data["opportunity"]["stage"], "APPROVAL", "nothing is half done");
}

/// Whoever changed a draft last does not approve it, in whatever role they act.
#[tokio::test]
async fn whoever_changed_an_opportunity_last_cannot_approve_it_r_4_17d() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000.00").await;
    build::also(&app, "sunita", Role::Commissioner).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    build::act_as(&sunita, "COMMISSIONER").await;
    let saved = secure::opportunity_save(&sunita, &draft, &json!({ "title": "Company for carers" })).await;
    assert_eq!(codes(&saved), [""; 0]);
    secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    build::act_as(&sunita, "APPROVER").await;
    let refused = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&refused), ["SELF_APPROVAL"]);
    let helen = app.sign_in("helen").await;
    let published = secure::opportunity_act(&helen, "opportunityApprove", &draft["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
}

#[tokio::test]
async fn an_approver_over_their_limit_is_refused_and_one_with_more_is_not_r_4_17d() {
    let app = App::start().await;
    let draft = whole_draft(&app, "TENDER", "100,000.01").await;
    let amara = app.sign_in("amara").await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    let sunita = app.sign_in("sunita").await;
    let query = "query($r: String!) { opportunity(reference: $r) { approvalRefusals { code } } }";
    let told = async |session: &crate::harness::Session| {
        session.run(query, json!({ "r": draft["reference"] })).await["opportunity"]["approvalRefusals"].clone()
    };
    assert_eq!(told(&sunita).await, json!([{ "code": "OVER_LIMIT" }]), "before the attempt");
    assert_eq!(told(&app.sign_in("helen").await).await, json!([]));
    let refused = secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    assert_eq!(codes(&refused), ["OVER_LIMIT"]);
    let helen = app.sign_in("helen").await;
    let published = secure::opportunity_act(&helen, "opportunityApprove", &draft["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
}

#[tokio::test]
async fn quotations_for_a_penny_too_much_are_refused_with_the_row_r_4_10() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000.01").await;
    let amara = app.sign_in("amara").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(codes(&refused), ["WRONG_METHOD"]);
    assert_eq!(refused["userErrors"][0]["rule"], "R-4.10");
    assert_eq!(refused["userErrors"][0]["policyRows"], json!(["local.tender.threshold@2011-01-01"]));
}

#[tokio::test]
async fn weights_of_99_99_and_100_01_are_refused_with_the_sum_r_4_1c() {
    let app = App::start().await;
    let mut draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let amara = app.sign_in("amara").await;
    for (price, told) in [("29.99", "99.99"), ("30.01", "100.01")] {
        let mut details = secure::opportunity_details();
        details["criteria"][1]["weight"] = json!(price);
        draft = secure::opportunity_save(&amara, &draft, &details).await["opportunity"].clone();
        let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
        assert_eq!(codes(&refused), ["SUM_MISMATCH"]);
        let message = refused["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("Weights add up to {told}.")), "{message}");
    }
}

#[tokio::test]
async fn an_empty_draft_lists_everything_that_stands_in_its_way() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000");
    let draft = secure::opportunity_draft(&amara, &input).await;
    let query = "query($r: String!) { opportunity(reference: $r) {
        checklist { code field message } viewerCan status { text colour } method value lots { number value } } }";
    let data = amara.run(query, json!({ "r": draft["reference"] })).await;
    insta::assert_json_snapshot!(data["opportunity"]);
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    let listed = data["opportunity"]["checklist"].as_array().unwrap().len();
    assert_eq!(refused["userErrors"].as_array().unwrap().len(), listed, "the same, all at once");
}

#[tokio::test]
async fn without_an_approved_specification_with_outcomes_nothing_is_published_r_3_4c() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    app.cx.db().execute("update specification set stage = 'superseded'").await.unwrap();
    let amara = app.sign_in("amara").await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(codes(&refused), ["PART_MISSING", "NO_OUTCOMES"]);
}

#[tokio::test]
async fn an_officer_nobody_can_ring_or_who_has_left_stops_publication_r_4_17b() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let amara = app.sign_in("amara").await;
    app.cx.db().execute("update user_account set phone = null where email = 'amara@test.example'").await.unwrap();
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(
        faults(&refused),
        ["MISSING officer: amara has no telephone number for bidders. Add it, or select another officer"]
    );
}

/// Naming somebody shows their e-mail address and telephone number to everyone.
#[tokio::test]
async fn only_somebody_who_works_for_the_council_is_named_as_its_officer_r_4_17b() {
    let app = App::start().await;
    build::provider(&app, "Lantern Carers", "ruth").await;
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let amara = app.sign_in("amara").await;
    let officer = async |name: &str| {
        let rows = app.sign_in(name).await.run("{ viewer { person { id } } }", json!({})).await;
        rows["viewer"]["person"]["id"].clone()
    };
    let (ruth, gareth) = (officer("ruth").await, officer("gareth").await);
    let refused = secure::opportunity_save(&amara, &draft, &json!({ "officer": ruth })).await;
    assert_eq!(
        faults(&refused),
        ["NOT_FOUND officer: This person does not work for this council. Select the officer from the list"]
    );
    let nobody = json!({ "officer": "usr_00000000000000000000000000000099" });
    assert_eq!(codes(&secure::opportunity_save(&amara, &draft, &nobody).await), ["NOT_FOUND"]);
    let query = "query($r: String!) { opportunity(reference: $r) { officer { name email } } }";
    let kept = amara.run(query, json!({ "r": draft["reference"] })).await;
    assert_eq!(kept["opportunity"]["officer"]["name"], "amara", "nothing is half written");
    let saved = secure::opportunity_save(&amara, &draft, &json!({ "officer": gareth })).await;
    assert_eq!(saved["userErrors"], json!([]), "{saved:#}");
    let left = "update membership set ended_at = '2026-11-01 10:00:00+00:00'
        where user_id = (select id from user_account where email = 'helen@test.example')";
    let helen = officer("helen").await;
    app.cx.db().execute(left).await.unwrap();
    let refused = secure::opportunity_save(&amara, &saved["opportunity"], &json!({ "officer": helen })).await;
    assert_eq!(codes(&refused), ["NOT_FOUND"], "who has left is named no more");
}

#[tokio::test]
async fn a_draft_does_not_exist_outside_the_council_and_a_published_one_does_for_everyone() {
    let app = App::start().await;
    let lantern = build::provider(&app, "Lantern Carers", "ruth").await;
    assert!(lantern.as_str().starts_with("org_"));
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let query = "query($r: String!) { opportunity(reference: $r) { title sentBack checklist { code } viewerCan }
        opportunities { totalCount nodes { reference } } }";
    let variables = json!({ "r": draft["reference"] });
    let (visitor, ruth) = (app.visitor(), app.sign_in("ruth").await);
    for session in [&visitor, &ruth] {
        let data = session.run(query, variables.clone()).await;
        assert_eq!(data, json!({ "opportunity": null, "opportunities": { "totalCount": 0, "nodes": [] } }));
        let refused = secure::opportunity_act(session, "opportunityRequestApproval", &draft["id"]).await;
        assert_eq!(codes(&refused), ["NOT_FOUND"]);
    }
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    secure::opportunity_act(&sunita, "opportunityApprove", &draft["id"]).await;
    let data = visitor.run(query, variables.clone()).await;
    assert_eq!(data["opportunity"]["viewerCan"], json!([]));
    assert_eq!(data["opportunity"]["checklist"], Value::Null);
    let data = ruth.run(query, variables).await;
    assert_eq!(data["opportunity"]["viewerCan"], json!(["ASK", "START_BID"]));
}

#[tokio::test]
async fn it_is_sent_back_with_what_has_to_change_and_only_officers_read_that() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    let send_back = "mutation($id: ID!, $reason: String!) { opportunitySendBack(id: $id, reason: $reason) {
        opportunity { stage sentBack viewerCan } userErrors { code field message } } }";
    let empty = sunita.run(send_back, json!({ "id": draft["id"], "reason": " " })).await;
    assert_eq!(empty["opportunitySendBack"]["userErrors"][0]["field"], "reason");
    let variables = json!({ "id": draft["id"], "reason": "Shorten question 1." });
    let data = sunita.run(send_back, variables).await;
    assert_eq!(data["opportunitySendBack"]["opportunity"]["sentBack"], "Shorten question 1.");
    let again = secure::opportunity_act(&amara, "opportunityRequestApproval", &draft["id"]).await;
    assert_eq!(again["opportunity"]["stage"], "APPROVAL");
}

#[tokio::test]
async fn a_change_over_a_version_that_is_no_longer_is_stale_and_nothing_is_lost() {
    let app = App::start().await;
    let draft = whole_draft(&app, "QUOTATION", "25,000").await;
    let amara = app.sign_in("amara").await;
    let change = |title: &str| json!({ "title": title });
    let first = secure::opportunity_save(&amara, &draft, &change("One")).await;
    assert!(first["opportunity"].is_object());
    let second = secure::opportunity_save(&amara, &draft, &change("Two")).await;
    assert_eq!(codes(&second), ["STALE"]);
    let query = "query($r: String!) { opportunity(reference: $r) {
        title criteria { title weight questionCount } questions { prompt wordLimit weight criterionNumber } } }";
    let data = amara.run(query, json!({ "r": draft["reference"] })).await;
    assert_eq!(data["opportunity"]["title"], "One");
    assert_eq!(data["opportunity"]["criteria"][0]["questionCount"], 1);
    assert_eq!(data["opportunity"]["questions"][0]["weight"], "70");
}

#[tokio::test]
async fn the_clock_closes_it_to_the_second_and_lists_follow_r_s1() {
    let app = App::start().await;
    let opportunity = secure::opportunity(&app).await;
    let query = "query($r: String!) { opportunity(reference: $r) { stage daysLeft status { text } }
        open: opportunities(stages: [OPEN], byDeadline: true) { nodes { reference } }
        closed: opportunities(stages: [CLOSED]) { nodes { reference } } }";
    let variables = json!({ "r": opportunity["reference"] });
    for (at, stage, tag, open, closed, days) in [
        ("2026-11-23T12:00:00Z", "OPEN", "Open", 1, 0, json!(18)),
        ("2026-12-11T12:00:00Z", "OPEN", "Closing soon", 1, 0, json!(0)),
        ("2026-12-11T12:00:01Z", "CLOSED", "Closed, sealed", 0, 1, Value::Null),
    ] {
        app.advance(at).await;
        let data = app.visitor().run(query, variables.clone()).await;
        assert_eq!(data["opportunity"]["stage"], stage, "{at}");
        assert_eq!(data["opportunity"]["status"]["text"], tag, "{at}");
        assert_eq!(data["opportunity"]["daysLeft"], days, "{at}");
        assert_eq!(data["open"]["nodes"].as_array().unwrap().len(), open, "{at}");
        assert_eq!(data["closed"]["nodes"].as_array().unwrap().len(), closed, "{at}");
    }
}

#[tokio::test]
async fn a_second_purchase_for_the_same_service_counts_with_the_first_r_4_10() {
    let app = App::start().await;
    let first = secure::opportunity(&app).await;
    let amara = app.sign_in("amara").await;
    let commission = first["commission"]["id"].as_str().unwrap();
    let input = secure::opportunity_input(commission, "QUOTATION", "5,000");
    let second = secure::opportunity_draft(&amara, &input).await;
    secure::opportunity_save(&amara, &second, &secure::opportunity_details()).await;
    let refused = secure::opportunity_act(&amara, "opportunityRequestApproval", &second["id"]).await;
    assert_eq!(codes(&refused), ["SPLIT_TO_AVOID_THRESHOLD"]);
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains(first["reference"].as_str().unwrap()), "{message}");
}

/// R-4.10: the method page, the opportunity's explanation and the gate agree, to the penny, and the way out is a recorded
/// reason that the approver reads and everyone can.
#[tokio::test]
async fn purchases_counted_together_decide_alike_everywhere_and_a_reason_keeps_one_apart_r_4_10() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let small = async |value: &str, reason: Option<&str>| {
        let draft =
            secure::opportunity_draft(&amara, &secure::opportunity_input(&commission, "QUOTATION", value)).await;
        let mut details = secure::opportunity_details();
        details["apartReason"] = json!(reason);
        secure::opportunity_save(&amara, &draft, &details).await["opportunity"].clone()
    };
    let explain =
        "query($input: MethodInput!, $commission: ID) { explainMethod(input: $input, commission: $commission) {
        explanation { method lines { sentence } } userErrors { code } } }";
    let page = async |value: &str, of: Value| {
        let input = secure::opportunity_input(&commission, "QUOTATION", value)["terms"].clone();
        let data = amara.run(explain, json!({ "input": input, "commission": of })).await;
        data["explainMethod"]["explanation"].clone()
    };
    let first = small("20,000", None).await;
    secure::opportunity_act(&amara, "opportunityRequestApproval", &first["id"]).await;
    let sunita = app.sign_in("sunita").await;
    secure::opportunity_act(&sunita, "opportunityApprove", &first["id"]).await;
    let own =
        "query($r: String!) { opportunity(reference: $r) { apartReason explanation { method lines { sentence } } } }";
    for (value, method, refused) in
        [("5,000.00", "QUOTATION", json!([])), ("5,000.01", "TENDER", json!([{ "code": "SPLIT_TO_AVOID_THRESHOLD" }]))]
    {
        let draft = small(value, None).await;
        assert_eq!(page(value, json!(commission)).await["method"], method, "{value} on the method page");
        assert_eq!(page(value, Value::Null).await["method"], "QUOTATION", "by itself");
        let told = amara.run(own, json!({ "r": draft["reference"] })).await;
        assert_eq!(told["opportunity"]["explanation"]["method"], method, "{value} on its own page");
        let checklist = "query($r: String!) { opportunity(reference: $r) { checklist { code } } }";
        let told = amara.run(checklist, json!({ "r": draft["reference"] })).await;
        assert_eq!(told["opportunity"]["checklist"], refused, "{value} at the gate");
    }
    let reason = "The first was for carers at home, this is an emergency line.";
    let apart = small("5,000.01", Some(reason)).await;
    let asked = secure::opportunity_act(&amara, "opportunityRequestApproval", &apart["id"]).await;
    assert_eq!(asked["opportunity"]["stage"], "APPROVAL", "{asked:#}");
    let read = sunita.run(own, json!({ "r": apart["reference"] })).await;
    assert_eq!(read["opportunity"]["apartReason"], reason, "the approver reads it first");
    let published = secure::opportunity_act(&sunita, "opportunityApprove", &apart["id"]).await;
    assert_eq!(published["opportunity"]["stage"], "OPEN", "{published:#}");
    let public = app.visitor().run(own, json!({ "r": apart["reference"] })).await;
    let lines = public["opportunity"]["explanation"]["lines"].to_string();
    assert!(lines.contains("kept apart from them") && lines.contains(reason), "{lines}");
    let still = app.visitor().run(own, json!({ "r": first["reference"] })).await;
    assert!(!still.to_string().contains("Bought for the same service"), "what came later does not count: {still:#}");
}

#[tokio::test]
async fn search_takes_wild_cards_as_they_stand_and_pages_go_on_where_they_stopped() {
    let app = App::start().await;
    let first = secure::opportunity(&app).await;
    let amara = app.sign_in("amara").await;
    let commission = first["commission"]["id"].as_str().unwrap();
    for _ in 0..2 {
        let input = secure::opportunity_input(commission, "TENDER", "50,000");
        secure::opportunity_draft(&amara, &input).await;
    }
    let count = "query($s: String) { opportunities(search: $s) { totalCount } }";
    for (search, found) in [("BEFRIENDING carers", 3), ("%", 0), ("_", 0), ("o-0001", 1), ("nothing such", 0)] {
        let data = amara.run(count, json!({ "s": search })).await;
        assert_eq!(data["opportunities"]["totalCount"], found, "{search}");
    }
    let page = "query($after: String) { opportunities(first: 2, after: $after) {
        nodes { reference } pageInfo { endCursor hasNextPage } } }";
    let first = amara.run(page, json!({})).await["opportunities"].clone();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let second = amara.run(page, json!({ "after": first["pageInfo"]["endCursor"] })).await["opportunities"].clone();
    assert_eq!(second["nodes"], json!([{ "reference": "O-0001" }]));
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
}

#[tokio::test]
async fn another_directorates_officer_and_a_visitor_begin_none_r_6_1() {
    let app = App::start().await;
    let commission = secure::commission(&app).await;
    let query = "mutation($input: OpportunityCreateInput!) { opportunityCreate(input: $input) {
        opportunity { id } userErrors { code message } } }";
    let variables = json!({ "input": secure::opportunity_input(&commission, "TENDER", "50,000") });
    let gareth = app.sign_in("gareth").await.run(query, variables.clone()).await;
    assert_eq!(codes(&gareth["opportunityCreate"]), ["NOT_ALLOWED"]);
    let visitor = app.visitor().run(query, variables).await;
    assert_eq!(codes(&visitor["opportunityCreate"]), ["NOT_FOUND"]);
}

#[tokio::test]
async fn one_called_off_says_why_to_everyone() {
    let app = App::start().await;
    let opportunity = secure::opportunity(&app).await;
    let amara = app.sign_in("amara").await;
    let cancel = "mutation($id: ID!) { opportunityCancel(id: $id, reason: \"The money went elsewhere.\") {
        opportunity { stage } userErrors { message } } }";
    amara.run(cancel, json!({ "id": opportunity["id"] })).await;
    let query = "query($r: String!) { opportunity(reference: $r) { stage cancelReason viewerCan } }";
    let data = app.visitor().run(query, json!({ "r": opportunity["reference"] })).await;
    assert_eq!(data["opportunity"]["cancelReason"], "The money went elsewhere.");
}

/// What is stored of every stage, around this opening and deadline.
fn states(publication: &Publication, at: Timestamp) -> Vec<State> {
    let (now, opening) = (publication.clone(), Opening { opened_at: at });
    let reason = || "A reason.".to_owned();
    vec![
        State::Published(now.clone()),
        State::Opened(now.clone(), opening),
        State::Evaluating(now.clone(), opening),
        State::Decided(now.clone(), opening, at),
        State::Complete(now.clone(), opening, at),
        State::Unsuccessful { publication: now.clone(), opening: None, at, reason: reason() },
        State::Cancelled { publication: Some(now), opening: Some(opening), at, reason: reason() },
        State::Cancelled { publication: None, opening: None, at, reason: reason() },
        State::Draft { sent_back: Some(reason()) },
    ]
}

#[tokio::test]
async fn the_lists_filter_and_the_computed_stage_agree_at_every_instant() {
    let app = App::start().await;
    secure::opportunity(&app).await;
    let (db, now) = (app.cx.db(), app.cx.now());
    let mut one = opportunities::find_by_reference(db.reader(), &Actor::System, "O-0001").await.unwrap().unwrap();
    let published = one.state.publication().unwrap().clone();
    let strategy = (-5_000_i64..5_000, 0_i64..6, -3_000_i64..9_000, 0_usize..18);
    let mut runner = TestRunner::deterministic();
    for _ in 0..120 {
        let (opens, open, look, state) = strategy.new_tree(&mut runner).unwrap().current();
        let opens_at = now + Duration::milliseconds(opens);
        let closes_at = to_the_second(opens_at) + Duration::seconds(open);
        let publication = Publication { opens_at, closes_at, ..published.clone() };
        one.timetable.closes_at = Some(closes_at);
        one.state = states(&publication, now).into_iter().nth(state).unwrap_or(State::Published(publication));
        let tx = app.cx.begin().await.unwrap();
        one = opportunities::save(&tx, one).await.unwrap();
        commit(tx).await.unwrap();
        let look = now + Duration::milliseconds(look);
        for stage in Stage::ALL.iter().copied() {
            let filter = Filter { stages: vec![stage], ..Filter::default() };
            let all = (&Page::default(), Links::default());
            let listed = opportunities::list(db.reader(), &Actor::System, &filter, all, look).await.unwrap();
            assert_eq!(!listed.rows.is_empty(), one.stage(look) == stage, "{stage} of {:?} at {look}", one.state);
        }
    }
}
