//! Outcomes and measures: what should change, for whom, and how it is known.
//!
//! Adding, removing and moving are buttons of the form, so each keeps what was
//! typed, with script and without.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::secure::specification::Section;
use shared::secure::specification::indicator::{Direction, Frequency, Kind};

use super::form::{IndicatorInput, OutcomeInput};
use super::sections::section;
use super::{IndicatorDraft, OutcomeDraft, SpecificationPage, load};
use crate::form::{Fields, ReturnedForm};
use crate::ui::{self, Select, TextInput};

/// Outcomes and measures beyond this are not read: the server's own limit.
const MOST: usize = 20;

/// Reads the list, and does to it what the pressed button says.
pub(crate) fn read(fields: &Fields) -> Vec<OutcomeInput> {
    let mut outcomes: Vec<OutcomeInput> =
        (0..=MOST).map_while(|index| outcome(fields, &format!("outcomes.{index}."))).collect();
    let pressed = fields.text("do");
    let mut words = pressed.split(' ');
    let verb = words.next().unwrap_or_default();
    let mut number = || words.next().and_then(|word| word.parse::<usize>().ok()).unwrap_or(usize::MAX);
    let (first, second) = (number(), number());
    match verb {
        "add-outcome" => {
            outcomes.push(OutcomeInput { indicators: vec![IndicatorInput::default()], ..Default::default() });
        }
        "remove-outcome" if first < outcomes.len() => drop(outcomes.remove(first)),
        "up" if first > 0 && first < outcomes.len() => outcomes.swap(first, first - 1),
        "down" if first + 1 < outcomes.len() => outcomes.swap(first, first + 1),
        "add-measure" if first < outcomes.len() => outcomes[first].indicators.push(IndicatorInput::default()),
        "remove-measure" if first < outcomes.len() && second < outcomes[first].indicators.len() => {
            drop(outcomes[first].indicators.remove(second));
        }
        _ => {}
    }
    outcomes
}

fn outcome(fields: &Fields, prefix: &str) -> Option<OutcomeInput> {
    if !fields.0.iter().any(|(key, _)| key.starts_with(prefix)) {
        return None;
    }
    let text = |name: &str| fields.text(&format!("{prefix}{name}"));
    let indicators = (0..=MOST).map_while(|index| indicator(fields, &format!("{prefix}indicators.{index}."))).collect();
    Some(OutcomeInput { title: text("title"), beneficiaries: text("beneficiaries"), need: text("need"), indicators })
}

