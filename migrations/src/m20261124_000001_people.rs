//! Organisations, their directorates, people, memberships, sessions and what
//! guards the door.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "create table organisation (
        id text primary key,
        kind text not null,
        name text not null,
        org_id text not null,
        sector text,
        legal_form text,
        independent boolean not null default true,
        purposes text not null default '',
        surplus text not null default '',
        asset_lock boolean not null default false,
        about text not null default '',
        website text,
        contact text,
        status text not null,
        status_reason text,
        status_at timestamptz not null,
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index organisation_org_id_key on organisation (org_id)",
    "create index organisation_kind_name on organisation (kind, name, id)",
    "create index organisation_kind_status_name on organisation (kind, status, name, id)",
    "create table directorate (
        id text primary key,
        organisation_id text not null references organisation (id),
        name text not null
    )",
    "create unique index directorate_name_key on directorate (organisation_id, name)",
    "create table user_account (
        id text primary key,
        name text not null,
        email text not null,
        phone text,
        password_hash text,
        confirmed_at timestamptz,
        created_at timestamptz not null,
        version bigint not null
    )",
    "create unique index user_account_email_key on user_account (email)",
    "create table organisation_status (
        id text primary key,
        organisation_id text not null references organisation (id),
        status text not null,
        reason text not null,
        by_user text references user_account (id),
        at timestamptz not null
    )",
    "create index organisation_status_of on organisation_status (organisation_id, id)",
    "create table membership (
        id text primary key,
        user_id text not null references user_account (id),
        organisation_id text not null references organisation (id),
        directorate_id text references directorate (id),
        role text not null,
        limit_pence bigint,
        expires_at timestamptz,
        ended_at timestamptz,
        created_at timestamptz not null
    )",
    "create index membership_user on membership (user_id, id)",
    "create index membership_organisation on membership (organisation_id, role, id)",
    "create index membership_directorate on membership (directorate_id)",
    "create table session (
        token_hash text primary key,
        user_id text not null references user_account (id),
        membership_id text references membership (id),
        device text not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null
    )",
    "create index session_user_account on session (user_id, created_at)",
    "create index session_membership on session (membership_id)",
    "create index session_expires on session (expires_at)",
    "create table user_token (
        token_hash text primary key,
        kind text not null,
        user_id text references user_account (id),
        email text not null,
        payload text,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
    )",
    "create index user_token_email on user_token (email, kind)",
    "create index user_token_expires on user_token (expires_at)",
    "create index user_token_user on user_token (user_id)",
    "create table attempt (
        id text primary key,
        subject text not null,
        at timestamptz not null
    )",
    "create index attempt_subject on attempt (subject, at)",
    "create index attempt_at on attempt (at)",
];

const DOWN: &[&str] = &[
    "drop table attempt",
    "drop table user_token",
    "drop table session",
    "drop table membership",
    "drop table organisation_status",
    "drop table user_account",
    "drop table directorate",
    "drop table organisation",
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
