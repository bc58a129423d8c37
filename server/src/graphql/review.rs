//! Review: what people say of services.

pub mod feedback;

use async_graphql::MergedObject;

/// Queries of review.
#[derive(MergedObject, Default)]
pub struct ReviewQuery(feedback::FeedbackQuery);

/// Mutations of review.
#[derive(MergedObject, Default)]
pub struct ReviewMutation(feedback::FeedbackMutation);
