//! The table `question`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub opportunity_id: String,
    pub criterion_id: Option<String>,
    pub position: i64,
    pub prompt: String,
    pub guidance: Option<String>,
    pub word_limit: i64,
    pub kind: String,
    pub unit: Option<String>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub options: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
