//! One question of a bid, or its prices, on a page of its own.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar;
use shared::secure::bid::{Action, Stage};
use shared::secure::opportunity::QuestionKind;
use shared::secure::opportunity::ask::{NO, YES};

use super::bid::{Bid, BidAnswer, BidPrice, with_bid};
use crate::form::ReturnedForm;
use crate::islands::autosave::{Autosave, Saves};
use crate::islands::bid::{ANSWERS, PRICES};
use crate::islands::word_count::WordCount;
use crate::pages::public::round::Round;
use crate::ui::{BackLink, Button, Details, Form, Inset, NotFound, Radios, TextArea, TextInput, Title};

/// The fields of one answer.
pub(super) fn answer_fields(index: usize, answer: &BidAnswer) -> impl IntoView + use<> {
    let [question, text, version] = ANSWERS[index.min(ANSWERS.len() - 1)];
    let label = format!("{}. {}", answer.number, answer.prompt);
    let good = answer.guidance.clone();
    let stored = answer.text.clone();
    // A save that a colleague overtook comes back with both texts.
    let overtaken = ReturnedForm::here().fault("bid-save", text).is_some_and(|fault| fault.starts_with("A colleague"));
    view! {
        <input type="hidden" name=question value=answer.question.to_string()/>
        <input type="hidden" name=version value=answer.version.to_string()/>
        {good.map(|good| view! { <Details summary="What a good answer shows"><p class="govuk-body">{good}</p></Details> })}
        {entry(text, label, answer)}
        {answer.ask.word_limit.map(|limit| view! { <WordCount field=text.to_owned() limit=limit/> })}
        {overtaken.then(|| view! { <Inset>"The other text: "{stored}</Inset> })}
    }
}

/// Where the answer is given, by its kind.
fn entry(name: &'static str, label: String, answer: &BidAnswer) -> AnyView {
    let (value, hint) = (answer.text.clone(), answer.ask.limits.clone());
    match *answer.ask.kind {
        QuestionKind::Text => view! { <TextArea name=name label=label rows=12 value=value/> }.into_any(),
        QuestionKind::Number => {
            let unit = answer.ask.unit.clone().unwrap_or_default();
            view! { <TextInput name=name label=label hint=hint width=10 inputmode="decimal" suffix=unit value=value/> }
                .into_any()
        }
        QuestionKind::Choice => {
            let options = answer.ask.options.iter().map(|option| (option.clone(), option.clone())).collect();
            view! { <Radios name=name legend=label value=value options=options/> }.into_any()
        }
        QuestionKind::Date => {
            view! { <TextInput name=name label=label hint="For example, 27 March 2026" width=20 value=value/> }
                .into_any()
        }
        QuestionKind::Declaration => {
            let options = vec![(YES.to_owned(), "Yes".to_owned()), (NO.to_owned(), "No".to_owned())];
            let value = value.to_lowercase();
            view! { <Radios name=name legend=label hint=hint value=value options=options inline=true/> }.into_any()
        }
    }
}

/// The fields of one price.
pub(super) fn price_fields(
    index: usize,
    price: &BidPrice,
    lots: usize,
    round: Option<&Round>,
) -> impl IntoView + use<> {
    let [lot, typed, version] = PRICES[index.min(PRICES.len() - 1)];
    let name = if round.is_some() { "How much you ask for" } else { "Your price" };
    let label = if lots == 1 { name.to_owned() } else { format!("{name} for lot {}, {}", price.number, price.title) };
    let sum = round.map_or_else(
        || "The whole sum for all years, before VAT".to_owned(),
        |round| format!("The whole sum for all years, up to {}", round.most),
    );
    let hint = if lots == 1 { sum } else { format!("{sum}. Leave it empty if you do not bid for this lot") };
    let value = price.price.trim_start_matches('£').to_owned();
    view! {
        <input type="hidden" name=lot value=price.lot.to_string()/>
        <input type="hidden" name=version value=price.version.to_string()/>
        <TextInput name=typed label=label hint=hint prefix="£" width=10 value=value/>
    }
}

