//! Plan: needs, areas and evidence.

pub mod area;
pub mod evidence;
pub mod need;

use async_graphql::MergedObject;

/// Queries of plan.
#[derive(MergedObject, Default)]
pub struct PlanQuery(need::NeedQuery, area::AreaQuery);

/// Mutations of plan.
#[derive(MergedObject, Default)]
pub struct PlanMutation(need::NeedMutation, evidence::EvidenceMutation);
