//! One consultation, for those who run it: its set-up, then its days.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::Day;
use shared::calendar::in_short;
use shared::plan::ConsultationId;
use shared::plan::consultation::{Action, Stage};

use super::consultations::{ConsultationInput, ConsultationQuestionInput, fields};
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::consultation::{ConsultationPayload, Question};
use crate::ui::{
    self, BackLink, Button, Form, Inset, LinkButton, NotFound, Refusals, Row, SummaryList, TextArea, TextInput, Title,
};
use crate::wire::{ConsultationAction, ConsultationStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct ConsultationVariables {
    pub reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ConsultationVariables")]
struct ConsultationQuery {
    #[arguments(reference: $reference)]
    consultation: Option<ConsultationPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Consultation")]
struct ConsultationPage {
    id: ConsultationId,
    reference: String,
    title: String,
    purpose: Option<String>,
    changeable: Option<String>,
    fixed: Option<String>,
    audience: Option<String>,
    questions: Vec<Question>,
    opens_on: Option<Day>,
    closes_on: Option<Day>,
    first_closes_on: Option<Day>,
    cancelled_reason: Option<String>,
    published_at: Option<shared::Timestamp>,
    stage: ConsultationStage,
    status: Option<ui::Status>,
    missing: Option<Vec<UserError>>,
    viewer_can: Vec<ConsultationAction>,
    progress: Option<Progress>,
    directorate: Option<Named>,
    lead: Option<Person>,
    commissions: Vec<Referenced>,
    needs: Vec<ReferencedNeed>,
    version: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationProgress")]
pub(super) struct Progress {
    pub in_words: String,
    pub unread: Vec<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Directorate")]
struct Named {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Person {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct Referenced {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct ReferencedNeed {
    reference: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct IdVariables {
    id: ConsultationId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EditVariables {
    id: ConsultationId,
    version: i32,
    input: ConsultationInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ExtendVariables {
    id: ConsultationId,
    closes_on: String,
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CancelVariables {
    id: ConsultationId,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EditVariables")]
struct EditMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    consultation_edit: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "IdVariables")]
struct PublishMutation {
    #[arguments(id: $id)]
    consultation_publish: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ExtendVariables")]
struct ExtendMutation {
    #[arguments(id: $id, closesOn: $closes_on, reason: $reason)]
    consultation_extend: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CancelVariables")]
struct CancelMutation {
    #[arguments(id: $id, reason: $reason)]
    consultation_cancel: ConsultationPayload,
}

/// The page the form stands on.
fn here(fields: &Fields) -> String {
    format!("/council/consultations/{}", fields.text("reference"))
}

/// Saves a draft.
pub async fn edit(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = EditVariables { id, version: fields.number("version"), input: ConsultationInput::read(fields) };
    match api.run(EditMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.consultation_edit.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Publishes it.
pub async fn publish(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(PublishMutation::build(IdVariables { id })).await {
        Ok(data) => Outcome::of(data.consultation_publish.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Gives people more time.
pub async fn extend(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let variables = ExtendVariables { id, closes_on: fields.text("closesOn"), reason: fields.text("reason") };
    match api.run(ExtendMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.consultation_extend.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Calls it off.
pub async fn cancel(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(CancelMutation::build(CancelVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.consultation_cancel.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

fn joined(references: impl Iterator<Item = String>) -> String {
    references.collect::<Vec<_>>().join(", ")
}

/// The form as it was last saved.
fn value(of: &ConsultationPage) -> ConsultationInput {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<Day>| day.map(in_short).unwrap_or_default();
    let question =
        |one: &Question| ConsultationQuestionInput { prompt: one.prompt.clone(), options: one.options.join("\n") };
    ConsultationInput {
        title: of.title.clone(),
        purpose: text(&of.purpose),
        changeable: text(&of.changeable),
        fixed: text(&of.fixed),
        audience: text(&of.audience),
        opens_on: day(of.opens_on),
        closes_on: day(of.closes_on),
        commissions: joined(of.commissions.iter().map(|one| one.reference.clone())),
        needs: joined(of.needs.iter().map(|one| one.reference.clone())),
        questions: of.questions.iter().map(question).collect(),
    }
}

/// What it says and asks, for those who may not change it now.
fn summary(of: &ConsultationPage) -> impl IntoView + use<> {
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| "Not given yet".to_owned());
    let day = |day: Option<Day>| day.map_or_else(|| "not said yet".to_owned(), in_short);
    let questions = of.questions.iter().map(|one| view! { <li>{one.prompt.clone()}</li> }).collect_view();
    let first = of.first_closes_on.map(|first| format!(" (at first until {})", in_short(first))).unwrap_or_default();
    let about = of.needs.iter().map(|one| one.reference.clone());
    let about = joined(about.chain(of.commissions.iter().map(|one| one.reference.clone())));
    view! {
        <SummaryList rows=vec![
            Row::new("Purpose", given(&of.purpose)),
            Row::new("What can change", given(&of.changeable)),
            Row::new("What is settled", given(&of.fixed)),
            Row::new("Whom we ask", given(&of.audience)),
            Row::new("Open", format!("{} to {}{first}", day(of.opens_on), day(of.closes_on))),
            Row::new("About", if about.is_empty() { "Nothing named".to_owned() } else { about }),
            Row::new("Questions", view! { <ol class="govuk-list govuk-list--number">{questions}</ol> }),
            Row::new("Directorate", of.directorate.as_ref().map(|one| one.name.clone())),
            Row::new("Led by", of.lead.as_ref().map(|one| one.name.clone())),
        ]/>
    }
}

fn show(of: ConsultationPage) -> impl IntoView {
    let can = |action: Action| of.viewer_can.iter().any(|one| *one == action);
    let hidden = || vec![("id", of.id.to_string()), ("reference", of.reference.clone())];
    let missing: Vec<shared::Refusal> = of.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let draft = *of.stage == Stage::Draft;
    let value = value(&of);
    let mut edit = hidden();
    edit.push(("version", of.version.to_string()));
    let progress = of.progress.as_ref().filter(|_| of.published_at.is_some() && *of.stage != Stage::Scheduled);
    let ledger = progress.map(|progress| {
        let unread = match progress.unread.len() {
            0 => String::new(),
            1 => ", 1 answer not read".to_owned(),
            many => format!(", {many} answers not read"),
        };
        view! {
            <h2 class="govuk-heading-m">"Answers"</h2>
            <p class="govuk-body">{progress.in_words.clone()}{unread}</p>
            <LinkButton href=format!("/council/consultations/{}/points", of.reference) text="Read the answers"/>
        }
    });
    view! {
        <BackLink href="/council/consultations" text="Consultations"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=of.title.clone() section="Consultations" caption=of.reference.clone()/>
            <p class="govuk-body">{of.status.as_ref().map(ui::Status::view)}</p>
            {of.cancelled_reason.clone().map(|reason| view! { <Inset>"Called off. Why: "{reason}</Inset> })}
            {of.published_at.is_some().then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("/consultations/{}", of.reference)>"See the public page"</a></p>
            })}
            {ledger}
            {(!can(Action::Edit)).then(|| summary(&of))}
            {can(Action::Edit).then(|| view! {
                <Form name="consultation-edit" hidden=edit>{fields(value)}<Button text="Save draft" secondary=true/></Form>
            })}
            {draft.then(|| view! {
                <h2 class="govuk-heading-m">"Publish"</h2>
                <Refusals heading="You cannot publish this yet" refusals=missing.clone()/>
            })}
            {(can(Action::Publish) && missing.is_empty()).then(|| view! {
                <p class="govuk-body">"Once it is published, what it asks cannot be changed."</p>
                <Form name="consultation-publish" hidden=hidden()><Button text="Publish"/></Form>
            })}
            {can(Action::Extend).then(|| view! {
                <h2 class="govuk-heading-m">"Give people more time"</h2>
                <Form name="consultation-extend" hidden=hidden()>
                    <TextInput name="closesOn" label="The new last day" hint="For example, 27 March 2026" width=20/>
                    <TextArea name="reason" label="Why, for anyone to read" rows=3/>
                    <Button text="Give more time" secondary=true/>
                </Form>
            })}
            {can(Action::Cancel).then(|| view! {
                <h2 class="govuk-heading-m">"Call it off"</h2>
                <Form name="consultation-cancel" hidden=hidden()>
                    <TextArea name="reason" label="Why, for anyone to read" rows=3/>
                    <Button text="Call it off" warning=true/>
                </Form>
            })}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Consultation() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        ConsultationQuery::build(ConsultationVariables { reference })
    };
    ui::query(operation, |data| match data.consultation {
        Some(of) => show(of).into_any(),
        None => NotFound().into_any(),
    })
}
