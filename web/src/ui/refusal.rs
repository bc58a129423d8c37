//! A rule's no, with where it comes from.

use leptos::prelude::*;
use shared::Refusal;

/// Where a refusal comes from: the rule, a link to the framework's paragraph,
/// the policy rows used. Nothing for a plain slip.
pub fn why(refusal: &Refusal) -> Option<impl IntoView + use<>> {
    let rule = refusal.rule.clone()?;
    let paragraph = refusal.paragraph.clone();
    let rows = refusal.policy_rows.clone();
    Some(view! {
        <span class="cw-why govuk-hint">
            "Rule "{rule}
            {paragraph.map(|number| view! { ", framework "<a class="govuk-link" href=format!("/framework/{number}")>{number.clone()}</a> })}
            {(!rows.is_empty()).then(|| format!(", {}", rows.join(", ")))}
        </span>
    })
}

/// What stands in the way of an action, where its button would be. Nothing if
/// nothing does.
#[component]
pub fn Refusals(
    /// What cannot be done yet: "You cannot publish this yet".
    #[prop(into)]
    heading: String,
    /// Every reason.
    refusals: Vec<Refusal>,
) -> impl IntoView {
    (!refusals.is_empty()).then(|| {
        view! {
            <div class="govuk-inset-text cw-refusal">
                <h2 class="govuk-heading-s">{heading}</h2>
                <ul class="govuk-list govuk-list--bullet">
                    {refusals
                        .into_iter()
                        .map(|refusal| {
                            let why = why(&refusal);
                            view! { <li>{refusal.message}" "{why}</li> }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}
