//! Rows of secure.

pub mod agreement;
pub mod bid;
pub mod opportunity;
pub mod specification;
