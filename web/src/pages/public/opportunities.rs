//! Opportunities: what is open, and what was.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::Money;
use shared::Timestamp;
use shared::calendar::instant_in_words;
use shared::secure::method::Method as Domain;
use shared::secure::opportunity::Stage;

use super::needs::PageInfo;
use crate::ui::{self, CardTable, Title};
use crate::wire::{Method, OpportunityStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct OpportunitiesVariables {
    pub search: Option<String>,
    pub stages: Option<Vec<OpportunityStage>>,
    pub method: Option<Method>,
    pub by_deadline: bool,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OpportunitiesVariables")]
pub(crate) struct OpportunitiesQuery {
    #[arguments(first: 20, after: $after, search: $search, stages: $stages, method: $method, byDeadline: $by_deadline)]
    pub opportunities: OpportunityConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct OpportunityConnection {
    pub total_count: Option<i32>,
    pub nodes: Vec<OpportunityRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
pub(crate) struct OpportunityRow {
    pub reference: String,
    pub title: String,
    pub summary: String,
    pub method: Method,
    pub value: Money,
    pub closes_at: Option<Timestamp>,
    pub status: ui::Status,
}

/// The groups of stages one may choose among: their word in the address, on the page, and the stages.
const GROUPS: &[(&str, &str, &[Stage])] = &[
    ("open", "Open", &[Stage::Open]),
    ("soon", "Opens soon", &[Stage::Scheduled]),
    ("closed", "Closed, being scored", &[Stage::Closed, Stage::Opened, Stage::Evaluating]),
    ("ended", "Decided or ended", &[Stage::Decided, Stage::Complete, Stage::Cancelled, Stage::Unsuccessful]),
];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub text: String,
    pub status: String,
    pub kind: String,
    pub after: Option<String>,
}

impl Asked {
    /// Reads the address; `status` is what it says where the address says nothing.
    pub(crate) fn read(query: &leptos_router::params::ParamsMap, status: &str) -> Self {
        Self {
            text: query.get("text").unwrap_or_default(),
            status: query.get("status").unwrap_or_else(|| status.to_owned()),
            kind: query.get("kind").unwrap_or_default(),
            after: query.get("after").filter(|after| !after.is_empty()),
        }
    }

    fn variables(&self, all: Option<Vec<OpportunityStage>>) -> OpportunitiesVariables {
        let group = GROUPS.iter().find(|(word, ..)| *word == self.status);
        let stages = group.map(|(_, _, stages)| stages.iter().copied().map(OpportunityStage).collect());
        OpportunitiesVariables {
            search: Some(self.text.clone()).filter(|text| !text.trim().is_empty()),
            stages: stages.or(all),
            method: self.kind.parse::<Domain>().ok().map(Method),
            by_deadline: self.status == "open",
            after: self.after.clone(),
        }
    }

    fn is_filtered(&self, status: &str) -> bool {
        !self.text.is_empty() || !self.kind.is_empty() || self.status != status
    }

    fn address(&self, base: &str, after: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &self.text)
            .append_pair("status", &self.status)
            .append_pair("kind", &self.kind)
            .append_pair("after", after)
            .finish();
        format!("{base}?{query}")
    }
}

/// Where a list stands and what it shows at first.
#[derive(Clone, Copy)]
pub(crate) struct Base {
    /// The folder of its links.
    pub path: &'static str,
    /// The status it shows where the address names none.
    pub status: &'static str,
    /// Whether drafts belong to it.
    pub drafts: bool,
    /// What it says where there is nothing at all.
    pub empty: &'static str,
}

/// The operation of a list.
pub(crate) fn operation(
    base: Base,
) -> impl Fn() -> cynic::Operation<OpportunitiesQuery, OpportunitiesVariables> + Send + Sync + 'static {
    let query = use_query_map();
    move || {
        let asked = query.with(|query| Asked::read(query, base.status));
        let public: Vec<OpportunityStage> =
            GROUPS.iter().flat_map(|(_, _, stages)| stages.iter().copied().map(OpportunityStage)).collect();
        OpportunitiesQuery::build(asked.variables((!base.drafts).then_some(public)))
    }
}

/// The list with its filters.
pub(crate) fn list(data: OpportunitiesQuery, base: Base) -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| Asked::read(query, base.status));
    let count = data.opportunities.total_count.unwrap_or_default();
    let page = &data.opportunities.page_info;
    let next = page.end_cursor.clone().filter(|_| page.has_next_page).map(|cursor| asked.address(base.path, &cursor));
    let filtered = asked.is_filtered(base.status);
    view! {
        {filters(&asked)}
        {if count == 0 {
            view! {
                <div class="cw-empty">
                    {if filtered {
                        view! {
                            <p class="govuk-body">
                                "No opportunities match. "
                                <a class="govuk-link" href=base.path>"Clear the filters"</a>
                            </p>
                        }.into_any()
                    } else {
                        view! { <p class="govuk-body">{base.empty}</p> }.into_any()
                    }}
                </div>
            }.into_any()
        } else {
            table(data.opportunities.nodes, count, base.path).into_any()
        }}
        <ui::NextPage href=next/>
    }
}

