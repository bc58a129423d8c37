//! The table `agreement`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub reference: String,
    pub kind: String,
    pub award_id: String,
    pub commission_id: String,
    pub service_id: String,
    pub specification_id: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub provider_id: String,
    pub author_id: String,
    pub title: String,
    pub awarded_on: String,
    pub value_pence: i64,
    pub starts_on: String,
    pub ends_on: String,
    pub payment_days: Option<i64>,
    pub payment_terms: Option<String>,
    pub stage: String,
    pub offered_at: Option<DateTimeUtc>,
    pub declined_at: Option<DateTimeUtc>,
    pub declined_reason: Option<String>,
    pub lapsed_at: Option<DateTimeUtc>,
    pub lapsed_reason: Option<String>,
    pub policy_rows: String,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
