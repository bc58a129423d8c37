//! Secure.

mod agreement;
mod alert;
mod amendment;
pub mod award;
mod bid;
mod clarification;
mod ending;
pub mod evaluation;
mod footing;
mod lots;
mod method;
mod opportunity;
mod round;
mod specification;
pub mod support;
