//! One service: who it is for, how to use it, and the commissions behind it.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::ui::{self, Breadcrumbs, LinkButton, NotFound, Row, SummaryList, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ServiceVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ServiceVariables")]
struct ServiceQuery {
    #[arguments(reference: $reference)]
    service: Option<ServicePage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
struct ServicePage {
    reference: String,
    name: String,
    summary: String,
    who_for: String,
    how_to_use: String,
    buyer: Option<Buyer>,
    commissions: Vec<CommissionRow>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Buyer {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionRow {
    reference: String,
    title: String,
    status: ui::Status,
}

fn show(service: ServicePage) -> impl IntoView {
    let feedback = format!("/services/{}/feedback", service.reference);
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/services".to_owned(), "Services".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=service.name section="Services" caption=service.reference/>
            <p class="govuk-body-l">{service.summary}</p>
            <SummaryList rows=vec![
                Row::new("Who it is for", service.who_for),
                Row::new("How to use it", service.how_to_use),
                Row::new("Who answers for it", service.buyer.map(|buyer| buyer.name).unwrap_or_default()),
            ]/>
            <LinkButton href=feedback text="Tell us about this service"/>
            <h2 class="govuk-heading-m">"How it is commissioned"</h2>
            <p class="govuk-body">
                "A commission is one turn of planning a service, buying or funding it, and checking that it works."
            </p>
            {if service.commissions.is_empty() {
                view! { <p class="govuk-body">"No commission has begun yet."</p> }.into_any()
            } else {
                view! {
                    <ul class="govuk-list">
                        {service.commissions.into_iter().map(|one| view! {
                            <li>
                                <a class="govuk-link" href=format!("/commissions/{}", one.reference)>{one.title}</a>
                                " "{one.reference}" "{one.status.view()}
                            </li>
                        }).collect_view()}
                    </ul>
                }.into_any()
            }}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Service() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    let operation = move || ServiceQuery::build(ServiceVariables { reference: reference() });
    ui::query(operation, |data| match data.service {
        Some(service) => show(service).into_any(),
        None => NotFound().into_any(),
    })
}
