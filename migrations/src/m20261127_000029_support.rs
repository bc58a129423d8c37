//! Help that is offered to every provider alike, who asked for it, and what came of it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table support_offer (
        id text not null primary key,
        buyer_id text not null references organisation (id),
        kind text not null,
        title text not null,
        says text not null,
        until text,
        published_by_id text not null references user_account (id),
        published_at timestamptz not null,
        ended_at timestamptz
    )",
    "create index support_offer_buyer on support_offer (buyer_id)",
    "create index support_offer_published_by on support_offer (published_by_id)",
    "create table support_request (
        id text not null primary key,
        offer_id text not null references support_offer (id),
        buyer_id text not null references organisation (id),
        organisation_id text not null references organisation (id),
        words text not null,
        asked_by_id text not null references user_account (id),
        asked_at timestamptz not null,
        result text,
        outcome_says text,
        recorded_at timestamptz
    )",
    "create index support_request_offer on support_request (offer_id, id)",
    "create index support_request_buyer on support_request (buyer_id, offer_id)",
    "create index support_request_organisation on support_request (organisation_id, offer_id)",
    "create index support_request_asked_by on support_request (asked_by_id)",
];

const DOWN: &[&str] = &["drop table support_request", "drop table support_offer"];

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
