//! Returns: due by the clock, sent, questioned, accepted.

use serde_json::{Value, json};

use super::signed;
use crate::harness::agreement::{AWARD, MEASURES, award};
use crate::harness::rows::select;
use crate::harness::{App, Session, build, faults, thread};

const LIST: &str = "{ dataReturns { totalCount nodes { id title dueOn stage version status { text } viewerCan
    readings { value figure result previous warning query reason } } } }";
const SAVE: &str = "mutation($id: ID!, $version: Int!, $input: DataReturnInput!) {
    returnSave(id: $id, version: $version, input: $input) { dataReturn { version } userErrors { field code message rule } } }";

/// An agreement that runs from January 2027, on the first day of April.
async fn running() -> App {
    let app = App::start().await;
    award(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let draft = "mutation($award: ID!) { agreementDraft(award: $award) { agreement { id } userErrors { message } } }";
    let data = amara.run(draft, json!({ "award": AWARD })).await;
    let id = &data["agreementDraft"]["agreement"]["id"];
    amara.act("agreementOffer", id, "", "userErrors { message }").await;
    signed(&app, id).await;
    app.advance("2027-04-01T08:00:00Z").await;
    app
}

async fn only(session: &Session) -> Value {
    let data = session.run(LIST, json!({})).await;
    assert_eq!(data["dataReturns"]["totalCount"], 1, "{data:#}");
    data["dataReturns"]["nodes"][0].clone()
}

fn input(values: [&str; 2]) -> Value {
    let reading = |(indicator, value): (&str, &str)| json!({ "indicator": indicator, "value": value, "asked": "", "reason": "", "note": "", "confirmed": "" });
    json!({ "remark": "", "readings": MEASURES.into_iter().zip(values).map(reading).collect::<Vec<_>>() })
}

async fn fill(session: &Session, input: Value) -> Value {
    let one = only(session).await;
    let variables = json!({ "id": one["id"], "version": one["version"], "input": input });
    session.run(SAVE, variables).await["returnSave"].clone()
}

async fn act(session: &Session, mutation: &str) -> Value {
    let id = session.run(LIST, json!({})).await["dataReturns"]["nodes"][0]["id"].clone();
    session.act(mutation, &id, "", "dataReturn { stage } userErrors { field code message rule }").await
}

/// R-4.21b, R-4.21d
#[tokio::test]
async fn a_return_is_made_by_the_clock_once_for_each_period() {
    let app = running().await;
    app.advance("2027-04-01T09:00:00Z").await;
    let joe = app.sign_in("joe").await;
    let one = only(&joe).await;
    assert_eq!(one["title"], "Return for January to March 2027");
    assert_eq!((&one["dueOn"], &one["stage"]), (&json!("2027-05-01"), &json!("DUE")));
    assert_eq!(one["viewerCan"], json!(["SAVE", "SUBMIT"]));
    app.advance("2027-05-02T09:00:00Z").await;
    assert_eq!(only(&app.sign_in("joe").await).await["status"]["text"], "Late by 1 day");
    app.advance("2027-07-01T09:00:00Z").await;
    let data = app.sign_in("joe").await.run(LIST, json!({})).await;
    assert_eq!(data["dataReturns"]["totalCount"], 2);
}

/// R-4.21b: all faults at once, nothing partly saved.
#[tokio::test]
async fn a_return_needs_every_figure_or_a_reason() {
    let app = running().await;
    let joe = app.sign_in("joe").await;
    let wrong = fill(&joe, input(["-4", "101"])).await;
    insta::assert_json_snapshot!(faults(&wrong));
    assert_eq!(only(&joe).await["readings"][0]["value"], Value::Null);
    fill(&joe, input(["87", ""])).await;
    let refused = act(&joe, "returnSubmit").await;
    assert_eq!(
        faults(&refused),
        ["MISSING readings.1.value: Enter a figure for \"Carers who feel less alone\", or say why there is none"]
    );
    let mut closed = input(["87", ""]);
    closed["readings"][1]["reason"] = json!("The survey is in May");
    fill(&joe, closed).await;
    assert_eq!(act(&joe, "returnSubmit").await["dataReturn"]["stage"], "SUBMITTED");
}

#[tokio::test]
async fn a_return_is_the_provider_s_own_until_sent_and_public_once_accepted() {
    let app = running().await;
    let joe = app.sign_in("joe").await;
    let amara = app.sign_in("amara").await;
    fill(&joe, input(["72", "63"])).await;
    assert_eq!(only(&amara).await["readings"], Value::Null, "only the provider sees a draft");
    assert_eq!(act(&amara, "returnAccept").await["userErrors"][0]["code"], "ILLEGAL_TRANSITION");
    act(&joe, "returnSubmit").await;
    assert_eq!(only(&amara).await["readings"][0]["figure"], "72 people");
    assert_eq!(only(&amara).await["readings"][0]["result"], "CLOSE");
    assert_eq!(act(&joe, "returnAccept").await["userErrors"][0]["code"], "NOT_ALLOWED");
    let query = "mutation($id: ID!, $input: DataReturnQueryInput!) { returnQuery(id: $id, input: $input) {
        dataReturn { stage } userErrors { field code message } } }";
    let id = only(&amara).await["id"].clone();
    let asked = json!({ "queries": [{ "indicator": MEASURES[0], "query": "Does this count each person once?" }] });
    let data = amara.run(query, json!({ "id": id, "input": asked })).await;
    assert_eq!(data["returnQuery"]["dataReturn"]["stage"], "QUERIED", "{data:#}");
    assert_eq!(only(&joe).await["readings"][0]["query"], "Does this count each person once?");
    fill(&joe, input(["76", "63"])).await;
    act(&joe, "returnSubmit").await;
    let visitor = app.visitor();
    assert_eq!(visitor.run(LIST, json!({})).await["dataReturns"]["totalCount"], 0);
    assert_eq!(act(&amara, "returnAccept").await["dataReturn"]["stage"], "ACCEPTED");
    let seen = only(&visitor).await;
    assert_eq!(seen["readings"][0]["result"], "ON_TARGET");
    assert_eq!(seen["readings"][0]["query"], Value::Null, "questions stay between the two");
    let trend = "{ agreement(reference: \"A-0001\") { measures { name target trend { sentence result rows { figure }
        wide { dots { x y } target closeFrom closeTo } } } } }";
    insta::assert_json_snapshot!(visitor.run(trend, json!({})).await["agreement"]["measures"]);
    // R-4.6b: the need shows it as it stands, and nothing is copied.
    let live = "{ need(reference: \"N-0007\") { agreements { reference measures { trend { result } } } } }";
    let measures = json!([{ "trend": { "result": "ON_TARGET" } }, { "trend": { "result": "ON_TARGET" } }]);
    let data = visitor.run(live, json!({})).await;
    assert_eq!(data["need"]["agreements"], json!([{ "reference": "A-0001", "measures": measures }]));
    // A later need that the same service is to answer shows how the earlier agreement did.
    let later = thread::published_need(&app).await;
    let amara = app.sign_in("amara").await;
    let row = select(&app, "select service_id from agreement").await.remove(0);
    let input = json!({
        "title": "The next one", "service": row["service_id"],
        "directorate": build::directorate_id(&amara, "Adult Care and Health").await,
    });
    let create = "mutation($input: CommissionInput!) { commissionCreate(input: $input) { commission { id } } }";
    let made = amara.run(create, json!({ "input": input })).await["commissionCreate"]["commission"]["id"].clone();
    let draft = thread::draft(&amara, made.as_str().unwrap()).await;
    thread::save(&amara, &draft, thread::specification_input(&later)).await;
    for (name, step) in [("amara", "specificationRequestApproval"), ("sunita", "specificationApprove")] {
        let done = app.sign_in(name).await.act(step, &json!(draft), "", "userErrors { field message }").await;
        assert_eq!(done["userErrors"], json!([]), "{done:#}");
    }
    let reference = select(&app, &format!("select reference from need where id = '{later}'")).await.remove(0);
    let live = "query($it: String!) { need(reference: $it) { agreements { reference } } }";
    let data = amara.run(live, json!({ "it": reference["reference"] })).await;
    assert_eq!(data["need"]["agreements"], json!([{ "reference": "A-0001" }]));
}

