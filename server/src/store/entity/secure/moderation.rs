//! The table `moderation`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bid_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: String,
    pub points: i64,
    pub reason: String,
    pub author_id: String,
    pub agreed_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::bid::Entity", from = "Column::BidId", to = "super::bid::Column::Id")]
    Bid,
}

impl Related<super::bid::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Bid.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
