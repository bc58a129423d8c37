//! Adding evidence to a draft need, and taking it away.

use cynic::MutationBuilder;
use leptos::prelude::*;
use shared::plan::area::MEASURES;
use shared::plan::evidence::{Kind, Strength};
use shared::plan::{EvidenceId, NeedId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::evidence::Evidence;
use crate::ui::{Button, Form, Radios, Select, TextArea, TextInput};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EvidenceInput {
    kind: String,
    title: String,
    says: String,
    source: String,
    dated_on: String,
    place: String,
    url: String,
    strength: String,
    area: String,
    measure: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AddVariables {
    need: NeedId,
    input: EvidenceInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: EvidenceId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AddVariables")]
struct AddMutation {
    #[arguments(need: $need, input: $input)]
    evidence_add: EvidencePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id)]
    evidence_remove: EvidencePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EvidencePayload {
    user_errors: Vec<UserError>,
}

/// The evidence on the need's page.
fn here(fields: &Fields) -> String {
    format!("/council/needs/{}#evidence", fields.text("reference"))
}

/// Adds a piece of evidence.
pub async fn add(api: &Api, fields: &Fields) -> Outcome {
    let Ok(need) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = EvidenceInput {
        kind: fields.text("kind"),
        title: fields.text("title"),
        says: fields.text("says"),
        source: fields.text("source"),
        dated_on: fields.text("datedOn"),
        place: fields.text("place"),
        url: fields.text("url"),
        strength: fields.text("strength"),
        area: fields.text("area"),
        measure: fields.text("measure"),
    };
    match api.run(AddMutation::build(AddVariables { need, input })).await {
        Ok(data) => Outcome::of(data.evidence_add.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Takes a piece of evidence away.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("evidence").parse() else {
        let message = "Select the evidence to take away";
        let code = shared::error::Code::Missing;
        return Outcome::Refused(vec![shared::Refusal::slip("evidence", code, message)]);
    };
    match api.run(RemoveMutation::build(RemoveVariables { id })).await {
        Ok(data) => Outcome::of(data.evidence_remove.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// The form that adds a piece.
pub(crate) fn add_form(hidden: Vec<(&'static str, String)>) -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let strengths = Strength::ALL.iter().map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
    let measures = MEASURES.iter().map(|measure| (measure.key.to_owned(), measure.label.to_owned())).collect();
    view! {
        <h3 class="govuk-heading-s">"Add evidence"</h3>
        <Form name="evidence-add" hidden=hidden>
            <Radios name="kind" legend="What kind of evidence is it?" options=kinds/>
            <TextInput name="title" label="What it is, in a line"/>
            <TextArea name="says" label="What it tells about the need" rows=3/>
            <TextInput
                name="area"
                label="Area, if it rests on an area's figure (optional)"
                hint="A code such as E01016845"
                width=10
            />
            <Select name="measure" label="Which figure of that area (optional)" options=measures/>
            <TextInput
                name="source"
                label="Source"
                hint="Who found it out, and where it can be read. Leave it empty for an area's figure."
            />
            <TextInput
                name="datedOn"
                label="Date"
                hint="For example, 27 March 2026. Leave it empty for an area's figure."
                width=20
            />
            <TextInput name="place" label="Place (optional)"/>
            <TextInput name="url" label="Web address (optional)" hint="Starts with https://"/>
            <Radios name="strength" legend="How strong is it?" options=strengths inline=true/>
            <Button text="Add evidence" secondary=true/>
        </Form>
    }
}

/// The form that takes one away; nothing while there is none.
pub(crate) fn remove_form(evidence: &[Evidence], reference: String) -> Option<impl IntoView + use<>> {
    let options: Vec<_> = evidence.iter().map(|one| (one.id.to_string(), one.title.clone())).collect();
    (!options.is_empty()).then(|| {
        view! {
            <Form name="evidence-remove" hidden=vec![("reference", reference)]>
                <Select name="evidence" label="Take evidence away" options=options/>
                <Button text="Take away" secondary=true/>
            </Form>
        }
    })
}
