//! Searches kept for mails, and which opportunities their mails went out for.
//!
//! `token` is the secret of the link in each mail. It leads to the row it stands in and to nothing else, and each mail
//! repeats it, so it is kept as it is.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table alert (
        id text primary key,
        email text not null,
        user_id text references user_account (id),
        words text,
        method text,
        token text not null,
        asked_at timestamptz not null,
        confirmed_at timestamptz
    )",
    "create unique index alert_token_key on alert (token)",
    "create index alert_user on alert (user_id, id)",
    "create index alert_confirmed on alert (confirmed_at, asked_at)",
    "create table announcement (
        opportunity_id text primary key references opportunity (id),
        at timestamptz not null
    )",
    // What is published already is no news.
    "insert into announcement (opportunity_id, at) select id, published_at from opportunity where published_at is not null",
];

const DOWN: &[&str] = &["drop table announcement", "drop table alert"];

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
