//! A form that works without script, and faster with it.

use leptos::prelude::*;

use super::ErrorSummary;
use crate::form::{FormName, PostToken, ReturnedForm};

/// A form that posts to its own page; `name` says which handler reads it.
#[component]
pub fn Form(
    /// The handler's name, as in `forms::dispatch`.
    name: &'static str,
    /// What the page itself has to send: identifiers, a version.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    provide_context(FormName(name));
    let returned = ReturnedForm::here();
    let token = use_context::<PostToken>().unwrap_or_default().0;
    let node = NodeRef::<leptos::html::Form>::new();
    let submit = move |event: leptos::ev::SubmitEvent| send(&event, name, returned);
    view! {
        <form method="post" novalidate node_ref=node on:submit=submit>
            <ErrorSummary form=name/>
            <input type="hidden" name="_form" value=name/>
            <input type="hidden" name="_token" value=token/>
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            {children()}
        </form>
    }
    .into_any()
}

/// On the server nothing is ever sent from here.
#[cfg(not(feature = "hydrate"))]
fn send(_: &leptos::ev::SubmitEvent, _: &'static str, _: ReturnedForm) {}

/// Runs the form's handler in the browser.
#[cfg(feature = "hydrate")]
fn send(event: &leptos::ev::SubmitEvent, name: &'static str, returned: ReturnedForm) {
    use crate::api::Api;
    use crate::form::{Fields, Outcome, Returned};
    use leptos::wasm_bindgen::JsCast;

    event.prevent_default();
    let Some(form) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok()) else {
        return;
    };
    if form.get_attribute("data-sending").is_some() {
        return;
    }
    let _ = form.set_attribute("data-sending", "");
    let mut fields = collect(&form);
    if let Some(button) = event.submitter() {
        let (key, value) = (button.get_attribute("name"), button.get_attribute("value"));
        if let (Some(key), Some(value)) = (key, value) {
            fields.0.push((key, value));
        }
    }
    let api = Api::here();
    leptos::task::spawn_local(async move {
        let outcome = crate::forms::dispatch(name, &api, &fields).await;
        let _ = form.remove_attribute("data-sending");
        match outcome {
            Outcome::Go(url) => {
                let _ = window().location().assign(&url);
            }
            Outcome::Refused(faults) => {
                returned.0.set(Returned { form: name.to_owned(), fields: Fields::default(), faults });
                request_animation_frame(move || focus(&format!("{name}-errors")));
            }
        }
    });
}

#[cfg(feature = "hydrate")]
pub(crate) fn collect(form: &web_sys::HtmlFormElement) -> crate::form::Fields {
    use leptos::wasm_bindgen::JsCast;
    let mut fields = Vec::new();
    let Ok(data) = web_sys::FormData::new_with_form(form) else { return crate::form::Fields(fields) };
    let entries = js_sys::try_iter(&data).ok().flatten();
    for entry in entries.into_iter().flatten().flatten() {
        let pair: js_sys::Array = entry.unchecked_into();
        if let (Some(key), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            fields.push((key, value));
        }
    }
    crate::form::Fields(fields)
}

#[cfg(feature = "hydrate")]
fn focus(id: &str) {
    use leptos::wasm_bindgen::JsCast;
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
        element.scroll_into_view();
    }
}
