//! Changes to what is published, and which of them a sent bid takes into account.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table amendment (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        number bigint not null,
        what text not null,
        meaning text not null,
        material boolean not null,
        closed_at timestamptz not null,
        closes_at timestamptz not null,
        made_by_id text not null references user_account (id),
        made_at timestamptz not null
    )",
    "create unique index amendment_number_key on amendment (opportunity_id, number)",
    "create index amendment_made_by on amendment (made_by_id)",
    "alter table opportunity add column confirm_from bigint not null default 0",
    "alter table bid add column confirmed bigint not null default 0",
];

const DOWN: &[&str] = &[
    "alter table bid drop column confirmed",
    "alter table opportunity drop column confirm_from",
    "drop table amendment",
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
