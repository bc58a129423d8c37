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
pub mod evidence;
pub mod need;
pub mod need_area;
