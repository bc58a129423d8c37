//! Bids: rows in and out, drafts and envelopes as ciphertext alone.
//!
//! What is typed passes through here encrypted already, and is read back the
//! same way; the keys are `app`'s.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use shared::Actor;
use shared::people::OrganisationId;
use shared::people::membership::Role;
use shared::secure::bid::{Bid, Content, Stage};
use shared::secure::{BidId, OpportunityId};

use crate::seal::BidKey;
use crate::store::Error;
use crate::store::entity::secure::{bid, opportunity};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read};

mod draft;
mod envelope;
mod row;
pub mod team;

pub use draft::{Draft, Drafts, Kind, clear_drafts, drafts, put_draft};
pub use envelope::{clear_envelope, contents, envelope, envelopes, has_code, put_envelope, put_opened};
pub use row::{SUCCESSFUL, UNSUCCESSFUL};
use row::{TABLE, to_row, with_receipts};

/// Which bids to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those on this opportunity.
    pub opportunity: Option<OpportunityId>,
    /// Only those at this stage, as it is kept.
    pub stage: Option<Stage>,
}

/// The bids this actor may know of: all of one's own organisation, and those it has joined; of one's
/// council's opportunities the opened ones, for commissioners of the
/// directorate and for approvers. The only way in (R-S1).
pub fn visible_to(actor: &Actor) -> Select<bid::Entity> {
    let mut seen = Condition::any();
    if let Some(provider) = actor.provider() {
        seen = seen
            .add(bid::Column::OrganisationId.eq(provider.as_str()))
            .add(bid::Column::Id.in_subquery(team::joined(provider)));
    } else if let Some(run) = run_by(actor) {
        seen = seen.add(
            Condition::all()
                .add(bid::Column::Stage.eq(Stage::Opened.as_str()))
                .add(Expr::exists(run))
                // Whoever sits on the panel reads a bid once they have declared no interest in it.
                .add(super::evaluation::barred_bids(actor).not()),
        );
    }
    if seen.is_empty() {
        return bid::Entity::find().filter(Expr::val(1).eq(0));
    }
    bid::Entity::find().filter(seen)
}

/// The opportunity of a bid, if this officer reads its opened bids.
fn run_by(actor: &Actor) -> Option<SelectStatement> {
    let acting = actor.acting()?;
    let of_the_bid = (bid::Entity, bid::Column::OpportunityId);
    let mut select = opportunity::Entity::find()
        .select_only()
        .column(opportunity::Column::Id)
        .filter(Expr::col((opportunity::Entity, opportunity::Column::Id)).equals(of_the_bid))
        .filter(opportunity::Column::BuyerId.eq(acting.organisation.as_str()));
    match (acting.role, &acting.directorate) {
        (Role::Approver, _) | (Role::Commissioner, None) => {}
        (Role::Commissioner, Some(directorate)) => {
            select = select.filter(opportunity::Column::DirectorateId.eq(directorate.as_str()));
        }
        _ => return None,
    }
    Some(select.into_query())
}

/// One bid.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &BidId) -> Result<Option<Bid>, Error> {
    one(db, visible_to(actor).filter(bid::Column::Id.eq(id.as_str()))).await
}

/// One bid, held until the transaction ends, so that no save slips between a
/// transition and what it reads.
pub async fn hold(db: &impl ConnectionTrait, actor: &Actor, id: &BidId) -> Result<Option<Bid>, Error> {
    one(db, visible_to(actor).filter(bid::Column::Id.eq(id.as_str())).lock_exclusive()).await
}

/// The bid of the actor's organisation on an opportunity.
pub async fn own(db: &impl ConnectionTrait, actor: &Actor, on: &OpportunityId) -> Result<Option<Bid>, Error> {
    let Some(provider) = actor.provider() else { return Ok(None) };
    let mine = bid::Column::OrganisationId.eq(provider.as_str());
    one(db, visible_to(actor).filter(mine).filter(bid::Column::OpportunityId.eq(on.as_str()))).await
}

/// Several bids, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[BidId]) -> Result<Vec<Bid>, Error> {
    let rows = visible_to(actor).filter(bid::Column::Id.is_in(ids.iter().map(BidId::as_str))).all(db).await?;
    with_receipts(db, rows).await
}

