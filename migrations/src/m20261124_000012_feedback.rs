//! What people say of a service. Nothing in a row says who.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table feedback (
        id text primary key,
        service_id text not null references service (id),
        rating text not null,
        words text,
        giver text,
        given_at timestamptz not null
    )",
    "create index feedback_service on feedback (service_id, rating)",
];

const DOWN: &[&str] = &["drop table feedback"];

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
