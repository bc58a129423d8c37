//! Whether a grant is a subsidy, why, and what its recipient confirmed that it had before.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table award add column subsidy boolean",
    "alter table award add column subsidy_reason text",
    "alter table award add column subsidy_had_pence bigint",
    "alter table award add column subsidy_confirmed_at timestamptz",
];

const DOWN: &[&str] = &[
    "alter table award drop column subsidy_confirmed_at",
    "alter table award drop column subsidy_had_pence",
    "alter table award drop column subsidy_reason",
    "alter table award drop column subsidy",
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
