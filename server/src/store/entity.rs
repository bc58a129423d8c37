//! The rows, as they lie in the tables; nothing outside `store` sees them.

pub mod commission;
pub mod framework;
pub mod monitor;
pub mod people;
pub mod plan;
pub mod review;
pub mod secure;
