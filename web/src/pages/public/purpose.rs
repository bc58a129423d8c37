//! The purpose of a core grant, for anyone: what the money keeps going, and for what.

use leptos::prelude::*;

use super::commission::NeedLink;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "SpecificationPurpose")]
pub(crate) struct Purpose {
    pub text: String,
    pub need: Option<NeedLink>,
    pub objective: Option<Objective>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Objective {
    pub title: String,
    pub source: String,
}

impl Purpose {
    /// It stands where outcomes stand otherwise.
    pub(crate) fn view(self) -> impl IntoView {
        view! {
            <p class="govuk-body" dir="auto">{self.text}</p>
            <p class="govuk-hint">"A core grant helps an organisation to exist. Nothing is measured, and no payment hangs on a result."</p>
            {self.need.map(|need| view! {
                <p class="govuk-body">
                    "For the need: "
                    <a class="govuk-link" href=format!("/needs/{}", need.reference)>{need.title.clone()}</a>
                </p>
            })}
            {self.objective.map(|objective| view! {
                <p class="govuk-body">
                    "For the objective: "
                    <a class="govuk-link" href="/objectives">{objective.title}</a>
                    {format!(" ({})", objective.source)}
                </p>
            })}
        }
    }
}
