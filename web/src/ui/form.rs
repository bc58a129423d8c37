//! A form: a plain post to its own page, with script or without.

use leptos::prelude::*;

use super::ErrorSummary;
use crate::form::{FormName, PostToken};

/// A form that posts to its own page; `name` says which handler reads it.
#[component]
pub fn Form(
    /// The handler's name, as in `forms::dispatch`.
    name: &'static str,
    /// The page that takes the post; this one if it is empty.
    #[prop(optional, into)]
    action: String,
    /// What the page itself has to send: identifiers, a version.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    provide_context(FormName(name));
    let action = Some(action).filter(|action| !action.is_empty());
    let token = use_context::<PostToken>().unwrap_or_default().0;
    view! {
        <form method="post" action=action novalidate>
            <ErrorSummary form=name/>
            <input type="hidden" name="_form" value=name/>
            <input type="hidden" name="_token" value=token/>
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            {children()}
        </form>
    }
    .into_any()
}
