//! What bidders say of how they were treated, on the wire: a form, and counts.

use async_graphql::{Context, Object, SimpleObject};
use shared::Refusal;
use shared::review::feedback::Cell;
use shared::review::process_feedback::{Aspect, ProcessFeedbackInput, Summary, Verdict};
use shared::secure::BidId;

use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload::{self, split};
use crate::graphql::secure::opportunity::Opportunity;

/// What bidders say of how the council treats them, all opportunities together, as counts that give nobody away.
#[derive(SimpleObject, Clone)]
pub struct ProcessFeedbackSummary {
    /// What they were asked, and what they said.
    aspects: Vec<ProcessFeedbackAspect>,
    /// A number under this is not shown, nor any other that would give it away.
    least: i64,
}

/// What bidders say of one thing.
#[derive(SimpleObject, Clone)]
pub struct ProcessFeedbackAspect {
    /// What they were asked about.
    aspect: Aspect,
    /// The statement that they agree with or not.
    label: String,
    /// How many spoke; null while that is too few to show.
    total: Option<i64>,
    /// How many said what.
    verdicts: Vec<ProcessFeedbackCount>,
}

/// How many said one thing.
#[derive(SimpleObject, Clone)]
pub struct ProcessFeedbackCount {
    /// What they said.
    verdict: Verdict,
    /// The same in words.
    label: String,
    /// How many; null while that is too few to show.
    count: Option<i64>,
    /// How many, in words.
    in_words: String,
}

fn number(cell: Cell) -> Option<i64> {
    cell.shown().and_then(|number| i64::try_from(number).ok())
}

impl From<Summary> for ProcessFeedbackAspect {
    fn from(counted: Summary) -> Self {
        let count = |(verdict, cell): (Verdict, Cell)| ProcessFeedbackCount {
            verdict,
            label: verdict.label().to_owned(),
            count: number(cell),
            in_words: number(cell).map_or_else(|| "Too few to show".to_owned(), |number| number.to_string()),
        };
        Self {
            aspect: counted.aspect,
            label: counted.aspect.label().to_owned(),
            total: number(counted.total),
            verdicts: counted.verdicts.into_iter().map(count).collect(),
        }
    }
}

/// What a bidder is asked about how it was treated.
#[derive(SimpleObject)]
pub struct ProcessFeedbackAsked {
    /// The opportunity that it bid on.
    opportunity: Opportunity,
    /// Why it is not asked now; empty if it is.
    user_errors: Vec<Refusal>,
}

/// Queries of what bidders say.
#[derive(Default)]
pub struct ProcessFeedbackQuery;

#[Object]
impl ProcessFeedbackQuery {
    /// What bidders say of how the council treats them.
    async fn process_feedback(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProcessFeedbackSummary>> {
        let counted = payload::found(app::review::process_feedback::counts(cx(ctx)).await)?;
        Ok(counted.map(|(aspects, least)| ProcessFeedbackSummary {
            aspects: aspects.into_iter().map(Into::into).collect(),
            least: i64::from(least),
        }))
    }

    /// Whether the viewer's organisation is asked how it was treated; null for anyone but the sender of an opened bid.
    async fn process_feedback_asked(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation's own bid.")] bid: BidId,
    ) -> async_graphql::Result<Option<ProcessFeedbackAsked>> {
        let asked = payload::found(app::review::process_feedback::asked(cx(ctx), &bid).await)?.flatten();
        Ok(asked
            .map(|asked| ProcessFeedbackAsked { opportunity: asked.opportunity.into(), user_errors: asked.refusals }))
    }
}

/// The end of saying how one was treated.
#[derive(SimpleObject)]
pub struct ProcessFeedbackGivePayload {
    /// The opportunity; none if what was said was not taken.
    opportunity: Option<Opportunity>,
    /// Why it was not taken; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of what bidders say.
#[derive(Default)]
pub struct ProcessFeedbackMutation;

#[Object]
impl ProcessFeedbackMutation {
    /// Says how one's organisation was treated, once the decision is known. No name is kept with the answer.
    async fn process_feedback_give(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation's own bid.")] bid: BidId,
        #[graphql(desc = "What you say.")] input: ProcessFeedbackInput,
    ) -> async_graphql::Result<ProcessFeedbackGivePayload> {
        let (opportunity, user_errors) = split(app::review::process_feedback::give(cx(ctx), &bid, &input).await)?;
        Ok(ProcessFeedbackGivePayload { opportunity: opportunity.map(Into::into), user_errors })
    }
}
