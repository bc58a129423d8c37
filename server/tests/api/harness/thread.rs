//! The beginning of a thread in one line: a published need, a commission, an
//! approved specification.

use serde_json::{Value, json};

use super::{App, Session, build, faults, principles};

/// A need that `amara` wrote and `sunita` published: its identifier.
pub async fn published_need(app: &App) -> String {
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let id = need(&amara).await;
    for (session, mutation) in [(&amara, "needRequestApproval"), (&sunita, "needPublish")] {
        let done = session.act(mutation, &json!(id), "", "userErrors { code field message }").await;
        assert_eq!(faults(&done), Vec::<String>::new());
    }
    id
}

/// A draft of a need, with its evidence: its identifier.
pub async fn need(amara: &Session) -> String {
    let create =
        "mutation($input: NeedInput!) { needCreate(input: $input) { need { id } userErrors { code field message } } }";
    let data = amara.run(create, json!({ "input": build::need_input(amara).await })).await;
    let id = data["needCreate"]["need"]["id"].as_str().unwrap_or_else(|| panic!("{data:#}")).to_owned();
    evidence(amara, &id).await;
    engagement(amara, &id).await;
    id
}

/// One item of evidence: no need is published without.
async fn evidence(session: &Session, need: &str) {
    let mutation = "mutation($need: ID!, $input: EvidenceInput!) {
        evidenceAdd(need: $need, input: $input) { userErrors { code field message } }
    }";
    let input = json!({
        "kind": "SURVEY",
        "title": "Carers' survey 2026",
        "says": "Six in ten carers feel alone most weeks.",
        "source": "Ouzel Valley Council",
        "datedOn": "1 March 2026",
        "place": "",
        "url": "",
        "strength": "STRONG",
        "area": "",
        "measure": "",
    });
    let data = session.run(mutation, json!({ "need": need, "input": input })).await;
    assert_eq!(faults(&data["evidenceAdd"]), Vec::<String>::new());
}

/// A line of reason for everybody whose views were not heard: no need is
/// published without.
pub async fn engagement(session: &Session, need: &str) {
    let mutation = "mutation($need: ID!, $input: EngagementReasonsInput!) {
        engagementExplain(need: $need, input: $input) { userErrors { code field message } }
    }";
    let data = session.run(mutation, json!({ "need": need, "input": build::engagement_reasons() })).await;
    assert_eq!(faults(&data["engagementExplain"]), Vec::<String>::new());
}

/// A commission that `amara` leads, and answers for under the principles: its identifier.
pub async fn commission(amara: &Session, title: &str) -> String {
    let create = "mutation($input: CommissionInput!) {
        commissionCreate(input: $input) { commission { id } userErrors { code field message } }
    }";
    let input = json!({
        "title": title,
        "directorate": build::directorate_id(amara, "Adult Care and Health").await,
        "newService": {
            "name": title,
            "summary": "A friend visits each week.",
            "whoFor": "Adults who care for somebody at home.",
            "howToUse": "Ring 01632 960 114.",
        },
    });
    let data = amara.run(create, json!({ "input": input })).await;
    let id = data["commissionCreate"]["commission"]["id"].as_str().unwrap_or_else(|| panic!("{data:#}")).to_owned();
    principles::meet(amara, &id).await;
    id
}

/// A draft for a commission: its identifier.
pub async fn draft(amara: &Session, commission: &str) -> String {
    let create = "mutation($id: ID!) {
        specificationCreate(commission: $id) { specification { id } userErrors { code field message } }
    }";
    let data = amara.run(create, json!({ "id": commission })).await;
    data["specificationCreate"]["specification"]["id"].as_str().unwrap_or_else(|| panic!("{data:#}")).to_owned()
}

/// What fills all four parts, with an outcome for this need; £9,500 a year for
/// two years.
pub fn specification_input(need: &str) -> Value {
    json!({
        "scope": "A friend visits each carer once a week. It does not cover care at night.",
        "aims": "Carers have someone to talk to.",
        "outcomes": [{
            "title": "Carers feel less alone",
            "beneficiaries": "Adults who care for someone at home",
            "need": need,
            "indicators": [{
                "name": "Carers who say they feel less alone",
                "kind": "OUTCOME",
                "unit": "%",
                "direction": "HIGHER",
                "baseline": "41",
                "target": "60",
                "tolerance": "5",
                "source": "A survey each quarter",
                "frequency": "QUARTERLY",
            }],
        }],
        "monitoring": "We read a short report each quarter.",
        "evaluation": "We ask carers each spring what has changed.",
        "review": "We look at the whole service once a year.",
        "valueAYear": "9,500",
        "years": "2",
        "extensionYears": "0",
        "vat": "20",
        "category": "LIGHT_TOUCH",
        "payment": "We pay each month, 30 days after the bill.",
    })
}

/// Saves what was typed; panics if it is refused.
pub async fn save(amara: &Session, id: &str, input: Value) {
    let mutation = "mutation($id: ID!, $input: SpecificationInput!) {
        specificationSave(id: $id, input: $input) { userErrors { code field message } }
    }";
    let data = amara.run(mutation, json!({ "id": id, "input": input })).await;
    assert_eq!(faults(&data["specificationSave"]), Vec::<String>::new());
}

/// A specification that `amara` wrote and `sunita` approved: the identifiers
/// of the commission and of the specification.
pub async fn approved_specification(app: &App, title: &str) -> (String, String) {
    let need = published_need(app).await;
    let (amara, sunita) = (app.sign_in("amara").await, app.sign_in("sunita").await);
    let commission = commission(&amara, title).await;
    let id = draft(&amara, &commission).await;
    save(&amara, &id, specification_input(&need)).await;
    for (session, mutation) in [(&amara, "specificationRequestApproval"), (&sunita, "specificationApprove")] {
        let done = session.act(mutation, &json!(id), "", "userErrors { code field message }").await;
        assert_eq!(faults(&done), Vec::<String>::new());
    }
    (commission, id)
}
