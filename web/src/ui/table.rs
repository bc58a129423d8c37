//! Tables: a list becomes cards on a phone; a comparison keeps its columns and
//! scrolls.

use leptos::prelude::*;

/// A list. The first cell of a row names it.
#[component]
pub fn CardTable(
    /// What is listed.
    #[prop(into)]
    caption: String,
    /// Whether the page says so already, just above.
    #[prop(optional)]
    quiet: bool,
    /// The columns' headings.
    heads: Vec<&'static str>,
    /// The rows, a cell for each heading.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let class = if quiet { "govuk-visually-hidden" } else { "govuk-table__caption--s" };
    let headings = heads.clone();
    let row = move |cells: Vec<AnyView>| {
        let cells = cells.into_iter().zip(heads.clone()).enumerate().map(|(place, (cell, head))| {
            if place == 0 {
                view! { <th scope="row" class="govuk-table__header" role="rowheader">{cell}</th> }.into_any()
            } else {
                view! {
                    <td class="govuk-table__cell" role="cell">
                        <span class="cw-cards__label" aria-hidden="true">{head}</span>
                        {cell}
                    </td>
                }
                .into_any()
            }
        });
        view! { <tr class="govuk-table__row" role="row">{cells.collect_view()}</tr> }
    };
    view! {
        <table class="govuk-table cw-cards" role="table">
            <caption class=format!("govuk-table__caption {class}")>{caption}</caption>
            <thead class="govuk-table__head" role="rowgroup">
                <tr class="govuk-table__row" role="row">
                    {headings
                        .into_iter()
                        .map(|head| view! { <th scope="col" class="govuk-table__header" role="columnheader">{head}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody class="govuk-table__body" role="rowgroup">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// A table whose columns are compared: wider than a phone, it scrolls by itself
/// and not the page.
#[component]
pub fn Comparison(
    /// What is compared, for those who hear it.
    #[prop(into)]
    label: String,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! { <div class="cw-scroll" role="region" aria-label=label tabindex="0">{children()}</div> }.into_any()
}
