//! Plan: needs, areas, evidence and consultations.

pub mod area;
pub mod budget;
pub mod consultation;
pub mod engagement;
pub mod evidence;
pub mod forum;
pub mod market;
pub mod need;
pub mod objective;
pub mod prioritisation;

use async_graphql::MergedObject;

/// Queries of plan.
#[derive(MergedObject, Default)]
pub struct PlanQuery(
    need::NeedQuery,
    area::AreaQuery,
    objective::ObjectiveQuery,
    prioritisation::PrioritisationQuery,
    forum::ForumQuery,
    consultation::ConsultationQuery,
    market::MarketQuery,
);

/// Mutations of plan.
#[derive(MergedObject, Default)]
pub struct PlanMutation(
    need::NeedMutation,
    evidence::EvidenceMutation,
    engagement::EngagementMutation,
    objective::ObjectiveMutation,
    prioritisation::mutation::PrioritisationMutation,
    forum::ForumMutation,
    consultation::ConsultationRoomMutation,
    market::MarketMutation,
    budget::BudgetMutation,
);
