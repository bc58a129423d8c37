//! Consultations: what is asked, what people answer, and the points made. Nothing
//! in an answer says which person gave it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table consultation (
        id text primary key,
        reference text not null,
        buyer_id text not null references organisation (id),
        directorate_id text not null references directorate (id),
        lead_id text not null references user_account (id),
        created_at timestamptz not null,
        title text not null,
        purpose text,
        changeable text,
        fixed text,
        audience text,
        opens_on text,
        closes_on text,
        stage text not null,
        published_by_id text references user_account (id),
        published_at timestamptz,
        policy_row text,
        first_closes_on text,
        extended_at timestamptz,
        extended_reason text,
        answered_by_id text references user_account (id),
        answered_at timestamptz,
        cancelled_at timestamptz,
        cancelled_reason text,
        version bigint not null
    )",
    "create unique index consultation_reference_key on consultation (reference)",
    "create index consultation_stage_closes on consultation (stage, closes_on)",
    "create index consultation_stage_opens on consultation (stage, opens_on)",
    "create index consultation_stage on consultation (stage, id)",
    "create index consultation_buyer on consultation (buyer_id, id)",
    "create index consultation_directorate on consultation (directorate_id, id)",
    "create index consultation_lead on consultation (lead_id, id)",
    "create index consultation_published_by on consultation (published_by_id)",
    "create index consultation_answered_by on consultation (answered_by_id)",
    "create table consultation_question (
        id text primary key,
        consultation_id text not null references consultation (id),
        position bigint not null,
        prompt text not null,
        options text not null
    )",
    "create index consultation_question_consultation on consultation_question (consultation_id, position)",
    "create table consultation_commission (
        consultation_id text not null references consultation (id),
        commission_id text not null references commission (id),
        primary key (consultation_id, commission_id)
    )",
    "create index consultation_commission_commission on consultation_commission (commission_id, consultation_id)",
    "create table consultation_need (
        consultation_id text not null references consultation (id),
        need_id text not null references need (id),
        primary key (consultation_id, need_id)
    )",
    "create index consultation_need_need on consultation_need (need_id, consultation_id)",
    "create table consultation_response (
        id text primary key,
        consultation_id text not null references consultation (id),
        number bigint not null,
        answered_as text,
        organisation_name text,
        organisation_id text references organisation (id),
        given_on text not null,
        no_point boolean not null,
        version bigint not null
    )",
    "create unique index consultation_response_number_key on consultation_response (consultation_id, number)",
    "create index consultation_response_organisation on consultation_response (organisation_id, consultation_id, number)",
    "create table consultation_answer (
        response_id text not null references consultation_response (id),
        position bigint not null,
        question_id text not null references consultation_question (id),
        answer text not null,
        primary key (response_id, question_id)
    )",
    "create index consultation_answer_question on consultation_answer (question_id)",
    "create table consultation_point (
        id text primary key,
        consultation_id text not null references consultation (id),
        said text not null,
        disposition text,
        reason text,
        changed text,
        author_id text not null references user_account (id),
        version bigint not null
    )",
    "create index consultation_point_consultation on consultation_point (consultation_id, id)",
    "create index consultation_point_author on consultation_point (author_id)",
    "create table consultation_point_response (
        point_id text not null references consultation_point (id),
        response_id text not null references consultation_response (id),
        primary key (point_id, response_id)
    )",
    "create index consultation_point_response_response on consultation_point_response (response_id, point_id)",
];

const DOWN: &[&str] = &[
    "drop table consultation_point_response",
    "drop table consultation_point",
    "drop table consultation_answer",
    "drop table consultation_response",
    "drop table consultation_need",
    "drop table consultation_commission",
    "drop table consultation_question",
    "drop table consultation",
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
