//! Questions about opportunities, and their answers to everyone.
//!
//! `organisation_id` and `asked_by_id` are who asks: they leave the database for those people alone. `listed_at` is
//! when the row last came to the top of its list: when it was asked, then when it was published.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table clarification (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        buyer_id text not null references organisation (id),
        directorate_id text references directorate (id),
        organisation_id text not null references organisation (id),
        asked_by_id text not null references user_account (id),
        asked_at timestamptz not null,
        question text not null,
        answer_by text not null,
        policy_row text not null,
        stage text not null,
        published_at timestamptz,
        published_by_id text references user_account (id),
        text text,
        listed_at timestamptz not null,
        version bigint not null
    )",
    "create index clarification_listed on clarification (listed_at, id)",
    "create index clarification_opportunity on clarification (opportunity_id, listed_at, id)",
    "create index clarification_stage on clarification (stage, listed_at, id)",
    "create index clarification_buyer on clarification (buyer_id)",
    "create index clarification_directorate on clarification (directorate_id)",
    "create index clarification_organisation on clarification (organisation_id)",
    "create index clarification_asked_by on clarification (asked_by_id)",
    "create index clarification_published_by on clarification (published_by_id)",
];

const DOWN: &[&str] = &["drop table clarification"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, DOWN).await
    }
}
