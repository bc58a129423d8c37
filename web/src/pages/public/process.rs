//! What bidders say of how the council treats them, for anyone.

use cynic::QueryBuilder;
use leptos::prelude::*;

use crate::ui::{self, Breadcrumbs, CardTable, Inset, NotFound, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ProcessQuery {
    process_feedback: Option<ProcessFeedbackSummary>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackSummary {
    least: i32,
    aspects: Vec<ProcessFeedbackAspect>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackAspect {
    label: String,
    total: Option<i32>,
    verdicts: Vec<ProcessFeedbackCount>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackCount {
    in_words: String,
}

fn show(said: ProcessFeedbackSummary) -> impl IntoView {
    let least = said.least;
    let too_few = said.aspects.iter().all(|aspect| aspect.total.is_none());
    let rows = said
        .aspects
        .into_iter()
        .map(|aspect| {
            let total = aspect.total.map_or_else(|| format!("Fewer than {least}"), |total| total.to_string());
            let counts = aspect.verdicts.into_iter().map(|one| one.in_words.into_any());
            std::iter::once(aspect.label.into_any()).chain(counts).chain([total.into_any()]).collect()
        })
        .collect();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/framework".to_owned(), "How we decide".to_owned())]/>
        <Title text="What bidders say of us"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <p class="govuk-body-l">
                "After every decision each organisation that sent a bid is asked how it was treated. It answers without its name."
            </p>
        </div></div>
        {if too_few {
            view! { <Inset>{format!("Fewer than {least} have answered so far. Counts stand here from the day on which {least} have.")}</Inset> }
                .into_any()
        } else {
            view! {
                <CardTable
                    caption="Everything asked since the beginning, all opportunities together"
                    heads=vec!["What we ask", "Yes", "Partly", "No", "Answers"]
                    rows=rows
                />
            }
            .into_any()
        }}
        <p class="govuk-body">
            {format!("A number under {least} is not shown, nor any number that would give it away. ")}
            <a class="govuk-link" href="/framework/4.2">"Why we ask"</a>
        </p>
    }
}

/// The page.
#[component]
pub fn Process() -> impl IntoView {
    ui::query(
        || ProcessQuery::build(()),
        |data| match data.process_feedback {
            Some(said) => show(said).into_any(),
            None => NotFound().into_any(),
        },
    )
}
