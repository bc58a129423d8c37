//! The money and other resources set against commissions, and what an approver allowed beyond them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table budget_line (
        id text not null primary key,
        commission_id text not null references commission (id),
        directorate_id text not null references directorate (id),
        resource text not null,
        year bigint not null,
        amount_pence bigint not null,
        code text,
        says text,
        set_by_id text not null references user_account (id),
        set_at timestamptz not null
    )",
    "create unique index budget_line_key on budget_line (commission_id, year, resource)",
    "create index budget_line_directorate on budget_line (directorate_id)",
    "create index budget_line_set_by on budget_line (set_by_id)",
    "create table budget_override (
        id text not null primary key,
        commission_id text not null references commission (id),
        most_pence bigint not null,
        reason text not null,
        allowed_by_id text not null references user_account (id),
        allowed_at timestamptz not null
    )",
    "create index budget_override_commission on budget_override (commission_id, id)",
    "create index budget_override_allowed_by on budget_override (allowed_by_id)",
];

const DOWN: &[&str] = &["drop table budget_override", "drop table budget_line"];

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
