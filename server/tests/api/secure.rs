//! Secure.

mod agreement;
pub mod award;
mod bid;
mod ending;
pub mod evaluation;
mod method;
mod opportunity;
mod specification;
