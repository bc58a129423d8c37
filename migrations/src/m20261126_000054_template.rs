//! Standard documents in versions, and which of them an opportunity follows.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table template (
        id text primary key,
        buyer_id text not null references organisation (id),
        kind text not null,
        number bigint not null,
        body text not null,
        changes text not null,
        author_id text not null references user_account (id),
        published_at timestamptz not null
    )",
    "create unique index template_number_key on template (buyer_id, kind, number)",
    "create index template_kind on template (kind, id)",
    "create index template_author on template (author_id)",
    "create table opportunity_template (
        opportunity_id text primary key references opportunity (id),
        template_id text references template (id),
        reason text,
        version bigint not null
    )",
    "create index opportunity_template_template on opportunity_template (template_id)",
];

const DOWN: &[&str] = &["drop table opportunity_template", "drop table template"];

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
