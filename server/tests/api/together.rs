//! What is wrong with a form and what the records have against it come at once:
//! nobody mends a form twice for one press.

use serde_json::{Value, json};

use crate::harness::{App, Session, build, secure, thread};
use crate::secure::award;
use crate::secure::evaluation::build as evaluation;

const UNKNOWN: &str = "00000000000000000000000000000099";

/// The fields at fault, in their order.
fn fields(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array().unwrap_or_else(|| panic!("{payload:#}"));
    errors.iter().map(|error| error["field"].as_str().unwrap_or("-")).collect()
}

/// Runs a mutation with one input and answers its payload.
async fn send(session: &Session, mutation: &str, arguments: (&str, &str), variables: Value) -> Value {
    let (declared, given) = arguments;
    let query = format!("mutation({declared}) {{ {mutation}({given}) {{ userErrors {{ field code message }} }} }}");
    session.run(&query, variables).await[mutation].clone()
}

#[tokio::test]
async fn a_need_without_title_in_an_unknown_area_has_both_faults() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let sound = build::need_input(&amara).await;
    let mut input = sound.clone();
    (input["title"], input["areas"]) = (json!(""), json!("E01016845"));
    let arguments = ("$input: NeedInput!", "input: $input");
    let refused = send(&amara, "needCreate", arguments, json!({ "input": input })).await;
    assert_eq!(fields(&refused), ["title", "areas"]);

    let need = json!(thread::need(&amara).await);
    let arguments = ("$id: ID!, $version: Int!, $input: NeedInput!", "id: $id, version: $version, input: $input");
    let variables = json!({ "id": need, "version": amara.version(&need).await, "input": input });
    let refused = send(&amara, "needEdit", arguments, variables).await;
    assert_eq!(fields(&refused), ["title", "areas"]);
}

#[tokio::test]
async fn evidence_without_title_on_a_figure_that_nobody_holds_has_both_faults() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let need = thread::need(&amara).await;
    let input = json!({
        "kind": "demographic", "title": "", "says": "One of the poorest tenth.", "source": "", "datedOn": "",
        "place": "", "url": "", "strength": "strong", "area": "E01016845", "measure": "imd_rank",
    });
    let arguments = ("$id: ID!, $input: EvidenceInput!", "need: $id, input: $input");
    let refused = send(&amara, "evidenceAdd", arguments, json!({ "id": need, "input": input })).await;
    assert_eq!(fields(&refused), ["title", "area"]);
}

#[tokio::test]
async fn a_commission_without_title_for_anothers_service_has_both_faults() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    thread::commission(&amara, "Visits").await;
    let directorate = build::directorate_id(&amara, "Adult Care and Health").await;
    let arguments = ("$input: CommissionInput!", "input: $input");
    let input = json!({
        "title": "", "directorate": directorate,
        "service": format!("svc_{UNKNOWN}"), "follows": format!("com_{UNKNOWN}"),
    });
    let refused = send(&amara, "commissionCreate", arguments, json!({ "input": input })).await;
    assert_eq!(fields(&refused)[..2], ["title", "service"]);
    let service = json!({ "name": "Visits", "summary": "", "whoFor": "Adults.", "howToUse": "Ring us." });
    let input = json!({ "title": "Again", "directorate": directorate, "newService": service });
    let refused = send(&amara, "commissionCreate", arguments, json!({ "input": input })).await;
    assert_eq!(fields(&refused), ["newService.summary", "newService.name"]);
    assert_eq!(refused["userErrors"][1]["code"], "DUPLICATE");
}

#[tokio::test]
async fn an_opportunity_with_a_day_that_is_none_and_an_unknown_officer_has_both_faults() {
    let app = App::start().await;
    let amara = app.sign_in("amara").await;
    let commission = secure::commission(&app).await;
    let input = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &input).await;
    let input = json!({ "decisionOn": "31 February 2027", "officer": format!("usr_{UNKNOWN}") });
    let refused = secure::opportunity_save(&amara, &draft, &input).await;
    assert_eq!(fields(&refused), ["decisionOn", "officer"]);
}

