//! The evidence behind a need, as anyone reads it.

use leptos::prelude::*;
use shared::Day;
use shared::calendar::in_short;
use shared::plan::EvidenceId;

use crate::ui::{Row, SummaryList};

/// One piece of evidence.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Evidence {
    pub id: EvidenceId,
    pub kind_label: String,
    pub title: String,
    pub says: String,
    pub source: String,
    pub dated_on: Day,
    pub place: Option<String>,
    pub url: Option<String>,
    pub strength_label: String,
    pub figure: Option<AreaFigure>,
}

/// The area's figure a piece of evidence rests on.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct AreaFigure {
    pub label: String,
    pub shown: String,
    pub area: Option<Named>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Area")]
pub(crate) struct Named {
    pub code: String,
    pub name: String,
}

/// All of it, oldest first, or a line that says there is none.
pub(crate) fn list(evidence: Vec<Evidence>) -> impl IntoView {
    if evidence.is_empty() {
        return view! { <p class="govuk-body">"No evidence yet."</p> }.into_any();
    }
    evidence.into_iter().map(one).collect_view().into_any()
}

/// An agreement that answers a need, with how its measures go.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
pub(crate) struct Answering {
    reference: String,
    title: String,
    measures: Vec<LiveMeasure>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AgreementMeasure")]
struct LiveMeasure {
    name: String,
    trend: LiveTrend,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Trend")]
struct LiveTrend {
    sentence: String,
}

/// How the services that answer a need do today; nothing where none does.
pub(crate) fn live(agreements: Vec<Answering>) -> impl IntoView {
    (!agreements.is_empty()).then(|| {
        let all = agreements.into_iter().map(|one| {
            let measures = one.measures.into_iter().map(|measure| {
                view! { <li>{measure.name}": "{measure.trend.sentence}</li> }
            });
            let href = format!("/agreements/{}", one.reference);
            view! {
                <h3 class="govuk-heading-s">"How providers do: "<a class="govuk-link" href=href>{one.title}</a>" "{one.reference}</h3>
                <ul class="govuk-list govuk-list--bullet">{measures.collect_view()}</ul>
            }
        });
        all.collect_view()
    })
}

fn one(evidence: Evidence) -> impl IntoView {
    let title = match evidence.url {
        Some(url) => view! { <a class="govuk-link" href=url rel="noopener nofollow">{evidence.title}</a> }.into_any(),
        None => evidence.title.into_any(),
    };
    let mut rows = vec![Row::new("Kind", evidence.kind_label)];
    if let Some(figure) = evidence.figure {
        rows.push(Row::new("Figure", rests_on(figure)));
    }
    rows.push(Row::new("Source", evidence.source));
    rows.push(Row::new("Date", in_short(evidence.dated_on)));
    if let Some(place) = evidence.place {
        rows.push(Row::new("Place", place));
    }
    rows.push(Row::new("Strength", evidence.strength_label));
    view! {
        <h3 class="govuk-heading-s">{title}</h3>
        <p class="govuk-body">{evidence.says}</p>
        <SummaryList rows=rows/>
    }
}

fn rests_on(figure: AreaFigure) -> impl IntoView {
    let area = figure.area.map(|area| {
        view! { ", "<a class="govuk-link" href=format!("/areas/{}", area.code)>{area.name}</a> }
    });
    view! { {figure.label}": "{figure.shown}{area} }
}
