//! An agreement, for anyone: what, with whom, how it goes and why.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::pages::agreement::{
    Measure, Outline, ReferenceVariables, ReferenceVariablesFields, ThreadStep, facts, measures, thread,
};
use crate::ui::{self, Breadcrumbs, NotFound, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ReferenceVariables")]
struct AgreementQuery {
    #[arguments(reference: $reference)]
    agreement: Option<AgreementPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Agreement")]
struct AgreementPage {
    #[cynic(spread)]
    outline: Outline,
    measures: Vec<Measure>,
    trace: Vec<ThreadStep>,
}

fn show(page: AgreementPage) -> impl IntoView {
    let of = page.outline;
    let feedback = of.service.clone().map(|service| format!("/services/{}/feedback", service.reference));
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/services".to_owned(), "Services".to_owned())]/>
        <Title text=of.title.clone() section=of.reference.clone() caption=of.reference.clone()/>
        <p class="govuk-body">{of.status.view()}</p>
        {facts(&of)}
        {feedback.map(|href| view! { <p class="govuk-body"><a class="govuk-link" href=href>"Tell us about this service"</a></p> })}
        {measures(page.measures)}
        {thread(page.trace)}
    }
}

/// The page.
#[component]
pub fn Agreement() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    ui::query(
        move || AgreementQuery::build(ReferenceVariables { reference: reference() }),
        |data| match data.agreement {
            Some(page) => show(page).into_any(),
            None => NotFound().into_any(),
        },
    )
}
