//! The table `consultation_response`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub consultation_id: String,
    pub number: i64,
    pub answered_as: Option<String>,
    pub organisation_name: Option<String>,
    pub organisation_id: Option<String>,
    pub given_on: String,
    pub no_point: bool,
    pub version: i64,
    pub came_by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
