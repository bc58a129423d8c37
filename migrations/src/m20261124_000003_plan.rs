//! Areas of the official statistics with their figures, needs, and the
//! evidence behind them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table area (
        code text primary key,
        name text not null,
        imd_rank bigint not null,
        imd_decile bigint not null
    )",
    "create index area_rank on area (imd_rank, code)",
    "create index area_name on area (name, code)",
    "create table area_figure (
        area_code text not null references area (code),
        measure text not null,
        value bigint,
        primary key (area_code, measure)
    )",
    "create table need (
        id text primary key,
        reference text not null,
        buyer_id text not null references organisation (id),
        directorate_id text not null references directorate (id),
        author_id text not null references user_account (id),
        created_at timestamptz not null,
        title text not null,
        summary text not null,
        people text not null,
        community text,
        demand_figure bigint,
        demand_estimate text,
        demand_source text,
        supply_figure bigint,
        services text,
        stage text not null,
        requested_by_id text references user_account (id),
        requested_at timestamptz,
        sent_back_by_id text references user_account (id),
        sent_back_at timestamptz,
        sent_back_reason text,
        approved_by_id text references user_account (id),
        published_at timestamptz,
        closed_at timestamptz,
        closed_reason text,
        version bigint not null
    )",
    "create unique index need_reference_key on need (reference)",
    "create index need_stage on need (stage, id)",
    "create index need_buyer on need (buyer_id, id)",
    "create index need_directorate on need (directorate_id, id)",
    "create index need_author on need (author_id)",
    "create index need_requested_by on need (requested_by_id)",
    "create index need_sent_back_by on need (sent_back_by_id)",
    "create index need_approved_by on need (approved_by_id)",
    "create table need_area (
        need_id text not null references need (id),
        position bigint not null,
        area_code text not null references area (code),
        primary key (need_id, area_code)
    )",
    "create index need_area_area on need_area (area_code, need_id)",
    "create table evidence (
        id text primary key,
        need_id text not null references need (id),
        kind text not null,
        title text not null,
        finding text not null,
        source text not null,
        dated_on text not null,
        place text,
        url text,
        strength text not null,
        area_code text,
        measure text,
        added_by_id text not null references user_account (id),
        added_at timestamptz not null,
        foreign key (area_code, measure) references area_figure (area_code, measure)
    )",
    "create index evidence_need on evidence (need_id, id)",
    "create index evidence_figure on evidence (area_code, measure)",
    "create index evidence_added_by on evidence (added_by_id)",
];

const DOWN: &[&str] =
    &["drop table evidence", "drop table need_area", "drop table need", "drop table area_figure", "drop table area"];

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
