//! Whose views about a need were heard, and why others were not, as anyone
//! reads it.

use leptos::prelude::*;
use shared::Day;
use shared::calendar::in_short;
use shared::plan::EngagementId;

use crate::ui::{Row, SummaryList};
use crate::wire::EngagementSource;

/// What is known of every source.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Engagement {
    pub sources: Vec<EngagementCoverage>,
    pub third_sector: bool,
    pub third_sector_reason: Option<String>,
}

/// What is known of one source.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct EngagementCoverage {
    pub source: EngagementSource,
    pub label: String,
    pub views: Vec<EngagementView>,
    pub reason: Option<String>,
}

/// One view.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct EngagementView {
    pub id: EngagementId,
    pub who: Option<String>,
    pub heard_on: Day,
    pub says: String,
    pub third_sector: bool,
    pub organisation: Option<Speaker>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Speaker {
    pub name: String,
}

impl EngagementView {
    /// Who it was, in words.
    pub(crate) fn speaker(&self) -> String {
        let organisation = self.organisation.as_ref().map(|one| one.name.clone());
        match (organisation, &self.who) {
            (Some(name), Some(who)) => format!("{name}, {who}"),
            (Some(name), None) => name,
            (None, who) => who.clone().unwrap_or_default(),
        }
    }
}

fn view(view: EngagementView) -> impl IntoView {
    let speaker = view.speaker();
    let sector = view.third_sector.then_some(" (third sector)");
    view! { <li>{speaker}{sector}", "{in_short(view.heard_on)}": "{view.says}</li> }
}

fn row(one: EngagementCoverage) -> Row {
    let value = if one.views.is_empty() {
        match one.reason {
            Some(reason) => view! { "Not heard: "{reason} }.into_any(),
            None => "Not heard".into_any(),
        }
    } else {
        view! { <ul class="govuk-list govuk-list--bullet">{one.views.into_iter().map(view).collect_view()}</ul> }
            .into_any()
    };
    Row::new(one.label, value)
}

/// Every source with what it said, or with the reason why it was not heard.
pub(crate) fn list(engagement: Engagement) -> impl IntoView {
    let third_sector = match (engagement.third_sector, engagement.third_sector_reason) {
        (true, _) => "Heard".to_owned(),
        (false, Some(reason)) => format!("Not heard: {reason}"),
        (false, None) => "Not heard".to_owned(),
    };
    let mut rows: Vec<Row> = engagement.sources.into_iter().map(row).collect();
    rows.push(Row::new("The third sector", third_sector));
    view! { <SummaryList rows=rows/> }
}
