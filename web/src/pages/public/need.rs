//! One need, for anyone.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::money::grouped;

use crate::ui::{self, Breadcrumbs, NotFound, Row, SummaryList, Title};

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
    reference: String,
    title: String,
    summary: String,
    people: String,
    community: Option<String>,
    demand_figure: Option<i32>,
    demand_estimate: Option<String>,
    demand_source: Option<String>,
    supply_figure: Option<i32>,
    services: Option<String>,
    gap: String,
    status: Option<ui::Status>,
}

/// How many people, in words.
pub(crate) fn people(figure: Option<i32>) -> Option<String> {
    figure.map(|figure| grouped(u64::try_from(figure).unwrap_or_default()))
}

fn show(need: NeedPage) -> impl IntoView {
    let demand = people(need.demand_figure).or(need.demand_estimate).unwrap_or_else(|| "Not known yet".to_owned());
    let source = need.demand_source.map(|source| format!("Source: {source}"));
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/needs".to_owned(), "Needs".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=need.title.clone() section=need.reference.clone() caption=need.reference/>
            <p class="govuk-body">{need.status.map(|status| status.view())}</p>
            <p class="govuk-body-l">{need.summary}</p>
            <SummaryList rows=vec![
                Row::new("People", need.people),
                Row::new("Community", need.community.unwrap_or_else(|| "None named".to_owned())),
                Row::new("How many need it", view! { {demand}<br/>{source} }),
                Row::new("How many are reached", people(need.supply_figure).unwrap_or_else(|| "Nobody counts".to_owned())),
                Row::new("What is missing", need.gap),
                Row::new("Services today", need.services.unwrap_or_else(|| "Not known yet".to_owned())),
            ]/>
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
