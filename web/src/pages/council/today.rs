//! What needs an officer today: what waits for them, what waits for others, and
//! the next step of each commission they lead.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::calendar;
use shared::framework::approval::Subject;
use shared::secure::opportunity::Action;
use shared::secure::{ClarificationId, SpecificationId};

use super::agreements::to_check;
use super::commissions::{CommissionConnection, table};
use super::consultations::to_answer;
use crate::ui::{self, CardTable, Title};
use crate::wire::{ApprovalSubject, ClarificationAction, OpportunityAction};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct LedQuery {
    #[arguments(first: 50, mine: true)]
    commissions: CommissionConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct WaitingQuery {
    #[arguments(first: 50)]
    approvals: ApprovalConnection,
    #[arguments(first: 20, stages: [CLOSED], byDeadline: true)]
    opportunities: ClosedConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct AskedQuery {
    #[arguments(first: 50, stage: "ASKED")]
    clarifications: AskedConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ApprovalConnection {
    nodes: Vec<Approval>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Approval {
    subject: ApprovalSubject,
    title: String,
    value: shared::Money,
    asked_at: shared::Timestamp,
    for_viewer: bool,
    asked_by: Option<Asker>,
    need: Option<WaitingNeed>,
    prioritisation: Option<WaitingPrioritisation>,
    specification: Option<WaitingSpecification>,
    opportunity: Option<WaitingOpportunity>,
    award: Option<WaitingAward>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Person")]
struct Asker {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct WaitingNeed {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct WaitingPrioritisation {
    id: shared::plan::PrioritisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
struct WaitingSpecification {
    id: SpecificationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct WaitingOpportunity {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Award")]
struct WaitingAward {
    opportunity: Option<WaitingOpportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "OpportunityConnection")]
struct ClosedConnection {
    nodes: Vec<Closed>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Closed {
    reference: String,
    title: String,
    closes_at: Option<shared::Timestamp>,
    viewer_can: Vec<OpportunityAction>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ClarificationConnection")]
struct AskedConnection {
    nodes: Vec<Asked>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Clarification")]
struct Asked {
    id: ClarificationId,
    answer_by: shared::Day,
    days_late: Option<i32>,
    viewer_can: Vec<ClarificationAction>,
    opportunity: Option<AskedAbout>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct AskedAbout {
    reference: String,
    title: String,
}

impl Asked {
    fn row(self) -> Vec<AnyView> {
        let on = self.opportunity.unwrap_or_else(|| AskedAbout { reference: String::new(), title: String::new() });
        let href = format!("/council/opportunities/{}/answers?question={}", on.reference, self.id);
        let late = self.days_late.map(|days| format!(", late by {days} {}", if days == 1 { "day" } else { "days" }));
        vec![
            view! { <a class="govuk-link" href=href>"Answer a question"</a> }.into_any(),
            format!("{} {}", on.reference, on.title).into_any(),
            format!("{}{}", calendar::in_words(self.answer_by), late.unwrap_or_default()).into_any(),
        ]
    }
}

impl Approval {
    /// Where it is decided.
    fn href(&self) -> String {
        let opportunity = |of: &WaitingOpportunity| format!("/council/opportunities/{}", of.reference);
        let award = self.award.as_ref().and_then(|award| award.opportunity.as_ref());
        None.or_else(|| self.need.as_ref().map(|need| format!("/council/needs/{}", need.reference)))
            .or_else(|| self.prioritisation.as_ref().map(|one| format!("/council/priorities/{}", one.id)))
            .or_else(|| self.specification.as_ref().map(|one| format!("/council/specifications/{}", one.id)))
            .or_else(|| self.opportunity.as_ref().map(opportunity))
            .or_else(|| award.map(|of| format!("{}/award", opportunity(of))))
            .unwrap_or_else(|| "/council".to_owned())
    }

    fn row(self) -> Vec<AnyView> {
        let what = match *self.subject {
            Subject::Need => "Approve the need",
            Subject::Prioritisation => "Approve the assessment of needs",
            Subject::Specification => "Approve the specification",
            Subject::Opportunity => "Approve the opportunity",
            Subject::Award => "Approve the award",
        };
        let costs = self.value > shared::Money::ZERO;
        let asked = self.asked_by.as_ref().map(|person| format!(", by {}", person.name)).unwrap_or_default();
        vec![
            view! { <a class="govuk-link" href=self.href()>{what}</a> }.into_any(),
            view! { {self.title.clone()}{costs.then(|| format!(", {} before VAT", self.value))} }.into_any(),
            format!("{}{asked}", calendar::in_words(calendar::day_of(self.asked_at))).into_any(),
        ]
    }
}

impl Closed {
    fn row(self) -> Vec<AnyView> {
        let href = format!("/council/opportunities/{}/opening", self.reference);
        let since = self.closes_at.map(|at| calendar::in_words(calendar::day_of(at)));
        vec![
            view! { <a class="govuk-link" href=href>"Open the bids"</a> }.into_any(),
            format!("{} {}", self.reference, self.title).into_any(),
            since.map(|day| format!("Closed on {day}")).into_any(),
        ]
    }
}

/// A heading and its rows; nothing where there are none.
fn section(heading: &'static str, since: &'static str, rows: Vec<Vec<AnyView>>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{format!("{heading} ({})", rows.len())}</h2>
            <CardTable caption=heading quiet=true heads=vec!["What", "Of what", since] rows=rows/>
        }
    })
}

fn waiting(data: WaitingQuery) -> impl IntoView {
    let (mine, others): (Vec<_>, Vec<_>) = data.approvals.nodes.into_iter().partition(|one| one.for_viewer);
    let opens = |one: &Closed| one.viewer_can.iter().any(|action| *action == Action::Open);
    let mut rows: Vec<_> = mine.into_iter().map(Approval::row).collect();
    rows.extend(data.opportunities.nodes.into_iter().filter(opens).map(Closed::row));
    view! {
        {section("Waiting for you", "Since", rows)}
        {section("Waiting for another approver", "Asked", others.into_iter().map(Approval::row).collect())}
    }
}

/// What bidders ask, for those who may answer it.
fn questions(data: AskedQuery) -> impl IntoView {
    let mine = data.clarifications.nodes.into_iter().filter(|one| !one.viewer_can.is_empty());
    section("Questions from bidders", "Answer by", mine.map(Asked::row).collect())
}

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    view! {
        <Title text="Today" section="Council"/>
        {ui::query(|| WaitingQuery::build(()), waiting)}
        {ui::query(|| AskedQuery::build(()), questions)}
        {to_check()}
        {to_answer()}
        {ui::query(
            || LedQuery::build(()),
            |data| {
                if data.commissions.nodes.is_empty() {
                    return view! {
                        <p class="govuk-body">
                            "You lead no commission. "<a class="govuk-link" href="/council/commissions">"See all commissions"</a>
                        </p>
                    }
                    .into_any();
                }
                table(data.commissions.nodes, "Commissions you lead".to_owned()).into_any()
            },
        )}
    }
}
