//! A provider's returns.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::monitor::DataReturnId;
use shared::{Day, calendar};

use crate::ui::{self, CardTable, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ReturnsQuery {
    #[arguments(first: 50, mine: true)]
    data_returns: DataReturnConnection,
}

/// A page of returns.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct DataReturnConnection {
    pub nodes: Vec<ReturnRow>,
}

/// A return in a list.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "DataReturn")]
pub(crate) struct ReturnRow {
    pub id: DataReturnId,
    pub title: String,
    pub due_on: Day,
    pub status: ui::Status,
    pub agreement: Option<AgreementName>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
pub(crate) struct AgreementName {
    pub reference: String,
    pub title: String,
}

/// Returns as a table; `base` is the folder of the links.
pub(crate) fn list(of: Vec<ReturnRow>, base: &'static str) -> impl IntoView {
    if of.is_empty() {
        let words = "No returns yet. One is made on the day after each period ends.";
        return view! { <p class="govuk-body">{words}</p> }.into_any();
    }
    let row = |one: ReturnRow| {
        let agreement = one.agreement.map(|agreement| format!("{} {}", agreement.reference, agreement.title));
        vec![
            view! { <a class="govuk-link" href=format!("{base}/{}", one.id)>{one.title}</a> }.into_any(),
            agreement.into_any(),
            calendar::in_short(one.due_on).into_any(),
            one.status.view().into_any(),
        ]
    };
    let heads = vec!["Return", "Agreement", "Due", "Status"];
    view! { <CardTable caption="Returns" quiet=true heads=heads rows=of.into_iter().map(row).collect()/> }.into_any()
}

/// The page.
#[component]
pub fn DataReturns() -> impl IntoView {
    view! {
        <Title text="Returns" section="Provider"/>
        <p class="govuk-body">"Your reports on how each agreement goes. Each is made for you when its period ends."</p>
        {ui::query(|| ReturnsQuery::build(()), |data| list(data.data_returns.nodes, "/provider/returns"))}
    }
}
