//! Monitor's actions.

pub mod data_return;
pub mod trend;
