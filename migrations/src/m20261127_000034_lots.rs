//! How an opportunity is cut into lots: why one alone, and how many one bidder may bid for and win.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table opportunity add column one_lot_reason text",
    "alter table opportunity add column lots_bid_most bigint",
    "alter table opportunity add column lots_win_most bigint",
];

const DOWN: &[&str] = &[
    "alter table opportunity drop column lots_win_most",
    "alter table opportunity drop column lots_bid_most",
    "alter table opportunity drop column one_lot_reason",
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
