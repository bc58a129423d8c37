//! The table `consultation`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub reference: String,
    pub buyer_id: String,
    pub directorate_id: String,
    pub lead_id: String,
    pub created_at: DateTimeUtc,
    pub title: String,
    pub purpose: Option<String>,
    pub changeable: Option<String>,
    pub fixed: Option<String>,
    pub audience: Option<String>,
    pub opens_on: Option<String>,
    pub closes_on: Option<String>,
    pub stage: String,
    pub published_by_id: Option<String>,
    pub published_at: Option<DateTimeUtc>,
    pub policy_row: Option<String>,
    pub first_closes_on: Option<String>,
    pub extended_at: Option<DateTimeUtc>,
    pub extended_reason: Option<String>,
    pub answered_by_id: Option<String>,
    pub answered_at: Option<DateTimeUtc>,
    pub cancelled_at: Option<DateTimeUtc>,
    pub cancelled_reason: Option<String>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