#[tokio::test]
async fn an_invitation_without_a_limit_to_a_directorate_of_others_has_both_faults() {
    let app = App::start().await;
    let colin = app.sign_in("colin").await;
    let arguments = ("$input: InvitationInput!", "input: $input");
    let input = json!({
        "email": "new@test.example", "role": "approver", "directorate": format!("dir_{UNKNOWN}"), "limit": "",
        "expiresOn": "",
    });
    let refused = send(&colin, "invitationCreate", arguments, json!({ "input": input })).await;
    assert_eq!(fields(&refused), ["limit", "directorate"]);
    let double = json!({
        "email": "sunita@test.example", "role": "approver", "directorate": "", "limit": "", "expiresOn": "",
    });
    let refused = send(&colin, "invitationCreate", arguments, json!({ "input": double })).await;
    assert_eq!(fields(&refused), ["limit", "email"]);
}

/// R-4.1b, R-S5
#[tokio::test]
async fn a_recommendation_too_short_and_without_its_lawful_reason_has_both_faults() {
    let app = App::start().await;
    let scene = evaluation::agreed(&app).await;
    let amara = app.sign_in("amara").await;
    let arguments = ("$id: ID!, $input: AwardInput!", "opportunity: $id, input: $input");
    let input = json!({ "bid": scene.bids[1], "reasons": "We like them.", "otherReason": "" });
    let refused = send(&amara, "awardRecommend", arguments, json!({ "id": scene.opportunity, "input": input })).await;
    assert_eq!(fields(&refused), ["reasons", "otherReason"]);
}

/// R-S4
#[tokio::test]
async fn a_panel_too_small_and_without_anybody_to_lead_it_has_both_faults() {
    let app = App::start().await;
    let scene = evaluation::closed(&app).await;
    let amara = app.sign_in("amara").await;
    let tom = evaluation::candidate(&amara, &scene, "tom").await;
    let arguments =
        ("$id: ID!, $version: Int!, $input: PanelInput!", "opportunity: $id, version: $version, input: $input");
    let version = amara.version(&json!(scene.opportunity)).await;
    let variables = json!({ "id": scene.opportunity, "version": version, "input": { "members": [tom], "chair": "" } });
    let refused = send(&amara, "panelAppoint", arguments, variables).await;
    assert_eq!(fields(&refused), ["chair", "members"]);
}

/// R-S5
#[tokio::test]
async fn a_signature_without_a_name_in_the_waiting_period_has_both_faults() {
    let app = App::start().await;
    crate::harness::agreement::award(&app, "accepted").await;
    let amara = app.sign_in("amara").await;
    let draft = "mutation($id: ID!) { agreementDraft(award: $id) { agreement { id } userErrors { message } } }";
    let drafted = amara.run(draft, json!({ "id": crate::harness::agreement::AWARD })).await;
    let agreement = &drafted["agreementDraft"]["agreement"]["id"];
    amara.act("agreementOffer", agreement, "", "userErrors { message }").await;
    let ruth = app.sign_in("ruth").await;
    let asked = "userErrors { field code message }";
    let refused = ruth.act("agreementSign", agreement, ", input: { name: \"\", authority: \"true\" }", asked).await;
    assert_eq!(fields(&refused), ["name", "-"]);
    assert_eq!(refused["userErrors"][1]["code"], "STANDSTILL");
}

/// Nobody is told of an award by its faults alone: a stranger to it hears that
/// it does not exist.
#[tokio::test]
async fn a_stranger_hears_no_more_of_the_records_than_before() {
    let app = App::start().await;
    let scene = evaluation::agreed(&app).await;
    let id = award::approved(&app, &scene).await;
    build::provider(&app, "Pentland Services", "martin").await;
    let martin = app.sign_in("martin").await;
    let refused = martin.act("awardApprove", &id, "", "userErrors { field code message }").await;
    assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND");
    let arguments = ("$id: ID!, $input: AwardInput!", "opportunity: $id, input: $input");
    let input = json!({ "bid": scene.bids[1], "reasons": "", "otherReason": "" });
    let refused = send(&martin, "awardRecommend", arguments, json!({ "id": scene.opportunity, "input": input })).await;
    assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND", "{refused:#}");
}
