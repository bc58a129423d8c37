//! What officers do with consultations.

use async_graphql::{Context, Object, SimpleObject};
use shared::Refusal;
use shared::plan::ConsultationId;
use shared::plan::consultation::{Consultation as Domain, ConsultationInput};

use super::Consultation;
use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload::split;

/// The end of something done with a consultation.
#[derive(SimpleObject)]
pub struct ConsultationPayload {
    /// The consultation as it is now.
    consultation: Option<Consultation>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

pub(super) fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<ConsultationPayload> {
    let (made, user_errors) = split(result)?;
    Ok(ConsultationPayload { consultation: made.map(Consultation::from), user_errors })
}

/// Mutations of consultations.
#[derive(Default)]
pub struct ConsultationMutation;

#[Object]
impl ConsultationMutation {
    /// Begins a consultation as a draft.
    async fn consultation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The directorate that asks, by id.")] directorate: String,
        #[graphql(desc = "What it says and asks; all but the title may be left for later.")] input: ConsultationInput,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::create(cx(ctx), &directorate, &input).await)
    }

    /// Changes what a draft says and asks.
    async fn consultation_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] id: ConsultationId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "What it says and asks.")] input: ConsultationInput,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::edit(cx(ctx), &id, version, &input).await)
    }

    /// Publishes a consultation. From then on its questions stand.
    async fn consultation_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] id: ConsultationId,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::publish(cx(ctx), &id).await)
    }

    /// Gives people more time to answer, never less.
    async fn consultation_extend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] id: ConsultationId,
        #[graphql(desc = "The new last day, as typed.")] closes_on: String,
        #[graphql(desc = "Why people get more time, for anyone to read.")] reason: String,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::extend(cx(ctx), &id, &closes_on, &reason).await)
    }

    /// Calls a consultation off.
    async fn consultation_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] id: ConsultationId,
        #[graphql(desc = "Why, for anyone to read.")] reason: String,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::cancel(cx(ctx), &id, &reason).await)
    }

    /// Publishes what people said and what the council did about each point;
    /// refused while any answer or point waits.
    async fn consultation_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] id: ConsultationId,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::answer(cx(ctx), &id).await)
    }
}
