//! The table `specification`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "specification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub commission_id: String,
    pub number: i64,
    pub stage: String,
    pub author_id: String,
    pub created_at: DateTimeUtc,
    pub scope: Option<String>,
    pub aims: Option<String>,
    pub monitoring: Option<String>,
    pub evaluation: Option<String>,
    pub review: Option<String>,
    pub payment: Option<String>,
    pub value_a_year_pence: Option<i64>,
    pub years: Option<i64>,
    pub extension_years: Option<i64>,
    pub vat_basis_points: Option<i64>,
    pub category: Option<String>,
    pub purpose: Option<String>,
    pub purpose_need_id: Option<String>,
    pub purpose_objective_id: Option<String>,
    pub length_reason: Option<String>,
    pub asked_by_id: Option<String>,
    pub asked_at: Option<DateTimeUtc>,
    pub approved_by_id: Option<String>,
    pub approved_at: Option<DateTimeUtc>,
    pub readability_reason: Option<String>,
    pub policy_rows: Option<String>,
    pub sent_back_reason: Option<String>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
