//! What became of a bid: own scores with reasons, who was chosen, what next.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::secure::award::Action as AwardAction;
use shared::secure::award::Stage as AwardStage;
use shared::secure::{AwardId, BidId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Details, Form, NotFound, Row, SummaryList, TextArea, TextInput, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct LetterVariables {
    bid: BidId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "LetterVariables")]
struct LetterQuery {
    #[arguments(bid: $bid)]
    award_letters: Vec<Letter>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AwardLetter")]
struct Letter {
    title: String,
    reference: String,
    lot_number: i32,
    lot_title: String,
    lots: i32,
    bid: BidId,
    successful: bool,
    sent_at: shared::Timestamp,
    quality: String,
    cost: String,
    total: String,
    several: bool,
    winner_name: String,
    winner_total: String,
    reasons: String,
    standstill_ends_on: Option<shared::Day>,
    answers: Vec<Answer>,
    own_award: Option<OwnAward>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AwardLetterAnswer")]
struct Answer {
    number: i32,
    prompt: String,
    points: i32,
    reason: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Award")]
struct OwnAward {
    id: AwardId,
    stage: crate::wire::AwardStage,
    status: ui::Status,
    viewer_can: Vec<crate::wire::AwardAction>,
    subsidy: Option<Subsidy>,
    agreement: Option<Agreement>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Agreement {
    reference: String,
    status: ui::Status,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "AwardSubsidy")]
struct Subsidy {
    notice: Option<String>,
    had: Option<shared::Money>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AcceptVariables {
    id: AwardId,
    had: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardReasonInput {
    reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ReasonVariables {
    id: AwardId,
    input: AwardReasonInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AcceptVariables")]
struct AcceptMutation {
    #[arguments(id: $id, had: $had)]
    award_accept: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ReasonVariables")]
struct DeclineMutation {
    #[arguments(id: $id, input: $input)]
    award_decline: AwardPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AwardPayload {
    user_errors: Vec<UserError>,
}

fn here(fields: &Fields) -> String {
    format!("/provider/bids/{}/result", fields.text("bid"))
}

/// Takes the award.
pub async fn accept(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    match api.run(AcceptMutation::build(AcceptVariables { id, had: fields.given("had") })).await {
        Ok(data) => Outcome::of(data.award_accept.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Says no to the award.
pub async fn decline(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = AwardReasonInput { reason: fields.text("reason") };
    match api.run(DeclineMutation::build(ReasonVariables { id, input })).await {
        Ok(data) => Outcome::of(data.award_decline.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// What the chosen provider can do now.
fn answer(award: OwnAward, bid: &BidId) -> impl IntoView + use<> {
    let can = |action: AwardAction| award.viewer_can.iter().any(|one| *one == action);
    let hidden = || vec![("id", award.id.to_string()), ("bid", bid.to_string())];
    let decline = hidden();
    let notice = award.subsidy.as_ref().and_then(|subsidy| subsidy.notice.clone());
    let had = award.subsidy.as_ref().and_then(|subsidy| subsidy.had);
    let accepting = if notice.is_some() { "Confirm and accept" } else { "Accept" };
    let confirmed = had.map(|had| view! { <p class="govuk-body">"You confirmed that you had had "{had.to_string()}" of minimal financial assistance before."</p> });
    view! {
        <p class="govuk-body">{award.status.view()}</p>
        {confirmed}
        {can(AwardAction::Accept).then(|| view! {
            <Form name="award-accept" hidden=hidden()>
                <p class="govuk-body">"Accepting says that you will do what you offered. You sign the agreement after that."</p>
                {notice.map(|notice| view! {
                    <p class="govuk-body">{notice}</p>
                    <TextInput name="had" label="What your organisation has had before" hint="0 if nothing. Keep your own record for three years." prefix="£" inputmode="decimal" width=10/>
                })}
                <Button text=accepting/>
            </Form>
        })}
        {can(AwardAction::Decline).then(move || view! {
            <Details summary="We cannot take it">
                <Form name="award-decline" hidden=decline>
                    <TextArea name="reason" label="Why you cannot take it" rows=3/>
                    <Button text="Decline" warning=true/>
                </Form>
            </Details>
        })}
        {(award.stage == AwardStage::Accepted).then(|| match award.agreement.clone() {
            Some(agreement) => view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=format!("/provider/agreements/{}", agreement.reference)>"Agreement "{agreement.reference.clone()}</a>
                    " "{agreement.status.view()}
                </p>
            }
            .into_any(),
            None => view! { <p class="govuk-body">"You have accepted. The council sends the agreement next."</p> }.into_any(),
        })}
    }
}

/// The letter of one lot, or of the whole where it is one lot.
fn lot(letter: Letter) -> impl IntoView {
    let word = if letter.several { "application" } else { "bid" };
    let chosen = format!("Your {word} was {}", if letter.successful { "chosen" } else { "not chosen" });
    let heading = (letter.lots > 1).then(|| format!("Lot {}, {}: {chosen}", letter.lot_number, letter.lot_title));
    let mut rows = vec![
        Row::new(
            "Your points",
            format!("{} of 100: {} for quality, {} for price", letter.total, letter.quality, letter.cost),
        ),
        if letter.several && !letter.successful {
            Row::new(
                "Chosen",
                format!("{}. The lowest points among them: {} of 100", letter.winner_name, letter.winner_total),
            )
        } else {
            Row::new("Chosen", format!("{}, {} of 100", letter.winner_name, letter.winner_total))
        },
        Row::new("Why", view! { <span class="cw-prose">{letter.reasons.clone()}</span> }),
        Row::new("Decided", shared::calendar::instant_in_words(letter.sent_at)),
    ];
    if let Some(day) = letter.standstill_ends_on {
        rows.push(Row::new(
            "Waiting period",
            format!("until {}. Nothing is signed before it ends", shared::calendar::in_words(day)),
        ));
    }
    let bid = letter.bid.clone();
    view! {
        {heading.map(|heading| view! { <h2 class="govuk-heading-m">{heading}</h2> })}
        {letter.own_award.map(|award| answer(award, &bid))}
        <SummaryList rows=rows/>
    }
}

fn show(letters: Vec<Letter>) -> AnyView {
    let Some(first) = letters.first().cloned() else { return NotFound().into_any() };
    let word = if first.several { "application" } else { "bid" };
    let heading = match (first.lots > 1, first.successful) {
        (true, _) => format!("What became of your {word}"),
        (false, true) => format!("Your {word} was chosen"),
        (false, false) => format!("Your {word} was not chosen"),
    };
    // Answers are scored once, whichever lots the bid is for.
    let answers = first.answers.into_iter().map(|answer| {
        view! {
            <h3 class="govuk-heading-s">{format!("Question {}. {}", answer.number, answer.prompt)}</h3>
            <p class="govuk-body"><strong>{format!("{} of 5", answer.points)}</strong></p>
            <p class="govuk-body">{answer.reason}</p>
        }
    });
    let last = letters.iter().filter_map(|letter| letter.standstill_ends_on).max();
    let lots = letters.into_iter().map(|letter| lot(letter).into_any()).collect_view();
    view! {
        <BackLink href=format!("/provider/bids/{}", first.bid) text=format!("Your {word}")/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=heading section=first.title.clone() caption=format!("{} {}", first.title, first.reference)/>
            {lots}
            <h2 class="govuk-heading-m">"Your scores and why"</h2>
            {answers.collect_view()}
            <h2 class="govuk-heading-m">"How were you treated?"</h2>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/provider/bids/{}/process", first.bid)>"Tell us in four answers"</a>
                ". Your name is not kept with them."
            </p>
            <h2 class="govuk-heading-m">"If something looks wrong"</h2>
            <p class="govuk-body">
                "Ask the officer named on "
                <a class="govuk-link" href=format!("/opportunities/{}", first.reference)>{first.title}</a>
                {last.map_or_else(
                    || ". They answer every question about a decision.".to_owned(),
                    |day| format!(" by {}. They answer every question about a decision.", shared::calendar::in_words(day)),
                )}
            </p>
        </div></div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn BidResult() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<BidId>().ok()));
    move || match id() {
        Some(bid) => {
            ui::query(move || LetterQuery::build(LetterVariables { bid: bid.clone() }), |data| show(data.award_letters))
                .into_any()
        }
        None => NotFound().into_any(),
    }
}
