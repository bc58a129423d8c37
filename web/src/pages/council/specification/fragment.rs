//! What the pages of a specification ask of the API.

use shared::secure::SpecificationId;
use shared::{Money, Timestamp};

use crate::form::UserError;
use crate::pages::council::approval::ApprovalProgress;
use crate::pages::public::commission::Outcome;
use crate::pages::public::purpose::Purpose;
use crate::ui;
use crate::wire::{SpecificationAction, SpecificationSection, SpecificationStage};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct SpecificationVariables {
    pub id: SpecificationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "SpecificationVariables")]
pub(super) struct SpecificationQuery {
    #[arguments(id: $id)]
    pub specification: Option<SpecificationPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
pub(crate) struct SpecificationPage {
    pub id: SpecificationId,
    pub number: i32,
    pub version: i32,
    pub stage: SpecificationStage,
    pub status: ui::Status,
    pub viewer_can: Vec<SpecificationAction>,
    pub commission: Option<CommissionLink>,
    pub draft: Option<SpecificationDraft>,
    pub saved: Option<Vec<SpecificationSaved>>,
    pub check: Option<SpecificationCheck>,
    pub approval_refusals: Option<Vec<UserError>>,
    pub approval_progress: Option<ApprovalProgress>,
    pub sent_back_reason: Option<String>,
    pub lifetime_value: Option<Money>,
    pub scope: Option<String>,
    pub aims: Option<String>,
    pub outcomes: Vec<Outcome>,
    pub purpose: Option<Purpose>,
    pub monitoring: Option<String>,
    pub evaluation: Option<String>,
    pub review: Option<String>,
    pub payment: Option<String>,
    pub asked_by: Option<Person>,
    pub length_reason: Option<String>,
    pub approved_by: Option<Person>,
    pub approved_at: Option<Timestamp>,
    pub readability_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
pub(crate) struct CommissionLink {
    pub id: shared::commission::CommissionId,
    pub reference: String,
    pub title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Person {
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SpecificationSaved {
    pub section: SpecificationSection,
    pub at: Timestamp,
    pub version: i32,
    pub by: Option<Person>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SpecificationCheck {
    pub refusals: Vec<UserError>,
    pub words: i32,
    pub most_words: Option<i32>,
    pub is_too_long: bool,
    pub plain_english: PlainEnglish,
    pub most_grade: i32,
    pub needs_readability_reason: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PlainEnglish {
    pub grade: String,
    pub reading_age: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct SpecificationDraft {
    pub scope: Option<String>,
    pub aims: Option<String>,
    pub outcomes: Option<Vec<OutcomeDraft>>,
    pub purpose: Option<PurposeDraft>,
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

#[derive(cynic::QueryFragment, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PurposeDraft {
    pub text: String,
    pub need: String,
    pub objective: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct OutcomeDraft {
    pub title: String,
    pub beneficiaries: String,
    pub need: String,
    pub indicators: Vec<IndicatorDraft>,
}

#[derive(cynic::QueryFragment, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct IndicatorDraft {
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
