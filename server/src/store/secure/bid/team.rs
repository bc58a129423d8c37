//! Who is in a bid: who was asked, in rows of their own; what each does as ciphertext alone, until the opening.

use std::collections::HashMap;

use sea_orm::sea_query::{ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::people::{OrganisationId, UserId};
use shared::secure::bid::team::{MemberStage, Membership, Part, Share, Subcontractor, Terms};
use shared::secure::bid::{Bid, Stage};
use shared::secure::{BidId, OpportunityId};
use shared::{Actor, Timestamp};

use super::row::with_receipts;
use crate::store::Error;
use crate::store::entity::secure::{bid, bid_member, bid_team, opened_part, opened_subcontractor};
use crate::store::people::organisation;
use crate::store::row::{read, read_optional};

const TABLE: &str = "bid_member";

/// A team's terms, encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedTerms {
    /// The ciphertext.
    pub sealed: String,
    /// Counts the saves.
    pub version: i64,
}

/// The bids in which this organisation is a member that accepted.
pub(super) fn joined(by: &OrganisationId) -> SelectStatement {
    Query::select()
        .column(bid_member::Column::BidId)
        .from(bid_member::Entity)
        .and_where(bid_member::Column::OrganisationId.eq(by.as_str()))
        .and_where(bid_member::Column::Stage.eq(MemberStage::Accepted.as_str()))
        .to_owned()
}

/// Those who were asked into these bids, whoever looks, in the order in which they were.
pub async fn members(db: &impl ConnectionTrait, ids: &[&BidId]) -> Result<HashMap<BidId, Vec<Membership>>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = bid_member::Entity::find()
        .filter(bid_member::Column::BidId.is_in(ids.iter().map(|id| id.as_str())))
        .order_by_asc(bid_member::Column::InvitedAt)
        .order_by_asc(bid_member::Column::OrganisationId)
        .all(db)
        .await?;
    let mut all: HashMap<BidId, Vec<Membership>> = HashMap::new();
    for membership in named(db, rows).await? {
        all.entry(membership.bid.clone()).or_default().push(membership);
    }
    Ok(all)
}

/// Which organisations have accepted to be in these bids, by the bid's identifier.
pub async fn accepted(db: &impl ConnectionTrait, ids: &[&str]) -> Result<HashMap<String, Vec<OrganisationId>>, Error> {
    let rows = bid_member::Entity::find()
        .filter(bid_member::Column::BidId.is_in(ids.iter().copied()))
        .filter(bid_member::Column::Stage.eq(MemberStage::Accepted.as_str()))
        .order_by_asc(bid_member::Column::OrganisationId)
        .all(db)
        .await?;
    let mut all: HashMap<String, Vec<OrganisationId>> = HashMap::new();
    for row in rows {
        let organisation = read(TABLE, &row.bid_id, "organisation_id", &row.organisation_id)?;
        all.entry(row.bid_id).or_default().push(organisation);
    }
    Ok(all)
}

async fn named(db: &impl ConnectionTrait, rows: Vec<bid_member::Model>) -> Result<Vec<Membership>, Error> {
    let mut asked = Vec::with_capacity(rows.len());
    for row in &rows {
        asked.push(read(TABLE, &row.bid_id, "organisation_id", &row.organisation_id)?);
    }
    let known = if asked.is_empty() { Vec::new() } else { organisation::get_many(db, &asked).await? };
    rows.into_iter()
        .zip(asked)
        .map(|(row, organisation)| {
            let name = known.iter().find(|one| one.id == organisation).map(|one| one.name.clone());
            Ok(Membership {
                bid: read(TABLE, &row.bid_id, "bid_id", &row.bid_id)?,
                organisation,
                name: name.unwrap_or_default(),
                stage: read(TABLE, &row.bid_id, "stage", &row.stage)?,
                reason: read_optional(TABLE, &row.bid_id, "reason", row.reason.as_deref())?,
                invited_at: row.invited_at,
                answered_at: row.answered_at,
            })
        })
        .collect()
}

/// What the actor's own organisation was asked into, newest first.
pub async fn invitations(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Membership>, Error> {
    let Some(provider) = actor.provider() else { return Ok(Vec::new()) };
    let rows = bid_member::Entity::find()
        .filter(bid_member::Column::OrganisationId.eq(provider.as_str()))
        .order_by_desc(bid_member::Column::BidId)
        .limit(100)
        .all(db)
        .await?;
    named(db, rows).await
}

/// The bid into which the actor's organisation was asked, held until the transaction ends, with how it was asked.
pub async fn asked_into(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &BidId,
) -> Result<Option<(Bid, Membership)>, Error> {
    let Some(provider) = actor.provider() else { return Ok(None) };
    let row = bid_member::Entity::find_by_id((id.to_string(), provider.to_string())).one(db).await?;
    let Some(membership) = named(db, row.into_iter().collect()).await?.pop() else { return Ok(None) };
    let rows = bid::Entity::find_by_id(id.as_str()).lock_exclusive().all(db).await?;
    let bid = with_receipts(db, rows).await?.pop();
    Ok(bid.map(|bid| (bid, membership)))
}

/// The bids of these memberships, as the organisations that were asked may know of them.
pub async fn bids_of(db: &impl ConnectionTrait, of: &[Membership]) -> Result<Vec<Bid>, Error> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let ids = of.iter().map(|membership| membership.bid.as_str());
    let rows = bid::Entity::find().filter(bid::Column::Id.is_in(ids)).all(db).await?;
    with_receipts(db, rows).await
}

