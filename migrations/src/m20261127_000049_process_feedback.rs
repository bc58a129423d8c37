//! What bidders say of how they were treated. Who has spoken stands in one table and what was said in the other, with
//! nothing between them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table process_feedback (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        documents text not null,
        time text not null,
        answers text not null,
        decision text not null,
        given_at timestamptz not null
    )",
    "create index process_feedback_opportunity on process_feedback (opportunity_id)",
    "create table process_feedback_sender (
        opportunity_id text not null references opportunity (id),
        organisation_id text not null references organisation (id),
        primary key (opportunity_id, organisation_id)
    )",
    "create index process_feedback_sender_organisation on process_feedback_sender (organisation_id)",
];

const DOWN: &[&str] = &["drop table process_feedback_sender", "drop table process_feedback"];

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
