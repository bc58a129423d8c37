//! Rows of monitor.

pub mod data_return;
pub mod reading;
