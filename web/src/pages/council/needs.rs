//! The council's needs, and a new one.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;

use super::commissions::{Commissioner, begin};
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::needs::{NeedsQuery, list, variables};
use crate::ui::{self, BackLink, Button, Form, Select, TextArea, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct NeedInput {
    pub directorate: String,
    pub title: String,
    pub summary: String,
    pub people: String,
    pub community: String,
    pub areas: String,
    pub demand_figure: String,
    pub demand_estimate: String,
    pub demand_source: String,
    pub supply_figure: String,
    pub services: String,
}

impl NeedInput {
    pub(crate) fn read(fields: &Fields) -> Self {
        Self {
            directorate: fields.text("directorate"),
            title: fields.text("title"),
            summary: fields.text("summary"),
            people: fields.text("people"),
            community: fields.text("community"),
            areas: fields.text("areas"),
            demand_figure: fields.text("demandFigure"),
            demand_estimate: fields.text("demandEstimate"),
            demand_source: fields.text("demandSource"),
            supply_figure: fields.text("supplyFigure"),
            services: fields.text("services"),
        }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: NeedInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    need_create: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedPayload {
    need: Option<Referenced>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct Referenced {
    reference: String,
}

/// Writes a need down.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    match api.run(CreateMutation::build(CreateVariables { input: NeedInput::read(fields) })).await {
        Ok(data) => {
            let reference = data.need_create.need.map(|need| need.reference).unwrap_or_default();
            Outcome::of(data.need_create.user_errors, || format!("/council/needs/{reference}"))
        }
        Err(fault) => fault.into(),
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

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Directorate {
    pub id: shared::people::DirectorateId,
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct CommissionerQuery {
    viewer: Option<Commissioner>,
}

/// The fields of a need, as `value` has them.
pub(crate) fn fields(value: NeedInput) -> impl IntoView {
    view! {
        <TextInput name="title" label="The need in a line" value=value.title/>
        <TextArea name="summary" label="What people lack" hint="A few sentences that a resident can read." value=value.summary/>
        <TextInput name="people" label="Who the people are" hint="For example, adults who look after somebody at home" value=value.people/>
        <TextInput name="community" label="Community (optional if you name areas)" hint="For example, carers" value=value.community/>
        <TextInput name="areas" label="Areas (optional if you name a community)" hint="Codes such as E01016845, with commas between them" value=value.areas/>
        <TextInput name="demandFigure" label="How many people need it (optional)" inputmode="numeric" width=10 value=value.demand_figure/>
        <TextInput name="demandEstimate" label="Or an estimate, in words (optional)" value=value.demand_estimate/>
        <TextInput name="demandSource" label="Where the figure or estimate comes from" value=value.demand_source/>
        <TextInput name="supplyFigure" label="How many people are reached today (optional)" inputmode="numeric" width=10 value=value.supply_figure/>
        <TextInput name="services" label="The services that reach them" hint="Write None if there are none" value=value.services/>
    }
}

/// The list.
#[component]
pub fn Needs() -> impl IntoView {
    let variables = variables();
    view! {
        <Title text="Needs" section="Council"/>
        <p class="govuk-body"><a class="govuk-link" href="/council/objectives">"Objectives and duties in law"</a>" · "<a class="govuk-link" href="/council/priorities">"Priorities"</a>" · "<a class="govuk-link" href="/council/forums">"Forums"</a></p>
        {ui::query(|| CommissionerQuery::build(()), |data| begin(data.viewer.as_ref(), "/council/needs/new", "Write down a need"))}
        {ui::query(move || NeedsQuery::build(variables()), |data| {
            list(data, "/council/needs", "No needs yet. Start with what an area's figures show.")
        })}
    }
}

/// A new need.
#[component]
pub fn NewNeed() -> impl IntoView {
    ui::query(
        || DirectoratesQuery::build(()),
        |data| {
            let options = data
                .council
                .map(|council| council.directorates.into_iter().map(|one| (one.id.to_string(), one.name)).collect())
                .unwrap_or_default();
            view! {
                <BackLink href="/council/needs" text="Needs"/>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="Write down a need" section="Needs"/>
                    <Form name="need-create">
                        <Select name="directorate" label="Directorate" options=options/>
                        {fields(NeedInput::default())}
                        <Button text="Save as draft"/>
                    </Form>
                </div></div>
            }
        },
    )
}
