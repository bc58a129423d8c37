//! Feedback on the wire: an anonymous form, and counts.

use async_graphql::{Context, Object, SimpleObject};
use shared::Refusal;
use shared::review::feedback::{Cell, FeedbackInput, Rating};

use crate::graphql::commission::service::Service;
use crate::graphql::context::cx;
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// What people say of a service, as counts that give nobody away.
#[derive(SimpleObject, Clone)]
pub struct FeedbackSummary {
    /// The service.
    service: Service,
    /// How many spoke; null while that is too few to show.
    total: Option<i64>,
    /// How many said what.
    ratings: Vec<FeedbackCount>,
    /// A number under this is not shown, nor any other that would give it away.
    least: i64,
}

/// How many said one thing.
#[derive(SimpleObject, Clone)]
pub struct FeedbackCount {
    /// What they said.
    rating: Rating,
    /// The same in words.
    label: String,
    /// How many; null while that is too few to show.
    count: Option<i64>,
    /// How many, in words.
    in_words: String,
}

fn count((rating, cell): (Rating, Cell)) -> FeedbackCount {
    let count = cell.shown().and_then(|number| i64::try_from(number).ok());
    FeedbackCount {
        rating,
        label: rating.label().to_owned(),
        in_words: count.map_or_else(|| "Too few to show".to_owned(), |count| count.to_string()),
        count,
    }
}

/// Queries of feedback.
#[derive(Default)]
pub struct FeedbackQuery;

#[Object]
impl FeedbackQuery {
    /// What people say of a service.
    async fn feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The service's reference, such as `S-0001`.")] service: String,
    ) -> async_graphql::Result<Option<FeedbackSummary>> {
        let cx = cx(ctx);
        let found = store::commission::service::find_by_reference(cx.db().reader(), &cx.actor, &service).await;
        let Some(service) = found.map_err(payload::store)? else { return Ok(None) };
        let counted = payload::found(app::review::feedback::counts(cx, &service).await)?;
        Ok(counted.map(|(summary, least)| FeedbackSummary {
            service: Service::from(service),
            total: summary.total.shown().and_then(|number| i64::try_from(number).ok()),
            ratings: summary.ratings.into_iter().map(count).collect(),
            least: i64::from(least),
        }))
    }
}

/// The end of giving feedback.
#[derive(SimpleObject)]
pub struct FeedbackGivePayload {
    /// The service it was given on; none if it was not taken.
    service: Option<Service>,
    /// Why it was not taken; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of feedback.
#[derive(Default)]
pub struct FeedbackMutation;

#[Object]
impl FeedbackMutation {
    /// Says how a service is. No name is asked, and none is kept.
    async fn feedback_give(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The service's reference, such as `S-0001`.")] service: String,
        #[graphql(desc = "What you say.")] input: FeedbackInput,
    ) -> async_graphql::Result<FeedbackGivePayload> {
        let (service, user_errors) = split(app::review::feedback::give(cx(ctx), &service, &input).await)?;
        Ok(FeedbackGivePayload { service: service.map(Service::from), user_errors })
    }
}
