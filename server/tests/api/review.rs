//! Review.

mod feedback;
pub mod process_feedback;
