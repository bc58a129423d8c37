//! Rows of secure.

pub mod agreement;
pub mod opportunity;
pub mod specification;
