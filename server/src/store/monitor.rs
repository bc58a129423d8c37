//! Rows of monitor.

pub mod data_return;
