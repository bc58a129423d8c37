//! Secure.

mod method;
mod opportunity;
mod specification;
