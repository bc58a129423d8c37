//! A provider's agreements.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::{Day, Money, calendar};

use crate::pages::agreement::Party;
use crate::ui::{self, CardTable, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct AgreementsQuery {
    #[arguments(first: 100, mine: true)]
    agreements: AgreementConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AgreementConnection {
    nodes: Vec<AgreementRow>,
}

/// An agreement in a list.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct AgreementRow {
    reference: String,
    title: String,
    value: Money,
    starts_on: Day,
    ends_on: Day,
    status: ui::Status,
    buyer: Option<Party>,
    provider: Option<Party>,
}

fn list(of: Vec<AgreementRow>, base: &'static str) -> impl IntoView {
    if of.is_empty() {
        return view! { <p class="govuk-body">"No agreements yet."</p> }.into_any();
    }
    let count = of.len();
    let caption = if count == 1 { "1 agreement".to_owned() } else { format!("{count} agreements") };
    let row = |one: AgreementRow| {
        let with = if base.starts_with("/council") { one.provider } else { one.buyer };
        let runs = format!("{} to {}", calendar::in_short(one.starts_on), calendar::in_short(one.ends_on));
        let href = format!("{base}/{}", one.reference);
        vec![
            view! { <a class="govuk-link" href=href>{one.title}</a>" "{one.reference} }.into_any(),
            with.map(|party| party.name).into_any(),
            format!("{} before VAT", one.value).into_any(),
            runs.into_any(),
            one.status.view().into_any(),
        ]
    };
    let heads = vec!["Agreement", "With", "Value", "Runs", "Status"];
    view! { <CardTable caption=caption heads=heads rows=of.into_iter().map(row).collect()/> }.into_any()
}

/// The agreements of the organisation one acts for, under this folder.
pub(crate) fn mine(base: &'static str) -> impl IntoView {
    ui::query(|| AgreementsQuery::build(()), move |data| list(data.agreements.nodes, base))
}

/// The page.
#[component]
pub fn Agreements() -> impl IntoView {
    view! {
        <Title text="Agreements" section="Provider"/>
        {mine("/provider/agreements")}
    }
}
