//! A text field with what the plain English check says of it, as one types.
//!
//! The check is the one that the server runs; without script it shows what was
//! said of the text last saved.

use leptos::prelude::*;
use shared::plain_english::{self, Report};

use crate::form::{FormName, ReturnedForm};
use crate::ui::TextArea;

/// A long text with its reading age and what to say more plainly.
#[component]
pub fn PlainTextArea(
    /// The field's name: the API's own.
    name: &'static str,
    /// What to enter.
    label: &'static str,
    /// What helps to enter it.
    hint: &'static str,
    /// What it starts with.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let form = expect_context::<FormName>().0;
    let start = ReturnedForm::here().typed(form, name).unwrap_or_else(|| value.clone());
    let text = RwSignal::new(start);
    let report = Memo::new(move |_| text.with(|text| plain_english::check(text)));
    view! {
        <div class="cw-aside-row" on:input=move |event| text.set(event_target_value(&event))>
            <div class="cw-aside-row__main"><TextArea name=name label=label hint=hint value=value rows=8/></div>
            <div class="cw-aside-row__aside">{move || report.with(aside)}</div>
        </div>
    }
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
