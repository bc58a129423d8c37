//! What is done with assessments.

use async_graphql::{Context, Object, SimpleObject};
use shared::Refusal;
use shared::plan::prioritisation::{Prioritisation as Domain, PrioritisationInput, PriorityInput};
use shared::plan::{NeedId, PrioritisationId};

use super::Prioritisation;
use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload::split;

/// The end of something done with an assessment.
#[derive(SimpleObject)]
pub struct PrioritisationPayload {
    /// The assessment as it is now.
    prioritisation: Option<Prioritisation>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<PrioritisationPayload> {
    let (prioritisation, user_errors) = split(result)?;
    Ok(PrioritisationPayload { prioritisation: prioritisation.map(Prioritisation::from), user_errors })
}

/// Mutations of assessments.
#[derive(Default)]
pub struct PrioritisationMutation;

#[Object]
impl PrioritisationMutation {
    /// Begins an assessment with no needs in it.
    async fn prioritisation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is called, and who makes it.")] input: PrioritisationInput,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::create(cx(ctx), &input).await)
    }

    /// Adds an open, published need of the council to an assessment.
    async fn prioritisation_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
        #[graphql(desc = "The need.")] need: NeedId,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::add(cx(ctx), &id, &need).await)
    }

    /// Takes a need out of an assessment.
    async fn prioritisation_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
        #[graphql(desc = "The need.")] need: NeedId,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::remove(cx(ctx), &id, &need).await)
    }

    /// Writes down what is answered about a need; answers may be left for later.
    async fn prioritisation_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
        #[graphql(desc = "The need.")] need: NeedId,
        #[graphql(desc = "The answers, as typed.")] input: PriorityInput,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::answer(cx(ctx), &id, &need, &input).await)
    }

    /// Asks for another officer's approval.
    async fn prioritisation_request_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::request_approval(cx(ctx), &id).await)
    }

    /// Approves an assessment that another officer made: it becomes public, and
    /// its needs take their places.
    async fn prioritisation_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::approve(cx(ctx), &id).await)
    }

    /// Sends an assessment back with what has to change.
    async fn prioritisation_send_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
        #[graphql(desc = "What has to change.")] reason: String,
    ) -> async_graphql::Result<PrioritisationPayload> {
        payload(app::plan::prioritisation::send_back(cx(ctx), &id, &reason).await)
    }
}
