//! The table `specification_section`: what was typed into a draft.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "specification_section")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub specification_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: String,
    pub content: String,
    pub saved_at: DateTimeUtc,
    pub saved_by_id: String,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
