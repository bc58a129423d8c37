//! Buttons.

use leptos::prelude::*;

/// A button that sends its form.
#[component]
pub fn Button(
    /// What it does, verb first.
    #[prop(into)]
    text: String,
    /// A second button beside the primary one.
    #[prop(optional)]
    secondary: bool,
    /// For what cannot be undone.
    #[prop(optional)]
    warning: bool,
    /// The name and value sent with the form when this button is pressed.
    #[prop(optional)]
    value: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let class = match (secondary, warning) {
        (_, true) => "govuk-button govuk-button--warning",
        (true, false) => "govuk-button govuk-button--secondary",
        (false, false) => "govuk-button",
    };
    let (name, value) = value.unzip();
    view! { <button type="submit" class=class name=name value=value>{text}</button> }.into_any()
}

/// A link that looks like a button: it goes to where something begins.
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// What it does, verb first.
    #[prop(into)]
    text: String,
    /// A second button beside the primary one.
    #[prop(optional)]
    secondary: bool,
) -> impl IntoView {
    let class = if secondary { "govuk-button govuk-button--secondary" } else { "govuk-button" };
    view! { <a href=href role="button" draggable="false" class=class>{text}</a> }.into_any()
}
