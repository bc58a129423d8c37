//! What bidders are asked, and how each question is answered.

use leptos::prelude::*;
use shared::secure::opportunity::{CriterionKind, QuestionKind};

use super::act;
use super::data::{OpportunityInput, Question, QuestionInput, SetupPage};
use super::{section, task};
use crate::api::Api;
use crate::form::{Fields, Outcome, ReturnedForm};
use crate::ui::{Button, Details, Form, Select, TextArea, TextInput};

/// The names of one row's fields.
struct Names {
    id: &'static str,
    criterion: &'static str,
    prompt: &'static str,
    guidance: &'static str,
    kind: &'static str,
    word_limit: &'static str,
    unit: &'static str,
    least: &'static str,
    most: &'static str,
    options: &'static str,
}

macro_rules! names {
    ($($index:literal)+) => { [$(Names {
        id: concat!("questions.", $index, ".id"),
        criterion: concat!("questions.", $index, ".criterion"),
        prompt: concat!("questions.", $index, ".prompt"),
        guidance: concat!("questions.", $index, ".guidance"),
        kind: concat!("questions.", $index, ".kind"),
        word_limit: concat!("questions.", $index, ".wordLimit"),
        unit: concat!("questions.", $index, ".unit"),
        least: concat!("questions.", $index, ".least"),
        most: concat!("questions.", $index, ".most"),
        options: concat!("questions.", $index, ".options"),
    }),+] };
}

const ROWS: [Names; 25] = names![0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24];

/// Saves the questions.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let rows = ROWS.iter().map(|names| QuestionInput {
        id: fields.text(names.id),
        criterion: fields.text(names.criterion),
        prompt: fields.text(names.prompt),
        guidance: fields.text(names.guidance),
        kind: fields.text(names.kind),
        word_limit: fields.text(names.word_limit),
        unit: fields.text(names.unit),
        least: fields.text(names.least),
        most: fields.text(names.most),
        options: fields.text(names.options),
    });
    let input = OpportunityInput {
        questions: Some(rows.collect()),
        proportion_reason: Some(fields.text("proportionReason")),
        ..OpportunityInput::default()
    };
    let next = fields.given("more").map(|_| "questions");
    act::save(api, fields, input, next).await
}

fn form(page: &SetupPage) -> impl IntoView + use<> {
    let criteria: Vec<(String, String)> = (1..)
        .zip(&page.criteria)
        .filter(|(_, one)| *one.kind == CriterionKind::Quality)
        .map(|(number, one): (i32, _)| (number.to_string(), format!("{} ({})", one.title, one.weight)))
        .collect();
    let sent = ReturnedForm::here().rows("opportunity-questions", "questions");
    let count = (page.questions.len() + 2).max(sent).min(ROWS.len());
    let mut hidden = page.hidden();
    hidden.extend(ROWS.iter().zip(&page.questions).map(|(names, one)| (names.id, one.id.inner().to_owned())));
    let existing: Vec<Option<Question>> =
        page.questions.iter().cloned().map(Some).chain(std::iter::repeat(None)).take(count).collect();
    let reason = page.proportion_reason.clone().unwrap_or_default();
    let fields = move || {
        ROWS.iter().zip(existing).enumerate().map(move |(index, (names, one))| {
        let text = |pick: fn(&Question) -> String| one.as_ref().map(pick).unwrap_or_default();
        let criterion = text(|one| one.criterion_number.map(|number| number.to_string()).unwrap_or_default());
        let limit = text(|one| one.ask.word_limit.map(|limit| limit.to_string()).unwrap_or_default());
        let kind = one.as_ref().map_or(QuestionKind::Text, |one| *one.ask.kind);
        let unit = text(|one| one.ask.unit.clone().unwrap_or_default());
        let least = text(|one| one.ask.least.clone().unwrap_or_default());
        let most = text(|one| one.ask.most.clone().unwrap_or_default());
        let lines = text(|one| one.ask.options.join("\n"));
        let returned = ReturnedForm::here().typed("opportunity-questions", names.kind);
        let chosen = returned.and_then(|typed| typed.parse().ok()).unwrap_or(kind);
        let open = matches!(chosen, QuestionKind::Number | QuestionKind::Choice);
        let kinds = QuestionKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.words().to_owned())).collect();
        view! {
            <fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{format!("Question {}", index + 1)}</legend>
                <TextArea name=names.prompt label="The question" rows=2 value=text(|one| one.prompt.clone())/>
                <Select name=names.criterion label="The criterion it counts towards" hint="None for a requirement, or for a fact that is not scored" value=criterion options=criteria.clone()/>
                <Select name=names.kind label="How it is answered" value=kind.as_str() options=kinds/>
                <TextInput name=names.word_limit label="Words, at most" width=4 inputmode="numeric" value=limit/>
                <Details summary="For a number, or one of several options" open=open>
                    <TextInput name=names.unit label="What the number counts (optional)" hint="For example, hours a week" width=20 value=unit/>
                    <TextInput name=names.least label="The least (optional)" width=5 inputmode="decimal" value=least/>
                    <TextInput name=names.most label="The most (optional)" width=5 inputmode="decimal" value=most/>
                    <TextArea name=names.options label="The options, one on each line" rows=3 value=lines/>
                </Details>
                <TextInput name=names.guidance label="What a good answer shows (optional)" value=text(|one| one.guidance.clone().unwrap_or_default())/>
            </fieldset>
        }
    })
    };
    view! {
        <p class="govuk-body">"Ask for as little as you need. Empty a question's boxes to take it out."</p>
        <Form name="opportunity-questions" hidden=hidden edits=true>
            <div id="opportunity-questions-questions">{fields().collect_view()}</div>
            <TextArea
                name="proportionReason"
                label="Why you ask for more than the value justifies (only if you do)"
                rows=2
                value=reason
            />
            <div class="govuk-button-group">
                <Button text="Save and continue"/>
                <Button text="Save and add more" secondary=true value=("more", "yes")/>
            </div>
        </Form>
    }
}

/// The page.
#[component]
pub fn Questions() -> impl IntoView {
    section(|page| task(&page, "Questions", form(&page).into_any()).into_any())
}
