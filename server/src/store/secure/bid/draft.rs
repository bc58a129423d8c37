//! Drafts, encrypted: an answer or a price each in a row of its own.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use shared::Timestamp;
use shared::people::UserId;
use shared::secure::BidId;

use crate::store::Error;
use crate::store::entity::secure::{bid_answer, bid_price};
use crate::store::row::read;

/// One place of a draft, encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The question's or the lot's identifier.
    pub place: String,
    /// The ciphertext.
    pub sealed: String,
    /// Counts the saves.
    pub version: i64,
    /// The last save.
    pub saved_at: Timestamp,
    /// Who made it.
    pub saved_by: UserId,
}

/// Which of the two kinds of places a draft fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An answer to a question.
    Answer,
    /// A price for a lot.
    Price,
}

/// The drafts of a bid, encrypted: answers, then prices.
pub async fn drafts(db: &impl ConnectionTrait, id: &BidId) -> Result<(Vec<Draft>, Vec<Draft>), Error> {
    let answers = bid_answer::Entity::find().filter(bid_answer::Column::BidId.eq(id.as_str())).all(db).await?;
    let prices = bid_price::Entity::find().filter(bid_price::Column::BidId.eq(id.as_str())).all(db).await?;
    let draft = |place, sealed, version, saved_at, saved_by: String| {
        let saved_by = read("bid_answer", id.as_str(), "saved_by", &saved_by)?;
        Ok(Draft { place, sealed, version, saved_at, saved_by })
    };
    let answers = answers
        .into_iter()
        .map(|row| draft(row.question_id, row.draft, row.version, row.saved_at, row.saved_by))
        .collect::<Result<_, Error>>()?;
    let prices = prices
        .into_iter()
        .map(|row| draft(row.lot_id, row.draft, row.version, row.saved_at, row.saved_by))
        .collect::<Result<_, Error>>()?;
    Ok((answers, prices))
}

/// Puts one place of a draft in, over whatever was there: the bid is held, and
/// its caller has compared the versions.
pub async fn put_draft(db: &impl ConnectionTrait, id: &BidId, kind: Kind, draft: &Draft) -> Result<(), Error> {
    match kind {
        Kind::Answer => {
            let row = bid_answer::Model {
                bid_id: id.to_string(),
                question_id: draft.place.clone(),
                draft: draft.sealed.clone(),
                version: draft.version,
                saved_at: draft.saved_at,
                saved_by: draft.saved_by.to_string(),
            };
            bid_answer::Entity::insert(row.into_active_model())
                .on_conflict(
                    OnConflict::columns([bid_answer::Column::BidId, bid_answer::Column::QuestionId])
                        .update_columns([
                            bid_answer::Column::Draft,
                            bid_answer::Column::Version,
                            bid_answer::Column::SavedAt,
                            bid_answer::Column::SavedBy,
                        ])
                        .to_owned(),
                )
                .exec_without_returning(db)
                .await?;
        }
        Kind::Price => {
            let row = bid_price::Model {
                bid_id: id.to_string(),
                lot_id: draft.place.clone(),
                draft: draft.sealed.clone(),
                version: draft.version,
                saved_at: draft.saved_at,
                saved_by: draft.saved_by.to_string(),
            };
            bid_price::Entity::insert(row.into_active_model())
                .on_conflict(
                    OnConflict::columns([bid_price::Column::BidId, bid_price::Column::LotId])
                        .update_columns([
                            bid_price::Column::Draft,
                            bid_price::Column::Version,
                            bid_price::Column::SavedAt,
                            bid_price::Column::SavedBy,
                        ])
                        .to_owned(),
                )
                .exec_without_returning(db)
                .await?;
        }
    }
    Ok(())
}

/// Deletes the drafts of a bid: once it is sealed they are of no use to anyone.
pub async fn clear_drafts(db: &impl ConnectionTrait, id: &BidId) -> Result<(), Error> {
    bid_answer::Entity::delete_many().filter(bid_answer::Column::BidId.eq(id.as_str())).exec(db).await?;
    bid_price::Entity::delete_many().filter(bid_price::Column::BidId.eq(id.as_str())).exec(db).await?;
    Ok(())
}
