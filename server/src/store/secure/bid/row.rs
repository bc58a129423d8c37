//! A bid's row, with its receipt's, into a bid and back.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::people::{OrganisationId, UserId};
use shared::secure::bid::{Bid, LotResult, Receipt, Stage, State};

use crate::store::Error;
use crate::store::entity::secure::{bid, bid_receipt, lot_bid};
use crate::store::row::{present, read, read_optional};

pub(super) const TABLE: &str = "bid";
/// What stands beside a lot bid that was chosen.
pub const SUCCESSFUL: &str = "successful";
/// What stands beside a lot bid that was not.
pub const UNSUCCESSFUL: &str = "unsuccessful";

/// The receipts of all these bids, in one statement; none for drafts.
pub(super) async fn with_receipts(db: &impl ConnectionTrait, rows: Vec<bid::Model>) -> Result<Vec<Bid>, Error> {
    let sent: Vec<&str> = rows.iter().filter(|row| row.submitted_by.is_some()).map(|row| row.id.as_str()).collect();
    let mut receipts = HashMap::new();
    if !sent.is_empty() {
        let found = bid_receipt::Entity::find().filter(bid_receipt::Column::BidId.is_in(sent)).all(db).await?;
        receipts.extend(found.into_iter().map(|row| (row.bid_id.clone(), row)));
    }
    let mut results = results(db, &rows).await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut members = if ids.is_empty() { HashMap::new() } else { super::team::accepted(db, &ids).await? };
    rows.into_iter()
        .map(|row| {
            let receipt = receipts.remove(&row.id);
            let results = results.remove(&row.id).unwrap_or_default();
            let members = members.remove(&row.id).unwrap_or_default();
            Ok(Bid { members, ..from_row(row, receipt, results)? })
        })
        .collect()
}

/// What became of those of these bids that were opened, in one statement.
async fn results(db: &impl ConnectionTrait, rows: &[bid::Model]) -> Result<HashMap<String, Vec<LotResult>>, Error> {
    let mut results: HashMap<String, Vec<LotResult>> = HashMap::new();
    let opened: Vec<&str> = rows.iter().filter(|row| row.opened_at.is_some()).map(|row| row.id.as_str()).collect();
    if opened.is_empty() {
        return Ok(results);
    }
    let told = lot_bid::Entity::find()
        .filter(lot_bid::Column::BidId.is_in(opened))
        .filter(lot_bid::Column::Result.is_not_null());
    for row in told.all(db).await? {
        let lot = read("lot_bid", &row.bid_id, "lot_id", &row.lot_id)?;
        let successful = row.result.as_deref() == Some(SUCCESSFUL);
        results.entry(row.bid_id).or_default().push(LotResult { lot, successful });
    }
    Ok(results)
}

fn from_row(row: bid::Model, receipt: Option<bid_receipt::Model>, results: Vec<LotResult>) -> Result<Bid, Error> {
    let id = &row.id;
    let receipt = || {
        let row = present("bid_receipt", id, "bid_id", receipt.clone())?;
        let (code, digest, at) = (row.code, row.digest, row.received_at);
        Ok::<_, Error>(Receipt { code, digest, at, signature: row.signature, key: row.signed_by })
    };
    let who = |column, value: &Option<String>| -> Result<UserId, Error> {
        present(TABLE, id, column, read_optional(TABLE, id, column, value.as_deref())?)
    };
    let state = match read(TABLE, id, "stage", &row.stage)? {
        Stage::Draft => State::Draft,
        Stage::Submitted => State::Submitted {
            by: who("submitted_by", &row.submitted_by)?,
            receipt: receipt()?,
            confirmed: read(TABLE, id, "confirmed", &row.confirmed.to_string())?,
        },
        Stage::Withdrawn => State::Withdrawn {
            at: present(TABLE, id, "withdrawn_at", row.withdrawn_at)?,
            by: who("withdrawn_by", &row.withdrawn_by)?,
        },
        Stage::Opened => State::Opened {
            by: who("submitted_by", &row.submitted_by)?,
            receipt: receipt()?,
            at: present(TABLE, id, "opened_at", row.opened_at)?,
            opened_by: who("opened_by", &row.opened_by)?,
            results,
        },
        Stage::NotSent | Stage::Stale | Stage::Lapsed => {
            return Err(Error::Corrupt { table: TABLE, row: row.id, column: "stage" });
        }
    };
    Ok(Bid {
        id: read(TABLE, id, "id", id)?,
        opportunity: read(TABLE, id, "opportunity_id", &row.opportunity_id)?,
        organisation: read::<OrganisationId>(TABLE, id, "organisation_id", &row.organisation_id)?,
        members: Vec::new(),
        started_by: read(TABLE, id, "started_by", &row.started_by)?,
        started_at: row.started_at,
        state,
        version: row.version,
    })
}

pub(super) fn to_row(bid: &Bid, bid_key: String) -> bid::Model {
    let mut row = bid::Model {
        id: bid.id.to_string(),
        opportunity_id: bid.opportunity.to_string(),
        organisation_id: bid.organisation.to_string(),
        started_by: bid.started_by.to_string(),
        started_at: bid.started_at,
        stage: bid.state.stored().as_str().to_owned(),
        bid_key,
        submitted_by: None,
        withdrawn_by: None,
        withdrawn_at: None,
        opened_by: None,
        opened_at: None,
        confirmed: 0,
        version: bid.version,
    };
    match &bid.state {
        State::Draft => {}
        State::Submitted { by, confirmed, .. } => {
            row.submitted_by = Some(by.to_string());
            row.confirmed = i64::from(*confirmed);
        }
        State::Withdrawn { at, by } => {
            row.withdrawn_by = Some(by.to_string());
            row.withdrawn_at = Some(*at);
        }
        State::Opened { by, at, opened_by, .. } => {
            row.submitted_by = Some(by.to_string());
            row.opened_by = Some(opened_by.to_string());
            row.opened_at = Some(*at);
        }
    }
    row
}
