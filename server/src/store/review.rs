//! Rows of review.

pub mod feedback;
pub mod process_feedback;
