//! What people do in Secure.

pub mod bid;
pub mod opportunity;
pub mod specification;
