//! Who changed a draft last: they do not approve it either.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table need add column edited_by_id text references user_account (id)",
    "create index need_edited_by on need (edited_by_id)",
    "alter table opportunity add column edited_by_id text references user_account (id)",
    "create index opportunity_edited_by on opportunity (edited_by_id)",
];

const DOWN: &[&str] = &[
    "drop index opportunity_edited_by",
    "alter table opportunity drop column edited_by_id",
    "drop index need_edited_by",
    "alter table need drop column edited_by_id",
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
