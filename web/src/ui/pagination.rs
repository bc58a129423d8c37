//! The way on from a list's page.

use leptos::prelude::*;

/// The link to the next page; nothing on the last.
#[component]
pub fn NextPage(
    /// Its address, where there is one.
    href: Option<String>,
) -> impl IntoView {
    href.map(|href| {
        view! {
            <nav class="govuk-pagination" aria-label="Pagination">
                <div class="govuk-pagination__next">
                    <a class="govuk-link govuk-pagination__link" href=href rel="next">
                        <span class="govuk-pagination__link-title">"Next page"</span>
                    </a>
                </div>
            </nav>
        }
    })
}
