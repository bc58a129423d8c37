//! What the plain English check says of a text, as one types.
//!
//! The check is the one that the server runs; without script it shows what is
//! said of the text the page came with.

use leptos::prelude::*;
use shared::plain_english::{self, Report};

/// The reading age of a field's text and what to say more plainly. Stands in the
/// field's form.
#[island]
pub fn PlainEnglish(
    /// The field's name in its form.
    field: String,
    /// The text the page came with.
    text: String,
) -> impl IntoView {
    let text = RwSignal::new(text);
    let node = NodeRef::<leptos::html::Div>::new();
    super::watch(node, field, move |typed| text.set(typed));
    let report = Memo::new(move |_| text.with(|text| plain_english::check(text)));
    view! { <div node_ref=node>{move || report.with(aside)}</div> }
}

/// The most findings shown beside one field; the rest come as these are put
/// right.
const MOST: usize = 10;

fn aside(report: &Report) -> AnyView {
    if report.words == 0 {
        return view! { <p class="govuk-body-s">"Nothing to read yet."</p> }.into_any();
    }
    let age = (report.grade.tenths() + 5) / 10 + 5;
    let more = report.findings.len().saturating_sub(MOST);
    view! {
        <p class="govuk-body-s">
            {format!("{} words. Grade {}: reading age about {age}.", report.words, report.grade)}
        </p>
        {(!report.findings.is_empty()).then(|| view! {
            <ul class="govuk-list govuk-list--bullet govuk-body-s">
                {report.findings.iter().take(MOST).map(|finding| view! {
                    <li>"Line "{finding.line}", \u{201c}"{finding.excerpt.clone()}"\u{201d}: "{finding.advice.clone()}</li>
                }).collect_view()}
                {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
            </ul>
        })}
    }
    .into_any()
}
