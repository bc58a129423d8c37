//! One need, for those who work on it.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::plan::NeedId;
use shared::plan::need::{Action, Stage};

use super::needs::{Directorate, NeedInput, fields};
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Refusals, TextArea, Title};
use crate::wire::{NeedAction, NeedStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "NeedVariables")]
struct NeedQuery {
    #[arguments(reference: $reference)]
    need: Option<NeedPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct NeedPage {
    id: NeedId,
    reference: String,
    title: String,
    summary: String,
    people: String,
    community: Option<String>,
    area_codes: Vec<String>,
    demand_figure: Option<i32>,
    demand_estimate: Option<String>,
    demand_source: Option<String>,
    supply_figure: Option<i32>,
    services: Option<String>,
    stage: NeedStage,
    status: Option<ui::Status>,
    sent_back_reason: Option<String>,
    missing: Option<Vec<UserError>>,
    viewer_can: Vec<NeedAction>,
    directorate: Option<Directorate>,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct IdVariables {
    id: NeedId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EditVariables {
    id: NeedId,
    version: i32,
    input: NeedInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReasonVariables {
    id: NeedId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EditVariables")]
struct EditMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    need_edit: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "IdVariables")]
struct RequestApprovalMutation {
    #[arguments(id: $id)]
    need_request_approval: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "IdVariables")]
struct PublishMutation {
    #[arguments(id: $id)]
    need_publish: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct SendBackMutation {
    #[arguments(id: $id, reason: $reason)]
    need_send_back: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedPayload {
    user_errors: Vec<UserError>,
}

/// The page the form stands on.
fn here(fields: &Fields) -> String {
    format!("/council/needs/{}", fields.text("reference"))
}

/// Saves a draft.
pub async fn edit(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = EditVariables { id, version: fields.number("version"), input: NeedInput::read(fields) };
    match api.run(EditMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.need_edit.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Asks for approval.
pub async fn request_approval(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(RequestApprovalMutation::build(IdVariables { id })).await {
        Ok(data) => Outcome::of(data.need_request_approval.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Approves and publishes.
pub async fn publish(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(PublishMutation::build(IdVariables { id })).await {
        Ok(data) => Outcome::of(data.need_publish.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Sends back with a reason.
pub async fn send_back(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(SendBackMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.need_send_back.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

fn show(need: NeedPage) -> impl IntoView {
    let can = |action: Action| need.viewer_can.iter().any(|one| *one == action);
    let hidden = || vec![("id", need.id.to_string()), ("reference", need.reference.clone())];
    let missing: Vec<shared::Refusal> = need.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let value = NeedInput {
        directorate: need.directorate.as_ref().map(|one| one.id.to_string()).unwrap_or_default(),
        title: need.title.clone(),
        summary: need.summary.clone(),
        people: need.people.clone(),
        community: need.community.clone().unwrap_or_default(),
        areas: need.area_codes.join(", "),
        demand_figure: need.demand_figure.map(|figure| figure.to_string()).unwrap_or_default(),
        demand_estimate: need.demand_estimate.clone().unwrap_or_default(),
        demand_source: need.demand_source.clone().unwrap_or_default(),
        supply_figure: need.supply_figure.map(|figure| figure.to_string()).unwrap_or_default(),
        services: need.services.clone().unwrap_or_default(),
    };
    let mut edit = hidden();
    edit.extend([("version", need.version.to_string()), ("directorate", value.directorate.clone())]);
    view! {
        <BackLink href="/council/needs" text="Needs"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=need.title.clone() section="Needs" caption=need.reference.clone()/>
            <p class="govuk-body">{need.status.as_ref().map(ui::Status::view)}</p>
            {need.sent_back_reason.clone().map(|reason| view! { <Inset>"Sent back: "{reason}</Inset> })}
            {can(Action::Publish).then(|| view! {
                <Form name="need-publish" hidden=hidden()><Button text="Approve and publish"/></Form>
            })}
            {can(Action::SendBack).then(|| view! {
                <Form name="need-send-back" hidden=hidden()>
                    <TextArea name="reason" label="What has to change" rows=3/>
                    <Button text="Send back" secondary=true/>
                </Form>
            })}
            {(need.stage == Stage::Draft).then(|| view! { <Refusals heading="You cannot ask for approval yet" refusals=missing.clone()/> })}
            {(can(Action::RequestApproval) && missing.is_empty()).then(|| view! {
                <Form name="need-request-approval" hidden=hidden()><Button text="Ask for approval"/></Form>
            })}
            {can(Action::Edit).then(|| view! {
                <Form name="need-edit" hidden=edit>{fields(value)}<Button text="Save draft" secondary=true/></Form>
            })}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Need() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        NeedQuery::build(NeedVariables { reference: params.with(|params| params.get("reference").unwrap_or_default()) })
    };
    ui::query(operation, |data| match data.need {
        Some(need) => show(need).into_any(),
        None => NotFound().into_any(),
    })
}
