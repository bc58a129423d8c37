//! Invitations to bid, with their lots, criteria and questions.
//!
//! `closes_at` and its fellows are the timetable; publication adds `commenced_on`, `published_at` and `open_from`. What
//! the clock alone decides (scheduled, open, closed) has no column.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

// Days are text, year first; weights are hundredths of a per cent.
const UP: &[&str] = &[
    "create table opportunity (
        id text primary key,
        reference text not null,
        buyer_id text not null references organisation (id),
        directorate_id text references directorate (id),
        commission_id text not null references commission (id),
        specification_id text not null references specification (id),
        title text not null,
        summary text not null,
        method text not null,
        value_a_year_pence bigint not null,
        years bigint not null,
        extension_years bigint not null,
        further_lots_pence text not null,
        vat_basis_points bigint not null,
        category text not null,
        value_pence bigint not null,
        officer_id text references user_account (id),
        author_id text not null references user_account (id),
        proportion_reason text,
        opens_at timestamptz,
        questions_until timestamptz,
        closes_at timestamptz,
        decision_on text,
        starts_on text,
        stage text not null,
        sent_back text,
        asked_by_id text references user_account (id),
        asked_at timestamptz,
        commenced_on text,
        published_at timestamptz,
        approved_by_id text references user_account (id),
        open_from timestamptz,
        policy_rows text,
        opened_at timestamptz,
        decided_at timestamptz,
        ended_at timestamptz,
        cancel_reason text,
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index opportunity_reference_key on opportunity (reference)",
    "create index opportunity_published on opportunity (published_at, id)",
    "create index opportunity_stage_closes on opportunity (stage, closes_at, id)",
    "create index opportunity_buyer on opportunity (buyer_id, id)",
    "create index opportunity_directorate on opportunity (directorate_id)",
    "create index opportunity_commission on opportunity (commission_id, id)",
    "create index opportunity_specification on opportunity (specification_id)",
    "create index opportunity_officer on opportunity (officer_id)",
    "create index opportunity_author on opportunity (author_id)",
    "create index opportunity_asked_by on opportunity (asked_by_id)",
    "create index opportunity_approved_by on opportunity (approved_by_id)",
    "create table lot (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        number bigint not null,
        title text not null,
        value_pence bigint not null
    )",
    "create unique index lot_number_key on lot (opportunity_id, number)",
    "create table criterion (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        position bigint not null,
        kind text not null,
        title text not null,
        weight bigint not null,
        good text
    )",
    "create index criterion_opportunity on criterion (opportunity_id, position)",
    "create table question (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        criterion_id text references criterion (id),
        position bigint not null,
        prompt text not null,
        guidance text,
        word_limit bigint not null
    )",
    "create index question_opportunity on question (opportunity_id, position)",
    "create index question_criterion on question (criterion_id)",
];

const DOWN: &[&str] = &["drop table question", "drop table criterion", "drop table lot", "drop table opportunity"];

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
