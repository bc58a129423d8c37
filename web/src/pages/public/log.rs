//! The public record of what was done.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::{self, CardTable, Details, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct LogVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "LogVariables")]
struct LogQuery {
    #[arguments(first: 50, after: $after)]
    events: EventConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EventConnection {
    total_count: Option<i32>,
    nodes: Vec<Event>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Event {
    position: i32,
    at: shared::Timestamp,
    summary: String,
    hash: String,
}

fn show(data: LogQuery) -> impl IntoView {
    let found = data.events;
    let next = found.page_info.end_cursor.filter(|_| found.page_info.has_next_page);
    if found.nodes.is_empty() {
        return view! { <p class="govuk-body">"Nothing is on record yet."</p> }.into_any();
    }
    view! {
        <CardTable
            caption=format!("{} entries, newest first", found.total_count.unwrap_or_default())
            heads=vec!["Entry", "When", "What", "Seal"]
            rows=found.nodes.into_iter().map(|event| vec![
                event.position.into_any(),
                shared::calendar::instant_to_the_second(event.at).into_any(),
                event.summary.into_any(),
                view! { <code>{event.hash.chars().take(12).collect::<String>()}</code> }.into_any(),
            ]).collect()
        />
        {next.map(|cursor| view! {
            <p class="govuk-body"><a class="govuk-link" rel="next" href=format!("/log?after={cursor}")>"Earlier entries"</a></p>
        })}
    }
    .into_any()
}

/// The page.
#[component]
pub fn Log() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Title text="Public log"/>
        <p class="govuk-body-l">"What was done here in public, in order, each entry sealed to the one before."</p>
        <Details summary="How to check it">
            <p class="govuk-body">
                "The seal of an entry is a SHA-256 hash over the entry and the seal before it. Whoever keeps one seal can tell later whether any entry before it was changed. The API gives every part under "
                <code>"events"</code>", and says how the hash is made."
            </p>
        </Details>
        {ui::query(
            move || LogQuery::build(LogVariables { after: query.with(|query| query.get("after")) }),
            show,
        )}
    }
}
