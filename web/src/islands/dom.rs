//! What the browser's forms need of the browser.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage};

/// The form around an element.
pub fn form_of(element: &Element) -> Option<HtmlFormElement> {
    element.closest("form").ok().flatten()?.dyn_into().ok()
}

/// All that a form would send.
pub fn fields(form: &HtmlFormElement) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let Ok(data) = FormData::new_with_form(form) else { return fields };
    let entries = js_sys::try_iter(&data).ok().flatten();
    for entry in entries.into_iter().flatten().flatten() {
        let pair: js_sys::Array = entry.unchecked_into();
        if let (Some(key), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            fields.push((key, value));
        }
    }
    fields
}

fn field(form: &HtmlFormElement, name: &str) -> Option<Element> {
    form.query_selector(&format!("[name=\"{name}\"]")).ok().flatten()
}

/// What a field holds.
pub fn value(form: &HtmlFormElement, name: &str) -> Option<String> {
    let element = field(form, name)?;
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    let input = element.dyn_ref::<HtmlInputElement>()?;
    if input.type_() == "radio" {
        let chosen = form.query_selector(&format!("[name=\"{name}\"]:checked")).ok().flatten();
        return Some(chosen.and_then(|chosen| Some(chosen.dyn_ref::<HtmlInputElement>()?.value())).unwrap_or_default());
    }
    Some(input.value())
}

/// Changes what a field holds.
pub fn set_value(form: &HtmlFormElement, name: &str, value: &str) {
    let Some(element) = field(form, name) else { return };
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "radio" {
            let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
            let chosen = form.query_selector(&format!("[name=\"{name}\"][value=\"{quoted}\"]")).ok().flatten();
            if let Some(chosen) = chosen.as_ref().and_then(|chosen| chosen.dyn_ref::<HtmlInputElement>()) {
                chosen.set_checked(true);
            }
            return;
        }
        input.set_value(value);
    }
}

/// Runs at every such event, as long as the target is there.
pub fn on(target: &web_sys::EventTarget, event: &str, run: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(run);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// What this tab keeps.
pub fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Has a screen reader say it.
pub fn say(text: &str) {
    if let Some(status) = document().get_element_by_id("cw-status") {
        status.set_text_content(Some(text));
    }
}
