//! The council's commissions, and a new one.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::needs::Directorate;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::needs::PageInfo;
use crate::ui::{self, BackLink, Button, CardTable, Form, LinkButton, Select, TextArea, TextInput, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionsVariables {
    after: Option<String>,
    mine: Option<bool>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionsVariables")]
struct CommissionsQuery {
    #[arguments(first: 20, after: $after, mine: $mine)]
    commissions: CommissionConnection,
    viewer: Option<Commissioner>,
}

/// Whether the viewer may begin things.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Viewer")]
pub(super) struct Commissioner {
    pub commissions: bool,
}

/// A button for those who may begin things; nothing for others.
pub(super) fn begin(viewer: Option<&Commissioner>, href: &'static str, text: &'static str) -> impl IntoView + use<> {
    viewer.is_some_and(|viewer| viewer.commissions).then(|| view! { <LinkButton href=href text=text/> })
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct CommissionConnection {
    total_count: Option<i32>,
    pub nodes: Vec<CommissionRow>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
pub(super) struct CommissionRow {
    reference: String,
    title: String,
    status: ui::Status,
    next: CommissionNextStep,
    directorate: Option<Directorate>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionNextStep {
    sentence: String,
}

/// Commissions, each with its next step.
pub(super) fn table(of: Vec<CommissionRow>, caption: String) -> impl IntoView {
    let row = |one: CommissionRow| {
        let href = format!("/council/commissions/{}", one.reference);
        vec![
            view! { <a class="govuk-link" href=href>{one.title}</a>" "{one.reference} }.into_any(),
            one.directorate.map(|directorate| directorate.name).into_any(),
            one.status.view().into_any(),
            one.next.sentence.into_any(),
        ]
    };
    let heads = vec!["Commission", "Directorate", "Stage", "Next"];
    view! { <CardTable caption=caption heads=heads rows=of.into_iter().map(row).collect()/> }
}

fn list(data: CommissionsQuery, mine: bool) -> impl IntoView {
    let begin = begin(data.viewer.as_ref(), "/council/commissions/new", "Start a commission");
    let data = data.commissions;
    let count = data.total_count.unwrap_or_default();
    let next = data.page_info.end_cursor.filter(|_| data.page_info.has_next_page);
    let filter = if mine { "&mine=true" } else { "" };
    view! {
        {begin}
        <p class="govuk-body">
            {if mine {
                view! { "Showing those you lead. "<a class="govuk-link" href="/council/commissions">"Show all"</a> }.into_any()
            } else {
                view! { "Showing all. "<a class="govuk-link" href="/council/commissions?mine=true">"Show only those I lead"</a> }.into_any()
            }}
        </p>
        {if count == 0 {
            view! { <p class="govuk-body">"No commissions yet. Start from a need."</p> }.into_any()
        } else {
            view! {
                {table(data.nodes, if count == 1 { "1 commission".to_owned() } else { format!("{count} commissions") })}
            }.into_any()
        }}
        <ui::NextPage href=next.map(|cursor| format!("/council/commissions?after={cursor}{filter}"))/>
    }
}

/// The list.
#[component]
pub fn Commissions() -> impl IntoView {
    let query = use_query_map();
    let mine = move || query.with(|query| query.get("mine").is_some_and(|mine| mine == "true"));
    let variables = move || CommissionsVariables { after: query.with(|query| query.get("after")), mine: Some(mine()) };
    view! {
        <Title text="Commissions" section="Council"/>
        {ui::query(
            move || CommissionsQuery::build(variables()),
            move |data| list(data, query.with_untracked(|query| query.get("mine").is_some_and(|mine| mine == "true"))),
        )}
    }
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ServiceInput {
    name: String,
    summary: String,
    who_for: String,
    how_to_use: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionInput {
    title: String,
    directorate: String,
    service: String,
    new_service: Option<ServiceInput>,
    follows: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: CommissionInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    commission_create: CommissionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionPayload {
    commission: Option<Referenced>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct Referenced {
    reference: String,
}

/// Begins a commission.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let new = ["name", "summary", "whoFor", "howToUse"].map(|name| fields.text(&format!("newService.{name}")));
    let is_new = new.iter().any(|text| !text.trim().is_empty());
    let [name, summary, who_for, how_to_use] = new;
    let input = CommissionInput {
        title: fields.text("title"),
        directorate: fields.text("directorate"),
        service: fields.text("service"),
        new_service: is_new.then_some(ServiceInput { name, summary, who_for, how_to_use }),
        follows: String::new(),
    };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => {
            let made = data.commission_create;
            let reference = made.commission.map(|made| made.reference).unwrap_or_default();
            Outcome::of(made.user_errors, || format!("/council/commissions/{reference}"))
        }
        Err(fault) => fault.into(),
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ChoicesQuery {
    council: Option<Council>,
    #[arguments(first: 100)]
    services: Services,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Council {
    directorates: Vec<Directorate>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ServiceConnection")]
struct Services {
    nodes: Vec<ServiceChoice>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
struct ServiceChoice {
    id: shared::commission::ServiceId,
    name: String,
}

/// A new commission.
#[component]
pub fn NewCommission() -> impl IntoView {
    ui::query(
        || ChoicesQuery::build(()),
        |data| {
            let directorates = data.council.map(|council| council.directorates).unwrap_or_default();
            let directorates = directorates.into_iter().map(|one| (one.id.to_string(), one.name)).collect::<Vec<_>>();
            let services =
                data.services.nodes.into_iter().map(|one| (one.id.to_string(), one.name)).collect::<Vec<_>>();
            view! {
                <BackLink href="/council/commissions" text="Commissions"/>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="Start a commission" section="Commissions"/>
                    <p class="govuk-body">
                        "A commission is one turn of the cycle: planning a service, buying or funding it, checking that it works."
                    </p>
                    <Form name="commission-create">
                        <TextInput name="title" label="What this commission is called" hint="For example, Carers' befriending"/>
                        <Select name="directorate" label="The directorate that leads it" options=directorates/>
                        <Select name="service" label="The service" hint="Leave this empty to describe a new service below" options=services/>
                        <h2 class="govuk-heading-m">"Or a new service"</h2>
                        <TextInput name="newService.name" label="Name"/>
                        <TextArea name="newService.summary" label="What it does" hint="A sentence or two that anyone can read" rows=3/>
                        <TextArea name="newService.whoFor" label="Who it is for" rows=3/>
                        <TextArea name="newService.howToUse" label="How people use it" hint="Where to ring, write or go" rows=3/>
                        <Button text="Start"/>
                    </Form>
                </div></div>
            }
        },
    )
}
