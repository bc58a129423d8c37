//! What runs in the browser: small parts of pages, each watching the form it
//! stands in, and what every page does with its forms.
//!
//! All else is rendered by the server alone and needs no script.

pub mod autosave;
pub mod bid;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
pub mod page;
pub mod plain_english;
pub mod shares;
pub mod weights;
pub mod word_count;

use leptos::prelude::*;

/// Tells what a field of the form around an element holds: at once, then at
/// every change.
#[cfg(feature = "hydrate")]
fn watch<E>(node: NodeRef<E>, field: String, tell: impl Fn(String) + Clone + 'static)
where
    E: leptos::html::ElementType,
    E::Output: wasm_bindgen::JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    Effect::new(move |_| {
        let Some(form) = node.get().and_then(|element| dom::form_of(element.as_ref())) else { return };
        let (inside, field, tell) = (form.clone(), field.clone(), tell.clone());
        let read = move || {
            if let Some(text) = dom::value(&inside, &field) {
                tell(text);
            }
        };
        read();
        dom::on(&form, "input", read);
    });
}

/// Tells what all fields hold whose names begin and end so.
#[cfg(feature = "hydrate")]
fn watch_all<E>(
    node: NodeRef<E>,
    (beginning, ending): (&'static str, &'static str),
    tell: impl Fn(Vec<String>) + Clone + 'static,
) where
    E: leptos::html::ElementType,
    E::Output: wasm_bindgen::JsCast + Clone + AsRef<web_sys::Element> + 'static,
{
    Effect::new(move |_| {
        let Some(form) = node.get().and_then(|element| dom::form_of(element.as_ref())) else { return };
        let (inside, tell) = (form.clone(), tell.clone());
        let read = move || {
            let fields = dom::fields(&inside).into_iter();
            let ours = |name: &str| name.starts_with(beginning) && name.ends_with(ending);
            tell(fields.filter(|(name, _)| ours(name)).map(|(_, value)| value).collect());
        };
        read();
        dom::on(&form, "input", read);
    });
}

/// On the server nobody types.
#[cfg(not(feature = "hydrate"))]
fn watch<E: leptos::html::ElementType>(_: NodeRef<E>, _: String, _: impl Fn(String) + Clone + 'static) {}

/// On the server nobody types.
#[cfg(not(feature = "hydrate"))]
fn watch_all<E: leptos::html::ElementType>(
    _: NodeRef<E>,
    _: (&'static str, &'static str),
    _: impl Fn(Vec<String>) + Clone + 'static,
) {
}
