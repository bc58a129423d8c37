//! Rows of secure.

pub mod agreement;
pub mod criterion;
pub mod indicator;
pub mod lot;
pub mod monitoring_plan;
pub mod opportunity;
pub mod outcome;
pub mod payment_line;
pub mod plan_activity;
pub mod question;
pub mod signature;
pub mod specification;
pub mod specification_section;
