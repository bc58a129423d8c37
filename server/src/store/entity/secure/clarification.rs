//! The table `clarification`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clarification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub opportunity_id: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub organisation_id: String,
    pub asked_by_id: String,
    pub asked_at: DateTimeUtc,
    pub question: String,
    pub answer_by: String,
    pub policy_row: String,
    pub stage: String,
    pub published_at: Option<DateTimeUtc>,
    pub published_by_id: Option<String>,
    pub text: Option<String>,
    pub listed_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
