//! Rows of secure.

pub mod agreement;
pub mod award;
pub mod bid;
pub mod evaluation;
pub mod opportunity;
pub mod specification;
