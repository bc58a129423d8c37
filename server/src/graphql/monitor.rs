//! Monitor: returns, and how measures went.

pub mod data_return;
pub mod trend;

use async_graphql::MergedObject;

/// Queries of monitor.
#[derive(MergedObject, Default)]
pub struct MonitorQuery(data_return::DataReturnQuery);

/// Mutations of monitor.
#[derive(MergedObject, Default)]
pub struct MonitorMutation(data_return::DataReturnMutation);
