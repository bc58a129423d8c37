//! Panels, declared interests, blind scores and agreed points.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table panel_member (
        id text primary key,
        opportunity_id text not null references opportunity (id),
        user_id text not null references user_account (id),
        chair boolean not null,
        appointed_at timestamptz not null,
        sent_at timestamptz,
        version bigint not null
    )",
    "create unique index panel_member_person_key on panel_member (opportunity_id, user_id)",
    "create index panel_member_user on panel_member (user_id, id)",
    "create table interest (
        panel_member_id text not null references panel_member (id),
        bid_id text not null references bid (id),
        kind text not null,
        about text,
        declared_at timestamptz not null,
        primary key (panel_member_id, bid_id)
    )",
    "create index interest_bid on interest (bid_id)",
    "create table score (
        id text primary key,
        panel_member_id text not null references panel_member (id),
        bid_id text not null references bid (id),
        question_id text not null references question (id),
        points bigint,
        reason text not null,
        note text,
        saved_at timestamptz not null,
        version bigint not null,
        constraint score_in_range check (points is null or (points >= 0 and points <= 5))
    )",
    "create unique index score_answer_key on score (panel_member_id, bid_id, question_id)",
    "create index score_bid on score (bid_id)",
    "create index score_question on score (question_id)",
    "create table moderation (
        bid_id text not null references bid (id),
        question_id text not null references question (id),
        points bigint not null,
        reason text not null,
        author_id text not null references user_account (id),
        agreed_at timestamptz not null,
        version bigint not null,
        primary key (bid_id, question_id),
        constraint moderation_in_range check (points >= 0 and points <= 5)
    )",
    "create index moderation_question on moderation (question_id)",
    "create index moderation_author on moderation (author_id)",
];

const DOWN: &[&str] = &["drop table moderation", "drop table score", "drop table interest", "drop table panel_member"];

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
