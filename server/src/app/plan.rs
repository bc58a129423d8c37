//! Plan's actions.

pub mod need;
