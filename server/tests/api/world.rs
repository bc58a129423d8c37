//! One of everything, for the tests that walk the whole schema. Whoever adds an
//! aggregate adds one of it here.

use serde_json::{Value, json};

use crate::harness::clone::again;
use crate::harness::rows::select;
use crate::harness::{App, Session, build, secure, thread};
use crate::plan::prioritisation;
use crate::secure::award;
use crate::secure::evaluation::build as evaluation;

/// The first half of a year is over: two returns are due.
const HALF_A_YEAR: &str = "2027-10-01T08:00:00Z";

/// Things of the first council and of its providers to try on, at the stages
/// at which their own people may act on them.
pub async fn make(app: &App) {
    let scene = evaluation::agreed(app).await;
    let award = award::approved(app, &scene).await;
    running(app, &award).await;
    beside(app).await;

    let amara = app.sign_in("amara").await;
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    assert!(data["needCreate"]["need"]["id"].is_string(), "{data:#}");
    priorities(app, data["needCreate"]["need"]["id"].as_str().unwrap()).await;
    forum(app).await;
    let (commission, _) = thread::approved_specification(app, "Reading together").await;
    let draft = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    secure::opportunity_draft(&amara, &draft).await;
    let commission = thread::commission(&amara, "A ride to the doctor").await;
    thread::draft(&amara, &commission).await;
    let need = thread::published_need(app).await;
    let waiting = thread::draft(&amara, &thread::commission(&amara, "A walk each day").await).await;
    thread::save(&amara, &waiting, thread::specification_input(&need)).await;
    let ask = "($id: ID!) { specificationRequestApproval(id: $id) { userErrors { message } }";
    done(&amara, "specificationRequestApproval", ask, json!({ "id": waiting })).await;
    server::app::due::run(&app.cx).await.unwrap();
}

/// A view about a draft need, a reason, and an objective that it serves; a
/// decided assessment, one that waits, and one in draft.
async fn priorities(app: &App, draft: &str) {
    let amara = app.sign_in("amara").await;
    let add =
        "($id: ID!, $input: EngagementInput!) { engagementAdd(need: $id, input: $input) { userErrors { message } }";
    let provider = select(app, "select id from organisation where kind = 'provider' order by id").await.remove(0);
    let input = json!({
        "source": "PROVIDER", "organisation": provider["id"], "who": "", "heardOn": "1 October 2026", "says": "Too few."
    });
    done(&amara, "engagementAdd", add, json!({ "id": draft, "input": input })).await;
    thread::engagement(&amara, draft).await;
    let create =
        "($input: ObjectiveInput!) { objectiveCreate(input: $input) { objective { id } userErrors { message } }";
    let input = json!({ "kind": "STATUTORY", "title": "Carers are assessed", "source": "Care Act 2014, section 10" });
    let objective = done(&amara, "objectiveCreate", create, json!({ "input": input })).await["objective"]["id"].clone();
    let align = "($id: ID!, $all: [ID!]!) { needAlign(id: $id, objectives: $all) { userErrors { message } }";
    done(&amara, "needAlign", align, json!({ "id": draft, "all": [objective] })).await;
    let need = thread::published_need(app).await;
    for end in ["decided", "waiting", "draft"] {
        let id = prioritisation::answered(&amara, &need, &objective).await;
        if end != "draft" {
            let ask = "($id: ID!) { prioritisationRequestApproval(id: $id) { userErrors { message } }";
            done(&amara, "prioritisationRequestApproval", ask, json!({ "id": id })).await;
        }
        if end == "decided" {
            let approve = "($id: ID!) { prioritisationApprove(id: $id) { userErrors { message } }";
            done(&app.sign_in("sunita").await, "prioritisationApprove", approve, json!({ "id": id })).await;
        }
    }
}

/// A forum with a member, that met once and spoke of a need and a specification.
async fn forum(app: &App) {
    let amara = app.sign_in("amara").await;
    let create = "($input: ForumInput!) { forumCreate(input: $input) { forum { id } userErrors { message } }";
    let input = json!({ "kind": "PROVIDERS", "name": "Providers' forum", "purpose": "To plan together" });
    let id = done(&amara, "forumCreate", create, json!({ "input": input })).await["forum"]["id"].clone();
    let add =
        "($id: ID!, $input: ForumMemberInput!) { forumAddMember(id: $id, input: $input) { userErrors { message } }";
    let provider = select(app, "select id from organisation where kind = 'provider' order by id").await.remove(0);
    let input = json!({ "organisation": provider["id"], "name": "" });
    done(&amara, "forumAddMember", add, json!({ "id": id, "input": input })).await;
    let record = "($id: ID!, $needs: [ID!]!, $all: [ID!]!, $input: MeetingInput!) {
        meetingRecord(forum: $id, needs: $needs, specifications: $all, input: $input) { userErrors { message } }";
    let need = select(app, "select id from need where published_at is not null order by id").await.remove(0);
    let specification = select(app, "select id from specification order by id").await.remove(0);
    let input = json!({ "heldOn": "1 October 2026", "title": "What matters", "notes": "Sleep matters most." });
    let variables = json!({ "id": id, "needs": [need["id"]], "all": [specification["id"]], "input": input });
    done(&amara, "meetingRecord", record, variables).await;
}

