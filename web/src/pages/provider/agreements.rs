//! A provider's agreements.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::{Day, Money, calendar};

use crate::pages::agreement::Party;
use crate::ui::{self, Title};

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
    view! {
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">{if count == 1 { "1 agreement".to_owned() } else { format!("{count} agreements") }}</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">"Agreement"</th>
                <th scope="col" class="govuk-table__header">"With"</th>
                <th scope="col" class="govuk-table__header">"Value"</th>
                <th scope="col" class="govuk-table__header">"Runs"</th>
                <th scope="col" class="govuk-table__header">"Status"</th>
            </tr></thead>
            <tbody class="govuk-table__body">
                {of.into_iter().map(|one| {
                    let with = if base.starts_with("/council") { one.provider } else { one.buyer };
                    view! {
                        <tr class="govuk-table__row">
                            <th scope="row" class="govuk-table__header">
                                <a class="govuk-link" href=format!("{base}/{}", one.reference)>{one.title}</a>" "{one.reference.clone()}
                            </th>
                            <td class="govuk-table__cell">{with.map(|party| party.name)}</td>
                            <td class="govuk-table__cell">{one.value.to_string()}" before VAT"</td>
                            <td class="govuk-table__cell">{calendar::in_short(one.starts_on)}" to "{calendar::in_short(one.ends_on)}</td>
                            <td class="govuk-table__cell">{one.status.view()}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
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
