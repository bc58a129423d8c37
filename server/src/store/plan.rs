//! Rows of plan.

pub mod area;
pub mod consultation;
pub mod evidence;
pub mod need;
