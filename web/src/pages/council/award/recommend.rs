//! Recommending an award: one for a lot, or in a grant round one after another within the pot.

use leptos::prelude::*;
use shared::secure::evaluation::Action;

use super::{Award, Evaluation, EvaluationLot, Pot, RankingLine, Subsidy, may};
use crate::ui::{Button, Form, Radios, Refusals, Row, SummaryList, TextArea};

/// What there is to give and what is left of it, in a round.
pub(super) fn pot(lot: &EvaluationLot) -> impl IntoView + use<> {
    lot.pot.clone().map(|pot| {
        let count = match pot.chosen.len() {
            1 => "1 grant".to_owned(),
            count => format!("{count} grants"),
        };
        view! {
            <h2 class="govuk-heading-m">"The pot"</h2>
            <SummaryList rows=vec![
                Row::new("In all", pot.whole.to_string()),
                Row::new("Given", format!("{} in {count}", pot.given)),
                Row::new("Left", pot.left.to_string()),
            ]/>
        }
    })
}

/// The way to what can be done with one of several awards.
pub(super) fn open(award: &Award, number: i32, reference: &str) -> impl IntoView + use<> {
    let href = format!("/council/opportunities/{reference}/award?lot={number}&award={}", award.id);
    let name = award.provider_name.clone();
    view! { <p class="govuk-body"><a class="govuk-link" href=href>"Go on with the grant to "{name}</a></p> }
}

/// Whether a grant is a subsidy, as it was answered.
pub(super) fn subsidy_row(subsidy: &Subsidy) -> Row {
    let had = subsidy.had.map(|had| format!(" The recipient confirmed that it had had {had} before."));
    let kind = if subsidy.is_one { "Yes, as minimal financial assistance" } else { "No" };
    Row::new("Subsidy", format!("{kind}. {}{}", subsidy.reason, had.unwrap_or_default()))
}

/// Asks whether a grant is a subsidy.
pub(super) fn subsidy_form(subsidy: Option<&Subsidy>, hidden: Vec<(&'static str, String)>) -> impl IntoView + use<> {
    let chosen = subsidy.map(|subsidy| if subsidy.is_one { "yes" } else { "no" }).unwrap_or_default();
    let reason = subsidy.map(|subsidy| subsidy.reason.clone()).unwrap_or_default();
    let options = vec![
        ("yes".to_owned(), "Yes: it is given as minimal financial assistance".to_owned()),
        ("no".to_owned(), "No".to_owned()),
    ];
    view! {
        <Form name="award-subsidy" hidden=hidden>
            <Radios
                name="subsidy"
                legend="Is this grant a subsidy?"
                hint="Public money that gives an enterprise an advantage in a market. The recipient is told in writing, and confirms what it has had before it accepts."
                value=chosen
                options=options
            />
            <TextArea name="reason" label="Why it is, or is not" value=reason rows=2/>
            <Button text="Save the answer" secondary=true/>
        </Form>
    }
}

/// What one can choose, as it stands in the list: in a round with its sum, without those that have a grant.
fn options(lines: &[RankingLine], pot: Option<&Pot>) -> Vec<(String, String)> {
    lines
        .iter()
        .filter(|line| !pot.is_some_and(|pot| pot.chosen.contains(&line.bid)))
        .map(|line| {
            let sum = pot.map(|_| format!(", {}", line.price)).unwrap_or_default();
            (line.bid.to_string(), format!("{}, {} points{sum}", line.name, line.total))
        })
        .collect()
}

/// The form, or what stands in its way.
pub(super) fn recommendation(page: &Evaluation, lot: &EvaluationLot) -> impl IntoView + use<> {
    if (lot.decided && lot.pot.is_none()) || lot.ended || !may(page, Action::Recommend) {
        return ().into_any();
    }
    let missing: Vec<shared::Refusal> = lot.missing.clone().unwrap_or_default().into_iter().map(Into::into).collect();
    let Some(ranking) = lot.ranking.clone().filter(|_| missing.is_empty()) else {
        return view! { <Refusals heading="You cannot recommend an award yet" refusals=missing/> }.into_any();
    };
    let options = options(&ranking.lines, lot.pot.as_ref());
    if options.is_empty() {
        return ().into_any();
    }
    let hidden = vec![
        ("opportunity", page.opportunity.id.to_string()),
        ("reference", page.opportunity.reference.clone()),
        ("lot", lot.lot.to_string()),
        ("number", lot.number.to_string()),
    ];
    let round = lot.pot.is_some();
    view! {
        <h2 class="govuk-heading-m">{if round { "Recommend a grant" } else { "Recommend an award" }}</h2>
        <Form name="award-recommend" hidden=hidden>
            {if round {
                view! {
                    <Radios name="bid" legend="Which application" options=options.clone()/>
                    <TextArea name="reasons" label="Why this application, in words every applicant will read" rows=5/>
                    <TextArea
                        name="otherReason"
                        label="If it comes before a higher score, why (optional)"
                        hint="For example, a spread of places or groups. Anyone can read it. What the pot cannot hold is passed over without a reason."
                        rows=3
                    />
                }
                .into_any()
            } else {
                view! {
                    <Radios name="bid" legend="Which bid" options=options.clone()/>
                    <TextArea name="reasons" label="Why this bid, in words every bidder will read" rows=5/>
                    <TextArea
                        name="otherReason"
                        label="If it is not the one best score, for what lawful reason (optional)"
                        hint="With a tie, say how you chose between the bids."
                        rows=3
                    />
                }
                .into_any()
            }}
            <Button text="Recommend"/>
        </Form>
    }
    .into_any()
}
