//! Consultations on the wire.

pub mod act;
pub mod point;
pub mod response;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, MergedObject, Object, SimpleObject};
use shared::commission::CommissionId;
use shared::plan::consultation::{Action, Consultation as Domain, Facts, Response, Stage, access};
use shared::plan::{ConsultationId, ConsultationQuestionId, NeedId};
use shared::tag::Tag;
use shared::{Day, Refusal, Timestamp};

use self::point::{ConsultationPoint, FactsOf, PointsOf};
use self::response::{ConsultationCounts, ConsultationResponse, CountsOf};
use super::need::Need;
use crate::graphql::commission::Commission;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload;
use crate::graphql::people::organisation::{Directorate, Organisation};
use crate::graphql::people::user::Person;
use crate::store;
use crate::store::page::Slice;

/// What the council asks people before it decides, and what it did with their
/// answers.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Consultation {
    /// Its identifier.
    id: ConsultationId,
    /// What people call it, such as `H-0004`.
    reference: String,
    /// What it is about, in a line.
    title: String,
    /// What the council wants to find out, and why.
    purpose: Option<String>,
    /// What answers can still change.
    changeable: Option<String>,
    /// What is settled, whatever people answer.
    fixed: Option<String>,
    /// Whom the council asks.
    audience: Option<String>,
    /// The questions, in their order.
    questions: Vec<ConsultationQuestion>,
    /// The first day on which people can answer.
    opens_on: Option<Day>,
    /// The last day on which people can answer, to its end in London.
    closes_on: Option<Day>,
    /// The last day as it was published at first, where people got more time.
    first_closes_on: Option<Day>,
    /// Why people got more time.
    extension_reason: Option<String>,
    /// When it was published.
    published_at: Option<Timestamp>,
    /// When the council published what people said and what it did.
    answered_at: Option<Timestamp>,
    /// Why it was called off.
    cancelled_reason: Option<String>,
    /// Counts the times it was saved; say it when you change it.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// One question of a consultation.
#[derive(SimpleObject, Clone)]
pub struct ConsultationQuestion {
    /// Its identifier.
    id: ConsultationQuestionId,
    /// The question.
    prompt: String,
    /// The answers to choose from; none where people answer in their own words.
    options: Vec<String>,
}

/// How far the council has come with the answers.
#[derive(SimpleObject, Clone)]
pub struct ConsultationProgress {
    /// How many points are answered.
    answered: i64,
    /// How many points there are.
    points: i64,
    /// The numbers of the answers that make no point yet.
    unread: Vec<i64>,
    /// The same in words, such as `12 of 31 points answered`.
    in_words: String,
}

impl From<Domain> for Consultation {
    fn from(domain: Domain) -> Self {
        let terms = domain.terms.clone();
        let publication = domain.state.publication();
        let extended = publication.and_then(|publication| publication.extended.as_ref());
        let question = |one: shared::plan::consultation::Question| ConsultationQuestion {
            id: one.id,
            prompt: one.prompt,
            options: one.options,
        };
        Self {
            id: domain.id.clone(),
            reference: domain.reference.clone(),
            title: terms.title,
            purpose: terms.purpose,
            changeable: terms.changeable,
            fixed: terms.fixed,
            audience: terms.audience,
            questions: terms.questions.into_iter().map(question).collect(),
            opens_on: terms.opens_on,
            closes_on: terms.closes_on,
            first_closes_on: extended.map(|extension| extension.from),
            extension_reason: extended.map(|extension| extension.reason.clone()),
            published_at: publication.map(|publication| publication.published_at),
            answered_at: domain.state.answered_at(),
            cancelled_reason: domain.state.cancelled_reason().map(ToOwned::to_owned),
            version: domain.version,
            domain,
        }
    }
}

#[ComplexObject]
impl Consultation {
    /// Where it stands now.
    async fn stage(&self, ctx: &Context<'_>) -> Stage {
        self.domain.stage(cx(ctx).now())
    }

    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Option<Tag> {
        let cx = cx(ctx);
        self.domain.tag(cx.actor.audience(&self.domain.buyer), cx.now())
    }

