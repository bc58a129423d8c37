//! Returns: one for each period of an agreement, with a reading for each measure.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table data_return (
        id text primary key,
        agreement_id text not null references agreement (id),
        buyer_id text not null references organisation (id),
        directorate_id text references directorate (id),
        provider_id text not null references organisation (id),
        period_from text not null,
        period_to text not null,
        due_on text not null,
        stage text not null,
        remark text,
        sent_at timestamptz,
        sent_by_id text references user_account (id),
        asked_at timestamptz,
        asked_by_id text references user_account (id),
        accepted_at timestamptz,
        accepted_by_id text references user_account (id),
        version bigint not null
    )",
    "create unique index data_return_period_key on data_return (agreement_id, period_from)",
    "create index data_return_buyer on data_return (buyer_id, due_on, id)",
    "create index data_return_directorate on data_return (directorate_id, due_on, id)",
    "create index data_return_provider on data_return (provider_id, due_on, id)",
    "create index data_return_stage on data_return (stage, due_on, id)",
    "create index data_return_sent_by on data_return (sent_by_id)",
    "create index data_return_asked_by on data_return (asked_by_id)",
    "create index data_return_accepted_by on data_return (accepted_by_id)",
    "create table reading (
        data_return_id text not null references data_return (id),
        indicator_id text not null references indicator (id),
        position bigint not null,
        value bigint,
        asked bigint,
        confirmed boolean not null,
        reason text,
        note text,
        query text,
        primary key (data_return_id, indicator_id)
    )",
    "create index reading_indicator on reading (indicator_id, data_return_id)",
];

const DOWN: &[&str] = &["drop table reading", "drop table data_return"];

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
