//! A status in words and colour.

use leptos::prelude::*;
use shared::tag::Colour;

/// Whether a requirement is met, or the plain answer where the question is none.
pub fn met(met: Option<bool>, answer: String) -> AnyView {
    match met {
        Some(true) => view! { <strong class="govuk-tag govuk-tag--green">"Met"</strong> }.into_any(),
        Some(false) => view! { <strong class="govuk-tag govuk-tag--red">"Not met"</strong> }.into_any(),
        None => view! { <strong>{answer}</strong> }.into_any(),
    }
}

/// A status as the API answers it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Tag")]
pub struct Status {
    /// The words.
    pub text: String,
    /// The colour.
    pub colour: crate::wire::Colour,
}

impl Status {
    /// The tag.
    pub fn view(&self) -> impl IntoView + use<> {
        let class = match *self.colour {
            Colour::Grey => "govuk-tag govuk-tag--grey",
            Colour::Blue => "govuk-tag govuk-tag--blue",
            Colour::Teal => "govuk-tag govuk-tag--teal",
            Colour::Yellow => "govuk-tag govuk-tag--yellow",
            Colour::Orange => "govuk-tag govuk-tag--orange",
            Colour::Red => "govuk-tag govuk-tag--red",
            Colour::Green => "govuk-tag govuk-tag--green",
            Colour::Purple => "govuk-tag govuk-tag--purple",
            Colour::Magenta => "govuk-tag govuk-tag--magenta",
        };
        view! { <strong class=class>{self.text.clone()}</strong> }
    }
}
