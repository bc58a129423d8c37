//! A grant round: the most for one application, and what is expected of whoever gets a grant.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table opportunity add column grant_most_pence bigint",
    "alter table opportunity add column expectations text",
];

const DOWN: &[&str] =
    &["alter table opportunity drop column expectations", "alter table opportunity drop column grant_most_pence"];

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
