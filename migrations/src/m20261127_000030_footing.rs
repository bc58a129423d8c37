//! Whether an opportunity is a grant or a contract, and why it is secured in this way.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table opportunity add column service_in_return boolean",
    "alter table opportunity add column has_price boolean",
    "alter table opportunity add column enforceable boolean",
    "alter table opportunity add column grant_kind text",
    "alter table opportunity add column grant_reason text",
    "alter table opportunity add column approver_reason text",
    "alter table opportunity add column direct_ground text",
    "alter table opportunity add column direct_reason text",
    "create index opportunity_method on opportunity (method, id)",
];

const DOWN: &[&str] = &[
    "drop index opportunity_method",
    "alter table opportunity drop column direct_reason",
    "alter table opportunity drop column direct_ground",
    "alter table opportunity drop column approver_reason",
    "alter table opportunity drop column grant_reason",
    "alter table opportunity drop column grant_kind",
    "alter table opportunity drop column enforceable",
    "alter table opportunity drop column has_price",
    "alter table opportunity drop column service_in_return",
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
