//! What the pages of an agreement share: its facts, its measures and its thread.

use leptos::prelude::*;
use shared::commission::thread::breaks_in_words;
use shared::secure::agreement::{Kind, Side};
use shared::{Day, Money, Timestamp, calendar};

use crate::ui::line_chart::{Drawing, LineChart};
use crate::ui::{self, Comparison, Row, SummaryList};
use crate::wire::{
    AgreementAction, AgreementKind, AgreementSide, IndicatorFrequency, IndicatorResult, MonitoringActivityKind,
};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ReferenceVariables {
    pub reference: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct IdVariables {
    pub id: shared::secure::AgreementId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Party {
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
pub(crate) struct ServiceLink {
    pub reference: String,
    pub name: String,
}

/// What everyone may know of an agreement.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
pub(crate) struct Outline {
    pub id: shared::secure::AgreementId,
    pub reference: String,
    pub kind: AgreementKind,
    pub title: String,
    pub value: Money,
    pub starts_on: Day,
    pub ends_on: Day,
    pub version: i32,
    pub status: ui::Status,
    pub viewer_can: Vec<AgreementAction>,
    pub buyer: Option<Party>,
    pub provider: Option<Party>,
    pub service: Option<ServiceLink>,
}

/// What the two parties alone may know of it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AgreementTerms")]
pub(crate) struct Terms {
    pub payment_days: Option<i32>,
    pub payment_terms: Option<String>,
    pub lines: Vec<PaymentLine>,
    pub total: Option<Money>,
    pub plan: Option<MonitoringPlan>,
    pub signatures: Vec<Signature>,
    pub declined_reason: Option<String>,
    pub lapsed_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PaymentLine {
    pub due_on: Day,
    pub what: String,
    pub amount: Money,
    pub measure: Option<shared::secure::IndicatorId>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct MonitoringPlan {
    pub frequency: IndicatorFrequency,
    pub rationale: Option<String>,
    pub activities: Vec<MonitoringActivity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct MonitoringActivity {
    pub kind: MonitoringActivityKind,
    pub detail: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Signature {
    pub side: AgreementSide,
    pub name: String,
    pub at: Timestamp,
}

/// One measure and how it went.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AgreementMeasure")]
pub(crate) struct Measure {
    pub id: shared::secure::IndicatorId,
    pub name: String,
    pub outcome: String,
    pub target: String,
    pub in_words: String,
    pub source: String,
    pub trend: Trend,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Trend {
    pub sentence: String,
    pub status: ui::Status,
    pub rows: Vec<TrendRow>,
    pub wide: Option<Drawing>,
    pub narrow: Option<Drawing>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct TrendRow {
    pub period: String,
    pub figure: String,
    pub asked: Option<i32>,
    pub result: IndicatorResult,
    pub is_queried: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ThreadStep {
    pub label: String,
    pub outcome: Option<String>,
    pub name: String,
    pub href: Option<String>,
    pub on: Option<Day>,
    pub fact: String,
    pub is_broken: bool,
}

/// Its facts, as anyone may read them.
pub(crate) fn facts(of: &Outline) -> impl IntoView + use<> {
    let name = |party: &Option<Party>| party.as_ref().map(|party| party.name.clone()).unwrap_or_default();
    let service = of.service.clone().map(|service| {
        view! { <a class="govuk-link" href=format!("/services/{}", service.reference)>{service.name}</a> }
    });
    view! {
        <SummaryList rows=vec![
            Row::new("Kind", of.kind.label()),
            Row::new("Provider", name(&of.provider)),
            Row::new("Council", name(&of.buyer)),
            Row::new("Service", service),
            Row::new(if *of.kind == Kind::Contract { "Price" } else { "Grant" }, format!("{} in total, before VAT", of.value)),
            Row::new("Runs", format!("{} to {}", calendar::in_short(of.starts_on), calendar::in_short(of.ends_on))),
        ]/>
    }
}

/// Payments, monitoring and signatures.
pub(crate) fn terms(of: &Terms) -> impl IntoView + use<> {
    let days =
        of.payment_days.map_or_else(|| "Not set yet".to_owned(), |days| format!("Within {days} days of an invoice"));
    let total = of.total.map(|total| format!("{total}, before VAT"));
    let lines = of.lines.clone();
    view! {
        <h2 class="govuk-heading-m">"Payment"</h2>
        <p class="govuk-body">{days}". "{of.payment_terms.clone()}</p>
        <Comparison label="What is paid when"><table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">"What is paid when"</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">"From"</th>
                <th scope="col" class="govuk-table__header">"For"</th>
                <th scope="col" class="govuk-table__header govuk-table__header--numeric">"Amount"</th>
            </tr></thead>
            <tbody class="govuk-table__body">
                {lines.into_iter().map(|line| view! {
                    <tr class="govuk-table__row">
                        <th scope="row" class="govuk-table__header">{calendar::in_short(line.due_on)}</th>
                        <td class="govuk-table__cell">{line.what}{line.measure.is_some().then_some(", if its measure is met")}</td>
                        <td class="govuk-table__cell govuk-table__cell--numeric">{line.amount.to_string()}</td>
                    </tr>
                }).collect_view()}
                <tr class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">"Together"</th>
                    <td class="govuk-table__cell"></td>
                    <td class="govuk-table__cell govuk-table__cell--numeric">{total}</td>
                </tr>
            </tbody>
        </table></Comparison>
        {plan(of.plan.as_ref())}
        {signatures(&of.signatures)}
        {of.declined_reason.clone().map(|reason| view! { <p class="govuk-body">"Declined: "{reason}</p> })}
        {of.lapsed_reason.clone().map(|reason| view! { <p class="govuk-body">"The award behind it fell away: "{reason}</p> })}
    }
}

fn plan(of: Option<&MonitoringPlan>) -> impl IntoView + use<> {
    let body = of.cloned().map(|plan| view! {
        <p class="govuk-body">"A return every "{plan.frequency.label()}". "{plan.rationale.map(|why| format!("Why so often: {why}"))}</p>
        <ul class="govuk-list govuk-list--bullet">
            {plan.activities.into_iter().map(|one| view! { <li>{one.kind.label()}": "{one.detail}</li> }).collect_view()}
        </ul>
    });
    view! {
        <h2 class="govuk-heading-m">"Monitoring"</h2>
        {if body.is_some() { body.into_any() } else { view! { <p class="govuk-body">"No plan yet"</p> }.into_any() }}
    }
}

fn signatures(of: &[Signature]) -> impl IntoView + use<> {
    let line = |side: Side, who: &'static str| {
        let signed = of.iter().find(|signature| *signature.side == side);
        let words = signed.map_or_else(
            || "Not signed yet".to_owned(),
            |signature| format!("{}, {}", signature.name, calendar::instant_to_the_second(signature.at)),
        );
        Row::new(who, words)
    };
    view! {
        <h2 class="govuk-heading-m">"Signatures"</h2>
        <SummaryList rows=vec![line(Side::Buyer, "For the council"), line(Side::Provider, "For the provider")]/>
    }
}

/// Each measure with its trend: a sentence, a drawing and a table.
pub(crate) fn measures(of: Vec<Measure>) -> impl IntoView {
    let is_empty = of.is_empty();
    view! {
        <h2 class="govuk-heading-m" id="measures">"Measures"</h2>
        {is_empty.then(|| view! { <p class="govuk-body">"This agreement has no measures."</p> })}
        {of.into_iter().map(measure).collect_view()}
    }
}

fn measure(of: Measure) -> impl IntoView {
    let id = of.id.to_string();
    let heading = format!("{id}-name");
    let labelled = heading.clone();
    let chart = of.trend.wide.zip(of.trend.narrow);
    let words = format!("{}. {}", of.name, of.trend.sentence);
    let has_rows = !of.trend.rows.is_empty();
    view! {
        <section aria-labelledby=heading>
            <h3 class="govuk-heading-s" id=labelled>{of.name.clone()}" "{of.trend.status.view()}</h3>
            <figure class="cw-chart">
                <figcaption class="govuk-body">{of.trend.sentence.clone()}</figcaption>
                {chart.map(|(wide, narrow)| view! { <LineChart id=id wide=wide narrow=narrow target=of.target.clone() words=words/> })}
            </figure>
            <p class="govuk-body">{of.in_words}". For: "{of.outcome}". Source: "{of.source}"."</p>
            {has_rows.then(|| view! {
                <Comparison label=format!("{}: the figures", of.name)><table class="govuk-table">
                    <caption class="govuk-table__caption govuk-table__caption--s">{format!("{}: the figures", of.name)}</caption>
                    <thead class="govuk-table__head"><tr class="govuk-table__row">
                        <th scope="col" class="govuk-table__header">"Period"</th>
                        <th scope="col" class="govuk-table__header">"Result"</th>
                        <th scope="col" class="govuk-table__header">"People asked"</th>
                        <th scope="col" class="govuk-table__header">"Target"</th>
                        <th scope="col" class="govuk-table__header">"In words"</th>
                    </tr></thead>
                    <tbody class="govuk-table__body">
                        {of.trend.rows.into_iter().map(|row| view! {
                            <tr class="govuk-table__row">
                                <th scope="row" class="govuk-table__header">{row.period}</th>
                                <td class="govuk-table__cell">{row.figure}</td>
                                <td class="govuk-table__cell">{row.asked.map_or_else(|| "Not counted".to_owned(), |asked| asked.to_string())}</td>
                                <td class="govuk-table__cell">{of.target.clone()}</td>
                                <td class="govuk-table__cell">{row.result.symbol()}" "{row.result.label()}{row.is_queried.then_some(", queried")}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table></Comparison>
            })}
        </section>
    }
}

/// The thread as an ordered list, each step a link, each break marked.
pub(crate) fn thread(steps: Vec<ThreadStep>) -> impl IntoView {
    let breaks = breaks_in_words(steps.iter().filter(|step| step.is_broken).count());
    view! {
        <h2 class="govuk-heading-m" id="thread">"Why we bought this, from whom, and did it work?"</h2>
        <p class="govuk-body">"The thread from the need to what people say: "{breaks}"."</p>
        <ol class="cw-thread">
            {steps.into_iter().map(|step| {
                let name = match step.href {
                    Some(href) => view! { <a class="govuk-link cw-thread__name" href=href>{step.name}</a> }.into_any(),
                    None => view! { <span class="cw-thread__name">{step.name}</span> }.into_any(),
                };
                let broken = step.is_broken.then(|| view! { <strong class="govuk-tag govuk-tag--red">"Broken"</strong>" " });
                let class = if step.is_broken { "cw-thread__node cw-thread__node--broken" } else { "cw-thread__node" };
                let on = step.on.map(|day| view! { <span class="cw-thread__fact">{calendar::in_short(day)}</span> });
                let of = step.outcome.map(|outcome| view! { <p class="cw-thread__because">"For: "{outcome}</p> });
                view! {
                    <li class=class>
                        <span class="cw-thread__kind">{step.label}</span>" "
                        {broken}{name}" "{on}
                        <span class="cw-thread__fact">{step.fact}</span>
                        {of}
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}
