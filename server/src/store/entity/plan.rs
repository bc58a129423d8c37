//! Rows of plan.

pub mod need;
pub mod need_area;
