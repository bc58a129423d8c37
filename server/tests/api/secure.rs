//! Secure.

mod bid;
mod method;
mod opportunity;
mod specification;
