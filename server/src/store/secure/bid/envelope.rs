//! Sealed envelopes with their receipts, and what was read out of them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use shared::Money;
use shared::secure::BidId;
use shared::secure::bid::team::Terms;
use shared::secure::bid::{Answer, Bid, Content, Price, Receipt, Stage};

use crate::seal::Envelope;
use crate::store::Error;
use crate::store::entity::secure::{bid_envelope, bid_receipt, lot_bid, opened_answer};
use crate::store::row::{present, read};

/// Keeps a sealed envelope and its receipt. `Duplicate` if the code is taken.
pub async fn put_envelope(
    db: &impl ConnectionTrait,
    id: &BidId,
    envelope: &Envelope,
    receipt: &Receipt,
) -> Result<(), Error> {
    let row = bid_envelope::Model {
        bid_id: id.to_string(),
        sealed: envelope.sealed.clone(),
        sealed_to: envelope.sealed_to.clone(),
    };
    bid_envelope::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    let row = bid_receipt::Model {
        bid_id: id.to_string(),
        code: receipt.code.clone(),
        digest: receipt.digest.clone(),
        received_at: receipt.at,
        signature: receipt.signature.clone(),
        signed_by: receipt.key.clone(),
    };
    bid_receipt::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Whether a receipt has this code.
pub async fn has_code(db: &impl ConnectionTrait, code: &str) -> Result<bool, Error> {
    Ok(bid_receipt::Entity::find().filter(bid_receipt::Column::Code.eq(code)).count(db).await? > 0)
}

/// A bid's sealed envelope.
pub async fn envelope(db: &impl ConnectionTrait, id: &BidId) -> Result<Envelope, Error> {
    let found = envelopes(db, &[id]).await?.remove(id);
    present("bid_envelope", id.as_str(), "sealed", found)
}

/// The sealed envelopes of these bids.
pub async fn envelopes(db: &impl ConnectionTrait, ids: &[&BidId]) -> Result<HashMap<BidId, Envelope>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let texts = ids.iter().map(|id| id.as_str());
    let rows = bid_envelope::Entity::find().filter(bid_envelope::Column::BidId.is_in(texts)).all(db).await?;
    let envelope = |row: bid_envelope::Model| {
        let id = read("bid_envelope", &row.bid_id, "bid_id", &row.bid_id)?;
        Ok((id, Envelope { sealed: row.sealed, sealed_to: row.sealed_to }))
    };
    rows.into_iter().map(envelope).collect()
}

/// Takes a bid's envelope and receipt away: it is changed or withdrawn.
pub async fn clear_envelope(db: &impl ConnectionTrait, id: &BidId) -> Result<(), Error> {
    bid_envelope::Entity::delete_by_id(id.as_str()).exec(db).await?;
    bid_receipt::Entity::delete_by_id(id.as_str()).exec(db).await?;
    Ok(())
}

/// Keeps what was read out of an envelope.
pub async fn put_opened(db: &impl ConnectionTrait, content: &Content) -> Result<(), Error> {
    let answers = content.answers.iter().map(|answer| {
        opened_answer::Model {
            bid_id: content.bid.to_string(),
            question_id: answer.question.to_string(),
            text: answer.text.clone(),
        }
        .into_active_model()
    });
    if !content.answers.is_empty() {
        opened_answer::Entity::insert_many(answers).exec_without_returning(db).await?;
    }
    let prices = content.prices.iter().map(|price| {
        lot_bid::Model {
            bid_id: content.bid.to_string(),
            lot_id: price.lot.to_string(),
            price_pence: price.price.as_pence(),
            result: None,
        }
        .into_active_model()
    });
    if !content.prices.is_empty() {
        lot_bid::Entity::insert_many(prices).exec_without_returning(db).await?;
    }
    super::team::put_opened(db, &content.bid, &content.team).await
}

/// What was read out of each of these bids' envelopes.
pub async fn contents(db: &impl ConnectionTrait, bids: &[Bid]) -> Result<HashMap<BidId, Content>, Error> {
    if bids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = || bids.iter().map(|bid| bid.id.as_str());
    let answers = opened_answer::Entity::find().filter(opened_answer::Column::BidId.is_in(ids())).all(db).await?;
    let prices = lot_bid::Entity::find().filter(lot_bid::Column::BidId.is_in(ids())).all(db).await?;
    let mut contents: HashMap<BidId, Content> = bids
        .iter()
        .filter(|bid| bid.state.stored() == Stage::Opened)
        .map(|bid| {
            let (id, opportunity) = (bid.id.clone(), bid.opportunity.clone());
            (
                bid.id.clone(),
                Content { bid: id, opportunity, answers: Vec::new(), prices: Vec::new(), team: Terms::default() },
            )
        })
        .collect();
    for row in answers {
        let id: BidId = read("opened_answer", &row.bid_id, "bid_id", &row.bid_id)?;
        let question = read("opened_answer", &row.bid_id, "question_id", &row.question_id)?;
        if let Some(content) = contents.get_mut(&id) {
            content.answers.push(Answer { question, text: row.text });
        }
    }
    for row in prices {
        let id: BidId = read("lot_bid", &row.bid_id, "bid_id", &row.bid_id)?;
        let lot = read("lot_bid", &row.bid_id, "lot_id", &row.lot_id)?;
        if let Some(content) = contents.get_mut(&id) {
            content.prices.push(Price { lot, price: Money::pence(row.price_pence) });
        }
    }
    Ok(contents)
}
