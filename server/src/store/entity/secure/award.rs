//! The table `award`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub opportunity_id: String,
    pub lot_id: String,
    pub slot: Option<String>,
    pub several: bool,
    pub bid_id: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub provider_id: String,
    pub provider_name: String,
    pub value_pence: i64,
    pub reasons: String,
    pub other_reason: Option<String>,
    pub subsidy: Option<bool>,
    pub subsidy_reason: Option<String>,
    pub subsidy_had_pence: Option<i64>,
    pub subsidy_confirmed_at: Option<DateTimeUtc>,
    pub author_id: String,
    pub recommended_at: DateTimeUtc,
    pub stage: String,
    pub notified_at: Option<DateTimeUtc>,
    pub standstill_ends_on: Option<String>,
    pub standstill_row: Option<String>,
    pub ended_by: Option<String>,
    pub ended_at: Option<DateTimeUtc>,
    pub ended_reason: Option<String>,
    pub policy_rows: String,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
