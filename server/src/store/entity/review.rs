//! Rows of review.

pub mod feedback;
