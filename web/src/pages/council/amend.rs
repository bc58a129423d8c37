//! Changing what is published, for everyone at once.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar::{in_words, instant_in_words};
use shared::secure::OpportunityId;
use shared::secure::opportunity::Action;
use shared::{Day, Refusal, Timestamp};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::changes::{Amendment, amendments};
use crate::ui::{
    self, BackLink, Button, Form, NotFound, Radios, Refusals, Row, SummaryList, TextArea, TextInput, Title,
};
use crate::wire::OpportunityAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AmendVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "AmendVariables")]
struct AmendQuery {
    #[arguments(reference: $reference)]
    opportunity: Option<AmendPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct AmendPage {
    id: OpportunityId,
    reference: String,
    version: i32,
    title: String,
    closes_at: Option<Timestamp>,
    questions_until: Option<Timestamp>,
    decision_on: Option<Day>,
    earliest_close: Day,
    amend_refusals: Vec<UserError>,
    amendments: Vec<Amendment>,
    viewer_can: Vec<OpportunityAction>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AmendmentInput {
    what: String,
    meaning: String,
    material: String,
    closes_on: String,
    closes_time: String,
    questions_until_on: String,
    questions_until_time: String,
    decision_on: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MakeVariables {
    id: OpportunityId,
    version: i32,
    input: AmendmentInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "MakeVariables")]
struct MakeMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    opportunity_amend: OpportunityAmendPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityAmendPayload {
    user_errors: Vec<UserError>,
}

/// Makes the change.
pub async fn amend(api: &Api, fields: &Fields) -> Outcome {
    let next = format!("/opportunities/{}#changes", fields.text("reference"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(next) };
    let input = AmendmentInput {
        what: fields.text("what"),
        meaning: fields.text("meaning"),
        material: fields.text("material"),
        closes_on: fields.text("closesOn"),
        closes_time: fields.text("closesTime"),
        questions_until_on: fields.text("questionsUntilOn"),
        questions_until_time: fields.text("questionsUntilTime"),
        decision_on: fields.text("decisionOn"),
    };
    let variables = MakeVariables { id, version: fields.number("version"), input };
    match api.run(MakeMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.opportunity_amend.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

fn form(page: &AmendPage) -> impl IntoView + use<> {
    let hidden =
        vec![("id", page.id.to_string()), ("reference", page.reference.clone()), ("version", page.version.to_string())];
    let earliest = in_words(page.earliest_close);
    let choices = vec![
        ("yes".to_owned(), "Yes: bids that are sent have to be confirmed".to_owned()),
        ("no".to_owned(), "No: bids that are sent stand as they are".to_owned()),
    ];
    view! {
        <p class="govuk-body">"Everyone who has begun a bid or asked about it is told at once, in the same words. Dates can only move later."</p>
        <Form name="opportunity-amend" hidden=hidden>
            <TextArea name="what" label="What changes" hint="Say what it was and what it is now."/>
            <TextArea name="meaning" label="What it means for a bid that is sent already" rows=3/>
            <Radios
                name="material"
                legend="Does the change matter to bids?"
                hint=format!("If it does, it must close on {earliest} or later, so that bidders have time.")
                options=choices
            />
            <TextInput name="closesOn" label="New closing date (optional)" hint="For example, 27 March 2027. Empty leaves it." width=20/>
            <TextInput name="closesTime" label="Time of that day (optional)" hint="Empty is midday." width=10/>
            <TextInput name="questionsUntilOn" label="New last day for questions (optional)" width=20/>
            <TextInput name="questionsUntilTime" label="Time of that last day (optional)" hint="Empty is midday." width=10/>
            <TextInput name="decisionOn" label="New decision date (optional)" width=20/>
            <Button text="Publish the change"/>
        </Form>
    }
}

fn show(page: AmendPage) -> AnyView {
    let refusals: Vec<Refusal> = page.amend_refusals.iter().cloned().map(Into::into).collect();
    let may = page.viewer_can.iter().any(|action| *action == Action::Amend);
    let instant = |at: Option<Timestamp>| at.map_or_else(|| "Not set".to_owned(), instant_in_words);
    let body = if !refusals.is_empty() {
        view! { <Refusals heading="You cannot change it now" refusals=refusals/> }.into_any()
    } else if may {
        form(&page).into_any()
    } else {
        view! { <p class="govuk-body">"A commissioner of the directorate may change it. Ask one of them to do it."</p> }
            .into_any()
    };
    view! {
        <BackLink href=format!("/council/opportunities/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Change what is published" section=page.reference.clone() caption=page.title.clone()/>
            <SummaryList rows=vec![
                Row::new("Last questions", instant(page.questions_until)),
                Row::new("Closes", instant(page.closes_at)),
                Row::new("Decision expected", page.decision_on.map_or_else(|| "Not set".to_owned(), in_words)),
            ]/>
            {body}
            <h2 class="govuk-heading-m">"What we changed"</h2>
            {amendments(page.amendments)}
        </div></div>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Amend() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        AmendQuery::build(AmendVariables { reference })
    };
    ui::query(operation, |data| match data.opportunity {
        Some(page) => show(page),
        None => NotFound().into_any(),
    })
}
