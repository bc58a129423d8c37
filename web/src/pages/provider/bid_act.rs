//! Taking a sent bid back, or out.

use cynic::MutationBuilder;
use shared::secure::BidId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ActVariables {
    id: BidId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct BidPayload {
    pub user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ActVariables")]
struct ChangeMutation {
    #[arguments(id: $id)]
    bid_change: BidPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ActVariables")]
struct WithdrawMutation {
    #[arguments(id: $id)]
    bid_withdraw: BidPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ActVariables")]
struct ConfirmMutation {
    #[arguments(id: $id)]
    bid_confirm: BidPayload,
}

/// Takes a sent bid back to change it.
pub async fn change(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Outcome::Go("/provider/bids".to_owned()) };
    let next = format!("/provider/bids/{id}");
    match api.run(ChangeMutation::build(ActVariables { id })).await {
        Ok(data) => Outcome::of(data.bid_change.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// Says that a sent bid stands as it is, after a change.
pub async fn confirm(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Outcome::Go("/provider/bids".to_owned()) };
    let next = format!("/provider/bids/{id}/sent");
    match api.run(ConfirmMutation::build(ActVariables { id })).await {
        Ok(data) => Outcome::of(data.bid_confirm.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// Takes a sent bid out.
pub async fn withdraw(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Outcome::Go("/provider/bids".to_owned()) };
    let next = format!("/provider/bids/{id}");
    match api.run(WithdrawMutation::build(ActVariables { id })).await {
        Ok(data) => Outcome::of(data.bid_withdraw.user_errors, || next),
        Err(fault) => fault.into(),
    }
}
