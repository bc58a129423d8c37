//! The opened answers that reviewers read.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::secure::{BidId, QuestionId};

use crate::store::Error;
use crate::store::entity::secure::opened_answer;
use crate::store::row::read;

/// One opened answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The bid.
    pub bid: BidId,
    /// The question.
    pub question: QuestionId,
    /// The words.
    pub text: String,
}

/// The opened answers of these bids. Ask only for bids that the reader may read:
/// [`shared::secure::evaluation::Evaluation::bids_for`] names them.
pub async fn answers(db: &impl ConnectionTrait, bids: &[&BidId]) -> Result<Vec<Answer>, Error> {
    let rows = opened_answer::Entity::find()
        .filter(opened_answer::Column::BidId.is_in(bids.iter().map(|bid| bid.as_str())))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Answer {
                bid: read("opened_answer", &row.bid_id, "bid_id", &row.bid_id)?,
                question: read("opened_answer", &row.bid_id, "question_id", &row.question_id)?,
                text: row.text,
            })
        })
        .collect()
}
