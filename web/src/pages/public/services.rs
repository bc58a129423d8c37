//! What the council's services are: the list.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::needs::PageInfo;
use crate::ui::{self, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ServicesVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ServicesVariables")]
struct ServicesQuery {
    #[arguments(first: 20, after: $after)]
    services: ServiceConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ServiceConnection {
    total_count: Option<i32>,
    nodes: Vec<ServiceRow>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
struct ServiceRow {
    reference: String,
    name: String,
    summary: String,
    who_for: String,
}

fn list(data: ServiceConnection) -> impl IntoView {
    let count = data.total_count.unwrap_or_default();
    if count == 0 {
        return view! { <p class="govuk-body">"No services are listed yet."</p> }.into_any();
    }
    let next = data.page_info.end_cursor.filter(|_| data.page_info.has_next_page);
    view! {
        <p class="govuk-body">{if count == 1 { "1 service".to_owned() } else { format!("{count} services") }}</p>
        <ul class="cw-results">
            {data.nodes.into_iter().map(|service| view! {
                <li class="cw-result">
                    <h2 class="cw-result__title">
                        <a class="govuk-link" href=format!("/services/{}", service.reference)>{service.name}</a>
                    </h2>
                    <p class="govuk-body">{service.summary}</p>
                    <p class="cw-result__meta">"For: "{service.who_for}</p>
                </li>
            }).collect_view()}
        </ul>
        <ui::NextPage href=next.map(|cursor| format!("/services?after={cursor}"))/>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Services() -> impl IntoView {
    let query = use_query_map();
    let variables = move || ServicesVariables { after: query.with(|query| query.get("after")) };
    view! {
        <Title text="Services"/>
        <p class="govuk-body-l">"What people here can use, who it is for, and how it is going."</p>
        {ui::query(move || ServicesQuery::build(variables()), |data| list(data.services))}
    }
}
