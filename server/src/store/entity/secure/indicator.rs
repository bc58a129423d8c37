//! The table `indicator`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub outcome_id: String,
    pub position: i64,
    pub name: String,
    pub kind: String,
    pub unit: String,
    pub direction: String,
    pub baseline: i64,
    pub target: i64,
    pub tolerance: i64,
    pub source: String,
    pub frequency_months: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