    /// What the viewer may do with it now; whether the rules permit it is the
    /// gate's answer.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        let cx = cx(ctx);
        access::can(&cx.actor, &self.domain, cx.now())
    }

    /// What stands in the way of the next step: of publishing a draft, of
    /// answering what is published. Only for the council's officers.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if !access::reads_answers(&cx.actor, &self.domain) {
            return Ok(None);
        }
        let policy = cx.policy(cx.today()).map_err(|error| payload::internal(&error))?;
        let next = match self.domain.stage(cx.now()) {
            Stage::Draft => Action::Publish,
            Stage::Scheduled | Stage::Open | Stage::Closed => Action::Answer,
            Stage::Answered | Stage::Cancelled => return Ok(Some(Vec::new())),
        };
        let facts = if next == Action::Answer { self.facts(ctx).await? } else { Facts::default() };
        Ok(Some(self.domain.gate(next, &facts, &policy, cx.now())))
    }

    /// How far the council has come with the answers; only for its officers.
    async fn progress(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ConsultationProgress>> {
        if !access::reads_answers(&cx(ctx).actor, &self.domain) {
            return Ok(None);
        }
        let facts = self.facts(ctx).await?;
        let (answered, points) = facts.progress();
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Ok(Some(ConsultationProgress {
            answered: number(answered),
            points: number(points),
            unread: facts.unread,
            in_words: match points {
                1 => format!("{answered} of 1 point answered"),
                _ => format!("{answered} of {points} points answered"),
            },
        }))
    }

    /// The points that answers make, with what was done about each: for anyone
    /// once it is answered, before that for the council's officers.
    async fn points(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConsultationPoint>> {
        Ok(loader(ctx).load_one(PointsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// How many answered, as counts that give nobody away: once it is closed.
    async fn response_counts(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ConsultationCounts>> {
        match self.domain.stage(cx(ctx).now()) {
            Stage::Closed | Stage::Answered => loader(ctx).load_one(CountsOf(self.domain.id.clone())).await,
            _ => Ok(None),
        }
    }

    /// The commissions it is about.
    async fn commissions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Commission>> {
        let ids = &self.domain.terms.commissions;
        let mut found = loader(ctx).load_many(ids.iter().cloned()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The needs it is about that the viewer may see.
    async fn needs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Need>> {
        let ids = &self.domain.terms.needs;
        let mut found = loader(ctx).load_many(ids.iter().cloned()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The council that asks.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }

    /// The directorate that asks.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        loader(ctx).load_one(self.domain.directorate.clone()).await
    }

    /// The officer who leads it; only for the council's officers.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        if !cx(ctx).actor.is_officer_of(&self.domain.buyer) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.domain.lead.clone()).await?.map(Person::from))
    }
}

impl Consultation {
    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Facts> {
        Ok(loader(ctx).load_one(FactsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }
}

impl Loader<ConsultationId> for Batch {
    type Value = Consultation;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ConsultationId]) -> Result<HashMap<ConsultationId, Consultation>, Self::Error> {
        let found = store::plan::consultation::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Consultation::from(domain))).collect())
    }
}

/// Asks the loader for the consultations about a commission.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConsultationsOf(pub CommissionId);

impl Loader<ConsultationsOf> for Batch {
    type Value = Vec<Consultation>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ConsultationsOf]) -> Result<HashMap<ConsultationsOf, Vec<Consultation>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::consultation::of_commissions(self.0.db().reader(), &self.0.actor, &ids).await;
        let found = found.map_err(payload::store)?;
        let of = |key: &ConsultationsOf| {
            let about = found.iter().filter(|one| one.terms.commissions.contains(&key.0));
            about.cloned().map(Consultation::from).collect()
        };
        Ok(keys.iter().map(|key| (key.clone(), of(key))).collect())
    }
}

/// Asks the loader for the consultations about a need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConsultationsOfNeed(pub NeedId);

impl Loader<ConsultationsOfNeed> for Batch {
    type Value = Vec<Consultation>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ConsultationsOfNeed],
    ) -> Result<HashMap<ConsultationsOfNeed, Vec<Consultation>>, Self::Error> {
        let ids: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::consultation::of_needs(self.0.db().reader(), &self.0.actor, &ids).await;
        let found = found.map_err(payload::store)?;
        let of = |key: &ConsultationsOfNeed| {
            let about = found.iter().filter(|one| one.terms.needs.contains(&key.0));
            about.cloned().map(Consultation::from).collect()
        };
        Ok(keys.iter().map(|key| (key.clone(), of(key))).collect())
    }
}

/// Mutations of consultations, of answers to them and of points.
#[derive(MergedObject, Default)]
pub struct ConsultationRoomMutation(
    act::ConsultationMutation,
    response::ConsultationResponseMutation,
    point::ConsultationPointMutation,
);

/// Queries of consultations.
#[derive(Default)]
pub struct ConsultationQuery;

#[Object]
impl ConsultationQuery {
    /// The consultation people call by this reference.
    async fn consultation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as `H-0004`.")] reference: String,
    ) -> async_graphql::Result<Option<Consultation>> {
        let cx = cx(ctx);
        let found = store::plan::consultation::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Consultation::from))
    }

    /// Consultations, newest first: published ones for anyone, and all of their
    /// own council's for its officers.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn consultations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those at these stages.")] stages: Option<Vec<Stage>>,
        #[graphql(desc = "Only those that the viewer leads.")] mine: Option<bool>,
    ) -> async_graphql::Result<Connected<Consultation>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let lead = cx.actor.user().filter(|_| mine.unwrap_or_default()).cloned();
        let filter = store::plan::consultation::Filter { stages: stages.unwrap_or_default(), lead };
        let slice = store::plan::consultation::list(cx.db().reader(), &cx.actor, &filter, &page, cx.now()).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Consultation::from))
    }

    /// Answers to consultations, by their numbers: those to their own council
    /// for its officers, those of their own organisation for its members.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn consultation_responses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those to the consultation of this reference.")] consultation: Option<String>,
    ) -> async_graphql::Result<Connected<ConsultationResponse>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let of = match consultation {
            None => None,
            Some(reference) => match self.consultation(ctx, reference).await? {
                Some(found) => Some(found.id),
                None => return Ok(connect(Slice::none(&page), &page, |one: Response| one.into())),
            },
        };
        let slice = store::plan::consultation::response::list(cx.db().reader(), &cx.actor, of.as_ref(), &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, ConsultationResponse::from))
    }
}
