//! What needs an officer today.

use leptos::prelude::*;

use crate::ui::Title;

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    view! {
        <Title text="Today"/>
        <p class="govuk-body"><a class="govuk-link" href="/council/needs">"Needs"</a></p>
    }
}
