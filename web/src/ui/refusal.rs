//! A rule's no, with where it comes from.

use leptos::prelude::*;
use shared::Refusal;
use shared::framework::edition::{IN_FORCE, rule};
use shared::framework::policy::{Described, describe};

/// Where one or several refusals come from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    rule: String,
    paragraph: Option<String>,
    rows: Vec<String>,
}

/// The rules behind these refusals, each once, with every row that was used under it.
fn sources(refusals: &[Refusal]) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for refusal in refusals {
        let Some(rule) = refusal.rule.clone() else { continue };
        let there = found.iter().position(|source| source.rule == rule && source.paragraph == refusal.paragraph);
        let at = there.unwrap_or_else(|| {
            found.push(Source { rule, paragraph: refusal.paragraph.clone(), rows: Vec::new() });
            found.len() - 1
        });
        for row in &refusal.policy_rows {
            if !found[at].rows.contains(row) {
                found[at].rows.push(row.clone());
            }
        }
    }
    found
}

/// A closed "Why" with the rules behind these refusals, their paragraphs and the figures used. Nothing for plain slips.
pub fn why(refusals: &[Refusal]) -> Option<impl IntoView + use<>> {
    let sources = sources(refusals);
    (!sources.is_empty()).then(|| {
        let named = sources.iter().map(|source| source.rule.as_str()).collect::<Vec<_>>().join(", ");
        view! {
            <details class="govuk-details cw-why">
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">
                        "Why"<span class="govuk-visually-hidden">{format!(": rule {named}")}</span>
                    </span>
                </summary>
                <div class="govuk-details__text">{sources.into_iter().map(origin).collect_view()}</div>
            </details>
        }
    })
}

/// The same for what a page says by itself: one rule, its paragraph and the figures used.
pub fn because(rule: &str, paragraph: &str, rows: &[String]) -> impl IntoView + use<> {
    let refusal = Refusal::under(shared::error::Code::Invalid, rule, paragraph, "");
    why(&[Refusal { policy_rows: rows.to_vec(), ..refusal }])
}

/// One rule, the paragraph behind it and the figures used.
fn origin(source: Source) -> impl IntoView + use<> {
    let asks = rule(&source.rule).map(|rule| format!(" {}", rule.sentence));
    view! {
        <p class="govuk-body">
            <strong>{format!("Rule {}.", source.rule)}</strong>
            {asks}
            {source.paragraph.map(paragraph)}
        </p>
        {(!source.rows.is_empty()).then(|| view! {
            <ul class="govuk-list govuk-list--bullet">
                {source.rows.iter().map(|row| view! { <li>{figure(row)}</li> }).collect_view()}
            </ul>
        })}
    }
}

/// The framework's paragraph as a link; what stands elsewhere, such as a section of an Act, as it is.
fn paragraph(number: String) -> AnyView {
    if IN_FORCE.paragraph(&number).is_none() {
        return view! { " "{number}"." }.into_any();
    }
    view! { " "<a class="govuk-link" href=format!("/framework/{number}")>{format!("framework {number}")}</a>"." }
        .into_any()
}

/// A figure used: what it is, how much, since when, where it comes from, and whether that was checked.
fn figure(row: &str) -> AnyView {
    let Some(Described { key, figure, holds, source, verified }) = describe(row) else {
        return view! { {row.to_owned()}", which is not among the figures kept here." }.into_any();
    };
    view! {
        <strong>{figure}</strong>
        {format!(", {holds} ({key}). Source: {source}. ")}
        {if verified {
            view! { "Checked against its source." }.into_any()
        } else {
            view! { <strong class="govuk-tag govuk-tag--orange">"Not yet verified"</strong> }.into_any()
        }}
    }
    .into_any()
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
                            let why = why(std::slice::from_ref(&refusal));
                            view! { <li>{refusal.message}{why}</li> }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use shared::error::Code;

    use super::*;

    fn shown(refusals: &[Refusal]) -> String {
        why(refusals).map(|view| view.into_view().to_html()).unwrap_or_default()
    }

    #[test]
    fn r_1_1_a_refusal_tells_its_rule_its_paragraph_and_each_figure_with_its_source() {
        let refusal = Refusal::under(Code::Standstill, "R-S5", "4.12", "The waiting period ends on Wednesday")
            .using("local.standstill.days@2011-01-01")
            .using("pa23.threshold.works@2025-02-24");
        let html = shown(&[refusal]);
        for part in [
            "Rule R-S5.",
            "Every bidder gets scores and reasons",
            "href=\"/framework/4.12\"",
            "8 working days, counting the day itself",
            "from 1 January 2011 (local.standstill.days)",
            "Source: Commonweal default",
            "Not yet verified",
            "£5,372,609 with VAT",
            "Checked against its source.",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn r_1_1_a_rule_of_law_links_to_no_page_that_is_not_there() {
        let html = shown(&[Refusal::under(Code::Invalid, "PA23 s50", "Procurement Act 2023, section 50", "No")]);
        assert!(html.contains("Procurement Act 2023, section 50") && !html.contains("href"), "{html}");
    }

    #[test]
    fn rules_behind_several_refusals_are_told_once_and_slips_have_none() {
        let one = Refusal::under(Code::PartMissing, "R-4.8a", "4.8", "Write the aims").using("a");
        let other = Refusal::under(Code::PartMissing, "R-4.8a", "4.8", "Write the money").using("a").using("b");
        let slip = Refusal::slip("title", Code::Missing, "Enter the title");
        let found = sources(&[one, slip.clone(), other]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rows, ["a", "b"]);
        assert!(why(&[slip]).is_none());
    }
}
