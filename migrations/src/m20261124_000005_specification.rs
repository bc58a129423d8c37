//! What is wanted, version by version, with its outcomes and their indicators.
//!
//! The sections of a draft keep what was typed, whatever it is; the outcome
//! and indicator rows are made when approval is asked for, from what was read.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table specification (
        id text primary key,
        commission_id text not null references commission (id),
        number bigint not null,
        stage text not null,
        author_id text not null references user_account (id),
        created_at timestamptz not null,
        scope text,
        aims text,
        monitoring text,
        evaluation text,
        review text,
        payment text,
        value_a_year_pence bigint,
        years bigint,
        extension_years bigint,
        vat_basis_points bigint,
        category text,
        length_reason text,
        asked_by_id text references user_account (id),
        asked_at timestamptz,
        approved_by_id text references user_account (id),
        approved_at timestamptz,
        readability_reason text,
        policy_rows text,
        sent_back_reason text,
        version bigint not null
    )",
    "create unique index specification_number_key on specification (commission_id, number)",
    "create index specification_stage on specification (stage, id)",
    "create index specification_author on specification (author_id)",
    "create index specification_asked_by on specification (asked_by_id)",
    "create index specification_approved_by on specification (approved_by_id)",
    "create table specification_section (
        specification_id text not null references specification (id),
        section text not null,
        content text not null,
        saved_at timestamptz not null,
        saved_by_id text not null references user_account (id),
        version bigint not null,
        primary key (specification_id, section)
    )",
    "create index specification_section_saved_by on specification_section (saved_by_id)",
    "create table outcome (
        id text primary key,
        specification_id text not null references specification (id),
        position bigint not null,
        title text not null,
        beneficiaries text not null,
        need_id text not null references need (id)
    )",
    "create unique index outcome_position_key on outcome (specification_id, position)",
    "create index outcome_need on outcome (need_id, id)",
    "create table indicator (
        id text primary key,
        outcome_id text not null references outcome (id),
        position bigint not null,
        name text not null,
        kind text not null,
        unit text not null,
        direction text not null,
        baseline bigint not null,
        target bigint not null,
        tolerance bigint not null,
        source text not null,
        frequency_months bigint not null
    )",
    "create unique index indicator_position_key on indicator (outcome_id, position)",
];

const DOWN: &[&str] =
    &["drop table indicator", "drop table outcome", "drop table specification_section", "drop table specification"];

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
