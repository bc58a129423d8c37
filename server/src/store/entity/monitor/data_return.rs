//! The table `data_return`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_return")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub agreement_id: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub provider_id: String,
    pub period_from: String,
    pub period_to: String,
    pub due_on: String,
    pub stage: String,
    pub remark: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
    pub sent_by_id: Option<String>,
    pub asked_at: Option<DateTimeUtc>,
    pub asked_by_id: Option<String>,
    pub accepted_at: Option<DateTimeUtc>,
    pub accepted_by_id: Option<String>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
