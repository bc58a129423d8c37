//! Rows of secure.

pub mod agreement;
pub mod alert;
pub mod amendment;
pub mod award;
pub mod bid;
pub mod clarification;
pub mod evaluation;
pub mod opportunity;
pub mod specification;
pub mod support;
