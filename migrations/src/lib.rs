//! The database's shape: one table family a file, in the order in which they
//! came. Append only; see `docs/adding-an-aggregate.md`.
//!
//! The schema is the portable part of SQL, the same on SQLite and PostgreSQL:
//! text, bigint, boolean and timestamptz; money in pence, figures in
//! thousandths.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261124_000001_people;
mod m20261124_000002_framework;
mod m20261124_000003_plan;
mod m20261124_000004_commission;
mod m20261124_000005_specification;
mod m20261124_000006_opportunity;
mod m20261124_000007_bid;
mod m20261124_000008_evaluation;
mod m20261124_000009_award;
mod m20261124_000010_agreement;
mod m20261124_000011_data_return;
mod m20261124_000012_feedback;
mod m20261124_000013_list;
mod m20261124_000014_return_due;
mod m20261126_000017_edited_by;
mod m20261126_000018_secure;
mod m20261126_000019_event_value;
mod m20261126_000020_engagement;
mod m20261126_000021_prioritisation;
mod m20261126_000022_forum;
mod m20261126_000023_consultation;
mod m20261126_000024_clarification;
mod m20261126_000025_amendment;
mod m20261126_000026_alert;
mod m20261126_000054_template;
mod m20261127_000027_principle;
mod m20261127_000028_market;
mod m20261127_000029_support;
mod m20261127_000030_footing;
mod m20261127_000034_lots;
mod m20261127_000035_award_slot;
mod m20261127_000037_budget;
mod m20261127_000039_question_kind;
mod m20261127_000040_bid_team;
mod m20261127_000041_round;
mod m20261127_000042_award_several;
mod m20261127_000043_purpose;
mod m20261127_000049_process_feedback;
mod m20261127_000050_subsidy;
mod m20261127_000055_came_by;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_people::Migration),
            Box::new(m20261124_000002_framework::Migration),
            Box::new(m20261124_000003_plan::Migration),
            Box::new(m20261124_000004_commission::Migration),
            Box::new(m20261124_000005_specification::Migration),
            Box::new(m20261124_000006_opportunity::Migration),
            Box::new(m20261124_000007_bid::Migration),
            Box::new(m20261124_000008_evaluation::Migration),
            Box::new(m20261124_000009_award::Migration),
            Box::new(m20261124_000010_agreement::Migration),
            Box::new(m20261124_000011_data_return::Migration),
            Box::new(m20261124_000012_feedback::Migration),
            Box::new(m20261124_000013_list::Migration),
            Box::new(m20261124_000014_return_due::Migration),
            Box::new(m20261126_000017_edited_by::Migration),
            Box::new(m20261126_000018_secure::Migration),
            Box::new(m20261126_000019_event_value::Migration),
            Box::new(m20261126_000020_engagement::Migration),
            Box::new(m20261126_000021_prioritisation::Migration),
            Box::new(m20261126_000022_forum::Migration),
            Box::new(m20261126_000023_consultation::Migration),
            Box::new(m20261126_000024_clarification::Migration),
            Box::new(m20261126_000025_amendment::Migration),
            Box::new(m20261126_000026_alert::Migration),
            Box::new(m20261126_000054_template::Migration),
            Box::new(m20261127_000027_principle::Migration),
            Box::new(m20261127_000028_market::Migration),
            Box::new(m20261127_000029_support::Migration),
            Box::new(m20261127_000030_footing::Migration),
            Box::new(m20261127_000034_lots::Migration),
            Box::new(m20261127_000035_award_slot::Migration),
            Box::new(m20261127_000037_budget::Migration),
            Box::new(m20261127_000039_question_kind::Migration),
            Box::new(m20261127_000040_bid_team::Migration),
            Box::new(m20261127_000041_round::Migration),
            Box::new(m20261127_000042_award_several::Migration),
            Box::new(m20261127_000043_purpose::Migration),
            Box::new(m20261127_000049_process_feedback::Migration),
            Box::new(m20261127_000050_subsidy::Migration),
            Box::new(m20261127_000055_came_by::Migration),
        ]
    }
}

/// Runs portable statements one after another.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
