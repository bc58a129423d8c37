//! Publishing the council's standard documents (R-4.17a).

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::framework::template::Kind;
use shared::people::membership::Role as DomainRole;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::templates::{list, operation};
use crate::ui::{self, BackLink, Button, Form, Radios, TextArea, TextInput, Title};
use crate::wire::Role;

const HERE: &str = "/council/templates";

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ViewerQuery {
    viewer: Option<Viewer>,
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

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TemplateInput {
    kind: String,
    text: String,
    changes: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PublishVariables {
    input: TemplateInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "PublishVariables")]
struct PublishMutation {
    #[arguments(input: $input)]
    template_publish: TemplatePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TemplatePayload {
    user_errors: Vec<UserError>,
}

/// Publishes a version.
pub async fn publish(api: &Api, fields: &Fields) -> Outcome {
    let input = TemplateInput { kind: fields.text("kind"), text: fields.text("text"), changes: fields.text("changes") };
    match api.run(PublishMutation::build(PublishVariables { input })).await {
        Ok(data) => Outcome::of(data.template_publish.user_errors, || HERE.to_owned()),
        Err(fault) => fault.into(),
    }
}

fn form(approves: bool) -> AnyView {
    if !approves {
        return view! { <p class="govuk-body">"An approver of the council publishes new versions."</p> }.into_any();
    }
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    view! {
        <h2 class="govuk-heading-m">"Publish a new version"</h2>
        <p class="govuk-body">
            "It is current at once. Drafts that follow an older one are held back until they follow it, or say why not."
        </p>
        <Form name="template-publish">
            <Radios name="kind" legend="Which document?" options=kinds/>
            <TextArea name="text" label="What it says" hint="An empty line begins a paragraph." rows=15/>
            <TextInput name="changes" label="What is new in this version"/>
            <Button text="Publish"/>
        </Form>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Templates() -> impl IntoView {
    let query = use_query_map();
    view! {
        <BackLink href="/council/opportunities" text="Opportunities"/>
        <Title text="Standard documents" section="Opportunities"/>
        {ui::query(
            move || operation(query.with(|query| query.get("after"))),
            |data| list(data.templates, HERE),
        )}
        {ui::query(
            || ViewerQuery::build(()),
            |data| {
                let acting = data.viewer.and_then(|viewer| viewer.acting);
                form(acting.is_some_and(|acting| acting.role == DomainRole::Approver))
            },
        )}
    }
}
