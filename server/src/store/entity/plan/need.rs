//! The table `need`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "need")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub reference: String,
    pub buyer_id: String,
    pub directorate_id: String,
    pub author_id: String,
    pub edited_by_id: Option<String>,
    pub created_at: DateTimeUtc,
    pub title: String,
    pub summary: String,
    pub people: String,
    pub community: Option<String>,
    pub demand_figure: Option<i64>,
    pub demand_estimate: Option<String>,
    pub demand_source: Option<String>,
    pub supply_figure: Option<i64>,
    pub services: Option<String>,
    pub stage: String,
    pub requested_by_id: Option<String>,
    pub requested_at: Option<DateTimeUtc>,
    pub sent_back_by_id: Option<String>,
    pub sent_back_at: Option<DateTimeUtc>,
    pub sent_back_reason: Option<String>,
    pub approved_by_id: Option<String>,
    pub published_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_reason: Option<String>,
    pub prioritisation_id: Option<String>,
    pub prioritised_at: Option<DateTimeUtc>,
    pub priority_rank: Option<i64>,
    pub priority_of: Option<i64>,
    pub priority_score: Option<i64>,
    pub scheduled_on: Option<String>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
