//! The choice of a bid and the letters to the bidders.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table award (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        lot_id text not null references lot (id),
        bid_id text not null references bid (id),
        buyer_id text not null references organisation (id),
        directorate_id text references directorate (id),
        provider_id text not null references organisation (id),
        provider_name text not null,
        value_pence bigint not null,
        reasons text not null,
        other_reason text,
        author_id text not null references user_account (id),
        recommended_at timestamptz not null,
        stage text not null,
        notified_at timestamptz,
        standstill_ends_on text,
        standstill_row text,
        ended_by text references user_account (id),
        ended_at timestamptz,
        ended_reason text,
        version bigint not null
    )",
    "create unique index award_lot_standing_key on award (lot_id)
        where stage in ('recommended', 'approved', 'notified', 'accepted')",
    "create index award_opportunity on award (opportunity_id, id)",
    "create index award_lot on award (lot_id)",
    "create index award_bid on award (bid_id)",
    "create index award_buyer on award (buyer_id, stage, id)",
    "create index award_directorate on award (directorate_id)",
    "create index award_provider on award (provider_id, id)",
    "create index award_author on award (author_id)",
    "create index award_ended_by on award (ended_by)",
    "create table award_letter (
        award_id text not null references award (id),
        bid_id text not null references bid (id),
        organisation_id text not null references organisation (id),
        successful boolean not null,
        quality bigint not null,
        cost bigint not null,
        total bigint not null,
        winner_name text not null,
        winner_total bigint not null,
        reasons text not null,
        standstill_ends_on text,
        sent_at timestamptz not null,
        primary key (award_id, bid_id)
    )",
    "create index award_letter_bid on award_letter (bid_id, sent_at)",
    "create index award_letter_organisation on award_letter (organisation_id, sent_at)",
    "create table award_letter_answer (
        award_id text not null,
        bid_id text not null,
        question_id text not null references question (id),
        number bigint not null,
        points bigint not null,
        reason text not null,
        primary key (award_id, bid_id, question_id),
        constraint award_letter_answer_letter foreign key (award_id, bid_id) references award_letter (award_id, bid_id)
    )",
    "create index award_letter_answer_question on award_letter_answer (question_id)",
];

const DOWN: &[&str] = &["drop table award_letter_answer", "drop table award_letter", "drop table award"];

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
