//! The points that answers make.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::Refusal;
use shared::plan::consultation::point::counts;
use shared::plan::consultation::{ConsultationPointInput, Disposition, Facts, Point as Domain};
use shared::plan::{ConsultationId, ConsultationPointId};
use shared::review::feedback::Cell;

use super::Consultation;
use super::response::ConsultationResponse;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// One point that answers make, and what the council did about it.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct ConsultationPoint {
    /// Its identifier.
    id: ConsultationPointId,
    /// What people said.
    said: String,
    /// What the council does about it.
    disposition: Option<Disposition>,
    /// The same in words.
    disposition_label: Option<String>,
    /// Why.
    reason: Option<String>,
    /// What changed.
    changed: Option<String>,
    /// Whether all is said that an answer needs.
    is_answered: bool,
    /// How many answers make it; null where that is too few to show.
    count: Option<i64>,
    /// How many, in words.
    count_in_words: String,
    /// Counts the times it was saved; say it when you change it.
    version: i64,
    #[graphql(skip)]
    pub(super) domain: Domain,
}

impl ConsultationPoint {
    fn new(domain: Domain, cell: Cell) -> Self {
        let count = cell.shown().and_then(|number| i64::try_from(number).ok());
        let text = domain.text.clone();
        Self {
            id: domain.id.clone(),
            said: text.said,
            disposition: text.disposition,
            disposition_label: text.disposition.map(|disposition| disposition.label().to_owned()),
            reason: text.reason,
            changed: text.changed,
            is_answered: domain.missing().is_empty(),
            count_in_words: count.map_or_else(|| "Too few to show".to_owned(), |count| count.to_string()),
            count,
            version: domain.version,
            domain,
        }
    }
}

#[ComplexObject]
impl ConsultationPoint {
    /// The answers that make it, as far as the viewer may read them.
    async fn responses(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConsultationResponse>> {
        let found = loader(ctx).load_many(self.domain.text.responses.iter().cloned()).await?;
        let mut responses: Vec<ConsultationResponse> = found.into_values().collect();
        responses.sort_by_key(ConsultationResponse::place);
        Ok(responses)
    }
}

/// Asks the loader for the points of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PointsOf(pub ConsultationId);

impl Loader<PointsOf> for Batch {
    type Value = Vec<ConsultationPoint>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[PointsOf]) -> Result<HashMap<PointsOf, Vec<ConsultationPoint>>, Self::Error> {
        let ids: Vec<ConsultationId> = keys.iter().map(|key| key.0.clone()).collect();
        let points = points(self, &ids).await?;
        let policy = self.0.policy(self.0.today()).map_err(|error| payload::internal(&error))?;
        let least = u64::from(policy.suppress_min().value);
        let view = |points: Vec<Domain>| {
            let cells = counts(&points, least);
            points.into_iter().zip(cells).map(|(point, cell)| ConsultationPoint::new(point, cell)).collect()
        };
        Ok(points.into_iter().map(|(id, points)| (PointsOf(id), view(points))).collect())
    }
}

/// Asks the loader for what the gate has to know of a consultation; only for
/// those who may read its answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FactsOf(pub ConsultationId);

impl Loader<FactsOf> for Batch {
    type Value = Facts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[FactsOf]) -> Result<HashMap<FactsOf, Facts>, Self::Error> {
        let ids: Vec<ConsultationId> = keys.iter().map(|key| key.0.clone()).collect();
        let unread = store::plan::consultation::response::unread(self.0.db().reader(), &ids).await;
        let mut unread = unread.map_err(payload::store)?;
        let mut points = points(self, &ids).await?;
        let facts = |id: &ConsultationId| Facts {
            unread: unread.remove(id).unwrap_or_default(),
            points: points.remove(id).unwrap_or_default(),
        };
        Ok(ids.iter().map(facts).zip(keys).map(|(facts, key)| (key.clone(), facts)).collect())
    }
}

async fn points(batch: &Batch, ids: &[ConsultationId]) -> async_graphql::Result<HashMap<ConsultationId, Vec<Domain>>> {
    let found = store::plan::consultation::point::of_consultations(batch.0.db().reader(), &batch.0.actor, ids).await;
    let mut points: HashMap<ConsultationId, Vec<Domain>> = HashMap::new();
    for point in found.map_err(payload::store)? {
        points.entry(point.consultation.clone()).or_default().push(point);
    }
    Ok(points)
}

/// The end of something done with a point.
#[derive(SimpleObject)]
pub struct ConsultationPointPayload {
    /// The consultation as it is now; none if nothing was done.
    consultation: Option<Consultation>,
    /// The point as it is now; none if nothing was done, or if it was taken
    /// away.
    point: Option<ConsultationPoint>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

type Done = Result<(shared::plan::consultation::Consultation, Domain), app::Error>;

fn payload(result: Done) -> async_graphql::Result<ConsultationPointPayload> {
    let (made, user_errors) = split(result)?;
    let (consultation, point) = made.unzip();
    // The officer who wrote it sees what it rests on; counts are for the page.
    let point = point.map(|point| ConsultationPoint::new(point, Cell::Hidden));
    Ok(ConsultationPointPayload { consultation: consultation.map(Consultation::from), point, user_errors })
}

/// Mutations of points.
#[derive(Default)]
pub struct ConsultationPointMutation;

#[Object]
impl ConsultationPointMutation {
    /// Adds a point that answers make. What is done about it may be left for
    /// later.
    async fn consultation_point_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation.")] consultation: ConsultationId,
        #[graphql(desc = "The point, as typed.")] input: ConsultationPointInput,
    ) -> async_graphql::Result<ConsultationPointPayload> {
        payload(app::plan::consultation::point::add(cx(ctx), &consultation, &input).await)
    }

    /// Changes a point, and what is done about it.
    async fn consultation_point_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The point.")] id: ConsultationPointId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "The point, as typed.")] input: ConsultationPointInput,
    ) -> async_graphql::Result<ConsultationPointPayload> {
        payload(app::plan::consultation::point::edit(cx(ctx), &id, version, &input).await)
    }

    /// Takes a point away; its answers then make no point.
    async fn consultation_point_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The point.")] id: ConsultationPointId,
    ) -> async_graphql::Result<ConsultationPointPayload> {
        let (consultation, user_errors) = split(app::plan::consultation::point::remove(cx(ctx), &id).await)?;
        Ok(ConsultationPointPayload { consultation: consultation.map(Consultation::from), point: None, user_errors })
    }
}
