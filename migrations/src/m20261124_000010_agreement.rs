//! Agreements: their terms, payments, signatures and monitoring plans.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table agreement (
        id text primary key,
        reference text not null,
        kind text not null,
        award_id text not null references award (id),
        commission_id text not null references commission (id),
        service_id text not null references service (id),
        specification_id text not null references specification (id),
        buyer_id text not null references organisation (id),
        directorate_id text references directorate (id),
        provider_id text not null references organisation (id),
        author_id text not null references user_account (id),
        title text not null,
        awarded_on text not null,
        value_pence bigint not null,
        starts_on text not null,
        ends_on text not null,
        payment_days bigint,
        payment_terms text,
        stage text not null,
        offered_at timestamptz,
        declined_at timestamptz,
        declined_reason text,
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index agreement_reference_key on agreement (reference)",
    "create unique index agreement_award_key on agreement (award_id)",
    "create index agreement_commission on agreement (commission_id, reference)",
    "create index agreement_service on agreement (service_id, reference)",
    "create index agreement_specification on agreement (specification_id)",
    "create index agreement_buyer on agreement (buyer_id, reference)",
    "create index agreement_directorate on agreement (directorate_id, reference)",
    "create index agreement_provider on agreement (provider_id, reference)",
    "create index agreement_author on agreement (author_id)",
    "create index agreement_stage on agreement (stage, reference)",
    "create table payment_line (
        agreement_id text not null references agreement (id),
        position bigint not null,
        due_on text not null,
        what text not null,
        amount_pence bigint not null,
        primary key (agreement_id, position)
    )",
    "create table signature (
        agreement_id text not null references agreement (id),
        side text not null,
        user_id text not null references user_account (id),
        name text not null,
        signed_at timestamptz not null,
        primary key (agreement_id, side)
    )",
    "create index signature_user on signature (user_id)",
    "create table monitoring_plan (
        agreement_id text primary key references agreement (id),
        frequency text not null,
        rationale text
    )",
    "create table plan_activity (
        agreement_id text not null references agreement (id),
        position bigint not null,
        kind text not null,
        detail text not null,
        primary key (agreement_id, position)
    )",
];

const DOWN: &[&str] = &[
    "drop table plan_activity",
    "drop table monitoring_plan",
    "drop table signature",
    "drop table payment_line",
    "drop table agreement",
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
