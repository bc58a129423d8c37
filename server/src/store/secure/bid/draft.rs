//! Drafts, encrypted: an answer or a price each in a row of its own.

use std::collections::HashMap;

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

/// A bid's drafts: answers, then prices.
pub type Drafts = (Vec<Draft>, Vec<Draft>);

/// The drafts of these bids, encrypted.
pub async fn drafts(db: &impl ConnectionTrait, ids: &[&BidId]) -> Result<HashMap<BidId, Drafts>, Error> {
    let mut all: HashMap<BidId, Drafts> = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    let texts = || ids.iter().map(|id| id.as_str());
    let by = |id: &str, saved_by: String| read("bid_answer", id, "saved_by", &saved_by);
    for row in bid_answer::Entity::find().filter(bid_answer::Column::BidId.is_in(texts())).all(db).await? {
        let saved_by = by(&row.bid_id, row.saved_by)?;
        let of = all.entry(read("bid_answer", &row.bid_id, "bid_id", &row.bid_id)?).or_default();
        let (place, sealed, version, saved_at) = (row.question_id, row.draft, row.version, row.saved_at);
        of.0.push(Draft { place, sealed, version, saved_at, saved_by });
    }
    for row in bid_price::Entity::find().filter(bid_price::Column::BidId.is_in(texts())).all(db).await? {
        let saved_by = by(&row.bid_id, row.saved_by)?;
        let of = all.entry(read("bid_price", &row.bid_id, "bid_id", &row.bid_id)?).or_default();
        let (place, sealed, version, saved_at) = (row.lot_id, row.draft, row.version, row.saved_at);
        of.1.push(Draft { place, sealed, version, saved_at, saved_by });
    }
    Ok(all)
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
