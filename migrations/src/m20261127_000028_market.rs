//! The market map: what providers can do, and the map as it was on one day, kept for a commission.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table market_entry (
        id text not null primary key,
        organisation_id text not null references organisation (id),
        kind text not null,
        place text references area (code),
        capacity bigint not null,
        unit text not null,
        reach text not null,
        buyer_id text references organisation (id),
        source text,
        noted_by_id text not null references user_account (id),
        noted_at timestamptz not null
    )",
    "create index market_entry_organisation on market_entry (organisation_id, id)",
    "create index market_entry_kind on market_entry (kind, id)",
    "create index market_entry_place on market_entry (place)",
    "create index market_entry_buyer on market_entry (buyer_id)",
    "create index market_entry_noted_by on market_entry (noted_by_id)",
    "create table market_snapshot (
        id text not null primary key,
        commission_id text not null references commission (id),
        kind text not null,
        place text references area (code),
        says text not null,
        found text not null,
        kept_by_id text not null references user_account (id),
        kept_at timestamptz not null
    )",
    "create index market_snapshot_commission on market_snapshot (commission_id, id)",
    "create index market_snapshot_place on market_snapshot (place)",
    "create index market_snapshot_kept_by on market_snapshot (kept_by_id)",
];

const DOWN: &[&str] = &["drop table market_snapshot", "drop table market_entry"];

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
