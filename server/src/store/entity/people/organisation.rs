//! The table `organisation`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub kind: String,
    pub name: String,
    pub org_id: String,
    pub sector: Option<String>,
    pub legal_form: Option<String>,
    pub independent: bool,
    pub purposes: String,
    pub surplus: String,
    pub asset_lock: bool,
    pub about: String,
    pub website: Option<String>,
    pub contact: Option<String>,
    pub status: String,
    pub status_reason: Option<String>,
    pub status_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
