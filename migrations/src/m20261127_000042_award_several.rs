//! Several awards of one lot, in a grant round: each holds its own place in the lot, and any other lot has one alone.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "alter table award add column several boolean not null default false",
    // What was granted before had a lot to itself; from now on it has its bid's place.
    "update award set several = true where opportunity_id in (select id from opportunity where method = 'grant')",
    "update award set slot = lot_id || ' ' || bid_id where several and slot is not null",
];

const DOWN: &[&str] = &[
    // One award alone can hold a lot again: the first of each.
    "update award set slot = null where several and exists
        (select 1 from award as earlier where earlier.lot_id = award.lot_id and earlier.slot is not null
         and earlier.id < award.id)",
    "update award set slot = lot_id where several and slot is not null",
    "alter table award drop column several",
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
