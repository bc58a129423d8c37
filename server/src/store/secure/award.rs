//! Awards and the letters that tell of them.

mod letter;

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use shared::framework::approval::{Decision, Subject};
use shared::framework::policy::RowId;
use shared::people::membership::Role;
use shared::secure::award::subsidy::Confirmed;
use shared::secure::award::{Approval, Award, Notice, Stage, Standstill, State, Subsidy};
use shared::secure::{AwardId, BidId, LotId, OpportunityId};
use shared::{Actor, Money};

use crate::store::Error;
use crate::store::entity::secure::award;
use crate::store::framework::approval::{self as approvals, history_of};
use crate::store::row::{present, read, read_optional};

pub use letter::{Sent, insert_letters, letters, record_results, told};

const TABLE: &str = "award";

/// The stages in which a choice stands.
fn stands() -> Vec<&'static str> {
    Stage::ALL.iter().filter(|stage| stage.stands()).map(|stage| stage.as_str()).collect()
}

/// The awards this actor may know of: a council's deciders all of theirs, a
/// provider its own once it has been told.
pub fn visible_to(actor: &Actor) -> Select<award::Entity> {
    let none = award::Entity::find().filter(award::Column::Id.eq(""));
    let Some(acting) = actor.acting() else {
        return if *actor == Actor::System { award::Entity::find() } else { none };
    };
    let organisation = acting.organisation.as_str();
    if actor.provider().is_some() {
        return award::Entity::find()
            .filter(award::Column::ProviderId.eq(organisation))
            .filter(award::Column::NotifiedAt.is_not_null());
    }
    let theirs = award::Entity::find().filter(award::Column::BuyerId.eq(organisation));
    match (acting.role, &acting.directorate) {
        (Role::Approver, _) | (Role::Commissioner, None) => theirs,
        (Role::Commissioner, Some(directorate)) => theirs.filter(award::Column::DirectorateId.eq(directorate.as_str())),
        _ => none,
    }
}

/// One award.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &AwardId) -> Result<Option<Award>, Error> {
    let rows = visible_to(actor).filter(award::Column::Id.eq(id.as_str())).all(db).await?;
    Ok(with_approvals(db, rows).await?.into_iter().next())
}

/// Several awards, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[AwardId]) -> Result<Vec<Award>, Error> {
    let rows = visible_to(actor).filter(award::Column::Id.is_in(ids.iter().map(AwardId::as_str))).all(db).await?;
    with_approvals(db, rows).await
}

/// The awards of these opportunities, newest first.
pub async fn of_opportunities(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[OpportunityId],
) -> Result<Vec<Award>, Error> {
    let rows = visible_to(actor)
        .filter(award::Column::OpportunityId.is_in(ids.iter().map(OpportunityId::as_str)))
        .order_by_desc(award::Column::Id)
        .all(db)
        .await?;
    with_approvals(db, rows).await
}

/// The results of these opportunities, for anyone: the awards that bidders have
/// been told of and that stand; one for a lot, or in a round each.
pub async fn known_of(db: &impl ConnectionTrait, ids: &[OpportunityId]) -> Result<Vec<Award>, Error> {
    let told = Stage::ALL.iter().filter(|stage| stage.is_result()).map(|stage| stage.as_str());
    let rows = award::Entity::find()
        .filter(award::Column::OpportunityId.is_in(ids.iter().map(OpportunityId::as_str)))
        .filter(award::Column::Stage.is_in(told))
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?;
    with_approvals(db, rows).await
}

/// The last awards of these bids that the actor may know of.
pub async fn of_bids(db: &impl ConnectionTrait, actor: &Actor, ids: &[BidId]) -> Result<Vec<Award>, Error> {
    let rows = visible_to(actor)
        .filter(award::Column::BidId.is_in(ids.iter().map(BidId::as_str)))
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?;
    with_approvals(db, rows).await
}

/// An award that the provider has accepted, which an agreement can be made on.
pub async fn accepted_for(db: &impl ConnectionTrait, id: &AwardId) -> Result<Option<Award>, Error> {
    Ok(find(db, &Actor::System, id).await?.filter(|award| award.stage() == Stage::Accepted))
}

