//! One need, for anyone.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar::{day_of, in_short};
use shared::money::grouped;

use super::areas::{self, Area};
use super::consultations::{ConsultationRow, about};
use super::engagement::{self, Engagement};
use super::evidence::{self, Answering, Evidence};
use super::forums::{Discussion, discussions};
use crate::pages::council::objectives::{Objective, of_need};
use crate::ui::{self, Breadcrumbs, Inset, NotFound, Row, SummaryList, Title};

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
    closed_reason: Option<String>,
    published_at: Option<shared::Timestamp>,
    directorate: Option<Named>,
    areas: Vec<Area>,
    evidence: Vec<Evidence>,
    consultations: Vec<ConsultationRow>,
    agreements: Vec<Answering>,
    engagement: Engagement,
    objectives: Vec<Objective>,
    priority: Option<NeedPriority>,
    meetings: Vec<Discussion>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Directorate")]
struct Named {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct NeedPriority {
    in_words: String,
    assessment: Option<Assessment>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct Assessment {
    id: shared::plan::PrioritisationId,
    title: String,
}

/// The need's place among others, with a link to the assessment that gave it.
pub(crate) fn priority(priority: Option<NeedPriority>) -> impl IntoView {
    let Some(priority) = priority else {
        return view! { <p class="govuk-body">"No place among other needs yet."</p> }.into_any();
    };
    let link = priority.assessment.map(|one| {
        view! { " in "<a class="govuk-link" href=format!("/priorities/{}", one.id)>{one.title}</a> }
    });
    view! { <p class="govuk-body">{priority.in_words}{link}"."</p> }.into_any()
}

/// How many people, in words.
pub(crate) fn people(figure: Option<i32>) -> Option<String> {
    figure.map(|figure| grouped(u64::try_from(figure).unwrap_or_default()))
}

fn show(need: NeedPage) -> impl IntoView {
    let demand = people(need.demand_figure).or(need.demand_estimate).unwrap_or_else(|| "Not known yet".to_owned());
    let source = need.demand_source.map(|source| view! { <br/>"Source: "{source} });
    let published = need.published_at.map_or_else(|| "Not yet".to_owned(), |at| in_short(day_of(at)));
    let places = match need.areas.len() {
        0 => "None named".to_owned(),
        1 => "1 area, below".to_owned(),
        count => format!("{count} areas, below"),
    };
    let closed = need.closed_reason.map(|reason| view! { <Inset>"Why it is closed: "{reason}</Inset> });
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/needs".to_owned(), "Needs".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=need.title.clone() section=need.reference.clone() caption=need.reference/>
            <p class="govuk-body">{need.status.map(|status| status.view())}</p>
            {closed}
            <p class="govuk-body-l">{need.summary}</p>
            <h2 class="govuk-heading-m">"People and place"</h2>
            <SummaryList rows=vec![
                Row::new("People", need.people),
                Row::new("Community", need.community.unwrap_or_else(|| "None named".to_owned())),
                Row::new("Places", places),
                Row::new("Kept by", need.directorate.map(|one| one.name).unwrap_or_default()),
                Row::new("Published", published),
            ]/>
            <h2 class="govuk-heading-m">"Demand and supply"</h2>
            <SummaryList rows=vec![
                Row::new("How many need it", view! { {demand}{source} }),
                Row::new("How many are reached", people(need.supply_figure).unwrap_or_else(|| "Nobody counts".to_owned())),
                Row::new("What is missing", need.gap),
                Row::new("Services today", need.services.unwrap_or_else(|| "Not known yet".to_owned())),
            ]/>
            <h2 class="govuk-heading-m">"How we know"</h2>
            {evidence::list(need.evidence)}
            {about(need.consultations, "/consultations")}
            {evidence::live(need.agreements)}
            <h2 class="govuk-heading-m">"Who was heard"</h2>
            {engagement::list(need.engagement)}
            {discussions(need.meetings)}
            <h2 class="govuk-heading-m">"Priority"</h2>
            {priority(need.priority)}
            <h3 class="govuk-heading-s">"What it serves"</h3>
            {of_need(&need.objectives)}
            {(!need.areas.is_empty()).then(|| view! {
                <h2 class="govuk-heading-m">"Where"</h2>
                {areas::table(need.areas, "Areas that this need names".to_owned())}
            })}
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
