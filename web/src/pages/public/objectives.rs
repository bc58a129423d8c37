//! What the council aims for and what the law asks of it, for anyone.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::pages::council::objectives::{list, operation};
use crate::ui::{self, Breadcrumbs, Title};

/// The page.
#[component]
pub fn Objectives() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/priorities".to_owned(), "What comes first".to_owned())]/>
        <Title text="Objectives and duties in law" section="What comes first"/>
        <p class="govuk-body-l">"What the council aims for and what the law asks of it. Needs are put in order by them."</p>
        {ui::query(
            move || operation(query.with(|query| query.get("after"))),
            |data| list(data.objectives, "/objectives"),
        )}
    }
}
