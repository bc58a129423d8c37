//! What an entry of the record proves: the digest of the facts after the
//! change, the facts themselves beside it, and the end of each chain.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table event add column format bigint not null default 1",
    "alter table event add column digest text",
    "create table event_value (
        event_id text primary key references event (id),
        salt text not null,
        facts text not null
    )",
    "create table event_chain (
        audience text primary key,
        position bigint not null,
        hash text not null
    )",
    "insert into event_chain (audience, position, hash)
     select audience, position, hash from event_link link
     where hash is not null and position = (
        select max(other.position) from event_link other where other.audience = link.audience
     )",
];

const DOWN: &[&str] = &[
    "drop table event_chain",
    "drop table event_value",
    "alter table event drop column digest",
    "alter table event drop column format",
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
