//! The four answers about one need of an assessment.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::plan::prioritisation::{Action, Placing};
use shared::plan::{NeedId, PrioritisationId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::priorities::{Named, PriorityEntry, entries};
use crate::ui::{self, BackLink, Button, Form, NotFound, Radios, Select, TextArea, TextInput, Title};
use crate::wire::PrioritisationAction;

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PriorityInput {
    objective_points: String,
    objective: String,
    statutory: String,
    duty: String,
    gap_points: String,
    voice_points: String,
    voice_reason: String,
    budget: String,
    placing: String,
    scheduled_on: String,
    out_reason: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AnswerVariables {
    id: PrioritisationId,
    need: NeedId,
    input: PriorityInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AnswerVariables")]
struct AnswerMutation {
    #[arguments(id: $id, need: $need, input: $input)]
    prioritisation_answer: PrioritisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrioritisationPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: PrioritisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    prioritisation: Option<Assessment>,
    #[cynic(alias, rename = "objectives")]
    #[arguments(first: 100, kind: STRATEGIC, current: true)]
    strategic: ObjectiveConnection,
    #[cynic(alias, rename = "objectives")]
    #[arguments(first: 100, kind: STATUTORY, current: true)]
    statutory: ObjectiveConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ObjectiveConnection {
    nodes: Vec<Named>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Prioritisation")]
struct Assessment {
    id: PrioritisationId,
    title: String,
    viewer_can: Vec<PrioritisationAction>,
    entries: Vec<PriorityEntry>,
}

/// Saves the answers.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let here = || format!("/council/priorities/{}", fields.text("id"));
    let (Ok(id), Ok(need)) = (fields.text("id").parse(), fields.text("need").parse()) else {
        return Outcome::Go(here());
    };
    let input = PriorityInput {
        objective_points: fields.text("objectivePoints"),
        objective: fields.text("objective"),
        statutory: fields.text("statutory"),
        duty: fields.text("duty"),
        gap_points: fields.text("gapPoints"),
        voice_points: fields.text("voicePoints"),
        voice_reason: fields.text("voiceReason"),
        budget: fields.text("budget"),
        placing: fields.text("placing"),
        scheduled_on: fields.text("scheduledOn"),
        out_reason: fields.text("outReason"),
    };
    match api.run(AnswerMutation::build(AnswerVariables { id, need, input })).await {
        Ok(data) => Outcome::of(data.prioritisation_answer.user_errors, here),
        Err(fault) => fault.into(),
    }
}

fn options(all: Vec<Named>) -> Vec<(String, String)> {
    all.into_iter().map(|one| (one.id.to_string(), format!("{} ({})", one.title, one.source))).collect()
}

fn chosen(named: Option<&Named>) -> String {
    named.map(|one| one.id.to_string()).unwrap_or_default()
}

fn points(given: Option<i32>) -> String {
    given.map(|points| points.to_string()).unwrap_or_default()
}

fn form(
    id: &PrioritisationId,
    entry: PriorityEntry,
    strategic: Vec<Named>,
    statutory: Vec<Named>,
) -> impl IntoView + use<> {
    let need = entry.need.as_ref();
    let gap = need.map(|need| need.gap.clone()).unwrap_or_default();
    let hidden = vec![("id", id.to_string()), ("need", need.map(|need| need.id.to_string()).unwrap_or_default())];
    let yes_no = vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())];
    let is_statutory = entry.is_statutory.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default();
    let places = Placing::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let day = entry.scheduled_on.map(shared::calendar::in_short).unwrap_or_default();
    view! {
        <Form name="prioritisation-answer" hidden=hidden>
            <h2 class="govuk-heading-m">"Strategic objectives"</h2>
            <TextInput
                name="objectivePoints"
                label="How far does it serve them?"
                hint="0 not at all, to 5 fully"
                inputmode="numeric"
                width=2
                value=points(entry.objective_points)
            />
            <Select name="objective" label="Which most of all" value=chosen(entry.objective.as_ref()) options=options(strategic)/>
            <h2 class="govuk-heading-m">"Duties in law"</h2>
            <Radios name="statutory" legend="Does a duty in law ask for it?" value=is_statutory options=yes_no inline=true/>
            <Select name="duty" label="Which" value=chosen(entry.duty.as_ref()) options=options(statutory)/>
            <h2 class="govuk-heading-m">"What is missing"</h2>
            <p class="govuk-body">{gap}"."</p>
            {(!entry.gap_counted).then(|| view! {
                <TextInput
                    name="gapPoints"
                    label="How large is the gap?"
                    hint="0 none, to 5 nobody is reached. The need's figures do not tell."
                    inputmode="numeric"
                    width=2
                    value=points(entry.gap_points)
                />
            })}
            <h2 class="govuk-heading-m">"What users say"</h2>
            <TextInput
                name="voicePoints"
                label="How strongly do they ask for it?"
                hint="0 not at all, to 5 more than for anything else"
                inputmode="numeric"
                width=2
                value=points(entry.voice_points)
            />
            <TextArea name="voiceReason" label="How you know" rows=3 value=entry.voice_reason.unwrap_or_default()/>
            <h2 class="govuk-heading-m">"Budget"</h2>
            <TextInput
                name="budget"
                label="What money there is for it"
                hint="For example, £40,000 a year before VAT from the carers' budget; or None"
                value=entry.budget.unwrap_or_default()
            />
            <h2 class="govuk-heading-m">"Where it goes"</h2>
            <Radios
                name="placing"
                legend="What should be done with it?"
                hint="What a duty in law asks for is never left out."
                value=entry.placing.as_str()
                options=places
            />
            <TextInput name="scheduledOn" label="Day, if you plan it for one" hint="For example, 27 March 2027" width=20 value=day/>
            <TextInput name="outReason" label="Why, if it is not for now" value=entry.out_reason.unwrap_or_default()/>
            <Button text="Save answers"/>
        </Form>
    }
}

/// The page.
#[component]
pub fn Answers() -> impl IntoView {
    let params = use_params_map();
    let get = move |name: &str| params.with_untracked(|params| params.get(name).unwrap_or_default());
    let Ok(id) = get("id").parse::<PrioritisationId>() else { return NotFound().into_any() };
    let reference = get("need");
    ui::query(
        move || OneQuery::build(OneVariables { id: id.clone() }),
        move |data| {
            let Some(one) = data.prioritisation else { return NotFound().into_any() };
            let may = one.viewer_can.iter().any(|action| *action == Action::Edit);
            let is_it = |entry: &PriorityEntry| entry.need.as_ref().is_some_and(|need| need.reference == reference);
            let Some(entry) = one.entries.into_iter().find(is_it) else { return NotFound().into_any() };
            let title = entry.need.as_ref().map(|need| need.title.clone()).unwrap_or_default();
            view! {
                <BackLink href=format!("/council/priorities/{}", one.id) text=one.title.clone()/>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text=title section=one.title caption=reference.clone()/>
                    {if may {
                        form(&one.id, entry, data.strategic.nodes, data.statutory.nodes).into_any()
                    } else {
                        view! {
                            <h2 class="govuk-heading-m">"Its answers"</h2>
                            {entries(vec![entry], "/council/needs", None)}
                        }
                        .into_any()
                    }}
                </div></div>
            }
            .into_any()
        },
    )
    .into_any()
}
