//! What comes first: the method, and the decided assessments with their scores
//! and reasons, as anyone reads them.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::calendar::{day_of, in_short};
use shared::plan::PrioritisationId;
use shared::plan::prioritisation::Placing;

use super::needs::PageInfo;
use crate::ui::{self, Breadcrumbs, CardTable, NotFound, Row, SummaryList, Title};
use crate::wire::PriorityPlacing;

/// What each answer weighs.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PriorityMethod {
    pub objective: i32,
    pub statutory: i32,
    pub gap: i32,
    pub voice: i32,
    pub policy_rows: Vec<String>,
}

impl PriorityMethod {
    /// The method in words, with the policy rows behind it.
    pub(crate) fn view(&self) -> impl IntoView + use<> {
        let lines = [
            format!("up to {} for the council's strategic objectives that it serves", self.objective),
            format!("{} if a duty in law asks for it", self.statutory),
            format!("up to {} for the share of people who need it and are not reached", self.gap),
            format!("up to {} for what users say", self.voice),
        ];
        view! {
            <p class="govuk-body">"Each need gets points of a hundred:"</p>
            <ul class="govuk-list govuk-list--bullet">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="govuk-body">
                "We also say what money there is. What a duty in law asks for may be planned for a day, but is never left \
                 out. Between equal points, more people who are not reached come first."
            </p>
            {crate::ui::refusal::because("R-3.4b", "3.4", &self.policy_rows)}
        }
    }
}

/// A need in an assessment.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PriorityEntry {
    pub rank: Option<i32>,
    pub scheduled_on: Option<shared::Day>,
    pub placing: PriorityPlacing,
    pub out_reason: Option<String>,
    pub score: Option<PriorityScore>,
    pub objective_points: Option<i32>,
    pub is_statutory: Option<bool>,
    pub gap_points: Option<i32>,
    pub gap_counted: bool,
    pub voice_points: Option<i32>,
    pub voice_reason: Option<String>,
    pub budget: Option<String>,
    pub need: Option<RankedNeed>,
    pub objective: Option<Named>,
    pub duty: Option<Named>,
}

/// Points in words.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PriorityScore {
    pub objective: String,
    pub statutory: String,
    pub gap: String,
    pub voice: String,
    pub total: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
