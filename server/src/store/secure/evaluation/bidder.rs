//! The opened bids of an evaluation: who bids, with whom, and for how much.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Money;
use shared::people::OrganisationId;
use shared::secure::LotId;
use shared::secure::bid::Stage as BidStage;
use shared::secure::evaluation::Bidder;

use super::ByOpportunity;
use crate::store::Error;
use crate::store::entity::secure::{bid, lot_bid};
use crate::store::people::organisation;
use crate::store::row::read;

/// The opened bids, by name; there are none before the opening.
pub(super) async fn bidders(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<ByOpportunity<Bidder>, Error> {
    const TABLE: &str = "bid";
    let rows = bid::Entity::find()
        .filter(bid::Column::OpportunityId.is_in(opportunities.iter().copied()))
        .filter(bid::Column::Stage.eq(BidStage::Opened.as_str()))
        .all(db)
        .await?;
    let prices = lot_bid::Entity::find()
        .filter(lot_bid::Column::BidId.is_in(rows.iter().map(|row| row.id.as_str())))
        .all(db)
        .await?;
    let mut senders = Vec::with_capacity(rows.len());
    for row in &rows {
        senders.push(read(TABLE, &row.id, "organisation_id", &row.organisation_id)?);
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut teams = crate::store::secure::bid::team::opened(db, &ids).await?;
    let parts = teams.values().flat_map(|terms| &terms.parts).map(|part| part.organisation.clone());
    let known = organisation::get_many(db, &senders.iter().cloned().chain(parts).collect::<Vec<_>>()).await?;
    let name = |id: &OrganisationId| known.iter().find(|other| &other.id == id).map_or("", |other| other.name.as_str());
    let mut bidders: ByOpportunity<Bidder> = HashMap::new();
    for (row, sender) in rows.into_iter().zip(senders) {
        let mut asked: Vec<(LotId, Money)> = Vec::new();
        for price in prices.iter().filter(|price| price.bid_id == row.id) {
            asked.push((read("lot_bid", &row.id, "lot_id", &price.lot_id)?, Money::pence(price.price_pence)));
        }
        let team = teams.remove(&row.id).unwrap_or_default().parts.into_iter();
        let members: Vec<_> = team.map(|part| part.organisation).filter(|one| *one != sender).collect();
        let bidder = Bidder {
            bid: read(TABLE, &row.id, "id", &row.id)?,
            name: Bidder::called(name(&sender), &members.iter().map(name).collect::<Vec<_>>()),
            members,
            organisation: sender,
            price: Money::pence(asked.iter().map(|(_, price)| price.as_pence()).sum()),
            prices: asked,
        };
        bidders.entry(row.opportunity_id).or_default().push(bidder);
    }
    for bids in bidders.values_mut() {
        bids.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.bid.cmp(&b.bid)));
    }
    Ok(bidders)
}
