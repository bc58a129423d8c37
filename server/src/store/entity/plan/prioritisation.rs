//! The table `prioritisation`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prioritisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub buyer_id: String,
    pub directorate_id: String,
    pub author_id: String,
    pub created_at: DateTimeUtc,
    pub title: String,
    pub stage: String,
    pub requested_by_id: Option<String>,
    pub requested_at: Option<DateTimeUtc>,
    pub sent_back_by_id: Option<String>,
    pub sent_back_at: Option<DateTimeUtc>,
    pub sent_back_reason: Option<String>,
    pub approved_by_id: Option<String>,
    pub approved_at: Option<DateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
