//! Forums with their members, and their meetings with what was spoken of.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table forum (
        id text primary key,
        buyer_id text not null references organisation (id),
        kind text not null,
        name text not null,
        purpose text not null,
        author_id text not null references user_account (id),
        created_at timestamptz not null
    )",
    "create index forum_buyer on forum (buyer_id)",
    "create index forum_author on forum (author_id)",
    "create table forum_member (
        id text primary key,
        forum_id text not null references forum (id),
        organisation_id text references organisation (id),
        name text,
        added_at timestamptz not null
    )",
    "create index forum_member_forum on forum_member (forum_id, id)",
    "create index forum_member_organisation on forum_member (organisation_id)",
    "create table meeting (
        id text primary key,
        forum_id text not null references forum (id),
        held_on text not null,
        title text not null,
        notes text not null,
        recorded_by_id text not null references user_account (id),
        recorded_at timestamptz not null
    )",
    "create index meeting_forum on meeting (forum_id, held_on)",
    "create index meeting_recorded_by on meeting (recorded_by_id)",
    "create table meeting_need (
        meeting_id text not null references meeting (id),
        need_id text not null references need (id),
        primary key (meeting_id, need_id)
    )",
    "create index meeting_need_need on meeting_need (need_id, meeting_id)",
    "create table meeting_specification (
        meeting_id text not null references meeting (id),
        specification_id text not null references specification (id),
        primary key (meeting_id, specification_id)
    )",
    "create index meeting_specification_specification on meeting_specification (specification_id, meeting_id)",
];

const DOWN: &[&str] = &[
    "drop table meeting_specification",
    "drop table meeting_need",
    "drop table meeting",
    "drop table forum_member",
    "drop table forum",
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
