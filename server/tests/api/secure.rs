//! Secure.

mod agreement;
mod award;
mod bid;
mod evaluation;
mod method;
mod opportunity;
mod specification;
