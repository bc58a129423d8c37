//! The table `prioritisation_need`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prioritisation_need")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub prioritisation_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub need_id: String,
    pub objective_points: Option<i64>,
    pub objective_id: Option<String>,
    pub statutory: Option<bool>,
    pub duty_id: Option<String>,
    pub gap_points: Option<i64>,
    pub voice_points: Option<i64>,
    pub voice_reason: Option<String>,
    pub budget: Option<String>,
    pub placement: String,
    pub scheduled_on: Option<String>,
    pub out_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
