//! One commission, for those who run it: where it stands and what to do next.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::commission::CommissionId;
use shared::commission::access::Action;
use shared::commission::stage::Next;
use shared::secure::SpecificationId;

use super::needs::Directorate;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::commission::{AgreementLink, CommissionStep, OpportunityLink, ServiceLink, cycle, work};
use crate::pages::public::consultations::{ConsultationRow, about};
use crate::pages::public::principles::{PrincipleRow, list as principles};
use crate::ui::{self, BackLink, Button, Form, LinkButton, NotFound, Row, SummaryList, Title};
use crate::wire::{CommissionAction, CommissionNext};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionVariables")]
struct CommissionQuery {
    #[arguments(reference: $reference)]
    commission: Option<CommissionPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionPage {
    id: CommissionId,
    reference: String,
    title: String,
    created_at: shared::Timestamp,
    status: ui::Status,
    steps: Vec<CommissionStep>,
    next: CommissionNextStep,
    viewer_can: Vec<CommissionAction>,
    service: Option<ServiceLink>,
    directorate: Option<Directorate>,
    lead: Option<Person>,
    specifications: Vec<SpecificationRow>,
    opportunities: Vec<OpportunityLink>,
    agreements: Vec<AgreementLink>,
    consultations: Vec<ConsultationRow>,
    principles: Vec<PrincipleRow>,
    market_note: Option<String>,
    market_snapshots: Vec<MarketSnapshot>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionNextStep {
    action: CommissionNext,
    sentence: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketSnapshot {
    sentence: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Person {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
struct SpecificationRow {
    id: SpecificationId,
    number: i32,
    status: ui::Status,
    lifetime_value: Option<shared::Money>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SpecifyVariables {
    commission: CommissionId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SpecifyVariables")]
struct SpecifyMutation {
    #[arguments(commission: $commission)]
    specification_create: SpecificationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SpecificationPayload {
    specification: Option<Made>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
struct Made {
    id: SpecificationId,
}

/// Begins a version of the specification.
pub async fn specify(api: &Api, fields: &Fields) -> Outcome {
    let Ok(commission) = fields.text("commission").parse() else {
        return Outcome::Go("/council/commissions".to_owned());
    };
    match api.run(SpecifyMutation::build(SpecifyVariables { commission })).await {
        Ok(data) => {
            let made = data.specification_create;
            let id = made.specification.map(|made| made.id.to_string()).unwrap_or_default();
            Outcome::of(made.user_errors, || format!("/council/specifications/{id}"))
        }
        Err(fault) => fault.into(),
    }
}

/// The next thing to do, with the link or the button that does it.
fn next(commission: &CommissionPage) -> impl IntoView + use<> {
    let newest = commission.specifications.first().map(|newest| format!("/council/specifications/{}", newest.id));
    let reference = &commission.reference;
    let can = |action: Action| commission.viewer_can.iter().any(|one| *one == action);
    let specify = can(Action::Specify);
    let sentence = commission.next.sentence.clone();
    let act = match (*commission.next.action, newest) {
        (Next::WriteSpecification, _) if specify => {
            let hidden = vec![("commission", commission.id.to_string())];
            view! { <Form name="specification-create" hidden=hidden><Button text=sentence/></Form> }.into_any()
        }
        (Next::FinishSpecification | Next::ApproveSpecification, Some(href)) => {
            view! { <LinkButton href=href text=sentence/> }.into_any()
        }
        (Next::InviteProviders, _) if can(Action::Invite) => {
            view! { <LinkButton href=format!("/council/commissions/{reference}/method") text=sentence/> }.into_any()
        }
        (Next::RunOpportunity, _) if !commission.opportunities.is_empty() => {
            let href = format!("/council/opportunities/{}", commission.opportunities[0].reference);
            view! { <LinkButton href=href text=sentence/> }.into_any()
        }
        (Next::SignAgreement | Next::FollowReturns, _) if !commission.agreements.is_empty() => {
            let href = format!("/council/agreements/{}", commission.agreements[0].reference);
            view! { <LinkButton href=href text=sentence/> }.into_any()
        }
        _ => view! { <p class="govuk-body">{sentence}"."</p> }.into_any(),
    };
    view! { <h2 class="govuk-heading-m">"Next"</h2> {act} }
}

fn versions(rows: Vec<SpecificationRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"No specification yet."</p> }.into_any();
    }
    view! {
        <ul class="govuk-list">
            {rows.into_iter().map(|row| view! {
                <li>
                    <a class="govuk-link" href=format!("/council/specifications/{}", row.id)>"Version "{row.number}</a>
                    " "{row.status.view()}
                    {row.lifetime_value.map(|value| format!(" {value} over its whole life, before VAT"))}
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

fn show(commission: CommissionPage) -> impl IntoView {
    let begun = shared::calendar::in_short(shared::calendar::day_of(commission.created_at));
    let next = next(&commission);
    let directorate = commission.directorate.map(|directorate| directorate.name).unwrap_or_default();
    let service = commission.service.map(|service| {
        view! { <a class="govuk-link" href=format!("/services/{}", service.reference)>{service.name}</a> }
    });
    let public = format!("/commissions/{}", commission.reference);
    let answers = commission.viewer_can.iter().any(|one| *one == Action::Answer);
    let answer = format!("/council/commissions/{}/principles", commission.reference);
    let budget = format!("/council/commissions/{}/budget", commission.reference);
    let market = format!("/council/commissions/{}/market", commission.reference);
    let newest = commission.market_snapshots.first().map(|one| format!("{}.", one.sentence));
    let kept = [newest, commission.market_note].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <BackLink href="/council/commissions" text="Commissions"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title
                text=commission.title
                section=commission.reference.clone()
                caption=format!("{} · {directorate}", commission.reference)
            />
            <p class="govuk-body">{commission.status.view()}</p>
            {cycle(commission.steps)}
            {next}
            <h2 class="govuk-heading-m">"Specification"</h2>
            {versions(commission.specifications)}
            {work(commission.opportunities, commission.agreements, "/council")}
            {about(commission.consultations, "/council/consultations")}
            {principles(commission.principles)}
            <h2 class="govuk-heading-m" id="market" tabindex="-1">"Who could help"</h2>
            <p class="govuk-body">{kept}" "<a class="govuk-link" href=market>"Market map for this commission"</a></p>
            <p class="govuk-body"><a class="govuk-link" href=budget>"Budget"</a>": what is set, and what awards bind"</p>
            {answers.then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=answer>"Answer for the principles"</a></p>
            })}
            <SummaryList rows=vec![
                Row::new("Service", service),
                Row::new("Led by", commission.lead.map(|lead| lead.name).unwrap_or_default()),
                Row::new("Begun", begun),
            ]/>
            <p class="govuk-body"><a class="govuk-link" href=public>"What the public sees"</a></p>
        </div></div>
    }
}

/// The page.
#[component]
pub fn Commission() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    let operation = move || CommissionQuery::build(CommissionVariables { reference: reference() });
    ui::query(operation, |data| match data.commission {
        Some(commission) => show(commission).into_any(),
        None => NotFound().into_any(),
    })
}
