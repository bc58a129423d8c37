//! What every page does with its forms: a second press sends nothing, a press
//! without a connection loses nothing, and what is wrong is read out first.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement, HtmlFormElement};

use super::dom;

const SENDING: &str = "data-sending";
const OFFLINE: &str = "Not sent: you are offline. What you typed is still here; try again once you are connected";

/// Begins, once the page is there.
pub fn begin() {
    let sent = Closure::<dyn Fn(Event)>::new(|event: Event| sent(&event));
    let _ = document().add_event_listener_with_callback("submit", sent.as_ref().unchecked_ref());
    sent.forget();
    // A page that the browser kept and shows again may be sent again.
    dom::on(&window(), "pageshow", || {
        let Ok(forms) = document().query_selector_all("form[data-sending]") else { return };
        for index in 0..forms.length() {
            if let Some(form) = forms.get(index).and_then(|node| node.dyn_into::<HtmlFormElement>().ok()) {
                let _ = form.remove_attribute(SENDING);
            }
        }
    });
    if let Ok(Some(summary)) = document().query_selector(".govuk-error-summary")
        && let Ok(summary) = summary.dyn_into::<HtmlElement>()
    {
        let _ = summary.focus();
    }
    if let Some(body) = document().body() {
        body.set_class_name("govuk-template__body js-enabled govuk-frontend-supported");
    }
}

fn sent(event: &Event) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    // By attributes: `form.method` is the field of that name, where there is one.
    if !window().navigator().on_line() {
        event.prevent_default();
        dom::say(OFFLINE);
        offline(&form);
    } else if form.get_attribute("method").as_deref() == Some("post") && form.get_attribute(SENDING).is_some() {
        event.prevent_default();
    } else {
        let _ = form.set_attribute(SENDING, "");
        if dom::value(&form, "_form").is_some_and(|name| name.starts_with("sign-out")) {
            super::autosave::forget_all();
        }
    }
}

/// Says so on the form, where those who see look.
fn offline(form: &HtmlFormElement) {
    if let Ok(Some(said)) = form.query_selector(".cw-offline") {
        said.set_text_content(Some(OFFLINE));
    } else if let Ok(said) = document().create_element("p") {
        said.set_class_name("govuk-error-message cw-offline");
        said.set_text_content(Some(OFFLINE));
        let _ = form.prepend_with_node_1(&said);
    }
}