pub(crate) struct RankedNeed {
    pub id: shared::plan::NeedId,
    pub reference: String,
    pub title: String,
    pub gap: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Objective")]
pub(crate) struct Named {
    pub id: shared::plan::ObjectiveId,
    pub title: String,
    pub source: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PrioritiesVariables {
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "PrioritiesVariables")]
pub(crate) struct PrioritiesQuery {
    #[arguments(first: 20, after: $after)]
    pub prioritisations: PrioritisationConnection,
    pub priority_method: PriorityMethod,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PrioritisationConnection {
    pub nodes: Vec<PrioritisationRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
pub(crate) struct PrioritisationRow {
    pub id: PrioritisationId,
    pub title: String,
    pub approved_at: Option<shared::Timestamp>,
    pub status: Option<ui::Status>,
    pub directorate: Option<Directorate>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Directorate {
    pub name: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: PrioritisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    prioritisation: Option<PriorityPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct PriorityPage {
    title: String,
    status: Option<ui::Status>,
    approved_at: Option<shared::Timestamp>,
    directorate: Option<Directorate>,
    method: PriorityMethod,
    entries: Vec<PriorityEntry>,
}

/// The list of assessments; `base` is the folder of the links.
pub(crate) fn list(data: PrioritisationConnection, base: &'static str, empty: &'static str) -> impl IntoView {
    if data.nodes.is_empty() {
        return view! { <p class="govuk-body">{empty}</p> }.into_any();
    }
    let next = data.page_info.end_cursor.filter(|_| data.page_info.has_next_page);
    let row = |one: PrioritisationRow| {
        vec![
            view! { <a class="govuk-link" href=format!("{base}/{}", one.id)>{one.title}</a> }.into_any(),
            one.directorate.map(|directorate| directorate.name).into_any(),
            one.approved_at.map_or_else(|| "Not yet".to_owned(), |at| in_short(day_of(at))).into_any(),
            one.status.map(|status| status.view()).into_any(),
        ]
    };
    view! {
        <CardTable
            caption="Assessments"
            heads=vec!["Assessment", "Made by", "Decided", "Status"]
            rows=data.nodes.into_iter().map(row).collect()
        />
        <ui::NextPage href=next.map(|cursor| format!("{base}?after={cursor}"))/>
    }
    .into_any()
}

impl PriorityEntry {
    /// Where the need stands, in words.
    pub(crate) fn place(&self) -> String {
        match (*self.placing, self.rank, self.scheduled_on) {
            (Placing::Ranked, Some(rank), _) => format!("Number {rank}"),
            (Placing::Scheduled, _, Some(on)) => format!("Planned for {}", in_short(on)),
            (Placing::Out, ..) => "Not for now".to_owned(),
            _ => "Answers missing".to_owned(),
        }
    }

    fn answers(&self) -> Vec<Row> {
        let points =
            |points: Option<i32>| points.map_or_else(|| "Not answered".to_owned(), |points| format!("{points} of 5"));
        let because = |named: &Option<Named>| {
            named.as_ref().map(|one| format!(": {} ({})", one.title, one.source)).unwrap_or_default()
        };
        let statutory = match self.is_statutory {
            None => "Not answered".to_owned(),
            Some(false) => "None asks for it".to_owned(),
            Some(true) => format!("Yes{}", because(&self.duty)),
        };
        let gap = self.need.as_ref().map(|need| need.gap.clone()).unwrap_or_default();
        let gap = if self.gap_counted { gap } else { format!("{gap}; {}", points(self.gap_points)) };
        let reason = self.voice_reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let score = self.score.as_ref().map(|score| {
            format!(
                "{} = {} objectives + {} duty in law + {} gap + {} users",
                score.total, score.objective, score.statutory, score.gap, score.voice
            )
        });
        let mut rows = vec![
            Row::new("Place", self.place()),
            Row::new("Points of 100", score.unwrap_or_else(|| "Not known yet".to_owned())),
            Row::new("Strategic objectives", format!("{}{}", points(self.objective_points), because(&self.objective))),
            Row::new("Duty in law", statutory),
            Row::new("What is missing", gap),
            Row::new("What users say", format!("{}{reason}", points(self.voice_points))),
            Row::new("Money there is", self.budget.clone().unwrap_or_else(|| "Not answered".to_owned())),
        ];
        if let Some(reason) = &self.out_reason {
            rows.push(Row::new("Why not for now", reason.clone()));
        }
        rows
    }
}

/// The needs of an assessment in their order, each with its answers; `base` is
/// the folder of the links to needs, `answer` that of the links to the answers.
pub(crate) fn entries(all: Vec<PriorityEntry>, base: &'static str, answer: Option<String>) -> impl IntoView {
    all.into_iter()
        .map(|entry| {
            let rows = entry.answers();
            let need = entry.need.map(|need| {
                let link = answer.as_ref().map(|folder| {
                    let href = format!("{folder}/{}", need.reference);
                    view! { <p class="govuk-body"><a class="govuk-link" href=href>{format!("Answer about {}", need.reference)}</a></p> }
                });
                let heading = view! {
                    <h3 class="govuk-heading-s">
                        <a class="govuk-link" href=format!("{base}/{}", need.reference)>{need.title}</a>" "{need.reference}
                    </h3>
                };
                view! { {heading}{link} }
            });
            view! { {need}<SummaryList rows=rows/> }
        })
        .collect_view()
}

/// The list.
#[component]
pub fn Priorities() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/needs".to_owned(), "Needs".to_owned())]/>
        <Title text="What comes first" section="Needs"/>
        {ui::query(
            move || PrioritiesQuery::build(PrioritiesVariables { after: query.with(|query| query.get("after")) }),
            |data| view! {
                {data.priority_method.view()}
                {list(data.prioritisations, "/priorities", "No assessment is decided yet.")}
            },
        )}
        <p class="govuk-body"><a class="govuk-link" href="/objectives">"Objectives and duties in law"</a></p>
    }
}

/// One assessment.
#[component]
pub fn Priority() -> impl IntoView {
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get("id").unwrap_or_default()).parse::<PrioritisationId>();
    let Ok(id) = id else { return NotFound().into_any() };
    ui::query(
        move || OneQuery::build(OneVariables { id: id.clone() }),
        |data| match data.prioritisation {
            None => NotFound().into_any(),
            Some(one) => {
                let decided = one.approved_at.map_or_else(|| "Not yet".to_owned(), |at| in_short(day_of(at)));
                view! {
                    <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/priorities".to_owned(), "What comes first".to_owned())]/>
                    <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                        <Title text=one.title section="What comes first"/>
                        <p class="govuk-body">{one.status.map(|status| status.view())}</p>
                        <SummaryList rows=vec![
                            Row::new("Made by", one.directorate.map(|directorate| directorate.name).unwrap_or_default()),
                            Row::new("Decided", decided),
                        ]/>
                        <h2 class="govuk-heading-m">"How"</h2>
                        {one.method.view()}
                        <h2 class="govuk-heading-m">"The needs in their order"</h2>
                        {entries(one.entries, "/needs", None)}
                    </div></div>
                }
                .into_any()
            }
        },
    )
    .into_any()
}
