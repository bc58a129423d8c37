//! Rows of plan.

pub mod area;
pub mod area_figure;
pub mod evidence;
pub mod need;
pub mod need_area;
