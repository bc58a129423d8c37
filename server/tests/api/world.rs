//! One of everything, for the tests that walk the whole schema. Whoever adds an
//! aggregate adds one of it here.

use serde_json::{Value, json};

use crate::harness::clone::again;
use crate::harness::rows::select;
use crate::harness::{App, Session, build, secure, thread};
use crate::plan::budget;
use crate::plan::consultation;
use crate::plan::market;
use crate::plan::prioritisation;
use crate::review::process_feedback;
use crate::secure::award;
use crate::secure::evaluation::build as evaluation;
use crate::secure::support;

/// The first half of a year is over: two returns are due.
const HALF_A_YEAR: &str = "2027-10-01T08:00:00Z";

/// Things of the first council and of its providers to try on, at the stages
/// at which their own people may act on them.
pub async fn make(app: &App) {
    crate::framework::template::publish(&app.sign_in("sunita").await, "The first").await;
    let scene = evaluation::agreed(app).await;
    let award = award::approved(app, &scene).await;
    running(app, &award).await;
    beside(app).await;
    asked(app).await;

    let amara = app.sign_in("amara").await;
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    assert!(data["needCreate"]["need"]["id"].is_string(), "{data:#}");
    priorities(app, data["needCreate"]["need"]["id"].as_str().unwrap()).await;
    forum(app).await;
    market(app).await;
    let (commission, _) = thread::approved_specification(app, "Reading together").await;
    let draft = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    secure::opportunity_draft(&amara, &draft).await;
    let commission = thread::commission(&amara, "A ride to the doctor").await;
    thread::draft(&amara, &commission).await;
    let need = thread::published_need(app).await;
    let waiting = thread::draft(&amara, &thread::commission(&amara, "A walk each day").await).await;
    thread::save(&amara, &waiting, thread::specification_input(&need)).await;
    act(&amara, "specificationRequestApproval", &json!(waiting), "").await;
    consulted(app).await;
    server::app::due::run(&app.cx).await.unwrap();
}

