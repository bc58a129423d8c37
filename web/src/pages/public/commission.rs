//! One commission as anyone sees it: the whole story so far.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::commission::stage::Progress;

use super::consultations::{ConsultationRow, about};
use super::principles::{PrincipleRow, list as principles};
use super::purpose::Purpose;
use crate::ui::{self, Breadcrumbs, NotFound, Row, SummaryList, Title};
use crate::wire::{CommissionProgress, CommissionStage};

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
    reference: String,
    title: String,
    created_at: shared::Timestamp,
    status: ui::Status,
    steps: Vec<CommissionStep>,
    service: Option<ServiceLink>,
    directorate: Option<Directorate>,
    follows: Option<Earlier>,
    specifications: Vec<SpecificationSummary>,
    opportunities: Vec<OpportunityLink>,
    agreements: Vec<AgreementLink>,
    consultations: Vec<ConsultationRow>,
    principles: Vec<PrincipleRow>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
pub(crate) struct OpportunityLink {
    pub reference: String,
    title: String,
    status: ui::Status,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
pub(crate) struct AgreementLink {
    pub reference: String,
    title: String,
    status: ui::Status,
    provider: Option<Provider>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Provider {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct CommissionStep {
    pub stage: CommissionStage,
    pub progress: CommissionProgress,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
pub(crate) struct ServiceLink {
    pub reference: String,
    pub name: String,
    pub summary: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Directorate {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct Earlier {
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
struct SpecificationSummary {
    scope: Option<String>,
    purpose: Option<Purpose>,
    outcomes: Vec<Outcome>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Outcome {
    pub title: String,
    pub beneficiaries: String,
    pub need: Option<NeedLink>,
    pub indicators: Vec<Indicator>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
pub(crate) struct NeedLink {
    pub reference: String,
    pub title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Indicator {
    pub name: String,
    pub baseline_in_words: String,
    pub target_in_words: String,
    pub scale_in_words: String,
}

/// The numbered rail of the cycle.
pub(crate) fn cycle(steps: Vec<CommissionStep>) -> impl IntoView {
    view! {
        <ol class="cw-cycle">
            {steps.into_iter().map(|step| {
                let (class, note) = match *step.progress {
                    Progress::Done => ("cw-cycle__stage cw-cycle__stage--done", "Done"),
                    Progress::Current => ("cw-cycle__stage", "Now"),
                    Progress::ToCome => ("cw-cycle__stage", "To come"),
                };
                let current = (*step.progress == Progress::Current).then_some("step");
                view! {
                    <li class=class aria-current=current>
                        <span class="cw-cycle__name">{step.stage.label()}</span>
                        <span class="cw-cycle__note">{note}</span>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}

/// How providers were asked, and what was agreed; `base` is the folder of the
/// links. Nothing where there is neither.
pub(crate) fn work(
    opportunities: Vec<OpportunityLink>,
    agreements: Vec<AgreementLink>,
    base: &'static str,
) -> impl IntoView {
    let asked = opportunities.into_iter().map(|one| {
        let href = format!("{base}/opportunities/{}", one.reference);
        view! { <li><a class="govuk-link" href=href>{one.title}</a>" "{one.reference}" "{one.status.view()}</li> }
    });
    let agreed = agreements.into_iter().map(|one| {
        let href = format!("{base}/agreements/{}", one.reference);
        let with = one.provider.map(|provider| format!(" with {}", provider.name));
        view! { <li><a class="govuk-link" href=href>{one.title}</a>{with}" "{one.reference}" "{one.status.view()}</li> }
    });
    let (asked, agreed) = (asked.collect::<Vec<_>>(), agreed.collect::<Vec<_>>());
    view! {
        {(!asked.is_empty()).then(|| view! {
            <h2 class="govuk-heading-m">"How providers were asked"</h2>
            <ul class="govuk-list">{asked}</ul>
        })}
        {(!agreed.is_empty()).then(|| view! {
            <h2 class="govuk-heading-m">"What was agreed"</h2>
            <ul class="govuk-list">{agreed}</ul>
        })}
    }
}

/// The outcomes with their needs and measures.
pub(crate) fn outcomes(outcomes: Vec<Outcome>) -> impl IntoView {
    outcomes
        .into_iter()
        .map(|outcome| {
            view! {
                <h3 class="govuk-heading-s">{outcome.title}</h3>
                <p class="govuk-body">"For: "{outcome.beneficiaries}</p>
                {outcome.need.map(|need| view! {
                    <p class="govuk-body">
                        "Answers the need "
                        <a class="govuk-link" href=format!("/needs/{}", need.reference)>{need.title}</a>
                        " "{need.reference}
                    </p>
                })}
                <ul class="govuk-list govuk-list--bullet">
                    {outcome.indicators.into_iter().map(|measure| view! {
                        <li>
                            {measure.name}": from "{measure.baseline_in_words}" to "{measure.target_in_words}". "
                            {measure.scale_in_words}"."
                        </li>
                    }).collect_view()}
                </ul>
            }
        })
        .collect_view()
}

fn show(commission: CommissionPage) -> impl IntoView {
    let begun = shared::calendar::in_short(shared::calendar::day_of(commission.created_at));
    let service = commission.service.map(|service| {
        view! {
            <a class="govuk-link" href=format!("/services/{}", service.reference)>{service.name}</a>
            <br/>
            {service.summary}
        }
    });
    let specification = commission.specifications.into_iter().next();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/services".to_owned(), "Services".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=commission.title section=commission.reference.clone() caption=commission.reference/>
            <p class="govuk-body">{commission.status.view()}</p>
            {cycle(commission.steps)}
            <SummaryList rows=vec![
                Row::new("Service", service),
                Row::new("Led by", commission.directorate.map(|directorate| directorate.name).unwrap_or_default()),
                Row::new("Begun", begun),
                Row::new("Follows", match commission.follows {
                    Some(earlier) => view! {
                        <a class="govuk-link" href=format!("/commissions/{}", earlier.reference)>{earlier.title}</a>
                    }.into_any(),
                    None => "Nothing: this is the first turn".into_any(),
                }),
            ]/>
            {match specification {
                Some(specification) => view! {
                    {match specification.purpose {
                        Some(purpose) => view! { <h2 class="govuk-heading-m">"What the grant is for"</h2>{purpose.view()} }.into_any(),
                        None => view! {
                            <h2 class="govuk-heading-m">"What should change for people"</h2>
                            {outcomes(specification.outcomes)}
                        }
                        .into_any(),
                    }}
                    <h2 class="govuk-heading-m">"What we need"</h2>
                    <p class="govuk-body cw-said">{specification.scope}</p>
                }.into_any(),
                None => view! { <p class="govuk-body">"What we ask for is published when we invite providers."</p> }.into_any(),
            }}
            {work(commission.opportunities, commission.agreements, "")}
            {about(commission.consultations, "/consultations")}
            {principles(commission.principles)}
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
