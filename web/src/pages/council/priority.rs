//! One assessment of needs, for those who work on it.

pub mod answers;

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::plan::prioritisation::{Action, Stage};
use shared::plan::{NeedId, PrioritisationId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::priorities::{PriorityEntry, PriorityMethod, entries};
use crate::ui::{self, BackLink, Button, Details, Form, Inset, NotFound, Refusals, Select, TextArea, Title};
use crate::wire::{PrioritisationAction, PrioritisationStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: PrioritisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    prioritisation: Option<PriorityPage>,
    #[arguments(first: 100, open: true)]
    needs: NeedConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedConnection {
    nodes: Vec<OpenNeed>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct OpenNeed {
    id: NeedId,
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct PriorityPage {
    id: PrioritisationId,
    title: String,
    stage: PrioritisationStage,
    status: Option<ui::Status>,
    sent_back_reason: Option<String>,
    missing: Option<Vec<UserError>>,
    viewer_can: Vec<PrioritisationAction>,
    method: PriorityMethod,
    entries: Vec<PriorityEntry>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedVariables {
    id: PrioritisationId,
    need: NeedId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReasonVariables {
    id: PrioritisationId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "NeedVariables")]
struct AddMutation {
    #[arguments(id: $id, need: $need)]
    prioritisation_add: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "NeedVariables")]
struct RemoveMutation {
    #[arguments(id: $id, need: $need)]
    prioritisation_remove: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "OneVariables")]
struct RequestApprovalMutation {
    #[arguments(id: $id)]
    prioritisation_request_approval: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "OneVariables")]
struct ApproveMutation {
    #[arguments(id: $id)]
    prioritisation_approve: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct SendBackMutation {
    #[arguments(id: $id, reason: $reason)]
    prioritisation_send_back: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrioritisationPayload {
    user_errors: Vec<UserError>,
}

/// The page the form stands on.
fn here(fields: &Fields) -> String {
    format!("/council/priorities/{}", fields.text("id"))
}

/// The assessment and the need that a form names.
fn named(fields: &Fields) -> Result<NeedVariables, Outcome> {
    let id = fields.text("id").parse().map_err(|_| Outcome::Go(here(fields)))?;
    let need = fields.text("need").parse().map_err(|_| {
        Outcome::Refused(vec![shared::Refusal::slip("need", shared::error::Code::Missing, "Select the need")])
    })?;
    Ok(NeedVariables { id, need })
}

/// Adds a need.
pub async fn add(api: &Api, fields: &Fields) -> Outcome {
    let variables = match named(fields) {
        Ok(variables) => variables,
        Err(outcome) => return outcome,
    };
    match api.run(AddMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.prioritisation_add.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Takes a need out.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let variables = match named(fields) {
        Ok(variables) => variables,
        Err(outcome) => return outcome,
    };
    match api.run(RemoveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.prioritisation_remove.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Asks for approval.
pub async fn request_approval(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(RequestApprovalMutation::build(OneVariables { id })).await {
        Ok(data) => Outcome::of(data.prioritisation_request_approval.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Approves.
pub async fn approve(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(ApproveMutation::build(OneVariables { id })).await {
        Ok(data) => Outcome::of(data.prioritisation_approve.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Sends back with a reason.
pub async fn send_back(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(SendBackMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.prioritisation_send_back.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Adding needs and taking them out.
fn choose(needs: Vec<OpenNeed>, entries: &[PriorityEntry], id: &str) -> impl IntoView + use<> {
    let inside: Vec<_> = entries.iter().filter_map(|one| one.need.as_ref()).collect();
    let option = |id: &NeedId, reference: &str, title: &str| (id.to_string(), format!("{reference} {title}"));
    let outside = needs.iter().filter(|need| !inside.iter().any(|one| one.id == need.id));
    let outside: Vec<_> = outside.map(|need| option(&need.id, &need.reference, &need.title)).collect();
    let inside: Vec<_> = inside.iter().map(|need| option(&need.id, &need.reference, &need.title)).collect();
    let hidden = || vec![("id", id.to_owned())];
    view! {
        <h2 class="govuk-heading-m">"Which needs"</h2>
        {if outside.is_empty() {
            view! { <p class="govuk-body">"Every open need is in the assessment."</p> }.into_any()
        } else {
            view! {
                <Form name="prioritisation-add" hidden=hidden()>
                    <Select name="need" label="Add a need" options=outside/>
                    <Button text="Add need" secondary=true/>
                </Form>
            }
            .into_any()
        }}
        {(!inside.is_empty()).then(|| view! {
            <Form name="prioritisation-remove" hidden=hidden()>
                <Select name="need" label="Take a need out" options=inside/>
                <Button text="Take out" secondary=true/>
            </Form>
        })}
    }
}

fn show(one: PriorityPage, needs: Vec<OpenNeed>) -> impl IntoView {
    let can = |action: Action| one.viewer_can.iter().any(|may| *may == action);
    let id = one.id.to_string();
    let hidden = || vec![("id", id.clone())];
    let missing: Vec<shared::Refusal> = one.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let whole = missing.is_empty();
    let draft = one.stage == Stage::Draft;
    let folder = can(Action::Edit).then(|| format!("/council/priorities/{id}"));
    view! {
        <BackLink href="/council/priorities" text="Priorities"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=one.title.clone() section="Priorities"/>
            <p class="govuk-body">{one.status.as_ref().map(ui::Status::view)}</p>
            {one.sent_back_reason.clone().map(|reason| view! { <Inset>"Sent back: "{reason}</Inset> })}
            {(one.stage == Stage::Approved).then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("/priorities/{id}")>"See the public page"</a></p>
            })}
            <Details summary="How needs are put in order">{one.method.view()}</Details>
            <h2 class="govuk-heading-m">"The needs in their order"</h2>
            {if one.entries.is_empty() {
                view! { <p class="govuk-body">"No needs yet. Add the first one below."</p> }.into_any()
            } else {
                entries(one.entries.clone(), "/council/needs", folder).into_any()
            }}
            {can(Action::Edit).then(|| choose(needs, &one.entries, &id))}
            {draft.then(|| view! { <Refusals heading="You cannot ask for approval yet" refusals=missing/> })}
            {(can(Action::RequestApproval) && whole).then(|| view! {
                <Form name="prioritisation-request-approval" hidden=hidden()><Button text="Ask for approval"/></Form>
            })}
            {(one.stage == Stage::Review && !can(Action::Approve)).then(|| view! {
                <Inset>"It waits for an approver who neither began it nor asked for the approval."</Inset>
            })}
            {can(Action::Approve).then(|| view! {
                <Form name="prioritisation-approve" hidden=hidden()><Button text="Approve and publish"/></Form>
            })}
            {can(Action::SendBack).then(|| view! {
                <Form name="prioritisation-send-back" hidden=hidden()>
                    <TextArea name="reason" label="What has to change" rows=3/>
                    <Button text="Send back" secondary=true/>
                </Form>
            })}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Priority() -> impl IntoView {
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get("id").unwrap_or_default()).parse::<PrioritisationId>();
    let Ok(id) = id else { return NotFound().into_any() };
    ui::query(
        move || OneQuery::build(OneVariables { id: id.clone() }),
        |data| match data.prioritisation {
            Some(one) => show(one, data.needs.nodes).into_any(),
            None => NotFound().into_any(),
        },
    )
    .into_any()
}
