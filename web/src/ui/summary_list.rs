//! Facts about a thing: what, and how much.

use leptos::prelude::*;

/// One fact.
pub struct Row {
    key: String,
    value: AnyView,
    change: Option<(String, String)>,
}

impl Row {
    /// A fact.
    pub fn new(key: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self { key: key.into(), value: value.into_any(), change: None }
    }

    /// With a link to where it can be changed.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>, what: impl Into<String>) -> Self {
        self.change = Some((href.into(), what.into()));
        self
    }
}

/// Facts about a thing.
#[component]
pub fn SummaryList(
    /// The facts.
    rows: Vec<Row>,
) -> impl IntoView {
    view! {
        <dl class="govuk-summary-list">
            {rows
                .into_iter()
                .map(|row| {
                    view! {
                        <div class="govuk-summary-list__row">
                            <dt class="govuk-summary-list__key">{row.key}</dt>
                            <dd class="govuk-summary-list__value">{row.value}</dd>
                            {row.change.map(|(href, what)| {
                                view! {
                                    <dd class="govuk-summary-list__actions">
                                        <a class="govuk-link" href=href>
                                            "Change"
                                            <span class="govuk-visually-hidden">{format!(" {what}")}</span>
                                        </a>
                                    </dd>
                                }
                            })}
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}
