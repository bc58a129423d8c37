//! Rows of secure.

pub mod agreement;
pub mod specification;
