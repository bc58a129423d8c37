//! Secure.

mod specification;
