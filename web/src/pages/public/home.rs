//! The start page.

use leptos::prelude::*;

use crate::ui::Title;

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Title text="What we buy, fund and learn, together with local organisations"/>
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/opportunities">"I run an organisation"</a></h2>
                <p class="govuk-body">"Find contracts and grants, and see who has won before."</p>
            </div>
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/services">"I use a service"</a></h2>
                <p class="govuk-body">"Tell us how it is. You need no account and no name."</p>
            </div>
            <div class="govuk-grid-column-one-third">
                <h2 class="govuk-heading-m"><a class="govuk-link" href="/needs">"I want to know"</a></h2>
                <p class="govuk-body">"Read what people here need, and why we chose what we chose."</p>
            </div>
        </div>
    }
}
