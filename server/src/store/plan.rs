//! Rows of plan.

pub mod need;
