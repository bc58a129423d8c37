//! The council's opportunities, drafts among them.

use leptos::prelude::*;

use crate::pages::public::opportunities::{Base, list, operation};
use crate::ui::{self, Title};

/// The page.
#[component]
pub fn Opportunities() -> impl IntoView {
    let base = Base {
        path: "/council/opportunities",
        status: "all",
        drafts: true,
        empty: "No opportunities yet. Open a commission and work out how to secure its service.",
    };
    view! {
        <Title text="Opportunities" section="Council"/>
        <p class="govuk-body"><a class="govuk-link" href="/council/templates">"Standard documents"</a></p>
        {ui::query(operation(base), move |data| list(data, base))}
    }
}
