//! Have your say: what the council asks now, and what it did with answers.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::Day;
use shared::calendar::in_short;
use shared::plan::consultation::Stage;

use super::needs::PageInfo;
use crate::ui::{self, CardTable, Title};
use crate::wire::ConsultationStage;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConsultationsVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ConsultationsVariables")]
struct ConsultationsQuery {
    #[arguments(first: 50, stages: [SCHEDULED, OPEN])]
    #[cynic(rename = "consultations", alias)]
    asked: ConsultationConnection,
    #[arguments(first: 20, after: $after, stages: [CLOSED, ANSWERED, CANCELLED])]
    consultations: ConsultationConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ConsultationConnection {
    pub nodes: Vec<ConsultationRow>,
    pub page_info: PageInfo,
}

/// A consultation as lists show it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Consultation")]
pub(crate) struct ConsultationRow {
    pub reference: String,
    pub title: String,
    pub stage: ConsultationStage,
    pub status: Option<ui::Status>,
    pub opens_on: Option<Day>,
    pub closes_on: Option<Day>,
}

impl ConsultationRow {
    /// Until when people can answer, in words.
    pub fn until(&self) -> String {
        let day = |day: Option<Day>| day.map(in_short).unwrap_or_default();
        match *self.stage {
            Stage::Draft => "Not published yet".to_owned(),
            Stage::Scheduled => format!("From {}", day(self.opens_on)),
            Stage::Open => format!("Until {}", day(self.closes_on)),
            Stage::Closed | Stage::Answered => format!("Closed on {}", day(self.closes_on)),
            Stage::Cancelled => "Called off".to_owned(),
        }
    }
}

/// The rows as a table; `base` is the folder of the links.
pub(crate) fn table(rows: Vec<ConsultationRow>, base: &'static str, caption: &'static str) -> impl IntoView {
    let row = |one: ConsultationRow| {
        let href = format!("{base}/{}", one.reference);
        let until = one.until();
        vec![
            view! { <a class="govuk-link" href=href>{one.title}</a>" "{one.reference} }.into_any(),
            until.into_any(),
            one.status.map(|status| status.view()).into_any(),
        ]
    };
    let heads = vec!["What about", "When", "Status"];
    view! { <CardTable caption=caption quiet=true heads=heads rows=rows.into_iter().map(row).collect()/> }
}

/// The consultations about something, for its own page; nothing where there are
/// none.
pub(crate) fn about(rows: Vec<ConsultationRow>, base: &'static str) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Have your say"</h2>
            {table(rows, base, "Consultations about this")}
        }
    })
}

fn show(data: ConsultationsQuery) -> impl IntoView {
    let next = data.consultations.page_info.end_cursor.filter(|_| data.consultations.page_info.has_next_page);
    let results = !data.consultations.nodes.is_empty();
    view! {
        {if data.asked.nodes.is_empty() {
            let text = if results { "Nothing is open now. Recent results are below." } else { "Nothing is open now." };
            view! { <p class="govuk-body">{text}</p> }.into_any()
        } else {
            view! {
                <h2 class="govuk-heading-m">"Open now"</h2>
                {table(data.asked.nodes, "/consultations", "Open now")}
            }
            .into_any()
        }}
        {results.then(|| view! {
            <h2 class="govuk-heading-m">"What people said, and what we did"</h2>
            {table(data.consultations.nodes, "/consultations", "What people said, and what we did")}
        })}
        <ui::NextPage href=next.map(|cursor| format!("/consultations?after={cursor}"))/>
    }
}

/// The page.
#[component]
pub fn Consultations() -> impl IntoView {
    let query = use_query_map();
    let operation =
        move || ConsultationsQuery::build(ConsultationsVariables { after: query.with(|query| query.get("after")) });
    view! {
        <Title text="Have your say"/>
        <p class="govuk-body-l">"Tell us what you think before we decide. We publish what people said, and what we did about it."</p>
        {ui::query(operation, show)}
    }
}
