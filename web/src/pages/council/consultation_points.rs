//! The answers to a consultation and the points they make: each with what is
//! done about it, until all are answered.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::Day;
use shared::calendar::in_short;
use shared::plan::consultation::response::Channel;
use shared::plan::consultation::{Action, Disposition, Stage};
use shared::plan::{ConsultationId, ConsultationPointId, ConsultationQuestionId, ConsultationResponseId};

use super::consultation::Progress;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::consultation::{ConsultationPayload, Question};
use crate::pages::public::needs::PageInfo;
use crate::ui::{self, BackLink, Button, CardTable, Checkboxes, Form, NotFound, Radios, Refusals, TextArea, Title};
use crate::wire::{ConsultationAction, ConsultationChannel, ConsultationDisposition, ConsultationStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct LedgerVariables {
    reference: String,
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "LedgerVariables")]
struct LedgerQuery {
    #[arguments(reference: $reference)]
    consultation: Option<Ledger>,
    #[arguments(first: 20, after: $after, consultation: $reference)]
    consultation_responses: ResponseConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Consultation")]
struct Ledger {
    id: ConsultationId,
    reference: String,
    title: String,
    stage: ConsultationStage,
    questions: Vec<Question>,
    missing: Option<Vec<UserError>>,
    viewer_can: Vec<ConsultationAction>,
    progress: Option<Progress>,
    points: Vec<Point>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationPoint")]
struct Point {
    id: ConsultationPointId,
    said: String,
    disposition: Option<ConsultationDisposition>,
    disposition_label: Option<String>,
    reason: Option<String>,
    changed: Option<String>,
    is_answered: bool,
    version: i32,
    responses: Vec<Numbered>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationResponse")]
struct Numbered {
    id: ConsultationResponseId,
    number: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationResponseConnection")]
struct ResponseConnection {
    nodes: Vec<Response>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationResponse")]
struct Response {
    id: ConsultationResponseId,
    number: i32,
    answered_as_label: Option<String>,
    organisation_name: Option<String>,
    organisation: Option<Organisation>,
    answers: Vec<Answer>,
    given_on: Day,
    came_by: ConsultationChannel,
    came_by_label: String,
    no_point: bool,
    version: i32,
    points: Vec<Made>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationAnswer")]
struct Answer {
    question: ConsultationQuestionId,
    text: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ConsultationPoint")]
struct Made {
    said: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationPointInput {
    said: String,
    responses: Vec<String>,
    disposition: String,
    reason: String,
    changed: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AddVariables {
    consultation: ConsultationId,
    input: ConsultationPointInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EditVariables {
    id: ConsultationPointId,
    version: i32,
    input: ConsultationPointInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: ConsultationPointId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarkVariables {
    id: ConsultationResponseId,
    version: i32,
    no_point: bool,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AnswerVariables {
    id: ConsultationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AddVariables")]
struct AddMutation {
    #[arguments(consultation: $consultation, input: $input)]
    consultation_point_add: ConsultationPointPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EditVariables")]
struct EditMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    consultation_point_edit: ConsultationPointPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id)]
    consultation_point_remove: ConsultationPointPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "MarkVariables")]
struct MarkMutation {
    #[arguments(id: $id, version: $version, noPoint: $no_point)]
    consultation_response_mark: ConsultationResponsePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AnswerVariables")]
struct AnswerMutation {
    #[arguments(id: $id)]
    consultation_answer: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationPointPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationResponsePayload {
    user_errors: Vec<UserError>,
}

/// The part of the ledger that a form stands in.
fn here(fields: &Fields, part: &str) -> String {
    format!("/council/consultations/{}/points{part}", fields.text("reference"))
}

fn typed(fields: &Fields) -> ConsultationPointInput {
    ConsultationPointInput {
        said: fields.text("said"),
        responses: fields.all("responses"),
        disposition: fields.text("disposition"),
        reason: fields.text("reason"),
        changed: fields.text("changed"),
    }
}

/// Adds a point.
pub async fn add(api: &Api, fields: &Fields) -> Outcome {
    let Ok(consultation) = fields.text("id").parse() else { return Outcome::Go(here(fields, "")) };
    match api.run(AddMutation::build(AddVariables { consultation, input: typed(fields) })).await {
        Ok(data) => Outcome::of(data.consultation_point_add.user_errors, || here(fields, "#points")),
        Err(fault) => fault.into(),
    }
}

/// Changes a point.
pub async fn edit(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("point").parse() else { return Outcome::Go(here(fields, "")) };
    let variables = EditVariables { id, version: fields.version(), input: typed(fields) };
    match api.run(EditMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.consultation_point_edit.user_errors, || here(fields, "#points")),
        Err(fault) => fault.into(),
    }
}

/// Takes a point away.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("point").parse() else { return Outcome::Go(here(fields, "")) };
    match api.run(RemoveMutation::build(RemoveVariables { id })).await {
        Ok(data) => Outcome::of(data.consultation_point_remove.user_errors, || here(fields, "#points")),
        Err(fault) => fault.into(),
    }
}

/// Marks that an answer makes no point, or takes the mark away.
pub async fn mark(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("response").parse() else { return Outcome::Go(here(fields, "")) };
    let no_point = fields.text("noPoint") == "true";
    match api.run(MarkMutation::build(MarkVariables { id, version: fields.number("version"), no_point })).await {
        Ok(data) => Outcome::of(data.consultation_response_mark.user_errors, || here(fields, "#answers")),
        Err(fault) => fault.into(),
    }
}

/// Publishes what people said and what was done.
pub async fn answer(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields, "")) };
    match api.run(AnswerMutation::build(AnswerVariables { id })).await {
        Ok(data) => {
            Outcome::of(data.consultation_answer.user_errors, || format!("/consultations/{}", fields.text("reference")))
        }
        Err(fault) => fault.into(),
    }
}

fn points(of: &Ledger, change: bool) -> impl IntoView + use<> {
    if of.points.is_empty() {
        return view! { <p class="govuk-body">"No points yet. Read the answers below, and add what they say."</p> }
            .into_any();
    }
    let reference = of.reference.clone();
    let row = |point: &Point| {
        let numbers: Vec<String> = point.responses.iter().map(|one| one.number.to_string()).collect();
        let href = format!("/council/consultations/{reference}/points?point={}#point", point.id);
        let said = point.said.clone();
        let state = if point.is_answered {
            "Answered".into_any()
        } else {
            view! { <strong class="govuk-tag govuk-tag--yellow">"Answer it"</strong> }.into_any()
        };
        vec![
            if change { view! { <a class="govuk-link" href=href>{said}</a> }.into_any() } else { said.into_any() },
            numbers.join(", ").into_any(),
            point.disposition_label.clone().unwrap_or_else(|| "Not said yet".to_owned()).into_any(),
            state,
        ]
    };
    let heads = vec!["Point", "Made by answers", "What we do", "Status"];
    view! { <CardTable caption="Points" quiet=true heads=heads rows=of.points.iter().map(row).collect()/> }.into_any()
}

/// The fields of a point, as `of` has them.
fn fields(of: Option<Point>, responses: Vec<(String, String)>) -> impl IntoView {
    let options =
        Disposition::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect::<Vec<_>>();
    let disposition = of.as_ref().and_then(|of| of.disposition).map(|one| one.as_str().to_owned()).unwrap_or_default();
    let (ticked, said, reason, changed) = match of {
        Some(of) => {
            let ticked: Vec<String> = of.responses.iter().map(|one| one.id.to_string()).collect();
            (ticked, of.said, of.reason.unwrap_or_default(), of.changed.unwrap_or_default())
        }
        None => (Vec::new(), String::new(), String::new(), String::new()),
    };
    view! {
        <TextArea name="said" label="What people said, in a sentence or two" rows=2 value=said/>
        <Checkboxes name="responses" legend="Answers that say so" values=ticked options=responses/>
        <Radios name="disposition" legend="What we do about it (you can leave this for later)" value=disposition options=options/>
        <TextArea name="reason" label="Why" rows=3 value=reason/>
        <TextArea name="changed" label="What changed, if anything" rows=3 value=changed/>
    }
}

fn one(response: Response, of: &Ledger, change: bool) -> impl IntoView + use<> {
    let name = response.organisation.map(|one| one.name).or(response.organisation_name);
    let who = name.or(response.answered_as_label).map(|who| format!(", {who}")).unwrap_or_default();
    let heading = format!("Answer {}{who}", response.number);
    let helped = (*response.came_by != Channel::Site)
        .then(|| format!(", came {}; an officer wrote it down", response.came_by_label));
    let said = response.answers.into_iter().map(|answer| {
        let prompt = of.questions.iter().find(|one| one.id == answer.question).map(|one| one.prompt.clone());
        view! {
            <dt><strong>{prompt}</strong></dt>
            <dd class="cw-said govuk-!-margin-left-0">{answer.text}</dd>
        }
    });
    let said = said.collect_view();
    let makes = match (response.points.is_empty(), response.no_point) {
        (true, true) => "Makes no point".into_any(),
        (true, false) => view! { <strong class="govuk-tag govuk-tag--yellow">"Not read"</strong> }.into_any(),
        (false, _) => {
            let said: Vec<String> = response.points.into_iter().map(|point| point.said).collect();
            format!("Says: {}", said.join("; ")).into_any()
        }
    };
    let hidden = vec![
        ("reference", of.reference.clone()),
        ("response", response.id.to_string()),
        ("version", response.version.to_string()),
        ("noPoint", (!response.no_point).to_string()),
    ];
    let button = if response.no_point {
        format!("Answer {} does make a point", response.number)
    } else {
        format!("Answer {} makes no point", response.number)
    };
    view! {
        <h3 class="govuk-heading-s">{heading}</h3>
        <p class="govuk-hint">{in_short(response.given_on)}{helped}</p>
        <dl class="govuk-body">{said}</dl>
        <p class="govuk-body">{makes}</p>
        {change.then(|| view! {
            <Form name="consultation-response-mark" hidden=hidden><Button text=button secondary=true/></Form>
        })}
    }
}

/// The form for the point that the address names, or for a new one.
fn form(of: &Ledger, page: &[Response], point: Option<&str>) -> impl IntoView + use<> {
    let chosen = of.points.iter().find(|one| point == Some(one.id.as_str())).cloned();
    let mut options: Vec<(i32, String)> = page.iter().map(|one| (one.number, one.id.to_string())).collect();
    options.extend(chosen.iter().flat_map(|point| &point.responses).map(|one| (one.number, one.id.to_string())));
    options.sort();
    options.dedup();
    let options: Vec<_> = options.into_iter().map(|(number, id)| (id, format!("Answer {number}"))).collect();
    let base = vec![("reference", of.reference.clone())];
    let Some(point) = chosen else {
        let mut hidden = base;
        hidden.push(("id", of.id.to_string()));
        return view! {
            <h2 class="govuk-heading-m" id="point" tabindex="-1">"Add a point"</h2>
            <Form name="consultation-point-add" hidden=hidden>
                {fields(None, options)}
                <Button text="Add the point"/>
            </Form>
        }
        .into_any();
    };
    let mut hidden = base.clone();
    hidden.extend([("point", point.id.to_string()), ("version", point.version.to_string())]);
    let mut remove = base;
    remove.push(("point", point.id.to_string()));
    let all = format!("/council/consultations/{}/points", of.reference);
    view! {
        <h2 class="govuk-heading-m" id="point" tabindex="-1">"Answer this point"</h2>
        <Form name="consultation-point-edit" hidden=hidden edits=true>
            {fields(Some(point), options)}
            <Button text="Save the point"/>
        </Form>
        <Form name="consultation-point-remove" hidden=remove><Button text="Take the point away" warning=true/></Form>
        <p class="govuk-body"><a class="govuk-link" href=all>"Add another point"</a></p>
    }
    .into_any()
}

fn show(of: Ledger, responses: ResponseConnection, point: Option<&str>) -> impl IntoView + use<> {
    let can = |action: Action| of.viewer_can.iter().any(|one| *one == action);
    let missing: Vec<shared::Refusal> = of.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let change = can(Action::Weigh);
    let closed = *of.stage == Stage::Closed;
    let next = responses.page_info.end_cursor.filter(|_| responses.page_info.has_next_page);
    let next = next.map(|cursor| format!("/council/consultations/{}/points?after={cursor}#answers", of.reference));
    let none = responses.nodes.is_empty();
    let form = (change && !none).then(|| form(&of, &responses.nodes, point));
    let answers = responses.nodes.into_iter().map(|response| one(response, &of, change)).collect_view();
    view! {
        <BackLink href=format!("/council/consultations/{}", of.reference) text="The consultation"/>
        <Title text="Answers and points" section=of.reference.clone() caption=of.title.clone()/>
        <p class="govuk-body">{of.progress.as_ref().map(|progress| progress.in_words.clone())}</p>
        {closed.then(|| view! {
            <Refusals heading="You cannot publish what you said and did yet" refusals=missing.clone()/>
        })}
        {(can(Action::Answer) && missing.is_empty()).then(|| view! {
            <Form name="consultation-answer" hidden=vec![("id", of.id.to_string()), ("reference", of.reference.clone())]>
                <Button text="Publish what you said, we did"/>
            </Form>
        })}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-one-half">
                <h2 class="govuk-heading-m" id="answers" tabindex="-1">"Answers"</h2>
                {none.then(|| view! { <p class="govuk-body">"No responses yet."</p> })}
                {answers}
                <ui::NextPage href=next/>
            </div>
            <div class="govuk-grid-column-one-half">
                <h2 class="govuk-heading-m" id="points" tabindex="-1">"Points"</h2>
                {points(&of, change)}
                {form}
            </div>
        </div>
    }
}

/// The page; only the council's officers find it.
#[component]
pub fn Points() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        LedgerQuery::build(LedgerVariables { reference, after: query.with(|query| query.get("after")) })
    };
    let point = move || query.with(|query| query.get("point"));
    ui::query(operation, move |data| match data.consultation {
        Some(of) if of.progress.is_some() => show(of, data.consultation_responses, point().as_deref()).into_any(),
        _ => NotFound().into_any(),
    })
}
