//! How a competition ends without a winner, why a purchase was kept apart, and the
//! policy rows that an award and an agreement relied on.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Until now an opportunity ended with nobody chosen only where nothing was received.
const UP: &[&str] = &[
    "alter table opportunity add column end_reason text",
    "alter table opportunity add column apart_reason text",
    "update opportunity set end_reason = 'No bid was received by the deadline.' where stage = 'unsuccessful'",
    "alter table agreement add column lapsed_at timestamptz",
    "alter table agreement add column lapsed_reason text",
    "alter table agreement add column policy_rows text not null default ''",
    "alter table award add column policy_rows text not null default ''",
];

const DOWN: &[&str] = &[
    "alter table award drop column policy_rows",
    "alter table agreement drop column policy_rows",
    "alter table agreement drop column lapsed_reason",
    "alter table agreement drop column lapsed_at",
    "alter table opportunity drop column apart_reason",
    "alter table opportunity drop column end_reason",
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
