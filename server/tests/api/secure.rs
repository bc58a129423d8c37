//! Secure.

mod agreement;
mod award;
mod bid;
pub mod evaluation;
mod method;
mod opportunity;
mod specification;
