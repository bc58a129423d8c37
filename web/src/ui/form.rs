//! A form: a plain post to its own page, with script or without.

use leptos::prelude::*;

use super::ErrorSummary;
use crate::form::{FormName, PostToken, REPLACES, ReturnedForm};

/// A form that posts to its own page; `name` says which handler reads it.
///
/// A form that edits what others may edit too comes back with the version that
/// it was filled in over, so that sending it again replaces nothing unseen.
/// What stands now is shown at each field that differs, and one more button
/// replaces it.
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
    /// Whether it edits a text that others may be editing too.
    #[prop(optional)]
    edits: bool,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    provide_context(FormName(name));
    let action = Some(action).filter(|action| !action.is_empty());
    let token = use_context::<PostToken>().unwrap_or_default().0;
    let returned = ReturnedForm::here();
    let stands = hidden.iter().find(|(key, _)| *key == "version").map(|(_, version)| version.clone());
    let replace = stands.filter(|_| edits && returned.is_stale(name)).map(replace);
    let sent = move |key: &str, value: String| match key {
        _ if !edits => value,
        "version" => returned.version(name).unwrap_or(value),
        key => returned.typed(name, key).unwrap_or(value),
    };
    let hidden = hidden.into_iter().map(|(key, value)| {
        let value = sent(key, value);
        view! { <input type="hidden" name=key value=value/> }
    });
    view! {
        <form method="post" action=action novalidate>
            <ErrorSummary form=name/>
            <input type="hidden" name="_form" value=name/>
            <input type="hidden" name="_token" value=token/>
            {hidden.collect_view()}
            {children()}
            {replace}
        </form>
    }
    .into_any()
}

/// Offered when somebody else saved the same meanwhile.
fn replace(stands: String) -> impl IntoView {
    view! {
        <div class="govuk-inset-text">
            <p class="govuk-body">
                "Your text is above, and not saved. Where somebody else wrote something different, it stands below yours as \"It says now\". Take over what you want to keep of it, or "
                <a class="govuk-link" href="">"leave your text and open the page as it is now"</a>
                "."
            </p>
            <button type="submit" class="govuk-button govuk-button--warning" name=REPLACES value=stands>
                "Keep mine, and replace what they wrote"
            </button>
        </div>
    }
}
