//! What bids are judged by, with a sum that must come to 100.

use leptos::prelude::*;
use shared::secure::opportunity::CriterionKind;

use super::act;
use super::data::{Criterion, CriterionInput, OpportunityInput, SetupPage};
use super::{section, task};
use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm};
use crate::islands::weights::Weights;
use crate::ui::{Button, Form, Select, TextInput};

/// The names of one row's fields.
struct Names {
    id: &'static str,
    kind: &'static str,
    title: &'static str,
    weight: &'static str,
    good: &'static str,
}

macro_rules! names {
    ($($index:literal)+) => { [$(Names {
        id: concat!("criteria.", $index, ".id"),
        kind: concat!("criteria.", $index, ".kind"),
        title: concat!("criteria.", $index, ".title"),
        weight: concat!("criteria.", $index, ".weight"),
        good: concat!("criteria.", $index, ".good"),
    }),+] };
}

const ROWS: [Names; 10] = names![0 1 2 3 4 5 6 7 8 9];

/// Saves the criteria.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let rows = ROWS.iter().map(|names| CriterionInput {
        id: fields.text(names.id),
        kind: fields.text(names.kind),
        title: fields.text(names.title),
        weight: fields.text(names.weight),
        good: fields.text(names.good),
    });
    let input = OpportunityInput { criteria: Some(rows.collect()), ..OpportunityInput::default() };
    let next = fields.given("more").map(|_| "criteria");
    act::save(api, fields, input, next).await
}

fn form(page: &SetupPage) -> impl IntoView + use<> {
    let weights = page.criteria.iter().map(|one| one.weight.clone()).collect::<Vec<_>>();
    let kinds = move || {
        vec![
            (CriterionKind::Quality.as_str().to_owned(), "Quality".to_owned()),
            (CriterionKind::Price.as_str().to_owned(), "Price".to_owned()),
        ]
    };
    let sent = ReturnedForm::here().rows("opportunity-criteria", "criteria");
    let count = (page.criteria.len() + 2).max(sent).min(ROWS.len());
    let mut hidden = page.hidden();
    hidden.extend(ROWS.iter().zip(&page.criteria).map(|(names, one)| (names.id, one.id.inner().to_owned())));
    let existing: Vec<Option<Criterion>> =
        page.criteria.iter().cloned().map(Some).chain(std::iter::repeat(None)).take(count).collect();
    let fields = move || {
        ROWS.iter().zip(existing).enumerate().map(move |(index, (names, one))| {
        let kind = one.as_ref().map(|one| one.kind.as_str()).unwrap_or_default();
        let text = |pick: fn(&Criterion) -> String| one.as_ref().map(pick).unwrap_or_default();
        view! {
            <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{format!("Criterion {}", index + 1)}</legend>
                <TextInput name=names.title label="What it is called" value=text(|one| one.title.clone())/>
                <Select name=names.kind label="What it judges" value=kind options=kinds()/>
                <TextInput name=names.weight label="Weight of 100" width=4 inputmode="decimal" value=text(|one| one.weight.clone())/>
                <TextInput name=names.good label="What a good bid shows (optional)" value=text(|one| one.good.clone().unwrap_or_default())/>
            </fieldset>
        }
    })
    };
    view! {
        <p class="govuk-body">"Weights add up to exactly 100. Empty a criterion's boxes to take it out."</p>
        <Form name="opportunity-criteria" hidden=hidden edits=true>
            {fields().collect_view()}
            <div class="cw-sum" id="opportunity-criteria-criteria"><Weights weights=weights/></div>
            <div class="govuk-button-group">
                <Button text="Save and continue"/>
                <Button text="Save and add more" secondary=true value=("more", "yes")/>
            </div>
        </Form>
    }
}

/// The page.
#[component]
pub fn Criteria() -> impl IntoView {
    section(|page| task(&page, "Criteria", form(&page).into_any()).into_any())
}
