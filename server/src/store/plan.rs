//! Rows of plan.

pub mod area;
pub mod evidence;
pub mod need;
