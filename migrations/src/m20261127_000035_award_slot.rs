//! The award of each lot: a slot that one standing award holds, and lots that end with nobody chosen.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table award add column slot text",
    "update award set slot = lot_id where stage in ('recommended', 'approved', 'notified', 'accepted')",
    "drop index award_lot_standing_key",
    "create unique index award_slot_key on award (slot)",
    "alter table lot add column ended_at timestamptz",
    "alter table lot add column end_reason text",
];

const DOWN: &[&str] = &[
    "alter table lot drop column end_reason",
    "alter table lot drop column ended_at",
    "drop index award_slot_key",
    "create unique index award_lot_standing_key on award (lot_id)
        where stage in ('recommended', 'approved', 'notified', 'accepted')",
    "alter table award drop column slot",
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
