//! What the council answers for a commission under the eight principles, as anyone reads it.

use leptos::prelude::*;
use shared::framework::principle::answer::Kind;
use shared::{Day, calendar};

use crate::ui::{Row, SummaryList};
use crate::wire::{Principle, PrincipleAnswerKind};

/// A principle, and what was answered under it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "CommissionPrinciple")]
pub(crate) struct PrincipleRow {
    pub principle: Principle,
    pub heading: String,
    pub question: String,
    pub offered: Vec<String>,
    pub asked: String,
    pub on_record: Option<String>,
    pub kind: Option<PrincipleAnswerKind>,
    pub says: Option<String>,
    pub ended_on: Option<Day>,
}

impl PrincipleRow {
    /// Its number and name: `1. Understand what people need`.
    pub fn title(&self) -> String {
        format!("{}. {}", self.principle.digit(), self.heading)
    }

    /// What was answered, or that nobody has answered yet.
    fn answer(self) -> AnyView {
        let Some((kind, says)) = self.kind.zip(self.says) else {
            let open = self.on_record.unwrap_or_else(|| format!("Not answered yet. {}.", self.asked));
            return view! { <span class="govuk-hint govuk-!-margin-bottom-0">{open}</span> }.into_any();
        };
        let ended = self.ended_on.map(|day| format!(" The talks ended on {}.", calendar::in_short(day)));
        let sentence = match *kind {
            Kind::Evidence => view! { {says}{ended} }.into_any(),
            Kind::Reason => view! { <strong>{kind.label(*self.principle)}": "</strong>{says} }.into_any(),
        };
        view! { {sentence}{self.on_record.map(|more| view! { <br/>{more} })} }.into_any()
    }
}

/// The eight, each with its answer.
pub(crate) fn list(rows: Vec<PrincipleRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| Row::new(row.title(), row.answer()));
    view! {
        <h2 class="govuk-heading-m" id="principles" tabindex="-1">"Principles"</h2>
        <p class="govuk-body">
            "How this commission meets the "
            <a class="govuk-link" href="/framework/4.2">"eight principles of good commissioning"</a>
            ", or why it does not."
        </p>
        <SummaryList rows=rows.collect()/>
    }
}
