//! Plan: needs, areas and evidence.

pub mod need;

use async_graphql::MergedObject;

/// Queries of plan.
#[derive(MergedObject, Default)]
pub struct PlanQuery(need::NeedQuery);

/// Mutations of plan.
#[derive(MergedObject, Default)]
pub struct PlanMutation(need::NeedMutation);
