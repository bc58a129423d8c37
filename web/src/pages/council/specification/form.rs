//! Saving a section: one handler for all four.

use cynic::MutationBuilder;
use shared::secure::SpecificationId;
use shared::secure::specification::Section;

use super::slug;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SpecificationInput {
    pub scope: Option<String>,
    pub aims: Option<String>,
    pub outcomes: Option<Vec<OutcomeInput>>,
    pub purpose: Option<PurposeInput>,
    pub monitoring: Option<String>,
    pub evaluation: Option<String>,
    pub review: Option<String>,
    pub value_a_year: Option<String>,
    pub years: Option<String>,
    pub extension_years: Option<String>,
    pub vat: Option<String>,
    pub category: Option<String>,
    pub payment: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PurposeInput {
    pub text: String,
    pub need: String,
    pub objective: String,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct OutcomeInput {
    pub title: String,
    pub beneficiaries: String,
    pub need: String,
    pub indicators: Vec<IndicatorInput>,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct IndicatorInput {
    pub name: String,
    pub kind: String,
    pub unit: String,
    pub direction: String,
    pub baseline: String,
    pub target: String,
    pub tolerance: String,
    pub source: String,
    pub frequency: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SaveVariables {
    id: SpecificationId,
    version: Option<i32>,
    input: SpecificationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SaveVariables")]
struct SaveMutation {
    #[arguments(id: $id, version: $version, input: $input)]
    specification_save: SpecificationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SpecificationPayload {
    pub user_errors: Vec<UserError>,
}

/// What a section's form sent.
fn read(section: Section, fields: &Fields) -> SpecificationInput {
    let text = |name: &str| Some(fields.text(name));
    match section {
        Section::Scope => SpecificationInput { scope: text("scope"), aims: text("aims"), ..Default::default() },
        Section::Outcomes => SpecificationInput {
            outcomes: Some(super::outcomes::read(fields)),
            purpose: Some(super::purpose::read(fields)),
            ..Default::default()
        },
        Section::Monitoring => SpecificationInput {
            monitoring: text("monitoring"),
            evaluation: text("evaluation"),
            review: text("review"),
            ..Default::default()
        },
        Section::Money => SpecificationInput {
            value_a_year: text("valueAYear"),
            years: text("years"),
            extension_years: text("extensionYears"),
            vat: text("vat"),
            category: text("category"),
            payment: text("payment"),
            ..Default::default()
        },
    }
}

/// Where to go after a save: on, back to the hub, or here again.
fn after(section: Section, id: &SpecificationId, pressed: &str) -> String {
    let home = format!("/council/specifications/{id}");
    match (pressed, section) {
        ("continue", Section::Scope) => format!("{home}/outcomes"),
        ("continue", Section::Outcomes) => format!("{home}/monitoring"),
        ("continue", Section::Monitoring) => format!("{home}/money"),
        ("continue", Section::Money) => format!("{home}/check"),
        ("back", _) => home,
        _ => format!("{home}/{}", slug(section)),
    }
}

/// Saves a section, finished or not.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let (Ok(id), Ok(section)) = (fields.text("id").parse::<SpecificationId>(), fields.text("section").parse()) else {
        return Outcome::Go("/council/commissions".to_owned());
    };
    let pressed = fields.text("do");
    let variables = SaveVariables { id: id.clone(), version: Some(fields.version()), input: read(section, fields) };
    match api.run(SaveMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.specification_save.user_errors, || after(section, &id, &pressed)),
        Err(fault) => fault.into(),
    }
}
