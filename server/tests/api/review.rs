//! Review.

mod feedback;
