//! Rows of secure.

pub mod agreement;
pub mod bid;
pub mod bid_answer;
pub mod bid_envelope;
pub mod bid_price;
pub mod bid_receipt;
pub mod criterion;
pub mod indicator;
pub mod lot;
pub mod lot_bid;
pub mod monitoring_plan;
pub mod opened_answer;
pub mod opportunity;
pub mod outcome;
pub mod payment_line;
pub mod plan_activity;
pub mod question;
pub mod signature;
pub mod specification;
pub mod specification_section;
