//! The table `principle`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "principle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub commission_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub principle: String,
    pub kind: String,
    pub says: String,
    pub ended_on: Option<String>,
    pub answered_by_id: String,
    pub answered_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
