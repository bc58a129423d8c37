//! The parts of a page around its content.

use leptos::prelude::*;
use leptos_meta::Title as DocumentTitle;

/// The page's heading and the document's title, which says `Error:` first when
/// a form came back.
#[component]
pub fn Title(
    /// The heading: the thing's own name, or what the page does.
    #[prop(into)]
    text: String,
    /// What the page belongs to, for the document's title.
    #[prop(optional, into)]
    section: Option<String>,
    /// A line above the heading.
    #[prop(optional, into)]
    caption: Option<String>,
    /// Whether what the address asks for is at fault.
    #[prop(optional)]
    error: bool,
) -> impl IntoView {
    let returned = crate::form::ReturnedForm::here();
    let name = text.clone();
    let title = move || {
        let error = error || returned.0.with(|returned| !returned.faults.is_empty());
        let error = if error { "Error: " } else { "" };
        let section = section.as_ref().map(|section| format!(" – {section}")).unwrap_or_default();
        format!("{error}{name}{section} – Commissioning")
    };
    view! {
        <DocumentTitle text=title/>
        {caption.map(|caption| view! { <span class="govuk-caption-l">{caption}</span> })}
        <h1 class="govuk-heading-l" tabindex="-1">{text}</h1>
    }
    .into_any()
}

/// Where this page lies, from the top.
#[component]
pub fn Breadcrumbs(
    /// Addresses with their words, from the top; the page itself is left out.
    links: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
            <ol class="govuk-breadcrumbs__list">
                {links
                    .into_iter()
                    .map(|(href, text)| {
                        view! {
                            <li class="govuk-breadcrumbs__list-item">
                                <a class="govuk-breadcrumbs__link" href=href>{text}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </nav>
    }
    .into_any()
}

/// Back to the page before.
#[component]
pub fn BackLink(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(default = "Back".to_owned(), into)]
    text: String,
) -> impl IntoView {
    view! { <a href=href class="govuk-back-link">{text}</a> }.into_any()
}

/// What not everybody needs to read.
#[component]
pub fn Details(
    /// What it is about.
    #[prop(into)]
    summary: String,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="govuk-details" open=open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{children()}</div>
        </details>
    }
    .into_any()
}

/// Words set apart.
#[component]
pub fn Inset(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="govuk-inset-text">{children()}</div> }.into_any()
}

/// What was just done.
#[component]
pub fn Panel(
    /// What was done.
    #[prop(into)]
    title: String,
    /// The details.
    children: Children,
) -> impl IntoView {
    view! {
        <DocumentTitle text=format!("{title} – Commissioning")/>
        <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title" tabindex="-1">{title}</h1>
            <div class="govuk-panel__body">{children()}</div>
        </div>
    }
    .into_any()
}
