//! Secure.

mod award;
mod bid;
mod evaluation;
mod agreement;
mod method;
mod opportunity;
mod specification;
