//! The lots: their names and values, how many one bidder may bid for and win, and why it is one lot.

use leptos::prelude::*;

use super::act;
use super::data::{Lot, LotInput, OpportunityInput, SetupPage};
use super::{section, task};
use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm};
use crate::ui::{Button, Form, TextArea, TextInput};

/// The names of one row's fields.
struct Names {
    id: &'static str,
    title: &'static str,
    value: &'static str,
}

macro_rules! names {
    ($($index:literal)+) => { [$(Names {
        id: concat!("lots.", $index, ".id"),
        title: concat!("lots.", $index, ".title"),
        value: concat!("lots.", $index, ".value"),
    }),+] };
}

const ROWS: [Names; 10] = names![0 1 2 3 4 5 6 7 8 9];

/// Saves the lots.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let rows = ROWS.iter().map(|names| LotInput {
        id: fields.text(names.id),
        title: fields.text(names.title),
        value: fields.text(names.value),
    });
    let input = OpportunityInput {
        lots: Some(rows.collect()),
        one_lot_reason: Some(fields.text("oneLotReason")),
        lots_bid_most: Some(fields.text("lotsBidMost")),
        lots_win_most: Some(fields.text("lotsWinMost")),
        ..OpportunityInput::default()
    };
    let next = fields.given("more").map(|_| "lots");
    act::save(api, fields, input, next).await
}

fn form(page: &SetupPage) -> impl IntoView + use<> {
    let sent = ReturnedForm::here().rows("opportunity-lots", "lots");
    let count = (page.lots.len() + 2).max(sent).min(ROWS.len());
    let mut hidden = page.hidden();
    hidden.extend(ROWS.iter().zip(&page.lots).map(|(names, one)| (names.id, one.id.to_string())));
    let existing: Vec<Option<Lot>> =
        page.lots.iter().cloned().map(Some).chain(std::iter::repeat(None)).take(count).collect();
    let fields = move || {
        ROWS.iter().zip(existing).enumerate().map(move |(index, (names, one))| {
            let text = |pick: fn(&Lot) -> String| one.as_ref().map(pick).unwrap_or_default();
            let sum = |one: &Lot| one.value.to_wire();
            view! {
                <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{format!("Lot {}", index + 1)}</legend>
                    <TextInput name=names.title label="What it is about" value=text(|one| one.title.clone())/>
                    <TextInput name=names.value label="Its whole value, before VAT" prefix="£" width=10 inputmode="decimal" value=text(sum)/>
                </fieldset>
            }
        })
    };
    let limit = |limit: Option<i32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let (bid, win) = (limit(page.lotting.bid_most), limit(page.lotting.win_most));
    let reason = page.lotting.one_lot_reason.clone().unwrap_or_default();
    let whole = format!(
        "The values add up to the whole, {}. One lot alone takes the whole value. Empty a lot\u{2019}s boxes to take it out.",
        page.lotting.whole
    );
    view! {
        <p class="govuk-body">"Smaller organisations can bid for a part when it is a lot of its own. Each lot is awarded by itself."</p>
        <p class="govuk-body">{whole}</p>
        <Form name="opportunity-lots" hidden=hidden edits=true>
            <div id="opportunity-lots-lots">{fields().collect_view()}</div>
            <TextInput name="lotsBidMost" label="The most lots that one bidder may bid for (optional)" hint="Leave it empty if a bidder may bid for all of them" width=4 inputmode="numeric" value=bid/>
            <TextInput name="lotsWinMost" label="The most lots that one bidder may win (optional)" hint="Leave it empty if a bidder may win all of them" width=4 inputmode="numeric" value=win/>
            <TextArea name="oneLotReason" label="Why it is one lot (if it is)" hint="Needed where the value is large. Anyone can read it." rows=3 value=reason/>
            <div class="govuk-button-group">
                <Button text="Save and continue"/>
                <Button text="Save and add more" secondary=true value=("more", "yes")/>
            </div>
        </Form>
    }
}

/// The page.
#[component]
pub fn Lots() -> impl IntoView {
    section(|page| task(&page, "Lots", form(&page).into_any()).into_any())
}
