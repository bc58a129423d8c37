//! Plan: needs, areas, evidence and consultations.

pub mod area;
pub mod consultation;
pub mod evidence;
pub mod need;

use async_graphql::MergedObject;

/// Queries of plan.
#[derive(MergedObject, Default)]
pub struct PlanQuery(need::NeedQuery, area::AreaQuery, consultation::ConsultationQuery);

/// Mutations of plan.
#[derive(MergedObject, Default)]
pub struct PlanMutation(need::NeedMutation, evidence::EvidenceMutation, consultation::ConsultationRoomMutation);
