//! What the set-up pages ask of the API.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::people::UserId;
use shared::secure::{LotId, OpportunityId};
use shared::{Day, Money, Refusal, Timestamp};

use crate::form::UserError;
use crate::pages::council::approval::ApprovalProgress;
use crate::pages::council::method::{MethodInput, NatureInput};
use crate::pages::public::changes::Tally;
use crate::pages::public::footing::Footing;
use crate::ui;
use crate::wire::{CriterionKind, Method, OpportunityAction, OpportunityStage, PolicyCategory, QuestionKind};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct SetupVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "SetupVariables")]
pub(super) struct SetupQuery {
    #[arguments(reference: $reference)]
    pub opportunity: Option<SetupPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
pub(super) struct SetupPage {
    pub id: OpportunityId,
    pub reference: String,
    pub version: i32,
    pub title: String,
    pub summary: String,
    pub method: Method,
    pub footing: Footing,
    pub stage: OpportunityStage,
    pub status: ui::Status,
    pub value: Money,
    pub value_a_year: Money,
    pub years: i32,
    pub extension_years: i32,
    pub vat_percent: String,
    pub category: PolicyCategory,
    pub lots: Vec<Lot>,
    pub lotting: Lotting,
    pub round: Option<Round>,
    pub criteria: Vec<Criterion>,
    pub questions: Vec<Question>,
    pub proportion_reason: Option<String>,
    pub opens_at: Option<Timestamp>,
    pub questions_until: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub decision_on: Option<Day>,
    pub starts_on: Option<Day>,
    pub published_at: Option<Timestamp>,
    pub officer: Option<Officer>,
    pub officer_choices: Option<Vec<Person>>,
    pub author: Option<Person>,
    pub sent_back: Option<String>,
    pub checklist: Option<Vec<UserError>>,
    pub approval_progress: Option<ApprovalProgress>,
    pub approval_refusals: Option<Vec<UserError>>,
    pub apart_reason: Option<String>,
    pub viewer_can: Vec<OpportunityAction>,
    pub commission: Option<Referenced>,
    pub clarification_tally: Tally,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
pub(super) struct Referenced {
    pub reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Lot {
    pub id: LotId,
    pub title: String,
    pub value: Money,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Lotting {
    pub whole: Money,
    pub one_lot_reason: Option<String>,
    pub bid_most: Option<i32>,
    pub win_most: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "OpportunityRound")]
pub(super) struct Round {
    pub most: Money,
    pub most_set: bool,
    pub expectations: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Criterion {
    pub id: cynic::Id,
    pub kind: CriterionKind,
    pub title: String,
    pub weight: String,
    pub good: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Question {
    pub id: cynic::Id,
    pub criterion_number: Option<i32>,
    pub prompt: String,
    pub guidance: Option<String>,
    pub ask: QuestionAsk,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct QuestionAsk {
    pub kind: QuestionKind,
    pub word_limit: Option<i32>,
    pub unit: Option<String>,
    pub least: Option<String>,
    pub most: Option<String>,
    pub options: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Contact")]
pub(super) struct Officer {
    pub id: UserId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct Person {
    pub id: UserId,
    pub name: String,
}

impl SetupPage {
    /// What each form of these pages sends along.
    pub fn hidden(&self) -> Vec<(&'static str, String)> {
        vec![("id", self.id.to_string()), ("reference", self.reference.clone()), ("version", self.version.to_string())]
    }

    /// What stands in the way of publication.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.checklist.clone().unwrap_or_default().into_iter().map(Refusal::from).collect()
    }

    /// Whether the viewer is an officer: only they learn who made it.
    pub const fn is_officer(&self) -> bool {
        self.author.is_some()
    }
}

/// Asks for the opportunity of the address.
pub(super) fn operation() -> impl Fn() -> cynic::Operation<SetupQuery, SetupVariables> + Send + Sync + 'static {
    let params = use_params_map();
    move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        SetupQuery::build(SetupVariables { reference })
    }
}

/// Changes to a draft; what is none stays.
#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct OpportunityInput {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub method: Option<String>,
    pub nature: Option<NatureInput>,
    pub grant_kind: Option<String>,
    pub grant_reason: Option<String>,
    pub grant_most: Option<String>,
    pub expectations: Option<String>,
    pub ground: Option<String>,
    pub direct_reason: Option<String>,
    pub terms: Option<MethodInput>,
    pub officer: Option<String>,
    pub opens_on: Option<String>,
    pub opens_time: Option<String>,
    pub questions_until_on: Option<String>,
    pub questions_until_time: Option<String>,
    pub closes_on: Option<String>,
    pub closes_time: Option<String>,
    pub decision_on: Option<String>,
    pub starts_on: Option<String>,
    pub proportion_reason: Option<String>,
    pub apart_reason: Option<String>,
    pub criteria: Option<Vec<CriterionInput>>,
    pub questions: Option<Vec<QuestionInput>>,
    pub lots: Option<Vec<LotInput>>,
    pub one_lot_reason: Option<String>,
    pub lots_bid_most: Option<String>,
    pub lots_win_most: Option<String>,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct LotInput {
    pub id: String,
    pub title: String,
    pub value: String,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct CriterionInput {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub weight: String,
    pub good: String,
}

#[derive(cynic::InputObject, Clone, Debug, Default)]
#[cynic(schema_module = "crate::schema")]
pub(super) struct QuestionInput {
    pub id: String,
    pub criterion: String,
    pub prompt: String,
    pub guidance: String,
    pub kind: String,
    pub word_limit: String,
    pub unit: String,
    pub least: String,
    pub most: String,
    pub options: String,
}
