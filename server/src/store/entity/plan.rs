//! Rows of plan.

pub mod area;
pub mod area_figure;
pub mod engagement;
pub mod engagement_reason;
pub mod evidence;
pub mod need;
pub mod need_area;
pub mod need_objective;
pub mod objective;