fn filters(asked: &Asked) -> impl IntoView + use<> {
    let status = asked.status.clone();
    let kind = asked.kind.clone();
    let option = |value: &'static str, text: &'static str, chosen: &str| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    };
    view! {
        <form method="get" class="cw-filter">
            <div class="govuk-form-group">
                <label class="govuk-label" for="text">"Search"</label>
                <input class="govuk-input govuk-input--width-20" id="text" name="text" value=asked.text.clone()/>
            </div>
            <div class="govuk-form-group">
                <label class="govuk-label" for="status">"Status"</label>
                <select class="govuk-select" id="status" name="status">
                    {GROUPS.iter().map(|(word, text, _)| option(word, text, &status)).collect_view()}
                    {option("all", "All", &status)}
                </select>
            </div>
            <div class="govuk-form-group">
                <label class="govuk-label" for="kind">"Kind"</label>
                <select class="govuk-select" id="kind" name="kind">
                    {option("", "All", &kind)}
                    {Domain::ALL.iter().map(|method| option(method.as_str(), method.label(), &kind)).collect_view()}
                </select>
            </div>
            <button type="submit" class="govuk-button govuk-button--secondary">"Apply"</button>
        </form>
    }
}

fn table(rows: Vec<OpportunityRow>, count: i32, base: &'static str) -> impl IntoView {
    let caption = if count == 1 { "1 opportunity".to_owned() } else { format!("{count} opportunities") };
    let row = |row: OpportunityRow| {
        let name = view! {
            <a class="govuk-link" href=format!("{base}/{}", row.reference)>{row.title}</a>
            " "{row.reference.clone()}
            <span class="govuk-hint govuk-!-margin-bottom-0 govuk-!-font-weight-regular">{row.summary}</span>
        };
        vec![
            name.into_any(),
            row.method.label().into_any(),
            row.value.to_string().into_any(),
            row.closes_at.map_or_else(|| "Not set".to_owned(), instant_in_words).into_any(),
            row.status.view().into_any(),
        ]
    };
    let heads = vec!["Opportunity", "Kind", "Value before VAT", "Closes", "Status"];
    view! { <CardTable caption=caption heads=heads rows=rows.into_iter().map(row).collect()/> }
}

/// The ways to hear of what opens, with the search as it stands.
fn keep() -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| Asked::read(query, "open"));
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("words", &asked.text)
        .append_pair("kind", &asked.kind)
        .finish();
    view! {
        <ul class="govuk-list">
            <li><a class="govuk-link" href=format!("/alerts?{query}")>"Get told when something opens"</a></li>
            <li><a class="govuk-link" href="/opportunities/feed.atom">"Follow the feed (Atom)"</a></li>
            <li><a class="govuk-link" href="/opportunities/dates.ics">"Add the dates to your calendar"</a></li>
        </ul>
    }
}

/// The page.
#[component]
pub fn Opportunities() -> impl IntoView {
    let base = Base {
        path: "/opportunities",
        status: "open",
        drafts: false,
        empty: "Nothing is open today. See what was decided: choose \"Decided or ended\" above.",
    };
    view! {
        <Title text="Opportunities"/>
        <leptos_meta::Link rel="alternate" type_="application/atom+xml" href="/opportunities/feed.atom" title="Opportunities"/>
        <p class="govuk-body-l">"What the council wants to buy or fund now, and how to take part."</p>
        {keep()}
        {ui::query(operation(base), move |data| list(data, base))}
    }
}