/// A consultation that is drafted, and one that is open, with answers of which
/// one makes a point.
async fn consulted(app: &App) {
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let day =
        |days: i64| shared::calendar::in_short(shared::calendar::day_of(app.cx.now()) + chrono::Duration::days(days));
    let mut input = consultation::input();
    (input["opensOn"], input["closesOn"]) = (json!(day(0)), json!(day(30)));
    (input["commissions"], input["needs"]) = (json!("C-0001"), json!("N-0001"));
    let open = consultation::draft(&amara, input.clone()).await;
    let publish =
        "($id: ID!) { consultationPublish(id: $id) { consultation { questions { id } } userErrors { message } }";
    let published = done(&amara, "consultationPublish", publish, json!({ "id": open["id"] })).await;
    let question = &published["consultation"]["questions"][0]["id"];
    for session in [&app.visitor(), &joe] {
        let told = consultation::respond(session, question, "Come in the evening.", "").await;
        assert_eq!(told["userErrors"], json!([]), "{told:#}");
    }
    let given = select(app, "select * from consultation_response").await.remove(0)["id"].clone();
    let told = consultation::point(&amara, &open["id"], "Come in the evening", &[given]).await;
    assert_eq!(told["userErrors"], json!([]), "{told:#}");
    consultation::draft(&amara, input).await;
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

/// What a provider says that it can do, what an officer noted, the map kept for a commission, and help that is asked for.
async fn market(app: &App) {
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    let provider = select(app, "select organisation_id from membership where user_id = (select id from user_account where email = 'joe@test.example')").await.remove(0);
    let provider = &provider["organisation_id"];
    for (session, source) in [(&joe, ""), (&amara, "A visit")] {
        assert_eq!(market::add(session, provider, source).await["userErrors"], json!([]));
    }
    let commission = select(app, "select id from commission order by id").await.remove(0)["id"].clone();
    assert_eq!(market::keep(&amara, &commission).await["userErrors"], json!([]));
    assert_eq!(budget::set(&amara, &commission, "250,000").await["userErrors"], json!([]));
    let sunita = app.sign_in("sunita").await;
    assert_eq!(budget::allow(&sunita, &commission, "90,000").await["userErrors"], json!([]));
    let offer = support::publish(&amara, "").await["offer"]["id"].clone();
    assert_eq!(support::ask(&joe, &offer).await["userErrors"], json!([]));
}

/// Runs a mutation that nothing stands in the way of, and answers its payload.
async fn done(session: &Session, name: &str, given: &str, variables: Value) -> Value {
    let data = session.run(&format!("mutation{given} }}"), variables).await;
    assert_eq!(data[name]["userErrors"], json!([]), "{data:#}");
    data[name].clone()
}

/// Decides on a thing as it stands, with nothing in the way.
async fn act(session: &Session, name: &str, id: &Value, given: &str) {
    let done = session.act(name, id, given, "userErrors { message }").await;
    assert_eq!(done["userErrors"], json!([]), "{name}: {done:#}");
}

/// From the award to an agreement that runs: one return accepted, one to be
/// filled in, and what somebody says of the service.
async fn running(app: &App, award: &Value) {
    let (amara, joe) = (app.sign_in("amara").await, app.sign_in("joe").await);
    award::act(&amara, "awardNotify", award).await;
    let chosen = select(app, "select bid_id from award").await.remove(0)["bid_id"].clone();
    let told = process_feedback::give(&joe, chosen.as_str().unwrap(), "YES").await;
    assert_eq!(told["userErrors"], json!([]), "{told:#}");
    award::act(&joe, "awardAccept", award).await;
    let draft =
        "($id: ID!) { agreementDraft(award: $id) { agreement { id service { reference } } userErrors { message } }";
    let drafted = done(&amara, "agreementDraft", draft, json!({ "id": award })).await["agreement"].clone();
    act(&amara, "agreementOffer", &drafted["id"], "").await;
    app.advance("2027-01-04T00:00:00Z").await;
    let signature = ", input: { name: \"By hand\", authority: \"true\" }";
    for name in ["joe", "sunita"] {
        act(&app.sign_in(name).await, "agreementSign", &drafted["id"], signature).await;
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
    act(&joe, "returnSubmit", &first["id"], "").await;
    act(&amara, "returnAccept", &first["id"], "").await;

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
        let changes = [("lot_id", lot.clone()), ("slot", lot), ("stage", stage.into())];
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

/// What was asked about the opportunity while it was open, what changed in it, and a search that `amara` keeps.
async fn asked(app: &App) {
    let on = select(app, "select * from opportunity order by id").await.remove(0);
    let id = |prefix: &str| format!("{prefix}{}", app.cx.new_uuid().simple());
    let text = |column: &str| format!("'{}'", on[column].as_str().unwrap());
    let (opportunity, buyer, directorate) = (text("id"), text("buyer_id"), text("directorate_id"));
    let user = |name: &str| format!("(select id from user_account where email = '{name}@test.example')");
    let (joe, amara) = (user("joe"), user("amara"));
    let provider = format!("(select organisation_id from membership where user_id = {joe})");
    let now = "2026-11-23T10:00:00+00:00";
    for (stage, answer) in [("asked", "null, null, null".to_owned()), ("answered", format!("'{now}', {amara}, 'Yes.'"))]
    {
        let sql = format!(
            "insert into clarification (id, opportunity_id, buyer_id, directorate_id, organisation_id, asked_by_id,
             asked_at, question, answer_by, policy_row, stage, published_at, published_by_id, text, listed_at, version)
             values ('{}', {opportunity}, {buyer}, {directorate}, {provider}, {joe}, '{now}', 'Which days?',
             '2026-11-26', 'local.clarification.days@2011-01-01', '{stage}', {answer}, '{now}', 1)",
            id("clf_")
        );
        app.cx.db().execute(&sql).await.unwrap();
    }
    let bid = "(select id from bid order by id limit 1)";
    let other = format!("(select id from organisation where kind = 'provider' and id <> {provider} limit 1)");
    for sql in [
        format!(
            "insert into bid_member (bid_id, organisation_id, stage, reason, invited_at, answered_at)
             values ({bid}, {other}, 'declined', 'capacity', '{now}', '{now}')"
        ),
        format!(
            "insert into bid_team (bid_id, terms, version, saved_at, saved_by) values ({bid}, '', 1, '{now}', {joe})"
        ),
        format!(
            "insert into opened_part (bid_id, organisation_id, position, role, share)
             values ({bid}, {provider}, 1, 'All of it', 10000)"
        ),
        format!(
            "insert into opened_subcontractor (bid_id, position, name, work, share, payment_days)
             values ({bid}, 1, 'The print shed', 'Leaflets', 500, 30)"
        ),
        format!(
            "insert into amendment (id, opportunity_id, number, what, meaning, material, closed_at, closes_at,
             made_by_id, made_at) values ('{}', {opportunity}, 1, 'Olney too.', 'Nothing.', false, '{now}', '{now}',
             {amara}, '{now}')",
            id("amd_")
        ),
        format!(
            "insert into alert (id, email, user_id, token, asked_at, confirmed_at)
             values ('{}', 'amara@test.example', {amara}, 'a-secret', '{now}', '{now}')",
            id("alr_")
        ),
    ] {
        app.cx.db().execute(&sql).await.unwrap();
    }
}