/// Runs a mutation that nothing stands in the way of, and answers its payload.
async fn done(session: &Session, name: &str, given: &str, variables: Value) -> Value {
    let data = session.run(&format!("mutation{given} }}"), variables).await;
    assert_eq!(data[name]["userErrors"], json!([]), "{data:#}");
    data[name].clone()
}

/// From the award to an agreement that runs: one return accepted, one to be
/// filled in, and what somebody says of the service.
async fn running(app: &App, award: &Value) {
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    award::act(&amara, "awardNotify", award).await;
    award::act(&joe, "awardAccept", award).await;
    let draft =
        "($id: ID!) { agreementDraft(award: $id) { agreement { id service { reference } } userErrors { message } }";
    let drafted = done(&amara, "agreementDraft", draft, json!({ "id": award })).await["agreement"].clone();
    let id = json!({ "id": drafted["id"] });
    done(&amara, "agreementOffer", "($id: ID!) { agreementOffer(id: $id) { userErrors { message } }", id.clone()).await;
    app.advance("2027-01-04T00:00:00Z").await;
    let sign = "($id: ID!) { agreementSign(id: $id, input: { name: \"By hand\", authority: \"true\" }) { userErrors { message } }";
    for name in ["joe", "sunita"] {
        done(&app.sign_in(name).await, "agreementSign", sign, id.clone()).await;
    }
    app.advance(HALF_A_YEAR).await;

    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let of = "{ dataReturns { nodes { id version readings { indicator } } } }";
    let data = joe.run(of, json!({})).await;
    let first = data["dataReturns"]["nodes"].as_array().and_then(|all| all.last()).unwrap();
    let reading = |reading: &Value| json!({ "indicator": reading["indicator"], "value": "52", "asked": "", "reason": "", "note": "", "confirmed": "" });
    let readings: Vec<Value> = first["readings"].as_array().unwrap().iter().map(reading).collect();
    let save = "($id: ID!, $version: Int!, $input: DataReturnInput!) { returnSave(id: $id, version: $version, input: $input) { userErrors { message } }";
    let input = json!({ "remark": "", "readings": readings });
    let variables = json!({ "id": first["id"], "version": first["version"], "input": input });
    done(&joe, "returnSave", save, variables).await;
    let id = json!({ "id": first["id"] });
    done(&joe, "returnSubmit", "($id: ID!) { returnSubmit(id: $id) { userErrors { message } }", id.clone()).await;
    done(&amara, "returnAccept", "($id: ID!) { returnAccept(id: $id) { userErrors { message } }", id).await;

    let give = "($service: String!, $input: FeedbackInput!) { feedbackGive(service: $service, input: $input) { userErrors { message } }";
    let input = json!({ "rating": "VERY_GOOD", "words": "They listen.", "giver": "" });
    let variables = json!({ "service": drafted["service"]["reference"], "input": input });
    done(&app.visitor(), "feedbackGive", give, variables).await;
}

/// Rows as other lots of the same opportunity would leave them: an award that
/// is recommended, and agreements that are drafted and offered.
async fn beside(app: &App) {
    let one = async |table: &str| select(app, &format!("select * from {table}")).await.remove(0);
    let (award, agreement) = (one("award").await, one("agreement").await);
    let lot =
        select(app, &format!("select * from lot where id = '{}'", award["lot_id"].as_str().unwrap())).await.remove(0);
    for (number, stage, of) in
        [(2, "accepted", Some("draft")), (3, "accepted", Some("offered")), (4, "recommended", None)]
    {
        let end = format!("fff{number}");
        let lot = again(app, "lot", &lot, &end, &[("number", number.into())]).await;
        let changes = [("lot_id", lot), ("stage", stage.into())];
        let award = again(app, "award", &award, &end, &changes).await;
        let Some(stage) = of else { continue };
        let reference = format!("A-000{number}");
        let changes = [("award_id", award), ("stage", stage.into()), ("reference", reference.into())];
        let copy = again(app, "agreement", &agreement, &end, &changes).await;
        for table in ["payment_line", "monitoring_plan", "plan_activity"] {
            for row in select(
                app,
                &format!("select * from {table} where agreement_id = '{}'", agreement["id"].as_str().unwrap()),
            )
            .await
            {
                again(app, table, &row, &end, &[("agreement_id", copy.clone())]).await;
            }
        }
    }
}
