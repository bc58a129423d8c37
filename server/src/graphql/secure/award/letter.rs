//! The letters of awards on the wire.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::check::show_thousandths;
use shared::secure::{AwardId, BidId, QuestionId};
use shared::{Day, Timestamp};

use super::Award;
use crate::graphql::context::cx;
use crate::graphql::payload;
use crate::store;
use crate::store::secure::award::Sent;

/// What a bidder is told: their own scores with the reasons, and who was chosen.
/// Points are decimal text, of a hundred.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AwardLetter {
    /// The opportunity's name.
    title: String,
    /// The opportunity's reference.
    reference: String,
    /// The number of the lot, from 1.
    lot_number: u32,
    /// What the lot is about.
    lot_title: String,
    /// How many lots the opportunity has.
    lots: usize,
    /// The award it tells of; only the chosen provider can act on it.
    award: AwardId,
    /// The bid it answers.
    bid: BidId,
    /// Whether this bid was chosen.
    successful: bool,
    /// When it was sent.
    sent_at: Timestamp,
    /// Own points for quality.
    quality: String,
    /// Own points for price.
    cost: String,
    /// Own points together.
    total: String,
    /// Whether several were chosen for the lot, as in a grant round.
    several: bool,
    /// The chosen provider's name, or all their names; of a bid that was chosen in a round its own.
    winner_name: String,
    /// The chosen bid's points together; of several the lowest.
    winner_total: String,
    /// Why that bid was chosen.
    reasons: String,
    /// The last day of the waiting period; none where there is none.
    standstill_ends_on: Option<Day>,
    /// Own points and the panel's reasons, question by question.
    answers: Vec<AwardLetterAnswer>,
}

#[ComplexObject]
impl AwardLetter {
    /// The award itself, for the chosen provider.
    async fn own_award(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Award>> {
        let cx = cx(ctx);
        let found = store::secure::award::find(cx.db().reader(), &cx.actor, &self.award).await;
        Ok(found.map_err(payload::store)?.map(Award::from))
    }
}

/// What one answer was given and why.
#[derive(SimpleObject)]
pub struct AwardLetterAnswer {
    /// The question.
    question: QuestionId,
    /// Its number.
    number: i32,
    /// What was asked.
    prompt: String,
    /// From 0 to 5.
    points: i32,
    /// The panel's reason.
    reason: String,
}

impl From<Sent> for AwardLetter {
    fn from(Sent { letter, at, lot, opportunity, several }: Sent) -> Self {
        let prompt = |id: &QuestionId| {
            let asked = opportunity.questions.iter().find(|question| &question.id == id);
            asked.map(|question| question.prompt.clone()).unwrap_or_default()
        };
        let answers = letter.answers.into_iter().map(|answer| AwardLetterAnswer {
            prompt: prompt(&answer.question),
            question: answer.question,
            number: i32::try_from(answer.number).unwrap_or(i32::MAX),
            points: i32::from(answer.points),
            reason: answer.reason,
        });
        Self {
            answers: answers.collect(),
            title: opportunity.title.clone(),
            reference: opportunity.reference.clone(),
            lot_number: lot.number,
            lot_title: lot.title,
            lots: opportunity.lots.len(),
            award: letter.award,
            bid: letter.bid,
            successful: letter.successful,
            sent_at: at,
            quality: show_thousandths(letter.quality),
            cost: show_thousandths(letter.cost),
            total: show_thousandths(letter.total),
            several,
            winner_name: letter.winner_name,
            winner_total: show_thousandths(letter.winner_total),
            reasons: letter.reasons,
            standstill_ends_on: letter.standstill_ends_on,
        }
    }
}
