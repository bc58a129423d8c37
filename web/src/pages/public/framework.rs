//! How the council decides: the framework, paragraph by paragraph, with the
//! rules and figures behind it.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::framework::policy::describe;

use crate::ui::{self, Breadcrumbs, CardTable, Inset, NotFound, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct FrameworkQuery {
    framework: Edition,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Edition {
    version: String,
    in_force_from: NaiveDate,
    review_by: NaiveDate,
    review_overdue: bool,
    paragraphs: Vec<Line>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Paragraph")]
struct Line {
    number: String,
    heading: String,
    chapter_title: String,
    text: String,
    rules_in_words: Vec<FrameworkRule>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FrameworkRule {
    id: String,
    sentence: String,
}

use shared::Day as NaiveDate;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ParagraphVariables {
    number: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ParagraphVariables")]
struct ParagraphQuery {
    #[arguments(number: $number)]
    framework_paragraph: Option<Paragraph>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Paragraph {
    number: String,
    heading: String,
    chapter_title: String,
    text: String,
    rules_in_words: Vec<FrameworkRule>,
    policy_rows: Vec<PolicyRow>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PolicyRow {
    id: String,
    value: String,
    effective_from: NaiveDate,
    effective_to: Option<NaiveDate>,
    in_force: bool,
    source: String,
    verified: bool,
}

fn whole(edition: Edition) -> impl IntoView {
    let mut chapter = String::new();
    let from = shared::calendar::in_short(edition.in_force_from);
    let review = shared::calendar::in_short(edition.review_by);
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="How we decide"/>
            <p class="govuk-body-l">
                "These are the rules by which the council plans, buys, funds, checks and ends services together with the third sector (charities, community groups, social enterprises)."
            </p>
            <p class="govuk-body">{format!("Edition {}, in force from {from}. It is reviewed every twelve months, next by {review}.", edition.version)}</p>
            {edition.review_overdue.then(|| view! { <Inset>"The review of this framework is late. The council's administrators are told by mail."</Inset> })}
            <p class="govuk-body"><a class="govuk-link" href="/templates">"Standard documents of every competition"</a></p>
            <p class="govuk-body"><a class="govuk-link" href="/process">"What bidders say of us"</a></p>
            <p class="govuk-body"><a class="govuk-link" href="/support">"Help with bids and applications"</a></p>
            <h2 class="govuk-heading-m">"The cycle"</h2>
            <ol class="govuk-list govuk-list--number">
                <li>"Plan: find out what people need and what is missing."</li>
                <li>"Secure: say what should change, invite bids or applications, choose fairly, agree."</li>
                <li>"Monitor: measure what changes, pay, answer, put right."</li>
                <li>"Review: learn what worked, and plan again or end with care."</li>
            </ol>
            {edition.paragraphs.into_iter().map(|line| {
                let heading = (line.chapter_title != chapter).then(|| {
                    chapter.clone_from(&line.chapter_title);
                    view! { <h2 class="govuk-heading-m">{line.chapter_title.clone()}</h2> }
                });
                view! {
                    {heading}
                    <h3 class="govuk-heading-s" id=format!("p{}", line.number)>
                        <a class="govuk-link" href=format!("/framework/{}", line.number)>{format!("{} {}", line.number, line.heading)}</a>
                    </h3>
                    <p class="govuk-body">{line.text}</p>
                    {(!line.rules_in_words.is_empty()).then(|| in_words(line.rules_in_words))}
                }
            }).collect_view()}
        </div></div>
    }
}

/// Rules, each with what it asks.
fn in_words(rules: Vec<FrameworkRule>) -> impl IntoView {
    view! {
        <ul class="govuk-list govuk-list--bullet">
            {rules.into_iter().map(|rule| view! { <li>{rule.sentence}" "<span>{format!("({})", rule.id)}</span></li> }).collect_view()}
        </ul>
    }
}

fn one(paragraph: Paragraph) -> impl IntoView {
    let rules = paragraph.rules_in_words;
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/framework".to_owned(), "How we decide".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title
                text=format!("{} {}", paragraph.number, paragraph.heading)
                section="How we decide"
                caption=paragraph.chapter_title
            />
            <p class="govuk-body-l">{paragraph.text}</p>
            <h2 class="govuk-heading-m">"Rules that follow from it"</h2>
            {if rules.is_empty() {
                view! { <p class="govuk-body">"None: it explains, it does not bind."</p> }.into_any()
            } else {
                in_words(rules).into_any()
            }}
            <h2 class="govuk-heading-m">"Figures those rules use"</h2>
            {if paragraph.policy_rows.is_empty() {
                view! { <p class="govuk-body">"None."</p> }.into_any()
            } else {
                figures(paragraph.policy_rows).into_any()
            }}
        </div></div>
    }
}

fn figures(rows: Vec<PolicyRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let from = shared::calendar::in_short(row.effective_from);
        let holds = match row.effective_to {
            Some(to) => format!("{from} to {}", shared::calendar::in_short(to)),
            None => format!("from {from}"),
        };
        let tag = if row.in_force { "govuk-tag govuk-tag--teal" } else { "govuk-tag govuk-tag--grey" };
        let word = if row.in_force { "In force" } else { "Not in force" };
        let unverified = (!row.verified).then(|| {
            view! { <br/><strong class="govuk-tag govuk-tag--orange">"Not yet verified"</strong> }
        });
        let name = match describe(&row.id) {
            Some(described) => {
                view! { {described.figure}<br/><span class="govuk-hint">{described.key}</span> }.into_any()
            }
            None => row.id.into_any(),
        };
        vec![
            name,
            row.value.into_any(),
            view! { <strong class=tag>{word}</strong><br/>{holds} }.into_any(),
            view! { {row.source}{unverified} }.into_any(),
        ]
    });
    view! {
        <CardTable caption="Figures" quiet=true heads=vec!["Figure", "Value", "Holds", "Source"] rows=rows.collect()/>
    }
}

/// The whole framework.
#[component]
pub fn Framework() -> impl IntoView {
    ui::query(|| FrameworkQuery::build(()), |data| whole(data.framework).into_any())
}

/// One paragraph.
#[component]
pub fn FrameworkParagraph() -> impl IntoView {
    let params = use_params_map();
    let number = move || params.with(|params| params.get("number").unwrap_or_default());
    ui::query(
        move || ParagraphQuery::build(ParagraphVariables { number: number() }),
        |data| match data.framework_paragraph {
            Some(paragraph) => one(paragraph).into_any(),
            None => NotFound().into_any(),
        },
    )
}
