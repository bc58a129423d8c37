//! Questions about opportunities on the wire. Nothing here tells who asked, but to themselves.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use shared::secure::clarification::{Action, Clarification as Domain, Stage, Tally, access, can};
use shared::secure::{ClarificationId, OpportunityId};
use shared::tag::{Audience, Tag};
use shared::{Day, Refusal, Timestamp};

use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{self, Connected};
use crate::graphql::payload;
use crate::graphql::secure::opportunity::Opportunity;
use crate::store::secure::clarification::Filter;
use crate::{app, store};

/// A question about an opportunity, and its answer to everyone. Nobody is told who asked.
#[derive(Clone)]
pub struct Clarification(pub Domain);

/// A question about an opportunity, and its answer to everyone. Nobody is told who asked.
#[Object]
impl Clarification {
    /// Its identifier.
    async fn id(&self) -> &ClarificationId {
        &self.0.id
    }

    /// Where it stands.
    async fn stage(&self) -> Stage {
        self.0.state.stage()
    }

    /// Its status in words and colour, as you see it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        let cx = cx(ctx);
        let mine = access::asked_by(&cx.actor, &self.0);
        let audience = if mine { Audience::Provider } else { cx.actor.audience(&self.0.buyer) };
        self.0.tag(audience, cx.now())
    }

    /// The question, word for word.
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// When it was asked.
    async fn asked_at(&self) -> Timestamp {
        self.0.asked_at
    }

    /// The last day on which an answer is in time.
    async fn answer_by(&self) -> Day {
        self.0.answer_by
    }

    /// By how many days its answer is late, or was; none if it is in time.
    async fn days_late(&self, ctx: &Context<'_>) -> Option<i64> {
        self.0.days_late(cx(ctx).now())
    }

    /// When question and answer were published, at the same instant for everyone.
    async fn published_at(&self) -> Option<Timestamp> {
        self.0.state.published().map(|published| published.at)
    }

    /// The answer, or the reason why there is none.
    async fn text(&self) -> Option<&str> {
        self.0.state.published().map(|published| published.text.as_str())
    }

    /// Whether your own organisation asked it; nobody else is told.
    async fn mine(&self, ctx: &Context<'_>) -> bool {
        access::asked_by(&cx(ctx).actor, &self.0)
    }

    /// What you may do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        can(&cx(ctx).actor, &self.0)
    }

    /// What it is about.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        loader(ctx).load_one(self.0.opportunity.clone()).await
    }
}

/// How the questions about an opportunity stand, without a word of those that wait.
#[derive(SimpleObject, Clone)]
pub struct ClarificationTally {
    /// How many are answered, or declined with a reason.
    published: i64,
    /// How many wait for an answer.
    waiting: i64,
    /// How many of those are past their day.
    late: i64,
}

impl From<Tally> for ClarificationTally {
    fn from(tally: Tally) -> Self {
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        Self { published: count(tally.published), waiting: count(tally.waiting), late: count(tally.late) }
    }
}

/// The tally of an opportunity's questions.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TallyOf(pub OpportunityId);

impl Loader<TallyOf> for Batch {
    type Value = Tally;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[TallyOf]) -> Result<HashMap<TallyOf, Tally>, Self::Error> {
        let ids: Vec<OpportunityId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::clarification::tally(self.0.db().reader(), &ids, self.0.today()).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, tally)| (TallyOf(id), tally)).collect())
    }
}

/// Queries of questions about opportunities.
#[derive(Default)]
pub struct ClarificationQuery;

#[Object]
impl ClarificationQuery {
    /// Questions about opportunities, the one asked or answered last first: answered and declined ones for everyone,
    /// those that wait for whoever asked them and for the council's officers.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn clarifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 100 at most; 20 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those about the opportunity with this reference, such as `O-0023`.")]
        opportunity: Option<String>,
        #[graphql(desc = "Only those at this stage.")] stage: Option<Stage>,
    ) -> async_graphql::Result<Connected<Clarification>> {
        let cx = cx(ctx);
        let page = page::arguments(ctx, first, after)?;
        let filter = Filter { opportunity, stage };
        let slice = store::secure::clarification::list(cx.db().reader(), &cx.actor, &filter, &page).await;
        Ok(page::connect(slice.map_err(payload::store)?, &page, Clarification))
    }
}

/// What became of a question.
#[derive(SimpleObject)]
pub struct ClarificationPayload {
    /// The question after the change; none if it was refused.
    clarification: Option<Clarification>,
    /// Everything that stands in the way, in sentences.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<ClarificationPayload> {
    let (made, user_errors) = payload::split(result)?;
    Ok(ClarificationPayload { clarification: made.map(Clarification), user_errors })
}

/// Things to do with questions about opportunities.
#[derive(Default)]
pub struct ClarificationMutation;

#[Object]
impl ClarificationMutation {
    /// Asks about an open opportunity, until its date for questions. Everyone reads the question with its answer;
    /// nobody is told who asked.
    async fn clarification_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] opportunity: OpportunityId,
        #[graphql(desc = "The question, without anything that shows who asks.")] question: String,
    ) -> async_graphql::Result<ClarificationPayload> {
        payload(app::secure::clarification::ask(cx(ctx), &opportunity, &question).await)
    }

    /// Answers a question, to everyone at the same instant. There is no private answer.
    async fn clarification_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] id: ClarificationId,
        #[graphql(desc = "The answer, in words that everyone reads.")] text: String,
    ) -> async_graphql::Result<ClarificationPayload> {
        payload(app::secure::clarification::answer(cx(ctx), &id, &text).await)
    }

    /// Declines to answer, for a reason that everyone reads.
    async fn clarification_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] id: ClarificationId,
        #[graphql(desc = "Why, in words that everyone reads.")] reason: String,
    ) -> async_graphql::Result<ClarificationPayload> {
        payload(app::secure::clarification::decline(cx(ctx), &id, &reason).await)
    }
}
