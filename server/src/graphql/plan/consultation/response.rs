//! What people answer.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::plan::consultation::ConsultationResponseInput;
use shared::plan::consultation::response::{Channel, Respondent, Response as Domain, Summary};
use shared::plan::{ConsultationId, ConsultationQuestionId, ConsultationResponseId};
use shared::review::feedback::Cell;
use shared::{Day, Refusal};

use super::Consultation;
use super::act::{ConsultationPayload, payload};
use super::point::{ConsultationPoint, PointsOf};
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self as answer, split};
use crate::graphql::people::organisation::Organisation;
use crate::{app, store};

/// What one person or organisation answered to a consultation. Nothing in it
/// says which person.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct ConsultationResponse {
    /// Its identifier.
    id: ConsultationResponseId,
    /// Its number among the answers to this consultation, from 1.
    number: i64,
    /// Who answered, if they said.
    answered_as: Option<Respondent>,
    /// The same in words, such as `an organisation`.
    answered_as_label: Option<String>,
    /// The organisation's name, where it is one that nobody signed in for.
    organisation_name: Option<String>,
    /// The answers given, in the order of the questions.
    answers: Vec<ConsultationAnswer>,
    /// The day it came.
    given_on: Day,
    /// How it came: through the site, or told to an officer who wrote it down.
    came_by: Channel,
    /// The same in words, such as `by telephone`.
    came_by_label: String,
    /// Whether an officer marked that it makes no point.
    no_point: bool,
    /// Counts the times it was saved; say it when you mark it.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// The answer to one question.
#[derive(SimpleObject, Clone)]
pub struct ConsultationAnswer {
    /// The question's identifier.
    question: ConsultationQuestionId,
    /// The words, or the choice.
    text: String,
}

impl From<Domain> for ConsultationResponse {
    fn from(domain: Domain) -> Self {
        let said = domain.said.clone();
        let one = |one: shared::plan::consultation::response::Answer| ConsultationAnswer {
            question: one.question,
            text: one.text,
        };
        Self {
            id: domain.id.clone(),
            number: domain.number,
            answered_as: said.answered_as,
            answered_as_label: said.answered_as.map(|answered_as| answered_as.label().to_owned()),
            organisation_name: said.organisation_name,
            answers: said.answers.into_iter().map(one).collect(),
            given_on: domain.given_on,
            came_by: said.came_by,
            came_by_label: said.came_by.label().to_owned(),
            no_point: domain.no_point,
            version: domain.version,
            domain,
        }
    }
}

impl ConsultationResponse {
    /// Its place among the answers.
    pub(super) fn place(&self) -> i64 {
        self.number
    }
}

#[ComplexObject]
impl ConsultationResponse {
    /// The organisation that one of its members answered for.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        match &self.domain.organisation {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }

    /// The consultation.
    async fn consultation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Consultation>> {
        loader(ctx).load_one(self.domain.consultation.clone()).await
    }

    /// The points it makes, as far as the viewer may read them.
    async fn points(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConsultationPoint>> {
        let points = loader(ctx).load_one(PointsOf(self.domain.consultation.clone())).await?.unwrap_or_default();
        Ok(points.into_iter().filter(|point| point.domain.text.responses.contains(&self.domain.id)).collect())
    }
}

impl Loader<ConsultationResponseId> for Batch {
    type Value = ConsultationResponse;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ConsultationResponseId],
    ) -> Result<HashMap<ConsultationResponseId, ConsultationResponse>, Self::Error> {
        let found = store::plan::consultation::response::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(answer::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), ConsultationResponse::from(domain))).collect())
    }
}

/// How many answered a consultation, as counts that give nobody away.
#[derive(SimpleObject, Clone)]
pub struct ConsultationCounts {
    /// How many answered; null while that is too few to show.
    total: Option<i64>,
    /// How many answered as what.
    groups: Vec<ConsultationGroup>,
    /// A number under this is not shown, nor any other that would give it away.
    least: i64,
}

/// How many answered as one thing.
#[derive(SimpleObject, Clone)]
pub struct ConsultationGroup {
    /// Who they are, in words.
    label: String,
    /// How many; null while that is too few to show.
    count: Option<i64>,
    /// How many, in words.
    in_words: String,
}

impl ConsultationCounts {
    fn new(summary: Summary, least: u32) -> Self {
        let number = |cell: Cell| cell.shown().and_then(|number| i64::try_from(number).ok());
        let group = |(answered_as, cell): (Option<Respondent>, Cell)| ConsultationGroup {
            label: Respondent::group(answered_as).to_owned(),
            in_words: number(cell).map_or_else(|| "Too few to show".to_owned(), |count| count.to_string()),
            count: number(cell),
        };
        Self {
            total: number(summary.total),
            groups: summary.groups.into_iter().map(group).collect(),
            least: i64::from(least),
        }
    }
}

/// Asks the loader how many answered a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountsOf(pub ConsultationId);

impl Loader<CountsOf> for Batch {
    type Value = ConsultationCounts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[CountsOf]) -> Result<HashMap<CountsOf, ConsultationCounts>, Self::Error> {
        let ids: Vec<ConsultationId> = keys.iter().map(|key| key.0.clone()).collect();
        let counted = answer::found(app::plan::consultation::response::counts_of(&self.0, &ids).await)?;
        let (counts, least) = counted.unwrap_or_default();
        Ok(counts.into_iter().map(|(id, summary)| (CountsOf(id), ConsultationCounts::new(summary, least))).collect())
    }
}

/// The end of marking an answer.
#[derive(SimpleObject)]
pub struct ConsultationResponsePayload {
    /// The consultation as it is now; none if nothing was done.
    consultation: Option<Consultation>,
    /// The answer as it is now; none if nothing was done.
    response: Option<ConsultationResponse>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of answers.
#[derive(Default)]
pub struct ConsultationResponseMutation;

#[Object]
impl ConsultationResponseMutation {
    /// Answers a consultation: for the organisation one acts for, or with no
    /// account and no name. An officer of the council writes down what somebody
    /// told them, and says how it came.
    async fn consultation_respond(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The consultation's reference, such as `H-0004`.")] reference: String,
        #[graphql(desc = "What you answer.")] input: ConsultationResponseInput,
    ) -> async_graphql::Result<ConsultationPayload> {
        payload(app::plan::consultation::response::give(cx(ctx), &reference, &input).await)
    }

    /// Marks that an answer makes no point, or takes the mark away.
    async fn consultation_response_mark(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] id: ConsultationResponseId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "Whether it makes no point.")] no_point: bool,
    ) -> async_graphql::Result<ConsultationResponsePayload> {
        let done = app::plan::consultation::response::mark(cx(ctx), &id, version, no_point).await;
        let (made, user_errors) = split(done)?;
        let (consultation, response) = made.unzip();
        Ok(ConsultationResponsePayload {
            consultation: consultation.map(Consultation::from),
            response: response.map(ConsultationResponse::from),
            user_errors,
        })
    }
}
