//! Whose views about a need were heard and why others were not, and the
//! objectives that needs serve.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table engagement (
        id text primary key,
        need_id text not null references need (id),
        source text not null,
        organisation_id text references organisation (id),
        who text,
        heard_on text not null,
        says text not null,
        added_by_id text not null references user_account (id),
        added_at timestamptz not null
    )",
    "create index engagement_need on engagement (need_id, id)",
    "create index engagement_organisation on engagement (organisation_id)",
    "create index engagement_added_by on engagement (added_by_id)",
    "create table engagement_reason (
        need_id text not null references need (id),
        topic text not null,
        reason text not null,
        primary key (need_id, topic)
    )",
    "create table objective (
        id text primary key,
        buyer_id text not null references organisation (id),
        kind text not null,
        title text not null,
        source text not null,
        author_id text not null references user_account (id),
        created_at timestamptz not null,
        retired_at timestamptz,
        retired_reason text,
        version bigint not null
    )",
    "create index objective_buyer on objective (buyer_id, id)",
    "create index objective_kind on objective (kind, id)",
    "create index objective_author on objective (author_id)",
    "create table need_objective (
        need_id text not null references need (id),
        objective_id text not null references objective (id),
        primary key (need_id, objective_id)
    )",
    "create index need_objective_objective on need_objective (objective_id, need_id)",
];

const DOWN: &[&str] =
    &["drop table need_objective", "drop table objective", "drop table engagement_reason", "drop table engagement"];

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
