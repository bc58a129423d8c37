//! Review: what people say of services, and bidders of how they were treated.

pub mod feedback;
pub mod process_feedback;

use async_graphql::MergedObject;

/// Queries of review.
#[derive(MergedObject, Default)]
pub struct ReviewQuery(feedback::FeedbackQuery, process_feedback::ProcessFeedbackQuery);

/// Mutations of review.
#[derive(MergedObject, Default)]
pub struct ReviewMutation(feedback::FeedbackMutation, process_feedback::ProcessFeedbackMutation);
