//! How a question is answered: its kind, and what belongs to it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table question add column kind text not null default 'text'",
    "alter table question add column unit text",
    "alter table question add column least bigint",
    "alter table question add column most bigint",
    // One on each line.
    "alter table question add column options text",
];

const DOWN: &[&str] = &[
    "alter table question drop column options",
    "alter table question drop column most",
    "alter table question drop column least",
    "alter table question drop column unit",
    "alter table question drop column kind",
];

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
