//! Indexes for the orders in which lists are read whatever they are filtered
//! by: organisations by name, opportunities by deadline, opened bids.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create index organisation_name on organisation (name, id)",
    "create index organisation_status_name on organisation (status, name, id)",
    "create index opportunity_closes on opportunity (closes_at, id)",
    "create index bid_stage on bid (stage, id)",
];

const DOWN: &[&str] = &[
    "drop index bid_stage",
    "drop index opportunity_closes",
    "drop index organisation_status_name",
    "drop index organisation_name",
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
