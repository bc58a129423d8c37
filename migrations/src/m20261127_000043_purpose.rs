//! The purpose of a core grant, in place of outcomes; and the measure that a payment hangs on, which it never has.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table specification add column purpose text",
    "alter table specification add column purpose_need_id text references need (id)",
    "alter table specification add column purpose_objective_id text references objective (id)",
    "create index specification_purpose_need on specification (purpose_need_id)",
    "create index specification_purpose_objective on specification (purpose_objective_id)",
    "alter table payment_line add column indicator_id text references indicator (id)",
    "create index payment_line_indicator on payment_line (indicator_id)",
];

const DOWN: &[&str] = &[
    "drop index payment_line_indicator",
    "alter table payment_line drop column indicator_id",
    "drop index specification_purpose_objective",
    "drop index specification_purpose_need",
    "alter table specification drop column purpose_objective_id",
    "alter table specification drop column purpose_need_id",
    "alter table specification drop column purpose",
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
