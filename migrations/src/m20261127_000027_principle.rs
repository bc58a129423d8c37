//! What officers answered for commissions under the eight principles.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table principle (
        commission_id text not null references commission (id),
        principle text not null,
        kind text not null,
        says text not null,
        ended_on text,
        answered_by_id text not null references user_account (id),
        answered_at timestamptz not null,
        primary key (commission_id, principle)
    )",
    "create index principle_answered_by on principle (answered_by_id)",
];

const DOWN: &[&str] = &["drop table principle"];

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
