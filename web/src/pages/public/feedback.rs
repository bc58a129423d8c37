//! Telling how a service is: no account, no script needed.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::review::feedback::{Giver, Rating};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, Button, Details, Form, NotFound, Panel, Radios, TextArea, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FeedbackVariables {
    service: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "FeedbackVariables")]
struct FeedbackQuery {
    #[arguments(service: $service)]
    feedback: Option<FeedbackSummary>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FeedbackSummary {
    service: ServiceName,
    total: Option<i32>,
    ratings: Vec<FeedbackCount>,
    least: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Service")]
struct ServiceName {
    reference: String,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FeedbackCount {
    label: String,
    in_words: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FeedbackInput {
    rating: String,
    words: String,
    giver: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct GiveVariables {
    service: String,
    input: FeedbackInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "GiveVariables")]
struct GiveMutation {
    #[arguments(service: $service, input: $input)]
    feedback_give: FeedbackGivePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct FeedbackGivePayload {
    user_errors: Vec<UserError>,
}

/// Takes what somebody says.
pub async fn give(api: &Api, fields: &Fields) -> Outcome {
    let service = fields.text("service");
    let input =
        FeedbackInput { rating: fields.text("rating"), words: fields.text("words"), giver: fields.text("giver") };
    match api.run(GiveMutation::build(GiveVariables { service: service.clone(), input })).await {
        Ok(data) => Outcome::of(data.feedback_give.user_errors, || format!("/services/{service}/feedback?sent=yes")),
        Err(fault) => fault.into(),
    }
}

fn form(of: &FeedbackSummary) -> impl IntoView + use<> {
    let ratings = Rating::ALL.iter().map(|rating| (rating.as_str().to_owned(), rating.label().to_owned())).collect();
    let givers = Giver::ALL.iter().map(|giver| (giver.as_str().to_owned(), giver.label().to_owned())).collect();
    let hidden = vec![("service", of.service.reference.clone())];
    view! {
        <Title text=format!("Tell us about {}", of.service.name) section=of.service.reference.clone()/>
        <p class="govuk-body-l">"You need not give your name. We never publish single answers."</p>
        <Form name="feedback-give" hidden=hidden>
            <Radios name="rating" legend="How is it overall?" options=ratings/>
            <TextArea
                name="words"
                label="What is good? What should change? (optional)"
                hint="Do not name anyone. Up to 2,000 characters."
            />
            <Radios name="giver" legend="I am (optional)" options=givers/>
            <Details summary="Someone is being hurt or is not safe">
                <p class="govuk-body">"Ring 999 if somebody is in danger now. This form is not read every day."</p>
            </Details>
            <Button text="Send"/>
        </Form>
    }
}

fn thanks(of: &FeedbackSummary) -> impl IntoView + use<> {
    let name = of.service.name.clone();
    let again = format!("/services/{}/feedback", of.service.reference);
    view! {
        <Panel title="Thank you">"We have what you said about "{name}"."</Panel>
        <p class="govuk-body">"We keep no name with what you said, and no address. We read what people say, and publish counts only."</p>
        <p class="govuk-body"><a class="govuk-link" href=again>"Say something else"</a></p>
    }
}

fn counts(of: FeedbackSummary) -> impl IntoView {
    let least = of.least;
    let total = of.total.map_or_else(|| format!("Fewer than {least}"), |total| total.to_string());
    view! {
        <h2 class="govuk-heading-m" id="counts">"What people say so far"</h2>
        <p class="govuk-body">{format!("A number under {least} is not shown, nor any number that would give it away.")}</p>
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-table__caption--s">{format!("How it is overall: {total} answers")}</caption>
            <thead class="govuk-table__head"><tr class="govuk-table__row">
                <th scope="col" class="govuk-table__header">"Answer"</th>
                <th scope="col" class="govuk-table__header">"People"</th>
            </tr></thead>
            <tbody class="govuk-table__body">
                {of.ratings.into_iter().map(|rating| view! {
                    <tr class="govuk-table__row">
                        <th scope="row" class="govuk-table__header">{rating.label}</th>
                        <td class="govuk-table__cell">{rating.in_words}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// The page.
#[component]
pub fn Feedback() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get("sent").is_some()));
    let service = move || params.with(|params| params.get("reference").unwrap_or_default());
    // Sending leads to the same address with a word added, which is no new page for the router.
    move || {
        let sent = sent.get();
        ui::query(
            move || FeedbackQuery::build(FeedbackVariables { service: service() }),
            move |data| match data.feedback {
                Some(of) => view! {
                    <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                        {if sent { thanks(&of).into_any() } else { form(&of).into_any() }}
                        {counts(of)}
                    </div></div>
                }
                .into_any(),
                None => NotFound().into_any(),
            },
        )
    }
}
