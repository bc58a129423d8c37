//! Saying how one was treated: asked of each bidder once, after the decision.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::review::process_feedback::{Aspect, Verdict};
use shared::secure::BidId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, Inset, NotFound, Radios, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AskedVariables {
    bid: BidId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "AskedVariables")]
struct AskedQuery {
    #[arguments(bid: $bid)]
    process_feedback_asked: Option<ProcessFeedbackAsked>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackAsked {
    opportunity: Named,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    title: String,
    reference: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackInput {
    documents: String,
    time: String,
    answers: String,
    decision: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct GiveVariables {
    bid: BidId,
    input: ProcessFeedbackInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "GiveVariables")]
struct GiveMutation {
    #[arguments(bid: $bid, input: $input)]
    process_feedback_give: ProcessFeedbackGivePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ProcessFeedbackGivePayload {
    user_errors: Vec<UserError>,
}

/// Takes what a bidder says.
pub async fn give(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/provider/bids/{}/process", fields.text("bid"));
    let Ok(bid) = fields.text("bid").parse() else { return Outcome::Go(here) };
    let input = ProcessFeedbackInput {
        documents: fields.text("documents"),
        time: fields.text("time"),
        answers: fields.text("answers"),
        decision: fields.text("decision"),
    };
    match api.run(GiveMutation::build(GiveVariables { bid, input })).await {
        Ok(data) => Outcome::of(data.process_feedback_give.user_errors, || format!("{here}?sent=yes")),
        Err(fault) => fault.into(),
    }
}

/// Fields look for the form around them, so they are made inside it.
fn form(bid: &BidId) -> impl IntoView + use<> {
    let verdicts = || Verdict::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    view! {
        <p class="govuk-body">
            "Your organisation is asked once. Nobody can tell which bidder said what: no name is kept with the answers, \
             and only counts are published, small ones never."
        </p>
        <Form name="process-feedback-give" hidden=vec![("bid", bid.to_string())]>
            {Aspect::ALL
                .iter()
                .map(|aspect| view! { <Radios name=aspect.as_str() legend=aspect.label() options=verdicts()/> })
                .collect_view()}
            <Button text="Send"/>
        </Form>
    }
}

fn show(asked: ProcessFeedbackAsked, bid: &BidId, sent: bool) -> impl IntoView + use<> {
    let body = if sent {
        view! {
            <p class="govuk-body-l">"Thank you. We have what you said."</p>
            <p class="govuk-body"><a class="govuk-link" href="/process">"What bidders say of us"</a></p>
        }
        .into_any()
    } else if asked.user_errors.is_empty() {
        form(bid).into_any()
    } else {
        let refusals =
            asked.user_errors.into_iter().map(|refusal| view! { <p class="govuk-body">{refusal.message}</p> });
        view! {
            <Inset>{refusals.collect_view()}</Inset>
            <p class="govuk-body"><a class="govuk-link" href="/process">"What bidders say of us"</a></p>
        }
        .into_any()
    };
    view! {
        <BackLink href=format!("/provider/bids/{bid}") text="Your bid"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title
                text="How were you treated?"
                section=asked.opportunity.title.clone()
                caption=format!("{} {}", asked.opportunity.title, asked.opportunity.reference)
            />
            {body}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Process() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<BidId>().ok()));
    move || match id() {
        Some(bid) => {
            let sent = query.with(|query| query.get("sent").is_some());
            let of = bid.clone();
            ui::query(
                move || AskedQuery::build(AskedVariables { bid: of.clone() }),
                move |data| match data.process_feedback_asked {
                    Some(asked) => show(asked, &bid, sent).into_any(),
                    None => NotFound().into_any(),
                },
            )
            .into_any()
        }
        None => NotFound().into_any(),
    }
}