/// Asks which lots are bid for, where there are several.
pub(super) fn which_lots(bid: &Bid, lots: usize) -> impl IntoView + use<> {
    let most = bid.opportunity.as_ref().and_then(|on| on.lotting.bid_most);
    let win = bid.opportunity.as_ref().and_then(|on| on.lotting.win_most);
    (lots > 1).then(|| {
        let limit = most.map_or_else(
            || format!("There are {lots} lots. You may bid for one, several or all of them."),
            |most| format!("There are {lots} lots. You may bid for {most} of them at most."),
        );
        view! {
            <h2 class="govuk-heading-m">"Which lots do you bid for?"</h2>
            <p class="govuk-body">{limit}{win.map(|win| format!(" One bidder can win {win} at most."))}" Give a price for each lot that you bid for."</p>
        }
    })
}

/// A question's page.
#[component]
pub fn BidQuestion() -> impl IntoView {
    let number = use_params_map().with(|params| params.get("n").unwrap_or_default());
    with_bid(move |bid| question(&bid, &number))
}

fn question(bid: &Bid, number: &str) -> AnyView {
    let Some(content) = bid.content.clone().filter(|_| bid.is_draft() && bid.can(Action::Save)) else {
        return NotFound().into_any();
    };
    let found = content.answers.iter().position(|answer| answer.number.to_string() == number);
    let Some((index, answer)) = found.map(|index| (index, content.answers[index].clone())) else {
        return NotFound().into_any();
    };
    let next = content.answers.get(index + 1).map_or("prices", |next| NUMBERS[to_index(next.number)]);
    let (key, saved) = (format!("{}-{}", bid.id, answer.number), answer.saved_at.map(calendar::time_of_day));
    view! {
        <BackLink href=bid.path() text=format!("Your {}", bid.word().one)/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=format!("Question {} of {}", answer.number, content.answers.len()) section=bid.title()/>
            {late(bid)}
            <Form name="bid-save" hidden=vec![("id", bid.id.to_string())]>
                {answer_fields(0, &answer)}
                <Autosave key=key saves=Saves::Bid saved=saved/>
                <p class="govuk-hint">"What you type is kept even if the deadline passes."</p>
                <div class="govuk-button-group">
                    <Button text="Save and continue" value=("then", next)/>
                    <Button text="Save and go back to your bid" secondary=true value=("then", "bid")/>
                </div>
            </Form>
        </div></div>
    }
    .into_any()
}

/// The prices' page.
#[component]
pub fn BidPrices() -> impl IntoView {
    with_bid(|bid| prices(&bid))
}

fn prices(bid: &Bid) -> AnyView {
    let Some(content) = bid.content.clone().filter(|_| bid.is_draft() && bid.can(Action::Save)) else {
        return NotFound().into_any();
    };
    let lots = content.prices.len();
    let round = bid.opportunity.as_ref().and_then(|on| on.round.clone());
    let title = match (round.is_some(), lots) {
        (true, _) => "How much you ask for",
        (false, 1) => "Your price",
        (false, _) => "Your prices",
    };
    let shown = content.prices.clone();
    let saved_at = content.prices.iter().filter_map(|price| price.saved_at).max();
    let asked = which_lots(bid, lots);
    let (key, saved) = (format!("{}-prices", bid.id), saved_at.map(calendar::time_of_day));
    view! {
        <BackLink href=bid.path() text="Your bid"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=title section=bid.title()/>
            {late(bid)}
            <Form name="bid-save" hidden=vec![("id", bid.id.to_string())]>
                {asked}
                {shown.iter().take(PRICES.len()).enumerate().map(|(index, price)| price_fields(index, price, lots, round.as_ref())).collect_view()}
                <Autosave key=key saves=Saves::Bid saved=saved/>
                <div class="govuk-button-group">
                    <Button text="Save and go back to your bid" value=("then", "bid")/>
                </div>
            </Form>
        </div></div>
    }
    .into_any()
}

fn late(bid: &Bid) -> Option<impl IntoView + use<>> {
    let (closes, word) = (bid.closes(), bid.word().one);
    (bid.stage == Stage::NotSent).then(|| {
        view! { <Inset>"Closed on "{closes}". You cannot send this "{word}" any more. What you type is kept."</Inset> }
    })
}

/// Numbers of questions as a button sends them.
const NUMBERS: [&str; 41] = [
    "", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
    "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39",
    "40",
];

fn to_index(number: i32) -> usize {
    usize::try_from(number).unwrap_or_default().min(NUMBERS.len() - 1)
}
