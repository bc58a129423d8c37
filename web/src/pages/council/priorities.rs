//! The council's assessments of needs, and a new one.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::people::membership::Role as DomainRole;
use shared::plan::PrioritisationId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::priorities::{PrioritiesQuery, PrioritiesVariables, list};
use crate::ui::{self, BackLink, Button, Form, Select, TextInput, Title};
use crate::wire::Role;

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrioritisationInput {
    directorate: String,
    title: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: PrioritisationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    prioritisation_create: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrioritisationPayload {
    prioritisation: Option<Made>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct Made {
    id: PrioritisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct DirectoratesQuery {
    council: Option<Council>,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Council {
    directorates: Vec<Directorate>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Directorate {
    id: shared::people::DirectorateId,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Membership>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Membership {
    role: Role,
}

/// Begins an assessment.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let input = PrioritisationInput { directorate: fields.text("directorate"), title: fields.text("title") };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => {
            let id = data.prioritisation_create.prioritisation.map(|one| one.id.to_string()).unwrap_or_default();
            Outcome::of(data.prioritisation_create.user_errors, || format!("/council/priorities/{id}"))
        }
        Err(fault) => fault.into(),
    }
}

fn begin(data: DirectoratesQuery) -> impl IntoView {
    let commissions =
        data.viewer.and_then(|viewer| viewer.acting).is_some_and(|acting| acting.role == DomainRole::Commissioner);
    let all = data.council.map(|council| council.directorates).unwrap_or_default();
    let options = all.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    commissions.then(|| {
        view! {
            <h2 class="govuk-heading-m">"Begin an assessment"</h2>
            <Form name="prioritisation-create">
                <Select name="directorate" label="Directorate" options=options/>
                <TextInput name="title" label="What it is called" hint="For example, What comes first in 2027"/>
                <Button text="Begin"/>
            </Form>
        }
    })
}

/// The page.
#[component]
pub fn Priorities() -> impl IntoView {
    let query = use_query_map();
    view! {
        <BackLink href="/council/needs" text="Needs"/>
        <Title text="Priorities" section="Needs"/>
        {ui::query(
            move || PrioritiesQuery::build(PrioritiesVariables { after: query.with(|query| query.get("after")) }),
            |data| view! {
                {data.priority_method.view()}
                {list(data.prioritisations, "/council/priorities", "No assessment yet. Begin one when needs are published.")}
            },
        )}
        {ui::query(|| DirectoratesQuery::build(()), begin)}
    }
}
