//! The table `bid`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bid")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub opportunity_id: String,
    pub organisation_id: String,
    pub started_by: String,
    pub started_at: DateTimeUtc,
    pub stage: String,
    pub bid_key: String,
    pub submitted_by: Option<String>,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub opened_by: Option<String>,
    pub opened_at: Option<DateTimeUtc>,
    pub confirmed: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
