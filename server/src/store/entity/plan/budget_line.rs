//! The table `budget_line`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub commission_id: String,
    pub directorate_id: String,
    pub resource: String,
    pub year: i64,
    pub amount_pence: i64,
    pub code: Option<String>,
    pub says: Option<String>,
    pub set_by_id: String,
    pub set_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
