//! Rows of secure.

pub mod agreement;
