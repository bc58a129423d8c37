//! Answering what is asked about an opportunity, to everyone.

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::secure::ClarificationId;
use shared::secure::clarification::MOST_ANSWERED;

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::pages::public::questions::{Clarification, ClarificationPayload, QuestionsQuery, item, operation};
use crate::ui::{self, BackLink, Button, Details, Form, NotFound, TextArea, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ActVariables {
    id: ClarificationId,
    text: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ActVariables")]
struct AnswerMutation {
    #[arguments(id: $id, text: $text)]
    clarification_answer: ClarificationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ActVariables")]
struct DeclineMutation {
    #[arguments(id: $id, reason: $text)]
    clarification_decline: ClarificationPayload,
}

fn back(fields: &Fields) -> String {
    format!("/council/opportunities/{}/answers", fields.text("reference"))
}

/// Answers a question.
pub async fn answer(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(back(fields)) };
    match api.run(AnswerMutation::build(ActVariables { id, text: fields.text("text") })).await {
        Ok(data) => Outcome::of(data.clarification_answer.user_errors, || back(fields)),
        Err(fault) => fault.into(),
    }
}

/// Declines to answer, with the reason.
pub async fn decline(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(back(fields)) };
    match api.run(DeclineMutation::build(ActVariables { id, text: fields.text("reason") })).await {
        Ok(data) => Outcome::of(data.clarification_decline.user_errors, || back(fields)),
        Err(fault) => fault.into(),
    }
}

/// The two ways to deal with one question.
fn forms(one: &Clarification, reference: &str) -> AnyView {
    let hidden = vec![("id", one.id.to_string()), ("reference", reference.to_owned())];
    let again = hidden.clone();
    view! {
        <Form name="clarification-answer" hidden=hidden>
            <TextArea
                name="text"
                label="Your answer"
                hint=format!("Everyone reads it, together with the question, as soon as you publish it. Up to {MOST_ANSWERED} characters.")
            />
            <Button text="Publish the answer"/>
        </Form>
        <Details summary="Do not answer it">
            <Form name="clarification-decline" hidden=again>
                <TextArea name="reason" label="Why" hint="Everyone reads the question and this reason." rows=3/>
                <Button text="Publish the reason" secondary=true/>
            </Form>
        </Details>
    }
    .into_any()
}

fn show(data: QuestionsQuery) -> AnyView {
    let Some(on) = data.opportunity else { return NotFound().into_any() };
    let chosen = use_query_map().with_untracked(|query| query.get("question").unwrap_or_default());
    let base = format!("/council/opportunities/{}", on.reference);
    let next = data.clarifications.page_info.end_cursor.filter(|_| data.clarifications.page_info.has_next_page);
    let (waiting, done): (Vec<_>, Vec<_>) =
        data.clarifications.nodes.into_iter().partition(|one| one.published_at.is_none());
    let none = waiting.is_empty();
    // One question's forms at a time: the one of the address, or the only one.
    let only = waiting.len() == 1;
    let wait = waiting.into_iter().map(|one| {
        let may = !one.viewer_can.is_empty();
        let more = if may && (only || one.id.as_str() == chosen) {
            Some(forms(&one, &on.reference))
        } else {
            let href = format!("{base}/answers?question={}", one.id);
            may.then(|| {
                view! { <p class="govuk-body"><a class="govuk-link" href=href>"Answer this question"</a></p> }
                    .into_any()
            })
        };
        item(one, more)
    });
    let wait = wait.collect_view();
    let answered = done.len();
    view! {
        <BackLink href=base.clone() text=on.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Questions from bidders" section=on.reference.clone() caption=on.title.clone()/>
            <p class="govuk-body">"Nobody is told who asked, you included. Every answer goes to everyone at the same moment."</p>
            {on.clarification_tally.sentence().map(|sentence| view! { <p class="govuk-body">{sentence}</p> })}
            {if none {
                view! { <div class="cw-empty"><p class="govuk-body">"No question waits for an answer."</p></div> }.into_any()
            } else {
                view! { <ol class="cw-timeline">{wait}</ol> }.into_any()
            }}
            {(answered > 0).then(|| view! {
                <Details summary=format!("Answered, or declined with a reason ({answered})")>
                    <ol class="cw-timeline">{done.into_iter().map(|one| item(one, None)).collect_view()}</ol>
                </Details>
            })}
            <ui::NextPage href=next.map(|cursor| format!("{base}/answers?after={cursor}"))/>
            <p class="govuk-body">
                "Does an answer change what you ask for, or come late? "
                <a class="govuk-link" href=format!("{base}/amend")>"Change what is published, or give bidders more time"</a>
            </p>
        </div></div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Answers() -> impl IntoView {
    ui::query(operation(), show)
}