/// The lots of these opportunities that have a standing award.
pub async fn standing(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<HashSet<String>, Error> {
    let rows: Vec<String> = award::Entity::find()
        .select_only()
        .column(award::Column::LotId)
        .filter(award::Column::OpportunityId.is_in(opportunities.iter().copied()))
        .filter(award::Column::Stage.is_in(stands()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// That a bid was chosen for a lot, and what became of it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The lot.
    pub lot: LotId,
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub name: String,
    /// For how much.
    pub value: Money,
    /// What became of it.
    pub stage: Stage,
}

/// Every choice that was made on these opportunities.
pub async fn chosen_of(db: &impl ConnectionTrait, ids: &[OpportunityId]) -> Result<Vec<Chosen>, Error> {
    let rows = award::Entity::find()
        .filter(award::Column::OpportunityId.is_in(ids.iter().map(OpportunityId::as_str)))
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?;
    let chosen = |row: &award::Model| {
        Ok(Chosen {
            opportunity: read(TABLE, &row.id, "opportunity_id", &row.opportunity_id)?,
            lot: read(TABLE, &row.id, "lot_id", &row.lot_id)?,
            bid: read(TABLE, &row.id, "bid_id", &row.bid_id)?,
            name: row.provider_name.clone(),
            value: Money::pence(row.value_pence),
            stage: read(TABLE, &row.id, "stage", &row.stage)?,
        })
    };
    rows.iter().map(chosen).collect()
}

/// Adds an award; `Duplicate` if the lot has a standing one, or in a round the bid.
pub async fn insert(db: &impl ConnectionTrait, new: Award) -> Result<Award, Error> {
    let saved = Award { version: 1, ..new };
    award::Entity::insert(to_row(&saved).into_active_model())
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    Ok(saved)
}

/// Keeps a change over the version it was read at.
pub async fn save(db: &impl ConnectionTrait, changed: Award) -> Result<Award, Error> {
    let before = changed.version;
    let saved = Award { version: before + 1, ..changed };
    let done = award::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(award::Column::Id.eq(saved.id.as_str()))
        .filter(award::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}

async fn with_approvals(db: &impl ConnectionTrait, rows: Vec<award::Model>) -> Result<Vec<Award>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let all = history_of(db, Subject::Award, &ids).await?;
    rows.iter().map(|row| from_row(row, &all)).collect()
}

fn from_row(row: &award::Model, all: &[approvals::Approval]) -> Result<Award, Error> {
    let id = row.id.as_str();
    Ok(Award {
        id: read(TABLE, id, "id", id)?,
        opportunity: read(TABLE, id, "opportunity_id", &row.opportunity_id)?,
        lot: read(TABLE, id, "lot_id", &row.lot_id)?,
        several: row.several,
        bid: read(TABLE, id, "bid_id", &row.bid_id)?,
        buyer: read(TABLE, id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, id, "directorate_id", row.directorate_id.as_deref())?,
        provider: read(TABLE, id, "provider_id", &row.provider_id)?,
        provider_name: row.provider_name.clone(),
        value: Money::pence(row.value_pence),
        reasons: row.reasons.clone(),
        other_reason: row.other_reason.clone(),
        subsidy: subsidy(row),
        author: read(TABLE, id, "author_id", &row.author_id)?,
        recommended_at: row.recommended_at,
        state: state(row, all)?,
        policy_rows: row.policy_rows.split_whitespace().map(RowId::new).collect(),
        version: row.version,
    })
}

fn subsidy(row: &award::Model) -> Option<Subsidy> {
    let confirmed = row.subsidy_had_pence.zip(row.subsidy_confirmed_at);
    Some(Subsidy {
        is_one: row.subsidy?,
        reason: row.subsidy_reason.clone().unwrap_or_default(),
        confirmed: confirmed.map(|(had, at)| Confirmed { had: Money::pence(had), at }),
    })
}

fn state(row: &award::Model, all: &[approvals::Approval]) -> Result<State, Error> {
    let id = row.id.as_str();
    let approvals = || -> Vec<Approval> {
        let given = all.iter().filter(|one| one.subject_id == row.id && one.decision == Decision::Approved);
        given.filter_map(|one| Some(Approval { by: one.decided_by.clone()?, at: one.decided_at? })).collect()
    };
    let notice = || -> Result<Option<Notice>, Error> {
        match row.notified_at {
            None => Ok(None),
            Some(at) => {
                let ends_on = read_optional(TABLE, id, "standstill_ends_on", row.standstill_ends_on.as_deref())?;
                let standstill =
                    ends_on.map(|ends_on| Standstill { ends_on, row: row.standstill_row.clone().unwrap_or_default() });
                Ok(Some(Notice { at, standstill }))
            }
        }
    };
    let told = || present(TABLE, id, "notified_at", notice()?);
    let by = || read(TABLE, id, "ended_by", row.ended_by.as_deref().unwrap_or_default());
    let at = || present(TABLE, id, "ended_at", row.ended_at);
    let reason = || present(TABLE, id, "ended_reason", row.ended_reason.clone());
    Ok(match read(TABLE, id, "stage", &row.stage)? {
        Stage::Recommended => State::Recommended { approvals: approvals() },
        Stage::SentBack => State::SentBack { by: by()?, at: at()?, reason: reason()? },
        Stage::Approved => State::Approved { approvals: approvals() },
        Stage::Notified => State::Notified { approvals: approvals(), notice: told()? },
        Stage::Accepted => State::Accepted { approvals: approvals(), notice: told()?, by: by()?, at: at()? },
        Stage::Declined => State::Declined { notice: told()?, by: by()?, at: at()?, reason: reason()? },
        Stage::Withdrawn => State::Withdrawn { notice: notice()?, by: by()?, at: at()?, reason: reason()? },
    })
}

fn to_row(award: &Award) -> award::Model {
    let (ended_by, ended_at, ended_reason) = match &award.state {
        State::Recommended { .. } | State::Approved { .. } | State::Notified { .. } => (None, None, None),
        State::Accepted { by, at, .. } => (Some(by.to_string()), Some(*at), None),
        State::SentBack { by, at, reason }
        | State::Declined { by, at, reason, .. }
        | State::Withdrawn { by, at, reason, .. } => (Some(by.to_string()), Some(*at), Some(reason.clone())),
    };
    let confirmed = award.subsidy.as_ref().and_then(|subsidy| subsidy.confirmed);
    let notice = award.state.notice();
    let standstill = notice.and_then(|notice| notice.standstill.as_ref());
    award::Model {
        id: award.id.to_string(),
        opportunity_id: award.opportunity.to_string(),
        lot_id: award.lot.to_string(),
        slot: award.slot(),
        several: award.several,
        bid_id: award.bid.to_string(),
        buyer_id: award.buyer.to_string(),
        directorate_id: award.directorate.as_ref().map(ToString::to_string),
        provider_id: award.provider.to_string(),
        provider_name: award.provider_name.clone(),
        value_pence: award.value.as_pence(),
        reasons: award.reasons.clone(),
        other_reason: award.other_reason.clone(),
        subsidy: award.subsidy.as_ref().map(|subsidy| subsidy.is_one),
        subsidy_reason: award.subsidy.as_ref().map(|subsidy| subsidy.reason.clone()),
        subsidy_had_pence: confirmed.map(|confirmed| confirmed.had.as_pence()),
        subsidy_confirmed_at: confirmed.map(|confirmed| confirmed.at),
        author_id: award.author.to_string(),
        recommended_at: award.recommended_at,
        stage: award.stage().as_str().to_owned(),
        notified_at: notice.map(|notice| notice.at),
        standstill_ends_on: standstill.map(|standstill| standstill.ends_on.to_string()),
        standstill_row: standstill.map(|standstill| standstill.row.clone()),
        ended_by,
        ended_at,
        ended_reason,
        policy_rows: award.policy_rows.iter().map(RowId::as_str).collect::<Vec<_>>().join(" "),
        version: award.version,
    }
}
