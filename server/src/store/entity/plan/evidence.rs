//! The table `evidence`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub need_id: String,
    pub kind: String,
    pub title: String,
    pub finding: String,
    pub source: String,
    pub dated_on: String,
    pub place: Option<String>,
    pub url: Option<String>,
    pub strength: String,
    pub area_code: Option<String>,
    pub measure: Option<String>,
    pub added_by_id: String,
    pub added_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
