//! The council's consultations, and a new one.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::commissions::{Commissioner, begin};
use super::needs::Directorate;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::consultations::{ConsultationConnection, table};
use crate::ui::{self, BackLink, Button, Form, Select, TextArea, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct ConsultationInput {
    pub title: String,
    pub purpose: String,
    pub changeable: String,
    pub fixed: String,
    pub audience: String,
    pub opens_on: String,
    pub closes_on: String,
    pub commissions: String,
    pub needs: String,
    pub questions: Vec<ConsultationQuestionInput>,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct ConsultationQuestionInput {
    pub prompt: String,
    pub options: String,
}

/// The names of one question's fields: what is asked, and what to choose from.
macro_rules! names {
    ($($index:literal)+) => { [$((
        concat!("questions.", $index, ".prompt"),
        concat!("questions.", $index, ".options"),
    )),+] };
}

const ROWS: [(&str, &str); 10] = names![0 1 2 3 4 5 6 7 8 9];

impl ConsultationInput {
    pub(super) fn read(fields: &Fields) -> Self {
        let question = |(prompt, options): &(&str, &str)| ConsultationQuestionInput {
            prompt: fields.text(prompt),
            options: fields.text(options),
        };
        Self {
            title: fields.text("title"),
            purpose: fields.text("purpose"),
            changeable: fields.text("changeable"),
            fixed: fields.text("fixed"),
            audience: fields.text("audience"),
            opens_on: fields.text("opensOn"),
            closes_on: fields.text("closesOn"),
            commissions: fields.text("commissions"),
            needs: fields.text("needs"),
            questions: ROWS.iter().map(question).collect(),
        }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    directorate: String,
    input: ConsultationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(directorate: $directorate, input: $input)]
    consultation_create: ConsultationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationPayload {
    consultation: Option<Referenced>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Consultation")]
struct Referenced {
    reference: String,
}

/// Begins a consultation.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let variables = CreateVariables { directorate: fields.text("directorate"), input: ConsultationInput::read(fields) };
    match api.run(CreateMutation::build(variables)).await {
        Ok(data) => {
            let made = data.consultation_create;
            let reference = made.consultation.map(|one| one.reference).unwrap_or_default();
            Outcome::of(made.user_errors, || format!("/council/consultations/{reference}"))
        }
        Err(fault) => fault.into(),
    }
}

/// The fields of a draft, as `value` has them.
pub(super) fn fields(value: ConsultationInput) -> impl IntoView {
    let count = (value.questions.len() + 2).min(ROWS.len());
    let given = value.questions.into_iter().chain(std::iter::repeat(ConsultationQuestionInput::default()));
    let questions = ROWS.iter().zip(given).take(count).enumerate().map(|(index, ((prompt, options), one))| {
        view! {
            <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{format!("Question {}", index + 1)}</legend>
                <TextInput name=*prompt label="The question" value=one.prompt/>
                <TextArea
                    name=*options
                    label="Answers to choose from (optional)"
                    hint="One a line. Leave it empty to let people write."
                    rows=3
                    value=one.options
                />
            </fieldset>
        }
    });
    let questions = questions.collect_view();
    view! {
        <TextInput name="title" label="What it is about, in a line" value=value.title/>
        <TextArea name="purpose" label="What you want to find out, and why" value=value.purpose/>
        <TextArea
            name="changeable"
            label="What answers can still change"
            hint="Ask while plans can change. If nothing can, do not ask."
            rows=3
            value=value.changeable
        />
        <TextArea name="fixed" label="What is settled, whatever people answer" hint="Write Nothing if nothing is" rows=3 value=value.fixed/>
        <TextInput name="audience" label="Whom you ask" value=value.audience/>
        <TextInput name="opensOn" label="The first day to answer" hint="For example, 27 March 2026" width=20 value=value.opens_on/>
        <TextInput name="closesOn" label="The last day to answer" hint="People can answer until its end" width=20 value=value.closes_on/>
        <TextInput name="needs" label="Needs it is about (optional)" hint="Such as N-0007, with commas between them" value=value.needs/>
        <TextInput name="commissions" label="Commissions it is about (optional)" hint="Such as C-0007, with commas between them" value=value.commissions/>
        <h2 class="govuk-heading-m">"Questions"</h2>
        <p class="govuk-body">"Up to 10, so that all fit on one page. Empty a question's boxes to take it out."</p>
        {questions}
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationsVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ConsultationsVariables")]
struct ConsultationsQuery {
    #[arguments(first: 20, after: $after)]
    consultations: ConsultationConnection,
    viewer: Option<Commissioner>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ToAnswerQuery {
    #[arguments(first: 50, stages: [CLOSED], mine: true)]
    consultations: ConsultationConnection,
}

/// The consultations that are closed, and wait for the viewer to answer them;
/// nothing where there are none.
pub(super) fn to_answer() -> impl IntoView {
    ui::query(
        || ToAnswerQuery::build(()),
        |data| {
            let closed = data.consultations.nodes;
            (!closed.is_empty()).then(|| {
                view! {
                    <h2 class="govuk-heading-m">"Consultations to answer"</h2>
                    {table(closed, "/council/consultations", "Consultations to answer")}
                }
            })
        },
    )
}

/// The list.
#[component]
pub fn Consultations() -> impl IntoView {
    let query = use_query_map();
    let operation =
        move || ConsultationsQuery::build(ConsultationsVariables { after: query.with(|query| query.get("after")) });
    view! {
        <Title text="Consultations" section="Council"/>
        {ui::query(operation, |data| {
            let next = data.consultations.page_info.end_cursor.filter(|_| data.consultations.page_info.has_next_page);
            let rows = data.consultations.nodes;
            view! {
                {begin(data.viewer.as_ref(), "/council/consultations/new", "Begin a consultation")}
                {if rows.is_empty() {
                    view! { <p class="govuk-body">"No consultations yet. Ask people before you decide."</p> }.into_any()
                } else {
                    table(rows, "/council/consultations", "Consultations").into_any()
                }}
                <ui::NextPage href=next.map(|cursor| format!("/council/consultations?after={cursor}"))/>
            }
        })}
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct DirectoratesQuery {
    council: Option<Council>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Council {
    directorates: Vec<Directorate>,
}

/// A new consultation.
#[component]
pub fn NewConsultation() -> impl IntoView {
    ui::query(
        || DirectoratesQuery::build(()),
        |data| {
            let directorates = data.council.map(|council| council.directorates).unwrap_or_default();
            let options = directorates.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
            view! {
                <BackLink href="/council/consultations" text="Consultations"/>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="Begin a consultation" section="Consultations"/>
                    <p class="govuk-body">"You can leave all but the title for later."</p>
                    <Form name="consultation-create">
                        <Select name="directorate" label="Directorate" options=options/>
                        {fields(ConsultationInput::default())}
                        <Button text="Save as draft"/>
                    </Form>
                </div></div>
            }
        },
    )
}
