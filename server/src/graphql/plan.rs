//! Plan: needs, areas and evidence.

pub mod area;
pub mod engagement;
pub mod evidence;
pub mod need;
pub mod objective;

use async_graphql::MergedObject;

/// Queries of plan.
#[derive(MergedObject, Default)]
pub struct PlanQuery(need::NeedQuery, area::AreaQuery, objective::ObjectiveQuery);

/// Mutations of plan.
#[derive(MergedObject, Default)]
pub struct PlanMutation(
    need::NeedMutation,
    evidence::EvidenceMutation,
    engagement::EngagementMutation,
    objective::ObjectiveMutation,
);