/// R-4.21b
#[tokio::test]
async fn ten_times_the_last_figure_has_to_be_confirmed() {
    let app = running().await;
    let joe = app.sign_in("joe").await;
    fill(&joe, input(["76", "63"])).await;
    act(&joe, "returnSubmit").await;
    act(&app.sign_in("amara").await, "returnAccept").await;
    app.advance("2027-07-01T08:00:00Z").await;
    let joe = app.sign_in("joe").await;
    let newest = joe.run(LIST, json!({})).await["dataReturns"]["nodes"][0].clone();
    assert_eq!(newest["readings"][0]["previous"], "76 people");
    let mut typed = input(["760", "63"]);
    let save = |typed: &Value, version: i64| json!({ "id": newest["id"], "version": version, "input": typed });
    joe.run(SAVE, save(&typed, 1)).await;
    assert_eq!(
        faults(&act(&joe, "returnSubmit").await),
        ["OUT_OF_RANGE readings.0.confirmed: 760 people is ten times as much, or more. Last time it was 76 people. \
          Say that it is right, or change it"]
    );
    typed["readings"][0]["confirmed"] = json!("true");
    joe.run(SAVE, save(&typed, 2)).await;
    assert_eq!(act(&joe, "returnSubmit").await["dataReturn"]["stage"], "SUBMITTED");
}

#[tokio::test]
async fn a_stranger_finds_no_return_to_do_anything_with() {
    let app = running().await;
    crate::harness::build::provider(&app, "Pentland Services", "martin").await;
    let id = only(&app.sign_in("joe").await).await["id"].clone();
    let martin = app.sign_in("martin").await;
    for stranger in [&app.visitor(), &martin] {
        for mutation in ["returnSubmit", "returnAccept"] {
            let refused = stranger.act(mutation, &id, "", "userErrors { code }").await;
            assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND");
        }
        let variables = json!({ "id": id, "version": 1, "input": input(["1", "2"]) });
        assert_eq!(stranger.run(SAVE, variables).await["returnSave"]["userErrors"][0]["code"], "NOT_FOUND");
    }
}
