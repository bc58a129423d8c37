//! What people do in Secure.

pub mod specification;
