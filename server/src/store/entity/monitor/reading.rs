//! The table `reading`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub data_return_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub indicator_id: String,
    pub position: i64,
    pub value: Option<i64>,
    pub asked: Option<i64>,
    pub confirmed: bool,
    pub reason: Option<String>,
    pub note: Option<String>,
    pub query: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
