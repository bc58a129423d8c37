//! The table `score`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "score")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub panel_member_id: String,
    pub bid_id: String,
    pub question_id: String,
    pub points: Option<i64>,
    pub reason: String,
    pub note: Option<String>,
    pub saved_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::panel_member::Entity",
        from = "Column::PanelMemberId",
        to = "super::panel_member::Column::Id"
    )]
    PanelMember,
}

impl Related<super::panel_member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::PanelMember.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
