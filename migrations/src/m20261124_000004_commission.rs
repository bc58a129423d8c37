//! Services, and the turns of the cycle that commission them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table service (
        id text primary key,
        reference text not null,
        buyer_id text not null references organisation (id),
        name text not null,
        summary text not null,
        who_for text not null,
        how_to_use text not null,
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index service_reference_key on service (reference)",
    "create unique index service_name_key on service (buyer_id, name)",
    "create index service_name on service (name, id)",
    "create table commission (
        id text primary key,
        reference text not null,
        buyer_id text not null references organisation (id),
        directorate_id text not null references directorate (id),
        service_id text not null references service (id),
        title text not null,
        lead_id text not null references user_account (id),
        follows_id text references commission (id),
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index commission_reference_key on commission (reference)",
    "create index commission_buyer on commission (buyer_id, id)",
    "create index commission_directorate on commission (directorate_id, id)",
    "create index commission_service on commission (service_id, id)",
    "create index commission_lead on commission (lead_id, id)",
    "create index commission_follows on commission (follows_id)",
];

const DOWN: &[&str] = &["drop table commission", "drop table service"];

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
