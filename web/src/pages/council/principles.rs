//! Answering for a commission under the eight principles: one page, a line each.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar;
use shared::commission::CommissionId;
use shared::commission::access::Action;
use shared::framework::principle::Principle;
use shared::framework::principle::answer::Kind;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::principles::{PrincipleRow, list};
use crate::ui::{self, BackLink, Button, Form, NotFound, Radios, TextArea, TextInput, Title};
use crate::wire::CommissionAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionVariables")]
struct CommissionQuery {
    #[arguments(reference: $reference)]
    commission: Option<CommissionPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionPage {
    id: CommissionId,
    reference: String,
    title: String,
    version: i32,
    viewer_can: Vec<CommissionAction>,
    principles: Vec<PrincipleRow>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrinciplesInput {
    answers: Vec<PrincipleAnswerInput>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PrincipleAnswerInput {
    principle: String,
    kind: String,
    says: String,
    ended_on: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    commission: CommissionId,
    version: i32,
    input: PrinciplesInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(commission: $commission, version: $version, input: $input)]
    principle_save: CommissionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionPayload {
    user_errors: Vec<UserError>,
}

/// Saves all answers.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let here = || format!("/council/commissions/{}#principles", fields.text("reference"));
    let Ok(commission) = fields.text("id").parse() else { return Outcome::Go(here()) };
    let answer = |(index, principle): (usize, &Principle)| {
        let text = |name: &str| fields.text(&format!("answers.{index}.{name}"));
        let principle = principle.as_str().to_owned();
        PrincipleAnswerInput { principle, kind: text("kind"), says: text("says"), ended_on: text("endedOn") }
    };
    let input = PrinciplesInput { answers: Principle::ALL.iter().enumerate().map(answer).collect() };
    match api.run(SaveMutation::build(SaveVariables { commission, version: fields.version(), input })).await {
        Ok(data) => Outcome::of(data.principle_save.user_errors, here),
        Err(fault) => fault.into(),
    }
}

/// What is asked under one principle.
fn question(index: usize, row: PrincipleRow) -> impl IntoView {
    let principle = *row.principle;
    let digit = principle.digit();
    let named = |name: &str| format!("answers.{index}.{name}");
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label(principle).to_owned())).collect();
    let chosen = row.kind.map(|kind| kind.as_str()).unwrap_or_default();
    let ended = row.ended_on.map(calendar::in_short).unwrap_or_default();
    let offered = row.offered.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    let title = row.title();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <p class="govuk-body">{row.question}" "{row.asked}". "{row.on_record}</p>
        <ui::Details summary=format!("Answers that others gave under principle {digit}")>
            <ul class="govuk-list govuk-list--bullet">{offered}</ul>
        </ui::Details>
        {(principle == Principle::P5).then(|| view! {
            <p class="govuk-body">
                "You may name an "<a class="govuk-link" href="/support">"offer of help"</a>" that every provider reads."
            </p>
        })}
        <Radios name=named("kind") legend=format!("Is principle {digit} met?") value=chosen options=kinds/>
        <TextArea
            name=named("says")
            label=format!("What shows it, or why not (principle {digit})")
            value=row.says.unwrap_or_default()
            rows=3
        />
        {(principle == Principle::P2).then(|| view! {
            <TextInput
                name=named("endedOn")
                label="Day on which the talks ended"
                hint="For example, 27 March 2026. Leave it empty if there were none."
                value=ended
                width=20
            />
        })}
    }
}

fn show(page: CommissionPage) -> impl IntoView {
    let can = page.viewer_can.iter().any(|one| *one == Action::Answer);
    let hidden =
        vec![("id", page.id.to_string()), ("reference", page.reference.clone()), ("version", page.version.to_string())];
    view! {
        <BackLink href=format!("/council/commissions/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Answer for the principles" section=page.reference.clone() caption=page.title.clone()/>
            {if can {
                let rows = page.principles.into_iter().enumerate().map(|(index, row)| question(index, row));
                view! {
                    <p class="govuk-body">
                        "A line each is enough. Everybody can read your answers. Leave empty what you cannot say yet."
                    </p>
                    <Form name="principle-save" hidden=hidden edits=true>
                        {rows.collect_view()}
                        <Button text="Save answers"/>
                    </Form>
                }.into_any()
            } else {
                view! {
                    <p class="govuk-body">"You cannot change these answers: the agreement is made, or another directorate leads the work."</p>
                    {list(page.principles)}
                }.into_any()
            }}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Principles() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    let operation = move || CommissionQuery::build(CommissionVariables { reference: reference() });
    ui::query(operation, |data| match data.commission {
        Some(commission) => show(commission).into_any(),
        None => NotFound().into_any(),
    })
}