/// In how many other bids on an opportunity an organisation is: its own, and those it has accepted to be in.
pub async fn elsewhere(
    db: &impl ConnectionTrait,
    organisation: &OrganisationId,
    on: &OpportunityId,
    except: Option<&BidId>,
) -> Result<u32, Error> {
    let own = bid::Column::OrganisationId.eq(organisation.as_str());
    let mut select = bid::Entity::find()
        .filter(bid::Column::OpportunityId.eq(on.as_str()))
        .filter(bid::Column::Stage.ne(Stage::Withdrawn.as_str()))
        .filter(own.or(bid::Column::Id.in_subquery(joined(organisation))));
    if let Some(except) = except {
        select = select.filter(bid::Column::Id.ne(except.as_str()));
    }
    Ok(u32::try_from(select.count(db).await?).unwrap_or(u32::MAX))
}

/// Keeps how an organisation was asked and what it answered.
pub async fn put_member(db: &impl ConnectionTrait, member: &Membership) -> Result<(), Error> {
    let row = bid_member::Model {
        bid_id: member.bid.to_string(),
        organisation_id: member.organisation.to_string(),
        stage: member.stage.as_str().to_owned(),
        reason: member.reason.map(|reason| reason.as_str().to_owned()),
        invited_at: member.invited_at,
        answered_at: member.answered_at,
    };
    let key = [bid_member::Column::BidId, bid_member::Column::OrganisationId];
    let rest = [
        bid_member::Column::Stage,
        bid_member::Column::Reason,
        bid_member::Column::InvitedAt,
        bid_member::Column::AnsweredAt,
    ];
    bid_member::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(key).update_columns(rest).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Takes an organisation out of a bid.
pub async fn remove_member(db: &impl ConnectionTrait, id: &BidId, who: &OrganisationId) -> Result<(), Error> {
    bid_member::Entity::delete_by_id((id.to_string(), who.to_string())).exec(db).await?;
    Ok(())
}

/// The terms of these bids' teams, encrypted.
pub async fn terms(db: &impl ConnectionTrait, ids: &[&BidId]) -> Result<HashMap<BidId, SealedTerms>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = bid_team::Entity::find()
        .filter(bid_team::Column::BidId.is_in(ids.iter().map(|id| id.as_str())))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let id = read("bid_team", &row.bid_id, "bid_id", &row.bid_id)?;
            Ok((id, SealedTerms { sealed: row.terms, version: row.version }))
        })
        .collect()
}

/// Keeps a team's terms: the bid is held, and its caller has compared the versions.
pub async fn put_terms(
    db: &impl ConnectionTrait,
    id: &BidId,
    terms: &SealedTerms,
    (at, by): (Timestamp, &UserId),
) -> Result<(), Error> {
    let row = bid_team::Model {
        bid_id: id.to_string(),
        terms: terms.sealed.clone(),
        version: terms.version,
        saved_at: at,
        saved_by: by.to_string(),
    };
    let rest =
        [bid_team::Column::Terms, bid_team::Column::Version, bid_team::Column::SavedAt, bid_team::Column::SavedBy];
    bid_team::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(bid_team::Column::BidId).update_columns(rest).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Keeps what was read out of an envelope about its team.
pub async fn put_opened(db: &impl ConnectionTrait, id: &BidId, terms: &Terms) -> Result<(), Error> {
    let parts = (1..).zip(&terms.parts).map(|(position, part)| {
        opened_part::Model {
            bid_id: id.to_string(),
            organisation_id: part.organisation.to_string(),
            position,
            role: part.role.clone(),
            share: part.share.0,
        }
        .into_active_model()
    });
    if !terms.parts.is_empty() {
        opened_part::Entity::insert_many(parts).exec_without_returning(db).await?;
    }
    let passed = (1..).zip(&terms.subcontractors).map(|(position, one)| {
        opened_subcontractor::Model {
            bid_id: id.to_string(),
            position,
            name: one.name.clone(),
            work: one.work.clone(),
            share: one.share.0,
            payment_days: one.payment_days.into(),
        }
        .into_active_model()
    });
    if !terms.subcontractors.is_empty() {
        opened_subcontractor::Entity::insert_many(passed).exec_without_returning(db).await?;
    }
    Ok(())
}

/// What was read out of these bids' envelopes about their teams.
pub async fn opened(db: &impl ConnectionTrait, ids: &[&str]) -> Result<HashMap<String, Terms>, Error> {
    let mut all: HashMap<String, Terms> = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    let parts = opened_part::Entity::find()
        .filter(opened_part::Column::BidId.is_in(ids.iter().copied()))
        .order_by_asc(opened_part::Column::Position);
    for row in parts.all(db).await? {
        let organisation = read("opened_part", &row.bid_id, "organisation_id", &row.organisation_id)?;
        let part = Part { organisation, role: row.role, share: Share(row.share) };
        all.entry(row.bid_id).or_default().parts.push(part);
    }
    let passed = opened_subcontractor::Entity::find()
        .filter(opened_subcontractor::Column::BidId.is_in(ids.iter().copied()))
        .order_by_asc(opened_subcontractor::Column::Position);
    for row in passed.all(db).await? {
        let payment_days = read("opened_subcontractor", &row.bid_id, "payment_days", &row.payment_days.to_string())?;
        let one = Subcontractor { name: row.name, work: row.work, share: Share(row.share), payment_days };
        all.entry(row.bid_id).or_default().subcontractors.push(one);
    }
    Ok(all)
}
