//! Bids: drafts encrypted at rest, one sealed envelope each when sent, and what
//! was read out of it after the opening.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

// `draft` and `sealed` columns hold ciphertext in base64; `text` and
// `price_pence` are filled at the opening and never before.
const UP: &[&str] = &[
    "create table bid (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        organisation_id text not null references organisation (id),
        started_by text not null references user_account (id),
        started_at timestamptz not null,
        stage text not null,
        bid_key text not null,
        submitted_by text references user_account (id),
        withdrawn_by text references user_account (id),
        withdrawn_at timestamptz,
        opened_by text references user_account (id),
        opened_at timestamptz,
        version bigint not null
    )",
    "create unique index bid_one_key on bid (opportunity_id, organisation_id)",
    "create index bid_organisation on bid (organisation_id, id)",
    "create index bid_opportunity_stage on bid (opportunity_id, stage, id)",
    "create table bid_answer (
        bid_id text not null references bid (id),
        question_id text not null references question (id),
        draft text not null,
        version bigint not null,
        saved_at timestamptz not null,
        saved_by text not null references user_account (id),
        primary key (bid_id, question_id)
    )",
    "create index bid_answer_question on bid_answer (question_id)",
    "create table bid_price (
        bid_id text not null references bid (id),
        lot_id text not null references lot (id),
        draft text not null,
        version bigint not null,
        saved_at timestamptz not null,
        saved_by text not null references user_account (id),
        primary key (bid_id, lot_id)
    )",
    "create index bid_price_lot on bid_price (lot_id)",
    "create table bid_envelope (
        bid_id text primary key references bid (id),
        sealed text not null,
        sealed_to text not null
    )",
    "create table bid_receipt (
        bid_id text primary key references bid (id),
        code text not null,
        digest text not null,
        received_at timestamptz not null,
        signature text not null,
        signed_by text not null
    )",
    "create unique index bid_receipt_code_key on bid_receipt (code)",
    "create table opened_answer (
        bid_id text not null references bid (id),
        question_id text not null references question (id),
        text text not null,
        primary key (bid_id, question_id)
    )",
    "create index opened_answer_question on opened_answer (question_id)",
    "create table lot_bid (
        bid_id text not null references bid (id),
        lot_id text not null references lot (id),
        price_pence bigint not null,
        result text,
        primary key (bid_id, lot_id)
    )",
    "create index lot_bid_lot on lot_bid (lot_id, bid_id)",
];

const DOWN: &[&str] = &[
    "drop table lot_bid",
    "drop table opened_answer",
    "drop table bid_receipt",
    "drop table bid_envelope",
    "drop table bid_price",
    "drop table bid_answer",
    "drop table bid",
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