fn indicator(fields: &Fields, prefix: &str) -> Option<IndicatorInput> {
    if !fields.0.iter().any(|(key, _)| key.starts_with(prefix)) {
        return None;
    }
    let text = |name: &str| fields.text(&format!("{prefix}{name}"));
    Some(IndicatorInput {
        name: text("name"),
        kind: text("kind"),
        unit: text("unit"),
        direction: text("direction"),
        baseline: text("baseline"),
        target: text("target"),
        tolerance: text("tolerance"),
        source: text("source"),
        frequency: text("frequency"),
    })
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct NeedsQuery {
    #[arguments(first: 100, open: true)]
    needs: Needs,
    #[arguments(first: 100, current: true)]
    objectives: Objectives,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ObjectiveConnection")]
struct Objectives {
    nodes: Vec<ObjectiveChoice>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Objective")]
struct ObjectiveChoice {
    id: shared::plan::ObjectiveId,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "NeedConnection")]
struct Needs {
    nodes: Vec<NeedChoice>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct NeedChoice {
    id: shared::plan::NeedId,
    reference: String,
    title: String,
}

type Choices = Vec<(String, String)>;

/// A button that changes the list.
fn act(what: String, text: String, hidden: String) -> impl IntoView {
    view! {
        <button type="submit" class="govuk-button govuk-button--secondary" name="do" value=what>
            {text}
            <span class="govuk-visually-hidden">{hidden}</span>
        </button>
    }
}

fn measure(outcome: usize, index: usize, draft: IndicatorDraft) -> impl IntoView {
    let at = |name: &str| format!("outcomes.{outcome}.indicators.{index}.{name}");
    let kinds: Choices = Kind::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let directions: Choices =
        Direction::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let frequencies: Choices =
        Frequency::ALL.iter().map(|one| (one.as_str().to_owned(), format!("Every {}", one.label()))).collect();
    let hidden = format!(" {} of outcome {}", index + 1, outcome + 1);
    view! {
        <fieldset class="govuk-fieldset cw-box">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
                {format!("Measure {} of outcome {}", index + 1, outcome + 1)}
            </legend>
            <TextInput name=at("name") label="Name" hint="For example, Carers who say they feel less alone" value=draft.name/>
            <Select name=at("kind") label="What it measures" options=kinds value=draft.kind.to_lowercase()/>
            <TextInput name=at("unit") label="Unit" hint="For example, % or people" width=10 value=draft.unit/>
            <Select name=at("direction") label="Which way is better" options=directions value=draft.direction.to_lowercase()/>
            <TextInput name=at("baseline") label="Start from" inputmode="decimal" width=5 value=draft.baseline/>
            <TextInput name=at("target") label="Target" inputmode="decimal" width=5 value=draft.target/>
            <TextInput name=at("tolerance") label="Still close within" hint="How far short of the target still counts as close" inputmode="decimal" width=5 value=draft.tolerance/>
            <TextInput name=at("source") label="Where the figures come from" hint="For example, a survey each quarter" value=draft.source/>
            <Select name=at("frequency") label="How often" options=frequencies value=draft.frequency.to_lowercase()/>
            {act(format!("remove-measure {outcome} {index}"), "Remove this measure".to_owned(), hidden)}
        </fieldset>
    }
}

fn one(index: usize, count: usize, draft: OutcomeDraft, needs: &Choices) -> impl IntoView + use<> {
    let at = |name: &str| format!("outcomes.{index}.{name}");
    let number = format!(" outcome {}", index + 1);
    let indicators = draft.indicators.into_iter().enumerate();
    let measures = indicators.map(|(position, indicator)| measure(index, position, indicator)).collect_view();
    view! {
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
                {format!("Outcome {} of {count}", index + 1)}
            </legend>
            <TextInput name=at("title") label="What should change for people" hint="For example, Carers feel less alone" value=draft.title/>
            <TextInput name=at("beneficiaries") label="Who benefits" hint="For example, adults who care for someone at home" value=draft.beneficiaries/>
            <Select name=at("need") label="Which published need it answers" options=needs.clone() value=draft.need/>
            <span id=format!("specification-save-{}", at("indicators"))></span>
            {measures}
            <div class="govuk-button-group">
                {act(format!("add-measure {index}"), "Add a measure".to_owned(), format!(" to{number}"))}
                {(index > 0).then(|| act(format!("up {index}"), "Move up".to_owned(), number.clone()))}
                {(index + 1 < count).then(|| act(format!("down {index}"), "Move down".to_owned(), number.clone()))}
                {act(format!("remove-outcome {index}"), "Remove".to_owned(), number.clone())}
            </div>
        </fieldset>
    }
}

/// Makes room for every row of a form that came back: what was typed into it
/// is not lost because somebody else has fewer.
fn keep_rows(drafts: &mut Vec<OutcomeDraft>) {
    let returned = ReturnedForm::here();
    let sent = returned.rows("specification-save", "outcomes").min(MOST);
    drafts.resize_with(drafts.len().max(sent), OutcomeDraft::default);
    for (index, draft) in drafts.iter_mut().enumerate() {
        let sent = returned.rows("specification-save", &format!("outcomes.{index}.indicators")).min(MOST);
        draft.indicators.resize_with(draft.indicators.len().max(sent), IndicatorDraft::default);
    }
}

fn show(page: SpecificationPage) -> impl IntoView {
    ui::query(
        || NeedsQuery::build(()),
        move |data| {
            let name = |need: NeedChoice| (need.id.to_string(), format!("{} {}", need.reference, need.title));
            let needs: Choices = data.needs.nodes.into_iter().map(name).collect();
            let objectives: Choices =
                data.objectives.nodes.into_iter().map(|one| (one.id.to_string(), one.title)).collect();
            let purpose = page.draft.as_ref().and_then(|draft| draft.purpose.clone()).unwrap_or_default();
            let mut drafts = page.draft.as_ref().and_then(|draft| draft.outcomes.clone()).unwrap_or_default();
            keep_rows(&mut drafts);
            let fields = move || {
                let count = drafts.len();
                let drafts = drafts.into_iter().enumerate();
                let outcomes = drafts.map(|(index, draft)| one(index, count, draft, &needs)).collect_view();
                view! {
                    <p class="govuk-body">
                        "Say what should change for people, not what the provider does. Each outcome answers a published need and has at least one measure."
                    </p>
                    <span id="specification-save-outcomes"></span>
                    {outcomes}
                    {super::purpose::fields(&purpose, needs.clone(), objectives)}
                    {act("add-outcome".to_owned(), "Add an outcome".to_owned(), String::new())}
                }
            };
            section(page.clone(), Section::Outcomes, fields)
        },
    )
}

/// The section.
#[component]
pub fn Outcomes() -> impl IntoView {
    load(show)
}
