//! What people do in Secure.

pub mod award;
pub mod bid;
pub mod evaluation;
pub mod agreement;
pub mod opportunity;
pub mod specification;
