//! The installation's settings, running references, the record of every
//! change, approvals and the outbox of mails.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table installation (
        key text primary key,
        value text not null
    )",
    "create table reference (
        kind text primary key,
        next bigint not null
    )",
    "create table event (
        id text primary key,
        at timestamptz not null,
        user_id text,
        membership_id text,
        action text not null,
        subject_kind text not null,
        subject_id text not null,
        summary text not null,
        sealed boolean not null
    )",
    "create index event_unsealed on event (sealed, id)",
    "create index event_subject on event (subject_kind, subject_id, id)",
    "create table event_link (
        event_id text not null references event (id),
        audience text not null,
        position bigint,
        hash text,
        primary key (event_id, audience)
    )",
    "create unique index event_link_position_key on event_link (audience, position)",
    "create table approval (
        id text primary key,
        subject_kind text not null,
        subject_id text not null,
        buyer_id text not null references organisation (id),
        title text not null,
        value_pence bigint not null,
        asked_by text not null references user_account (id),
        asked_at timestamptz not null,
        decision text not null,
        decided_by text references user_account (id),
        decided_at timestamptz,
        note text
    )",
    "create index approval_subject on approval (subject_kind, subject_id, asked_at)",
    "create index approval_buyer on approval (buyer_id, decision, asked_at)",
    "create table mail (
        id text primary key,
        to_address text not null,
        subject text not null,
        body text not null,
        created_at timestamptz not null,
        sent_at timestamptz,
        attempts bigint not null,
        next_try_at timestamptz not null,
        fault text
    )",
    "create index mail_waiting on mail (sent_at, next_try_at)",
    "create index mail_address on mail (to_address, created_at)",
];

const DOWN: &[&str] = &[
    "drop table mail",
    "drop table approval",
    "drop table event_link",
    "drop table event",
    "drop table reference",
    "drop table installation",
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
