//! One need, for those who work on it.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::error::Code;
use shared::plan::NeedId;
use shared::plan::need::{Action, Stage};

use super::engagement::forms;
use super::evidence::{add_form, remove_form};
use super::needs::{Directorate, NeedInput, fields};
use super::objectives::{Objective, align_form, of_need};
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::consultations::{ConsultationRow, about};
use crate::pages::public::engagement::{self, Engagement};
use crate::pages::public::evidence::{Answering, Evidence, list, live};
use crate::pages::public::forums::{Discussion, discussions};
use crate::pages::public::need::{NeedPriority, people, priority};
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Refusals, Row, SummaryList, TextArea, Title};
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
    evidence: Vec<Evidence>,
    consultations: Vec<ConsultationRow>,
    agreements: Vec<Answering>,
    engagement: Engagement,
    objectives: Vec<Objective>,
    priority: Option<NeedPriority>,
    meetings: Vec<Discussion>,
    gap: String,
    closed_reason: Option<String>,
    version: i32,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct VersionVariables {
    id: NeedId,
    version: i32,
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
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct RequestApprovalMutation {
    #[arguments(id: $id, version: $version)]
    need_request_approval: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct PublishMutation {
    #[arguments(id: $id, version: $version)]
    need_publish: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct SendBackMutation {
    #[arguments(id: $id, reason: $reason)]
    need_send_back: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct MeetMutation {
    #[arguments(id: $id, reason: $reason)]
    need_meet: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct RetireMutation {
    #[arguments(id: $id, reason: $reason)]
    need_retire: NeedPayload,
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
    let variables = EditVariables { id, version: fields.version(), input: NeedInput::read(fields) };
    match api.run(EditMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.need_edit.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Asks for approval.
pub async fn request_approval(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(RequestApprovalMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.need_request_approval.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Approves and publishes.
pub async fn publish(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(PublishMutation::build(variables)).await {
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

/// Notes that it is met.
pub async fn meet(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(MeetMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.need_meet.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Stops pursuing it.
pub async fn retire(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(RetireMutation::build(ReasonVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.need_retire.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// The parts of a draft, each a link to where it is worked on, and whether it
/// is done.
fn tasks(missing: &[shared::Refusal], aligned: bool) -> impl IntoView + use<> {
    let done = |fields: &[Option<&str>]| !missing.iter().any(|one| fields.contains(&one.field.as_deref()));
    let heard = !missing.iter().any(|one| one.code == Code::EngagementMissing);
    let parts = [
        ("#need-edit-title", "People and place", true),
        ("#need-edit-demandFigure", "Demand and supply", done(&[Some("demandFigure"), Some("services")])),
        ("#evidence", "Evidence", done(&[None])),
        ("#engagement", "Engagement", heard),
        ("#objectives", "Priority", aligned),
    ];
    view! {
        <ul class="govuk-task-list">
            {parts
                .into_iter()
                .enumerate()
                .map(|(index, (href, name, done))| {
                    let id = format!("task-{index}-status");
                    view! {
                        <li class="govuk-task-list__item govuk-task-list__item--with-link">
                            <div class="govuk-task-list__name-and-hint">
                                <a class="govuk-link govuk-task-list__link" href=href aria-describedby=id.clone()>{name}</a>
                            </div>
                            <div class="govuk-task-list__status" id=id>
                                {if done {
                                    "Done".into_any()
                                } else {
                                    view! { <strong class="govuk-tag govuk-tag--yellow">"To do"</strong> }.into_any()
                                }}
                            </div>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// What the need says, for those who may not change it now.
fn summary(need: &NeedPage) -> impl IntoView + use<> {
    let demand =
        people(need.demand_figure).or(need.demand_estimate.clone()).unwrap_or_else(|| "Not known yet".to_owned());
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| "Not given".to_owned());
    let areas = if need.area_codes.is_empty() { "None named".to_owned() } else { need.area_codes.join(", ") };
    view! {
        <SummaryList rows=vec![
            Row::new("What people lack", need.summary.clone()),
            Row::new("People", need.people.clone()),
            Row::new("Community", given(&need.community)),
            Row::new("Areas", areas),
            Row::new("How many need it", demand),
            Row::new("Source", given(&need.demand_source)),
            Row::new("How many are reached", people(need.supply_figure).unwrap_or_else(|| "Nobody counts".to_owned())),
            Row::new("Services today", given(&need.services)),
            Row::new("What is missing", need.gap.clone()),
        ]/>
    }
}

fn show(need: NeedPage) -> impl IntoView {
    let can = |action: Action| need.viewer_can.iter().any(|one| *one == action);
    let hidden = || {
        vec![("id", need.id.to_string()), ("reference", need.reference.clone()), ("version", need.version.to_string())]
    };
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
    let decides = matches!(need.stage.0, Stage::Draft | Stage::Review);
    let public = need.stage.is_public();
    let mut edit = hidden();
    edit.push(("directorate", value.directorate.clone()));
    view! {
        <BackLink href="/council/needs" text="Needs"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=need.title.clone() section="Needs" caption=need.reference.clone()/>
            <p class="govuk-body">{need.status.as_ref().map(ui::Status::view)}</p>
            {need.sent_back_reason.clone().map(|reason| view! { <Inset>"Sent back: "{reason}</Inset> })}
            {need.closed_reason.clone().map(|reason| view! { <Inset>"Why it is closed: "{reason}</Inset> })}
            {public.then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("/needs/{}", need.reference)>"See the public page"</a></p>
            })}
            {(need.stage == Stage::Draft).then(|| tasks(&missing, !need.objectives.is_empty()))}
            {(!can(Action::Edit)).then(|| summary(&need))}
            {can(Action::Edit).then(|| view! {
                <h2 class="govuk-heading-m">"What the need says"</h2>
                <p class="govuk-body">
                    "What is missing: "{need.gap.clone()}". "
                    <a class="govuk-link" href="/areas">"Look up areas and their figures"</a>
                </p>
                <Form name="need-edit" hidden=edit edits=true>{fields(value)}<Button text="Save draft" secondary=true/></Form>
            })}
            <h2 class="govuk-heading-m" id="evidence" tabindex="-1">"Evidence"</h2>
            {list(need.evidence.clone())}
            {live(need.agreements.clone())}
            {can(Action::RemoveEvidence).then(|| remove_form(&need.evidence, need.reference.clone()))}
            {can(Action::AddEvidence).then(|| add_form(hidden()))}
            {about(need.consultations.clone(), "/council/consultations")}
            <h2 class="govuk-heading-m" id="engagement" tabindex="-1">"Engagement"</h2>
            {engagement::list(need.engagement.clone())}
            {can(Action::RecordEngagement).then(|| forms(&need.engagement, &hidden()))}
            {discussions(need.meetings.clone())}
            <h2 class="govuk-heading-m" id="objectives" tabindex="-1">"Priority"</h2>
            {public.then(|| priority(need.priority.clone()))}
            <h3 class="govuk-heading-s">"Objectives that it serves"</h3>
            {of_need(&need.objectives)}
            {can(Action::Align).then(|| align_form(&need.objectives, &hidden()))}
            {decides.then(|| view! { <h2 class="govuk-heading-m">"Approval"</h2> })}
            {(need.stage == Stage::Draft).then(|| view! { <Refusals heading="You cannot ask for approval yet" refusals=missing.clone()/> })}
            {(can(Action::RequestApproval) && missing.is_empty()).then(|| view! {
                <Form name="need-request-approval" hidden=hidden()><Button text="Ask for approval"/></Form>
            })}
            {(need.stage == Stage::Review && !can(Action::Publish)).then(|| view! {
                <Inset>"It waits for an approver who neither wrote it, nor changed it last, nor asked for the approval."</Inset>
            })}
            {can(Action::Publish).then(|| view! {
                <Form name="need-publish" hidden=hidden()><Button text="Approve and publish"/></Form>
            })}
            {can(Action::SendBack).then(|| view! {
                <Form name="need-send-back" hidden=hidden()>
                    <TextArea name="reason" label="What has to change" rows=3/>
                    <Button text="Send back" secondary=true/>
                </Form>
            })}
            {can(Action::Meet).then(|| view! {
                <h2 class="govuk-heading-m">"Close this need"</h2>
                <Form name="need-meet" hidden=hidden()>
                    <TextArea name="reason" label="If it is met: how do you know?" rows=3/>
                    <Button text="Note as met" secondary=true/>
                </Form>
            })}
            {can(Action::Retire).then(|| view! {
                <Form name="need-retire" hidden=hidden()>
                    <TextArea name="reason" label="If you no longer pursue it: why?" rows=3/>
                    <Button text="Stop pursuing it" warning=true/>
                </Form>
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
