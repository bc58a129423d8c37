//! The table `consultation_point_response`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_point_response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub point_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
