//! Secure.

mod agreement;
pub mod award;
mod bid;
pub mod evaluation;
mod method;
mod opportunity;
mod specification;
