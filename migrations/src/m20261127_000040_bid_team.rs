//! Who is in a bid: those who were asked, what each does (encrypted), and the same as read out of the envelope.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

// `terms` holds ciphertext in base64; `opened_part` and `opened_subcontractor` are filled at the opening and never
// before.
const UP: &[&str] = &[
    "create table bid_team (
        bid_id text primary key references bid (id),
        terms text not null,
        version bigint not null,
        saved_at timestamptz not null,
        saved_by text not null references user_account (id)
    )",
    "create table bid_member (
        bid_id text not null references bid (id),
        organisation_id text not null references organisation (id),
        stage text not null,
        reason text,
        invited_at timestamptz not null,
        answered_at timestamptz,
        primary key (bid_id, organisation_id)
    )",
    "create index bid_member_organisation on bid_member (organisation_id, bid_id, stage)",
    "create table opened_part (
        bid_id text not null references bid (id),
        organisation_id text not null references organisation (id),
        position bigint not null,
        role text not null,
        share bigint not null,
        primary key (bid_id, organisation_id)
    )",
    "create index opened_part_organisation on opened_part (organisation_id)",
    "create table opened_subcontractor (
        bid_id text not null references bid (id),
        position bigint not null,
        name text not null,
        work text not null,
        share bigint not null,
        payment_days bigint not null,
        primary key (bid_id, position)
    )",
];

const DOWN: &[&str] =
    &["drop table opened_subcontractor", "drop table opened_part", "drop table bid_member", "drop table bid_team"];

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
