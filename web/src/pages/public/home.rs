//! The start page: three ways in, what closes soon, where work stands, and what
//! was done lately.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::calendar;

use super::consultations::{ConsultationConnection, table};
use super::opportunities::OpportunityConnection;
use crate::ui::{self, CardTable, LinkButton, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct HomeQuery {
    #[arguments(first: 5, stages: [OPEN], byDeadline: true)]
    opportunities: OpportunityConnection,
    #[arguments(first: 3, stages: [OPEN, CLOSED])]
    consultations: ConsultationConnection,
    commission_counts: Vec<StageCount>,
    #[arguments(first: 5)]
    events: EventConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "CommissionStageCount")]
struct StageCount {
    status: ui::Status,
    sentence: String,
    count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EventConnection {
    nodes: Vec<Event>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Event {
    at: shared::Timestamp,
    summary: String,
}

fn doors() -> impl IntoView {
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/opportunities">"I run an organisation"</a></h2>
                <p class="govuk-body">"Find contracts and grants, and see who has won before."</p>
            </div>
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/services">"I use a service"</a></h2>
                <p class="govuk-body">"Tell us how it is. You need no account and no name."</p>
            </div>
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/needs">"I want to know"</a></h2>
                <p class="govuk-body">"Read what people here need, and why we chose what we chose."</p>
            </div>
        </div>
    }
}

fn closing(of: OpportunityConnection) -> impl IntoView {
    if of.nodes.is_empty() {
        return view! {
            <p class="govuk-body">
                "Nothing is open today. "<a class="govuk-link" href="/opportunities?status=all">"See what was open before"</a>
            </p>
        }
        .into_any();
    }
    let rows = of.nodes.into_iter().map(|one| {
        vec![
            view! { <a class="govuk-link" href=format!("/opportunities/{}", one.reference)>{one.title}</a> }.into_any(),
            format!("{}, {} before VAT", one.method.label(), one.value).into_any(),
            one.closes_at.map(calendar::instant_in_words).into_any(),
        ]
    });
    view! {
        <CardTable caption="Closing soon" quiet=true heads=vec!["What", "Kind and value", "Closes"] rows=rows.collect()/>
        <LinkButton href="/opportunities" text="See all opportunities"/>
    }
    .into_any()
}

fn have_your_say(of: ConsultationConnection) -> impl IntoView {
    view! {
        {if of.nodes.is_empty() {
            view! { <p class="govuk-body">"We ask nothing at present."</p> }.into_any()
        } else {
            table(of.nodes, "/consultations", "Have your say").into_any()
        }}
        <p class="govuk-body"><a class="govuk-link" href="/consultations">"See what people said before, and what we did"</a></p>
    }
}

fn cycle(counts: Vec<StageCount>) -> impl IntoView {
    let item = |one: StageCount| {
        view! { <li>{one.status.view()}" "<strong>{one.count}</strong>" "{one.sentence}</li> }
    };
    view! { <ol class="govuk-list govuk-list--spaced">{counts.into_iter().map(item).collect_view()}</ol> }
}

fn lately(of: EventConnection) -> impl IntoView {
    let item = |one: Event| {
        view! { <li>{calendar::in_words(calendar::day_of(one.at))}": "{one.summary}</li> }
    };
    view! {
        <ul class="govuk-list govuk-list--spaced">{of.nodes.into_iter().map(item).collect_view()}</ul>
        <p class="govuk-body"><a class="govuk-link" href="/log">"See everything that was done"</a></p>
    }
}

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Title text="What we buy, fund and learn, together with local organisations"/>
        {doors()}
        {ui::query(|| HomeQuery::build(()), |data| view! {
            <h2 class="govuk-heading-m">"Closing soon"</h2>
            {closing(data.opportunities)}
            <h2 class="govuk-heading-m">"Have your say"</h2>
            {have_your_say(data.consultations)}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">"Where our work stands"</h2>
                    {cycle(data.commission_counts)}
                </div>
                <div class="govuk-grid-column-one-half">
                    <h2 class="govuk-heading-m">"Lately"</h2>
                    {lately(data.events)}
                </div>
            </div>
        })}
    }
}
