//! Checking a bid before it is sent, and sending it.

use cynic::MutationBuilder;
use leptos::prelude::*;
use shared::Refusal;
use shared::secure::BidId;
use shared::secure::bid::Action;

use super::bid::{Bid, BidPrice, ONE_PAGE, with_bid};
use super::bid_act::BidPayload;
use super::bid_team::members;
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{BackLink, Button, Form, NotFound, Refusals, Row, SummaryList, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SubmitVariables {
    id: BidId,
    version: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SubmitVariables")]
struct SubmitMutation {
    #[arguments(id: $id, version: $version)]
    bid_submit: BidPayload,
}

/// Sends a bid.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse::<BidId>() else { return Outcome::Go("/provider/bids".to_owned()) };
    let next = format!("/provider/bids/{id}/sent");
    match api.run(SubmitMutation::build(SubmitVariables { id, version: Some(fields.number("version")) })).await {
        Ok(data) => Outcome::of(data.bid_submit.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn BidCheck() -> impl IntoView {
    with_bid(|bid| check(&bid))
}

fn check(bid: &Bid) -> AnyView {
    let Some(content) = bid.content.clone().filter(|_| bid.is_draft()) else { return NotFound().into_any() };
    let one_page = content.answers.len() <= ONE_PAGE;
    let rows = answers(bid, one_page);
    let time: Vec<Refusal> = bid.submit_refusals.iter().cloned().map(Into::into).collect();
    let missing: Vec<Refusal> = content.missing.iter().cloned().map(Into::into).collect();
    let lacking = bid.team.iter().flat_map(|team| &team.refusals).cloned();
    let lacking: Vec<Refusal> = lacking.map(Into::into).collect();
    let team = bid.team.clone();
    let ready = time.is_empty() && missing.is_empty() && lacking.is_empty() && bid.can(Action::Submit);
    let word = bid.word().one;
    let hidden = vec![("id", bid.id.to_string()), ("version", content.version.to_string())];
    view! {
        <BackLink href=bid.path() text=format!("Your {word}")/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Check your answers" section=bid.title()/>
            <SummaryList rows=rows/>
            <Refusals heading=format!("You cannot send this {word}") refusals=time/>
            <Refusals heading=format!("You cannot send this {word} yet") refusals=missing/>
            <h2 class="govuk-heading-m" id="bid-submit-team" tabindex="-1">"Who is in this "{word}</h2>
            {team.map(|team| view! {
                <p class="govuk-body">
                    {team.summary()}". "<a class="govuk-link" href=format!("{}/team", bid.path())>"See or change who does what"</a>
                </p>
                {members(&team)}
            })}
            <Refusals heading="Your team is not ready" refusals=lacking/>
            {ready.then(|| view! {
                <h2 class="govuk-heading-m">"Send your "{word}</h2>
                <p class="govuk-body">
                    "We seal your "{word}" as one envelope. We cannot open it before the deadline, "{bid.closes()}
                    ". You can change or withdraw it until then."
                </p>
                <Form name="bid-submit" hidden=hidden><Button text=format!("Send your {word}")/></Form>
            })}
        </div></div>
    }
    .into_any()
}

/// What is written, each with a link to where it is changed.
pub(super) fn answers(bid: &Bid, one_page: bool) -> Vec<Row> {
    let Some(content) = &bid.content else { return Vec::new() };
    let path = bid.path();
    let draft = bid.is_draft() && bid.can(Action::Save);
    let answers = content.answers.iter().enumerate().map(|(index, answer)| {
        let row = Row::new(
            format!("{}. {}", answer.number, answer.prompt),
            text(&format!("answers.{index}.text"), &answer.shown),
        );
        let href = if one_page { path.clone() } else { format!("{path}/questions/{}", answer.number) };
        if draft { row.change(href, format!("answer {}", answer.number)) } else { row }
    });
    let lots = content.prices.len();
    let grant = bid.opportunity.as_ref().is_some_and(|on| on.round.is_some());
    let bid_for = |price: &BidPrice| lots == 1 || draft || !price.price.is_empty();
    let prices = content.prices.iter().enumerate().filter(|(_, price)| bid_for(price)).map(|(index, price)| {
        let own = if grant { "How much you ask for" } else { "Your price" };
        let name = if lots == 1 { own.to_owned() } else { format!("Lot {}, {}", price.number, price.title) };
        let sum = shared::Money::parse(&price.price).map_or_else(
            || price.price.clone(),
            |sum| if grant { sum.to_string() } else { format!("{sum} before VAT") },
        );
        let row = Row::new(
            name.clone(),
            text(
                &format!("prices.{index}.price"),
                &if sum.is_empty() && lots > 1 { "No bid for this lot".to_owned() } else { sum },
            ),
        );
        let href = if one_page { path.clone() } else { format!("{path}/prices") };
        if draft { row.change(href, name.to_lowercase()) } else { row }
    });
    answers.chain(prices).collect()
}

fn text(field: &str, text: &str) -> impl IntoView + use<> {
    let shown = if text.is_empty() { "Nothing yet".to_owned() } else { text.to_owned() };
    view! { <span id=format!("bid-submit-{field}") class="cw-prose" tabindex="-1">{shown}</span> }
}
