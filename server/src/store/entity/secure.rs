//! Rows of secure.

pub mod agreement;
pub mod indicator;
pub mod monitoring_plan;
pub mod outcome;
pub mod payment_line;
pub mod plan_activity;
pub mod signature;
pub mod specification;
pub mod specification_section;
