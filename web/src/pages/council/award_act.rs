//! Choosing a panel, and what is done with an award.

use cynic::MutationBuilder;
use shared::secure::{AwardId, OpportunityId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PanelInput {
    members: Vec<String>,
    chair: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AppointVariables {
    opportunity: OpportunityId,
    version: i32,
    input: PanelInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AppointVariables")]
struct AppointMutation {
    #[arguments(opportunity: $opportunity, version: $version, input: $input)]
    panel_appoint: EvaluationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EvaluationPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardInput {
    lot: String,
    bid: String,
    reasons: String,
    other_reason: Option<String>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RecommendVariables {
    opportunity: OpportunityId,
    input: AwardInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RecommendVariables")]
struct RecommendMutation {
    #[arguments(opportunity: $opportunity, input: $input)]
    award_recommend: AwardPayload,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardReasonInput {
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct IdVariables {
    id: AwardId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ApproveVariables {
    id: AwardId,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReasonVariables {
    id: AwardId,
    input: AwardReasonInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ApproveVariables")]
struct ApproveMutation {
    #[arguments(id: $id, version: $version)]
    award_approve: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "IdVariables")]
struct NotifyMutation {
    #[arguments(id: $id)]
    award_notify: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct SendBackMutation {
    #[arguments(id: $id, input: $input)]
    award_send_back: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct WithdrawMutation {
    #[arguments(id: $id, input: $input)]
    award_withdraw: AwardPayload,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SubsidyInput {
    subsidy: String,
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SubsidyVariables {
    id: AwardId,
    input: SubsidyInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SubsidyVariables")]
struct SubsidyMutation {
    #[arguments(id: $id, input: $input)]
    award_subsidy: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardPayload {
    user_errors: Vec<UserError>,
}

/// The page the forms stand on.
fn here(fields: &Fields) -> String {
    let page = format!("/council/opportunities/{}/award", fields.text("reference"));
    if let Some(award) = fields.given("award") {
        return format!("{page}?lot={}&award={award}", fields.text("number"));
    }
    match fields.given("number").as_deref() {
        None | Some("1") => page,
        Some(number) => format!("{page}?lot={number}"),
    }
}

/// Chooses the panel.
pub async fn appoint(api: &Api, fields: &Fields) -> Outcome {
    let Ok(opportunity) = fields.text("opportunity").parse() else { return Outcome::Go(here(fields)) };
    let input = PanelInput { members: fields.all("members"), chair: fields.text("chair") };
    let variables = AppointVariables { opportunity, version: fields.version(), input };
    match api.run(AppointMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.panel_appoint.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Recommends a bid.
pub async fn recommend(api: &Api, fields: &Fields) -> Outcome {
    let Ok(opportunity) = fields.text("opportunity").parse() else { return Outcome::Go(here(fields)) };
    let input = AwardInput {
        lot: fields.text("lot"),
        bid: fields.text("bid"),
        reasons: fields.text("reasons"),
        other_reason: fields.given("otherReason"),
    };
    match api.run(RecommendMutation::build(RecommendVariables { opportunity, input })).await {
        Ok(data) => Outcome::of(data.award_recommend.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Approves.
pub async fn approve(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = ApproveVariables { id, version: fields.version() };
    match api.run(ApproveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.award_approve.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Tells the bidders.
pub async fn notify(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(NotifyMutation::build(IdVariables { id })).await {
        Ok(data) => Outcome::of(data.award_notify.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Sends back.
pub async fn send_back(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = AwardReasonInput { reason: fields.text("reason") };
    match api.run(SendBackMutation::build(ReasonVariables { id, input })).await {
        Ok(data) => Outcome::of(data.award_send_back.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Says whether a grant is a subsidy.
pub async fn subsidy(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = SubsidyInput { subsidy: fields.text("subsidy"), reason: fields.text("reason") };
    match api.run(SubsidyMutation::build(SubsidyVariables { id, input })).await {
        Ok(data) => Outcome::of(data.award_subsidy.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Withdraws.
pub async fn withdraw(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = AwardReasonInput { reason: fields.text("reason") };
    match api.run(WithdrawMutation::build(ReasonVariables { id, input })).await {
        Ok(data) => Outcome::of(data.award_withdraw.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}
