//! What people do in Secure.

pub mod opportunity;
pub mod specification;
