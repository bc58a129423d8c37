//! A grant round, for anyone: the pot, the most for one application, and what is expected of whoever gets a grant.

use leptos::prelude::*;
use shared::Money;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "OpportunityRound")]
pub(crate) struct Round {
    pub pot: Money,
    pub most: Money,
    pub expectations: Vec<String>,
}

impl Round {
    /// The sums in a sentence.
    pub(crate) fn sums(&self) -> String {
        format!("Grants of up to {} each, {} in all", self.most, self.pot)
    }

    /// The expectations as a list.
    pub(crate) fn lines(&self) -> impl IntoView + use<> {
        let lines = self.expectations.clone();
        view! {
            <ul class="govuk-list govuk-list--bullet">
                {lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view()}
            </ul>
        }
    }

    /// What is expected, to be read before one begins.
    pub(crate) fn expectations(&self) -> impl IntoView + use<> {
        (!self.expectations.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"What we expect if you get a grant"</h2>
                {self.lines()}
            }
        })
    }
}
