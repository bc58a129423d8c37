//! Questions about an opportunity and their answers: what others asked, then the way to ask.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::calendar::{in_words, instant_in_words};
use shared::secure::clarification::{MOST_ASKED, Stage};
use shared::secure::opportunity::Action;
use shared::secure::{ClarificationId, OpportunityId};
use shared::{Day, Refusal, Timestamp};

use super::changes::Tally;
use super::needs::PageInfo;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, LinkButton, NotFound, Refusals, TextArea, Title};
use crate::wire::{ClarificationAction, ClarificationStage, OpportunityAction};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct QuestionsVariables {
    pub reference: String,
    pub opportunity: Option<String>,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "QuestionsVariables")]
pub(crate) struct QuestionsQuery {
    #[arguments(reference: $reference)]
    pub opportunity: Option<About>,
    #[arguments(first: 50, after: $after, opportunity: $opportunity)]
    pub clarifications: Connection,
    pub viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Viewer {
    pub person: Person,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Contact")]
pub(crate) struct Person {
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
pub(crate) struct About {
    pub id: OpportunityId,
    pub reference: String,
    pub title: String,
    pub questions_until: Option<Timestamp>,
    pub viewer_can: Vec<OpportunityAction>,
    pub ask_refusals: Vec<UserError>,
    pub clarification_tally: Tally,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ClarificationConnection")]
pub(crate) struct Connection {
    pub nodes: Vec<Clarification>,
    pub page_info: PageInfo,
}

/// A question as the viewer sees it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Clarification {
    pub id: ClarificationId,
    pub stage: ClarificationStage,
    pub status: ui::Status,
    pub question: String,
    pub text: Option<String>,
    pub mine: bool,
    pub asked_at: Timestamp,
    pub answer_by: Day,
    pub days_late: Option<i32>,
    pub published_at: Option<Timestamp>,
    pub viewer_can: Vec<ClarificationAction>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AskVariables {
    opportunity: OpportunityId,
    question: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AskVariables")]
struct AskMutation {
    #[arguments(opportunity: $opportunity, question: $question)]
    clarification_ask: ClarificationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ClarificationPayload {
    pub user_errors: Vec<UserError>,
}

/// Asks a question.
pub async fn ask(api: &Api, fields: &Fields) -> Outcome {
    let next = format!("/opportunities/{}/questions", fields.text("reference"));
    let Ok(opportunity) = fields.text("opportunity").parse() else { return Outcome::Go(next) };
    let variables = AskVariables { opportunity, question: fields.text("question") };
    match api.run(AskMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.clarification_ask.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// The questions and answers of the address, from where it says.
pub(crate) fn operation() -> impl Fn() -> cynic::Operation<QuestionsQuery, QuestionsVariables> + Send + Sync + 'static {
    let (params, query) = (use_params_map(), use_query_map());
    move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        let after = query.with(|query| query.get("after")).filter(|after| !after.is_empty());
        QuestionsQuery::build(QuestionsVariables { opportunity: Some(reference.clone()), reference, after })
    }
}

/// One question on the timeline; `more` stands below it.
pub(crate) fn item(one: Clarification, more: Option<AnyView>) -> impl IntoView {
    let late = one.days_late.filter(|_| one.published_at.is_some());
    let label = if *one.stage == Stage::Declined { "Why we do not answer: " } else { "Our answer: " };
    view! {
        <li class="cw-timeline__item">
            <div class="cw-timeline__header">
                <h2 class="cw-timeline__title" dir="auto">{one.question}</h2>
                {one.mine.then(|| view! { <span class="cw-timeline__byline">" Yours. Nobody else is told."</span> })}
            </div>
            <p class="cw-timeline__date">
                {one.status.view()}" Asked on "{instant_in_words(one.asked_at)}
                {match one.published_at {
                    Some(at) => format!(", published on {}", instant_in_words(at)),
                    None => format!(", to be answered by {}", in_words(one.answer_by)),
                }}
                {late.map(|days| format!(", late by {days} {}", if days == 1 { "day" } else { "days" }))}
            </p>
            {one.text.map(|text| view! {
                <div class="cw-timeline__description">
                    <p class="govuk-body" dir="auto"><strong>{label}</strong>{text}</p>
                </div>
            })}
            {more}
        </li>
    }
}

fn form(on: &About, signed_in: bool) -> impl IntoView + use<> {
    let refusals: Vec<Refusal> = on.ask_refusals.iter().cloned().map(Into::into).collect();
    let may = on.viewer_can.iter().any(|action| *action == Action::Ask);
    let until = on.questions_until.map(instant_in_words);
    let here = format!("/opportunities/{}/questions", on.reference);
    if !refusals.is_empty() {
        return view! { <Refusals heading="You cannot ask now" refusals=refusals/> }.into_any();
    }
    if !may && !signed_in {
        return view! {
            <h2 class="govuk-heading-m">"Ask a question"</h2>
            <p class="govuk-body">"Members of a provider can ask until "{until}"."</p>
            <LinkButton href=format!("/sign-in?next={here}") text="Sign in to ask"/>
        }
        .into_any();
    }
    if !may {
        return view! { <p class="govuk-body">"Members of a provider can ask until "{until}"."</p> }.into_any();
    }
    let hidden = vec![("opportunity", on.id.to_string()), ("reference", on.reference.clone())];
    view! {
        <h2 class="govuk-heading-m">"Ask a question"</h2>
        <p class="govuk-body">
            "You can ask until "{until}". Everyone reads your question, word for word, together with our answer. Nobody is told who asked, not even us."
        </p>
        <Form name="clarification-ask" hidden=hidden>
            <TextArea
                name="question"
                label="Your question"
                hint=format!("Leave out what shows who you are. Up to {MOST_ASKED} characters.")
            />
            <Button text="Ask a question"/>
        </Form>
    }
    .into_any()
}

fn show(data: QuestionsQuery) -> AnyView {
    let Some(on) = data.opportunity else { return NotFound().into_any() };
    let empty = data.clarifications.nodes.is_empty();
    let next = data.clarifications.page_info.end_cursor.filter(|_| data.clarifications.page_info.has_next_page);
    let until = on.questions_until.map(instant_in_words);
    let signed_in = data.viewer.is_some_and(|viewer| !viewer.person.name.is_empty());
    let here = format!("/opportunities/{}", on.reference);
    let open = on.ask_refusals.is_empty();
    view! {
        <BackLink href=here.clone() text=on.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Questions and answers" section=on.reference.clone() caption=on.title.clone()/>
            <p class="govuk-body-l">"Whoever asks, we answer everyone at the same moment. There are no private answers."</p>
            {on.clarification_tally.sentence().map(|sentence| view! { <p class="govuk-body">{sentence}</p> })}
            {if empty {
                let until = until.filter(|_| open).map(|until| format!(" You can ask until {until}."));
                view! { <div class="cw-empty"><p class="govuk-body">"No questions yet."{until}</p></div> }.into_any()
            } else {
                let items = data.clarifications.nodes.into_iter().map(|one| item(one, None)).collect_view();
                view! { <ol class="cw-timeline">{items}</ol> }.into_any()
            }}
            <ui::NextPage href=next.map(|cursor| format!("{here}/questions?after={cursor}"))/>
            {form(&on, signed_in)}
            <p class="govuk-body"><a class="govuk-link" href=format!("{here}#changes")>"See what we changed since it was published"</a></p>
        </div></div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Questions() -> impl IntoView {
    ui::query(operation(), show)
}
