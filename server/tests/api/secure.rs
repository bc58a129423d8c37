//! Secure.

mod agreement;
mod alert;
mod amendment;
pub mod award;
mod bid;
mod clarification;
mod core_grant;
mod ending;
pub mod evaluation;
mod footing;
mod lots;
mod method;
mod opportunity;
pub mod round;
mod sequences;
mod specification;
pub mod support;
