//! The table `engagement_reason`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "engagement_reason")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub need_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
