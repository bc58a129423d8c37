//! Recording whose views about a draft need were heard, and why others were
//! not.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::error::Code;
use shared::people::OrganisationId;
use shared::plan::engagement::{Source, THIRD_SECTOR};
use shared::plan::{EngagementId, NeedId};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::engagement::Engagement;
use crate::ui::{self, Button, Form, Radios, Select, TextArea, TextInput};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EngagementInput {
    source: String,
    organisation: String,
    who: String,
    heard_on: String,
    says: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EngagementReasonsInput {
    partnership: String,
    provider: String,
    collective: String,
    user_group: String,
    feedback: String,
    third_sector: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AddVariables {
    need: NeedId,
    input: EngagementInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ExplainVariables {
    need: NeedId,
    input: EngagementReasonsInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: EngagementId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AddVariables")]
struct AddMutation {
    #[arguments(need: $need, input: $input)]
    engagement_add: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ExplainVariables")]
struct ExplainMutation {
    #[arguments(need: $need, input: $input)]
    engagement_explain: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id)]
    engagement_remove: NeedPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct RegisterQuery {
    #[arguments(first: 100, kind: PROVIDER)]
    organisations: OrganisationConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationConnection {
    nodes: Vec<Registered>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Registered {
    id: OrganisationId,
    name: String,
}

/// The engagement on the need's page.
fn here(fields: &Fields) -> String {
    format!("/council/needs/{}#engagement", fields.text("reference"))
}

/// Records a view.
pub async fn add(api: &Api, fields: &Fields) -> Outcome {
    let Ok(need) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = EngagementInput {
        source: fields.text("source"),
        organisation: fields.text("organisation"),
        who: fields.text("who"),
        heard_on: fields.text("heardOn"),
        says: fields.text("says"),
    };
    match api.run(AddMutation::build(AddVariables { need, input })).await {
        Ok(data) => Outcome::of(data.engagement_add.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Takes a view away.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("view").parse() else {
        return Outcome::Refused(vec![shared::Refusal::slip("view", Code::Missing, "Select the view to take away")]);
    };
    match api.run(RemoveMutation::build(RemoveVariables { id })).await {
        Ok(data) => Outcome::of(data.engagement_remove.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Says why sources were not heard.
pub async fn explain(api: &Api, fields: &Fields) -> Outcome {
    let Ok(need) = fields.text("id").parse() else { return Outcome::Go(here(fields)) };
    let input = EngagementReasonsInput {
        partnership: fields.text("partnership"),
        provider: fields.text("provider"),
        collective: fields.text("collective"),
        user_group: fields.text("userGroup"),
        feedback: fields.text("feedback"),
        third_sector: fields.text("thirdSector"),
    };
    match api.run(ExplainMutation::build(ExplainVariables { need, input })).await {
        Ok(data) => Outcome::of(data.engagement_explain.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// The forms: a view to add, a view to take away, and a line of reason for each
/// source that was not heard.
pub(crate) fn forms(engagement: &Engagement, hidden: &[(&'static str, String)]) -> impl IntoView + use<> {
    let adds = hidden.to_vec();
    view! {
        <h3 class="govuk-heading-s">"Add a view"</h3>
        {ui::query(|| RegisterQuery::build(()), move |data| add_form(data.organisations.nodes, adds.clone()))}
        {remove_form(engagement, hidden.to_vec())}
        {explain_form(engagement, hidden.to_vec())}
    }
}

fn add_form(register: Vec<Registered>, hidden: Vec<(&'static str, String)>) -> impl IntoView {
    let sources = Source::ALL.iter().map(|source| (source.as_str().to_owned(), source.label().to_owned())).collect();
    let register = register.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    view! {
        <Form name="engagement-add" hidden=hidden>
            <Radios name="source" legend="Whose view is it?" options=sources/>
            <Select name="organisation" label="Organisation on the register (optional)" options=register/>
            <TextInput
                name="who"
                label="Who it was, if they are not on the register"
                hint="Name the group or meeting, never a person"
            />
            <TextInput name="heardOn" label="Day on which they said it" hint="For example, 27 March 2026" width=20/>
            <TextArea name="says" label="What they said" rows=3/>
            <Button text="Add view" secondary=true/>
        </Form>
    }
}

fn remove_form(engagement: &Engagement, hidden: Vec<(&'static str, String)>) -> Option<impl IntoView + use<>> {
    let views = engagement.sources.iter().flat_map(|one| &one.views);
    let options: Vec<_> = views
        .map(|view| {
            (view.id.to_string(), format!("{}: {}", view.speaker(), view.says.chars().take(60).collect::<String>()))
        })
        .collect();
    (!options.is_empty()).then(|| {
        view! {
            <Form name="engagement-remove" hidden=hidden>
                <Select name="view" label="Take a view away" options=options/>
                <Button text="Take away view" secondary=true/>
            </Form>
        }
    })
}

fn explain_form(engagement: &Engagement, hidden: Vec<(&'static str, String)>) -> Option<impl IntoView + use<>> {
    let unheard: Vec<_> = engagement.sources.iter().filter(|one| one.views.is_empty()).cloned().collect();
    let third_sector = (!engagement.third_sector).then(|| engagement.third_sector_reason.clone().unwrap_or_default());
    (!unheard.is_empty() || third_sector.is_some()).then(|| {
        view! {
            <h3 class="govuk-heading-s">"Why others were not heard"</h3>
            <p class="govuk-body">"A line each is enough. Everybody can read it once the need is published."</p>
            <Form name="engagement-explain" hidden=hidden>
                {unheard
                    .into_iter()
                    .map(|one| view! {
                        <TextInput name=one.source.field() label=format!("{}: why not", one.label) value=one.reason.unwrap_or_default()/>
                    })
                    .collect_view()}
                {third_sector.map(|reason| view! {
                    <TextInput name=THIRD_SECTOR label="Any third-sector organisation: why not" value=reason/>
                })}
                <Button text="Save reasons" secondary=true/>
            </Form>
        }
    })
}
