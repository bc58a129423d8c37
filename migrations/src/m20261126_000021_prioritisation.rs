//! Assessments that put needs in order, with the answers about each need, and
//! the place that a need comes to have.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table prioritisation (
        id text primary key,
        buyer_id text not null references organisation (id),
        directorate_id text not null references directorate (id),
        author_id text not null references user_account (id),
        created_at timestamptz not null,
        title text not null,
        stage text not null,
        requested_by_id text references user_account (id),
        requested_at timestamptz,
        sent_back_by_id text references user_account (id),
        sent_back_at timestamptz,
        sent_back_reason text,
        approved_by_id text references user_account (id),
        approved_at timestamptz,
        version bigint not null
    )",
    "create index prioritisation_stage on prioritisation (stage, id)",
    "create index prioritisation_buyer on prioritisation (buyer_id, id)",
    "create index prioritisation_directorate on prioritisation (directorate_id)",
    "create index prioritisation_author on prioritisation (author_id)",
    "create index prioritisation_requested_by on prioritisation (requested_by_id)",
    "create index prioritisation_sent_back_by on prioritisation (sent_back_by_id)",
    "create index prioritisation_approved_by on prioritisation (approved_by_id)",
    "create table prioritisation_need (
        prioritisation_id text not null references prioritisation (id),
        need_id text not null references need (id),
        objective_points bigint,
        objective_id text references objective (id),
        statutory boolean,
        duty_id text references objective (id),
        gap_points bigint,
        voice_points bigint,
        voice_reason text,
        budget text,
        placement text not null,
        scheduled_on text,
        out_reason text,
        primary key (prioritisation_id, need_id)
    )",
    "create index prioritisation_need_need on prioritisation_need (need_id, prioritisation_id)",
    "create index prioritisation_need_objective on prioritisation_need (objective_id)",
    "create index prioritisation_need_duty on prioritisation_need (duty_id)",
    "alter table need add column prioritisation_id text references prioritisation (id)",
    "alter table need add column prioritised_at timestamptz",
    "alter table need add column priority_rank bigint",
    "alter table need add column priority_of bigint",
    "alter table need add column priority_score bigint",
    "alter table need add column scheduled_on text",
    "create index need_prioritisation on need (prioritisation_id)",
];

const DOWN: &[&str] = &[
    "drop index need_prioritisation",
    "alter table need drop column scheduled_on",
    "alter table need drop column priority_score",
    "alter table need drop column priority_of",
    "alter table need drop column priority_rank",
    "alter table need drop column prioritised_at",
    "alter table need drop column prioritisation_id",
    "drop table prioritisation_need",
    "drop table prioritisation",
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
