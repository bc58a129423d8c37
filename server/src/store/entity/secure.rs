//! Rows of secure.

pub mod agreement;
pub mod monitoring_plan;
pub mod payment_line;
pub mod plan_activity;
pub mod signature;