/// A page of bids, newest first.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter, page: &Page) -> Result<Slice<Bid>, Error> {
    let mut select = visible_to(actor);
    if let Some(opportunity) = &filter.opportunity {
        select = select.filter(bid::Column::OpportunityId.eq(opportunity.as_str()));
    }
    if let Some(stage) = filter.stage {
        select = select.filter(bid::Column::Stage.eq(stage.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(bid::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(bid::Column::Id).limit(page.first + 1).all(db).await?;
    let bids = with_receipts(db, rows).await?;
    Ok(Slice::new(bids, page, total, |bid| Cursor { key: String::new(), id: bid.id.to_string() }))
}

/// Holds an opportunity against being opened while a bid on it is sent, or
/// against bids being sent while it is opened.
pub async fn hold_opportunity(db: &impl ConnectionTrait, id: &OpportunityId, opening: bool) -> Result<(), Error> {
    let select = opportunity::Entity::find().select_only().column(opportunity::Column::Id);
    let select = select.filter(opportunity::Column::Id.eq(id.as_str()));
    let select = if opening { select.lock_exclusive() } else { select.lock_shared() };
    select.into_tuple::<String>().all(db).await?;
    Ok(())
}

/// The sealed bids of an opportunity, whoever looks: for the opening alone.
pub async fn sealed(db: &impl ConnectionTrait, on: &OpportunityId) -> Result<Vec<Bid>, Error> {
    let rows = bid::Entity::find()
        .filter(bid::Column::OpportunityId.eq(on.as_str()))
        .filter(bid::Column::Stage.eq(Stage::Submitted.as_str()))
        .order_by_asc(bid::Column::Id)
        .all(db)
        .await?;
    with_receipts(db, rows).await
}

/// The organisations that have sent a bid and not withdrawn it, and those that
/// are in one with them, whoever looks: for telling each of them of the end.
pub async fn senders(db: &impl ConnectionTrait, on: &OpportunityId) -> Result<Vec<OrganisationId>, Error> {
    let rows = bid::Entity::find()
        .filter(bid::Column::OpportunityId.eq(on.as_str()))
        .filter(bid::Column::Stage.is_in([Stage::Submitted.as_str(), Stage::Opened.as_str()]))
        .order_by_asc(bid::Column::Id)
        .all(db)
        .await?;
    let leads = rows.iter().map(|row| read(TABLE, &row.id, "organisation_id", &row.organisation_id));
    let mut all: Vec<OrganisationId> = leads.collect::<Result<_, _>>()?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    all.extend(team::accepted(db, &ids).await?.into_values().flatten());
    all.sort();
    all.dedup();
    Ok(all)
}

/// The organisations that have a bid on an opportunity which they have not
/// withdrawn, whoever looks: for telling them, and for nothing else.
pub async fn bidders(db: &impl ConnectionTrait, on: &OpportunityId) -> Result<Vec<OrganisationId>, Error> {
    let rows: Vec<String> = bid::Entity::find()
        .select_only()
        .column(bid::Column::OrganisationId)
        .filter(bid::Column::OpportunityId.eq(on.as_str()))
        .filter(bid::Column::Stage.ne(Stage::Withdrawn.as_str()))
        .order_by_asc(bid::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|id| read(TABLE, &id, "organisation_id", &id)).collect()
}

/// How many bids were sent and not withdrawn, and are confirmed for the change
/// of this number. Only for who may know, after the deadline.
pub async fn count_received(db: &impl ConnectionTrait, on: &OpportunityId, from: u32) -> Result<u64, Error> {
    let confirmed = Condition::all()
        .add(bid::Column::Stage.eq(Stage::Submitted.as_str()))
        .add(bid::Column::Confirmed.gte(i64::from(from)));
    Ok(bid::Entity::find()
        .filter(bid::Column::OpportunityId.eq(on.as_str()))
        .filter(Condition::any().add(bid::Column::Stage.eq(Stage::Opened.as_str())).add(confirmed))
        .count(db)
        .await?)
}

/// The same of several opportunities; one without bids is left out. Only of
/// those whose number is known to whoever asks.
pub async fn counts_received(
    db: &impl ConnectionTrait,
    on: &[OpportunityId],
) -> Result<HashMap<OpportunityId, u64>, Error> {
    let counts: Vec<(String, i64)> = bid::Entity::find()
        .select_only()
        .column(bid::Column::OpportunityId)
        .column_as(bid::Column::Id.count(), "received")
        .filter(bid::Column::OpportunityId.is_in(on.iter().map(OpportunityId::as_str)))
        .filter(bid::Column::Stage.is_in([Stage::Submitted.as_str(), Stage::Opened.as_str()]))
        .group_by(bid::Column::OpportunityId)
        .into_tuple()
        .all(db)
        .await?;
    let read = |(id, count): (String, i64)| {
        Ok((read(TABLE, &id, "opportunity_id", &id)?, u64::try_from(count).unwrap_or_default()))
    };
    counts.into_iter().map(read).collect()
}

/// A bid with what was read out of its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The bid.
    pub bid: Bid,
    /// Its answers and prices.
    pub content: Content,
}

/// The opened bids of an opportunity with their content, in the order in which
/// they were begun: for whoever may list them, and for members of its panel.
/// Barring those with a conflict is the panel's rule.
pub async fn opened_by_opportunity(
    db: &impl ConnectionTrait,
    actor: &Actor,
    on: &OpportunityId,
) -> Result<Vec<Opened>, Error> {
    let opened = Condition::all()
        .add(bid::Column::OpportunityId.eq(on.as_str()))
        .add(bid::Column::Stage.eq(Stage::Opened.as_str()));
    let select = if *actor == Actor::System || sits_on_panel(db, actor, on).await? {
        bid::Entity::find()
    } else {
        visible_to(actor)
    };
    let rows = select.filter(opened).order_by_asc(bid::Column::Id).all(db).await?;
    let bids = with_receipts(db, rows).await?;
    let mut contents = contents(db, &bids).await?;
    Ok(bids.into_iter().filter_map(|bid| contents.remove(&bid.id).map(|content| Opened { bid, content })).collect())
}

async fn sits_on_panel(db: &impl ConnectionTrait, actor: &Actor, on: &OpportunityId) -> Result<bool, Error> {
    let (Some(user), Some(_)) = (actor.user(), actor.buyer()) else { return Ok(false) };
    let seat = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new("panel_member"))
        .and_where(Expr::col(Alias::new("opportunity_id")).eq(on.as_str()))
        .and_where(Expr::col(Alias::new("user_id")).eq(user.as_str()))
        .limit(1)
        .to_owned();
    Ok(db.query_one(&seat).await?.is_some())
}

/// Adds a bid with its own key, wrapped.
pub async fn insert(db: &impl ConnectionTrait, new: Bid, key: &BidKey) -> Result<Bid, Error> {
    let saved = Bid { version: 1, ..new };
    let row = to_row(&saved, key.0.clone());
    bid::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(saved)
}

/// Saves a bid over the version it was read at; `Stale` if somebody was faster.
pub async fn save(db: &impl ConnectionTrait, changed: Bid) -> Result<Bid, Error> {
    let before = changed.version;
    let saved = Bid { version: before + 1, ..changed };
    let mut row = to_row(&saved, String::new()).into_active_model().reset_all();
    row.bid_key = ActiveValue::NotSet;
    let done = bid::Entity::update_many()
        .set(row)
        .filter(bid::Column::Id.eq(saved.id.as_str()))
        .filter(bid::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}

/// A bid's own key, wrapped.
pub async fn key(db: &impl ConnectionTrait, id: &BidId) -> Result<BidKey, Error> {
    present(TABLE, id.as_str(), "bid_key", keys(db, &[id]).await?.remove(id))
}

/// The keys of these bids, wrapped.
pub async fn keys(db: &impl ConnectionTrait, ids: &[&BidId]) -> Result<HashMap<BidId, BidKey>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = bid::Entity::find().filter(bid::Column::Id.is_in(ids.iter().map(|id| id.as_str()))).all(db).await?;
    rows.into_iter().map(|row| Ok((read(TABLE, &row.id, "id", &row.id)?, BidKey(row.bid_key)))).collect()
}

async fn one(db: &impl ConnectionTrait, select: Select<bid::Entity>) -> Result<Option<Bid>, Error> {
    let rows = select.limit(1).all(db).await?;
    Ok(with_receipts(db, rows).await?.into_iter().next())
}
