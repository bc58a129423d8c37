//! The table `award`, as far as an agreement reads it. Nothing is written here.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub opportunity_id: String,
    pub buyer_id: String,
    pub directorate_id: Option<String>,
    pub provider_id: String,
    pub provider_name: String,
    pub value_pence: i64,
    pub reasons: String,
    pub stage: String,
    pub notified_at: Option<DateTimeUtc>,
    pub standstill_ends_on: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
