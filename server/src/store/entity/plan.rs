//! Rows of plan.

pub mod area;
pub mod area_figure;
pub mod consultation;
pub mod consultation_answer;
pub mod consultation_commission;
pub mod consultation_need;
pub mod consultation_point;
pub mod consultation_point_response;
pub mod consultation_question;
pub mod consultation_response;
pub mod engagement;
pub mod engagement_reason;
pub mod evidence;
pub mod forum;
pub mod forum_member;
pub mod market_entry;
pub mod market_snapshot;
pub mod meeting;
pub mod meeting_need;
pub mod meeting_specification;
pub mod need;
pub mod need_area;
pub mod need_objective;
pub mod objective;
pub mod prioritisation;
pub mod prioritisation_need;
