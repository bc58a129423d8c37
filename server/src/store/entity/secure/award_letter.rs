//! The table `award_letter`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award_letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub award_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub bid_id: String,
    pub organisation_id: String,
    pub successful: bool,
    pub quality: i64,
    pub cost: i64,
    pub total: i64,
    pub winner_name: String,
    pub winner_total: i64,
    pub reasons: String,
    pub standstill_ends_on: Option<String>,
    pub sent_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
