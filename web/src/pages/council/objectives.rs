//! The council's objectives and its duties in law, and which of them a need
//! serves.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::people::membership::Role as DomainRole;
use shared::plan::objective::{Action, Kind};
use shared::plan::{NeedId, ObjectiveId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::needs::PageInfo;
use crate::ui::{self, BackLink, Button, CardTable, Checkbox, Form, Radios, Select, TextArea, TextInput, Title};
use crate::wire::{ObjectiveAction, Role};

/// One objective, on every page that names it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Objective {
    pub id: ObjectiveId,
    pub kind_label: String,
    pub title: String,
    pub source: String,
    pub status: ui::Status,
    pub retired_reason: Option<String>,
    pub viewer_can: Vec<ObjectiveAction>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ObjectivesVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ObjectivesVariables")]
pub(crate) struct ObjectivesQuery {
    #[arguments(first: 50, after: $after)]
    pub objectives: ObjectiveConnection,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ObjectiveConnection {
    total_count: Option<i32>,
    nodes: Vec<Objective>,
    page_info: PageInfo,
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

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct CurrentQuery {
    #[arguments(first: 100, current: true)]
    objectives: CurrentConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ObjectiveConnection")]
struct CurrentConnection {
    nodes: Vec<Objective>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ObjectiveInput {
    kind: String,
    title: String,
    source: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: ObjectiveInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RetireVariables {
    id: ObjectiveId,
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AlignVariables {
    id: NeedId,
    objectives: Vec<ObjectiveId>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    objective_create: ObjectivePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RetireVariables")]
struct RetireMutation {
    #[arguments(id: $id, reason: $reason)]
    objective_retire: ObjectivePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ObjectivePayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AlignVariables")]
struct AlignMutation {
    #[arguments(id: $id, objectives: $objectives)]
    need_align: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedPayload {
    user_errors: Vec<UserError>,
}

const HERE: &str = "/council/objectives";

/// Writes an objective down.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let input =
        ObjectiveInput { kind: fields.text("kind"), title: fields.text("title"), source: fields.text("source") };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => Outcome::of(data.objective_create.user_errors, || HERE.to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Says that one holds no longer.
pub async fn retire(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("objective").parse() else {
        let message = "Select the objective that holds no longer";
        return Outcome::Refused(vec![shared::Refusal::slip("objective", shared::error::Code::Missing, message)]);
    };
    match api.run(RetireMutation::build(RetireVariables { id, reason: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.objective_retire.user_errors, || HERE.to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Says which objectives a need serves: those that are ticked.
pub async fn align(api: &Api, fields: &Fields) -> Outcome {
    let here = || format!("/council/needs/{}#objectives", fields.text("reference"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here()) };
    let objectives = fields.0.iter().filter(|(_, value)| value == "true").filter_map(|(key, _)| key.parse().ok());
    match api.run(AlignMutation::build(AlignVariables { id, objectives: objectives.collect() })).await {
        Ok(data) => Outcome::of(data.need_align.user_errors, here),
        Err(fault) => fault.into(),
    }
}

/// The objectives of a need, in a list.
pub(crate) fn of_need(objectives: &[Objective]) -> impl IntoView + use<> {
    if objectives.is_empty() {
        return view! { <p class="govuk-body">"None named yet."</p> }.into_any();
    }
    let items = objectives.iter().cloned().map(|one| {
        view! { <li>{one.title}" ("{one.kind_label.to_lowercase()}": "{one.source}")"</li> }
    });
    view! { <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul> }.into_any()
}

/// The form in which a need's objectives are ticked.
pub(crate) fn align_form(chosen: &[Objective], hidden: &[(&'static str, String)]) -> impl IntoView + use<> {
    let chosen: Vec<ObjectiveId> = chosen.iter().map(|one| one.id.clone()).collect();
    let hidden = hidden.to_vec();
    ui::query(
        || CurrentQuery::build(()),
        move |data| {
            if data.objectives.nodes.is_empty() {
                return view! {
                    <p class="govuk-body"><a class="govuk-link" href=HERE>"Write down the first objective"</a></p>
                }
                .into_any();
            }
            let (chosen, hidden) = (chosen.clone(), hidden.clone());
            view! {
                <Form name="need-align" hidden=hidden>
                    {data.objectives.nodes.into_iter().map(|one| {
                        let checked = chosen.contains(&one.id);
                        let label = format!("{} ({})", one.title, one.source);
                        view! { <Checkbox name=one.id.to_string() label=label checked=checked/> }
                    }).collect_view()}
                    <Button text="Save objectives" secondary=true/>
                </Form>
            }
            .into_any()
        },
    )
}

fn row(one: Objective) -> Vec<AnyView> {
    let ended = one.retired_reason.clone().map(|reason| view! { " "{reason} });
    vec![
        one.title.into_any(),
        one.kind_label.into_any(),
        one.source.into_any(),
        view! { {one.status.view()}{ended} }.into_any(),
    ]
}

/// The list of objectives; `base` is the address of its pages.
pub(crate) fn list(all: ObjectiveConnection, base: &'static str) -> impl IntoView {
    if all.nodes.is_empty() {
        return view! { <p class="govuk-body">"No objectives yet. Needs cannot be put in order without them."</p> }
            .into_any();
    }
    let next = all.page_info.end_cursor.filter(|_| all.page_info.has_next_page);
    let count = all.total_count.unwrap_or_default();
    let caption = if count == 1 { "1 objective".to_owned() } else { format!("{count} objectives") };
    let heads = vec!["Objective", "Kind", "Laid down in", "Status"];
    view! {
        <CardTable caption=caption heads=heads rows=all.nodes.into_iter().map(row).collect()/>
        <ui::NextPage href=next.map(|cursor| format!("{base}?after={cursor}"))/>
    }
    .into_any()
}

/// Asks for a page of objectives.
pub(crate) fn operation(after: Option<String>) -> cynic::Operation<ObjectivesQuery, ObjectivesVariables> {
    ObjectivesQuery::build(ObjectivesVariables { after })
}

fn show(data: ObjectivesQuery) -> impl IntoView {
    let commissions =
        data.viewer.and_then(|viewer| viewer.acting).is_some_and(|acting| acting.role == DomainRole::Commissioner);
    let all = data.objectives;
    let can = |one: &&Objective| one.viewer_can.iter().any(|action| *action == Action::Retire);
    let ends: Vec<_> = all.nodes.iter().filter(can).map(|one| (one.id.to_string(), one.title.clone())).collect();
    view! {
        {list(all, HERE)}
        {commissions.then(|| {
            let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
            view! {
                <h2 class="govuk-heading-m">"Write down an objective"</h2>
                <Form name="objective-create">
                    <Radios name="kind" legend="What is it?" options=kinds/>
                    <TextInput name="title" label="The objective in a line"/>
                    <TextInput name="source" label="Where it is laid down" hint="The strategy, or the Act and its section"/>
                    <Button text="Save objective"/>
                </Form>
            }
        })}
        {(!ends.is_empty()).then(|| view! {
            <h2 class="govuk-heading-m">"End an objective"</h2>
            <Form name="objective-retire">
                <Select name="objective" label="Which holds no longer" options=ends/>
                <TextArea name="reason" label="Why" rows=3/>
                <Button text="End objective" warning=true/>
            </Form>
        })}
    }
}

/// The page.
#[component]
pub fn Objectives() -> impl IntoView {
    let query = use_query_map();
    view! {
        <BackLink href="/council/needs" text="Needs"/>
        <Title text="Objectives" section="Needs"/>
        <p class="govuk-body-l">"What the council aims for and what the law asks of it. Needs are put in order by them."</p>
        {ui::query(
            move || operation(query.with(|query| query.get("after"))),
            show,
        )}
    }
}
