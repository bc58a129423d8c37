//! What people do in Secure.

pub mod agreement;
pub mod award;
pub mod bid;
pub mod evaluation;
pub mod opportunity;
pub mod specification;
