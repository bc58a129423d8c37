//! The handlers of the set-up's forms.

use cynic::MutationBuilder;
use shared::secure::{LotId, OpportunityId};

use super::data::OpportunityInput;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::council::method::MethodInput;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: OpportunityId,
    version: i32,
    input: OpportunityInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct VersionVariables {
    id: OpportunityId,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ApproveVariables {
    id: OpportunityId,
    version: i32,
    reason: Option<String>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReasonVariables {
    id: OpportunityId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    opportunity_save: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct RequestApprovalMutation {
    #[arguments(id: $id, version: $version)]
    opportunity_request_approval: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ApproveVariables")]
struct ApproveMutation {
    #[arguments(id: $id, version: $version, reason: $reason)]
    opportunity_approve: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct SendBackMutation {
    #[arguments(id: $id, reason: $reason)]
    opportunity_send_back: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct CancelMutation {
    #[arguments(id: $id, reason: $reason)]
    opportunity_cancel: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct EndMutation {
    #[arguments(id: $id, reason: $reason)]
    opportunity_end: OpportunityPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EndLotVariables {
    id: OpportunityId,
    lot: LotId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EndLotVariables")]
struct EndLotMutation {
    #[arguments(id: $id, lot: $lot, reason: $reason)]
    opportunity_end_lot: OpportunityPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityPayload {
    user_errors: Vec<UserError>,
}

fn hub(fields: &Fields) -> String {
    format!("/council/opportunities/{}", fields.text("reference"))
}

/// Saves part of a draft and goes back to the list of tasks, or to `next`.
pub(super) async fn save(api: &Api, fields: &Fields, input: OpportunityInput, next: Option<&str>) -> Outcome {
    let there = next.map_or_else(|| hub(fields), |page| format!("{}/{page}", hub(fields)));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(there) };
    let variables = SaveVariables { id, version: fields.version(), input };
    match api.run(SaveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.opportunity_save.user_errors, || there),
        Err(fault) => fault.into(),
    }
}

/// Saves what it is about, and its value.
pub async fn about(api: &Api, fields: &Fields) -> Outcome {
    let input = OpportunityInput {
        title: Some(fields.text("title")),
        summary: Some(fields.text("summary")),
        method: Some(fields.text("method")),
        terms: Some(MethodInput::read(fields)),
        apart_reason: Some(fields.text("apartReason")),
        ..OpportunityInput::default()
    };
    save(api, fields, input, None).await
}

/// Saves the officer.
pub async fn officer(api: &Api, fields: &Fields) -> Outcome {
    let input = OpportunityInput { officer: Some(fields.text("officer")), ..OpportunityInput::default() };
    save(api, fields, input, None).await
}

/// Asks for approval.
pub async fn request_approval(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(hub(fields)) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(RequestApprovalMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.opportunity_request_approval.user_errors, || hub(fields)),
        Err(fault) => fault.into(),
    }
}

/// Approves and publishes.
pub async fn approve(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(hub(fields)) };
    let variables = ApproveVariables { id, version: fields.version(), reason: fields.given("reason") };
    match api.run(ApproveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.opportunity_approve.user_errors, || hub(fields)),
        Err(fault) => fault.into(),
    }
}

/// Sends back with a reason.
pub async fn send_back(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(hub(fields)) };
    match api.run(SendBackMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.opportunity_send_back.user_errors, || hub(fields)),
        Err(fault) => fault.into(),
    }
}

/// Calls it off.
pub async fn cancel(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(hub(fields)) };
    match api.run(CancelMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.opportunity_cancel.user_errors, || hub(fields)),
        Err(fault) => fault.into(),
    }
}

/// Ends it with nobody chosen.
pub async fn end(api: &Api, fields: &Fields) -> Outcome {
    let there = format!("{}/award", hub(fields));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(there) };
    match api.run(EndMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.opportunity_end.user_errors, || there),
        Err(fault) => fault.into(),
    }
}

/// Ends one lot with nobody chosen.
pub async fn end_lot(api: &Api, fields: &Fields) -> Outcome {
    let there = format!("{}/award?lot={}", hub(fields), fields.text("number"));
    let (Ok(id), Ok(lot)) = (fields.text("id").parse(), fields.text("lot").parse()) else { return Outcome::Go(there) };
    match api.run(EndLotMutation::build(EndLotVariables { id, lot, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.opportunity_end_lot.user_errors, || there),
        Err(fault) => fault.into(),
    }
}
