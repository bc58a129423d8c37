//! Awards and the letters that tell of them.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use shared::framework::approval::{Decision, Subject};
use shared::framework::policy::RowId;
use shared::people::membership::Role;
use shared::secure::award::letter::AnswerScore;
use shared::secure::award::{Approval, Award, Letter, Notice, Stage, Standstill, State};
use shared::secure::opportunity::Opportunity;
use shared::secure::{AwardId, BidId, OpportunityId};
use shared::{Actor, Money, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::{award, award_letter, award_letter_answer, bid, lot_bid};
use crate::store::framework::approval::{self as approvals, history_of};
use crate::store::row::{present, read, read_optional};
use crate::store::secure::bid::{SUCCESSFUL, UNSUCCESSFUL};
use crate::store::secure::opportunity;

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
/// been told of and that stand, one for a lot at most.
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

/// Those of these opportunities that have a standing award.
pub async fn standing(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<HashSet<String>, Error> {
    let rows: Vec<String> = award::Entity::find()
        .select_only()
        .column(award::Column::OpportunityId)
        .filter(award::Column::OpportunityId.is_in(opportunities.iter().copied()))
        .filter(award::Column::Stage.is_in(stands()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The bids of these opportunities whose award was declined or withdrawn, each
/// with its opportunity.
pub async fn gone_of(db: &impl ConnectionTrait, ids: &[OpportunityId]) -> Result<Vec<(OpportunityId, BidId)>, Error> {
    let ended = [Stage::Declined, Stage::Withdrawn].map(Stage::as_str);
    let rows = award::Entity::find()
        .filter(award::Column::OpportunityId.is_in(ids.iter().map(OpportunityId::as_str)))
        .filter(award::Column::Stage.is_in(ended))
        .all(db)
        .await?;
    let pair = |row: &award::Model| {
        Ok((read(TABLE, &row.id, "opportunity_id", &row.opportunity_id)?, read(TABLE, &row.id, "bid_id", &row.bid_id)?))
    };
    rows.iter().map(pair).collect()
}

/// Adds an award; `Duplicate` if the lot has a standing one.
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
        bid: read(TABLE, id, "bid_id", &row.bid_id)?,
        buyer: read(TABLE, id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, id, "directorate_id", row.directorate_id.as_deref())?,
        provider: read(TABLE, id, "provider_id", &row.provider_id)?,
        provider_name: row.provider_name.clone(),
        value: Money::pence(row.value_pence),
        reasons: row.reasons.clone(),
        other_reason: row.other_reason.clone(),
        author: read(TABLE, id, "author_id", &row.author_id)?,
        recommended_at: row.recommended_at,
        state: state(row, all)?,
        policy_rows: row.policy_rows.split_whitespace().map(RowId::new).collect(),
        version: row.version,
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
    let notice = award.state.notice();
    let standstill = notice.and_then(|notice| notice.standstill.as_ref());
    award::Model {
        id: award.id.to_string(),
        opportunity_id: award.opportunity.to_string(),
        lot_id: award.lot.to_string(),
        bid_id: award.bid.to_string(),
        buyer_id: award.buyer.to_string(),
        directorate_id: award.directorate.as_ref().map(ToString::to_string),
        provider_id: award.provider.to_string(),
        provider_name: award.provider_name.clone(),
        value_pence: award.value.as_pence(),
        reasons: award.reasons.clone(),
        other_reason: award.other_reason.clone(),
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

/// Keeps what each bidder is told.
pub async fn insert_letters(db: &impl ConnectionTrait, letters: &[Letter], now: Timestamp) -> Result<(), Error> {
    for letter in letters {
        let row = award_letter::Model {
            award_id: letter.award.to_string(),
            bid_id: letter.bid.to_string(),
            organisation_id: letter.organisation.to_string(),
            successful: letter.successful,
            quality: letter.quality,
            cost: letter.cost,
            total: letter.total,
            winner_name: letter.winner_name.clone(),
            winner_total: letter.winner_total,
            reasons: letter.reasons.clone(),
            standstill_ends_on: letter.standstill_ends_on.map(|day| day.to_string()),
            sent_at: now,
        };
        award_letter::Entity::insert(row.into_active_model())
            .exec_without_returning(db)
            .await
            .map_err(Error::from_write)?;
        let answers = letter.answers.iter().map(|answer| {
            award_letter_answer::Model {
                award_id: letter.award.to_string(),
                bid_id: letter.bid.to_string(),
                question_id: answer.question.to_string(),
                number: i64::from(answer.number),
                points: i64::from(answer.points),
                reason: answer.reason.clone(),
            }
            .into_active_model()
        });
        if !letter.answers.is_empty() {
            award_letter_answer::Entity::insert_many(answers)
                .exec_without_returning(db)
                .await
                .map_err(Error::from_write)?;
        }
    }
    Ok(())
}

/// A letter and when it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The letter.
    pub letter: Letter,
    /// When.
    pub at: Timestamp,
    /// The opportunity that it is about.
    pub opportunity: Opportunity,
}

/// The last letter about a bid, for its own organisation alone.
pub async fn letter(db: &impl ConnectionTrait, actor: &Actor, id: &BidId) -> Result<Option<Sent>, Error> {
    let Some(provider) = actor.provider() else { return Ok(None) };
    let found = award_letter::Entity::find()
        .filter(award_letter::Column::BidId.eq(id.as_str()))
        .filter(award_letter::Column::OrganisationId.eq(provider.as_str()))
        .order_by_desc(award_letter::Column::SentAt)
        .order_by_desc(award_letter::Column::AwardId)
        .one(db)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let answers = award_letter_answer::Entity::find()
        .filter(award_letter_answer::Column::AwardId.eq(row.award_id.as_str()))
        .filter(award_letter_answer::Column::BidId.eq(row.bid_id.as_str()))
        .order_by_asc(award_letter_answer::Column::Number)
        .all(db)
        .await?;
    let about = bid::Entity::find_by_id(row.bid_id.clone()).one(db).await?;
    let about = present("award_letter", &row.bid_id, "bid_id", about)?;
    let id = read("bid", &about.id, "opportunity_id", &about.opportunity_id)?;
    let opportunity = opportunity::find(db, &Actor::System, &id).await?;
    let opportunity = present("bid", &about.id, "opportunity_id", opportunity)?;
    Ok(Some(Sent { at: row.sent_at, letter: letter_from(row, answers)?, opportunity }))
}

fn letter_from(row: award_letter::Model, answers: Vec<award_letter_answer::Model>) -> Result<Letter, Error> {
    const TABLE: &str = "award_letter";
    let id = row.bid_id.as_str();
    let corrupt = |column| Error::Corrupt { table: "award_letter_answer", row: id.to_owned(), column };
    let answers = answers.into_iter().map(|answer| {
        Ok(AnswerScore {
            question: read("award_letter_answer", id, "question_id", &answer.question_id)?,
            number: u32::try_from(answer.number).map_err(|_| corrupt("number"))?,
            points: u8::try_from(answer.points).map_err(|_| corrupt("points"))?,
            reason: answer.reason,
        })
    });
    Ok(Letter {
        answers: answers.collect::<Result<_, Error>>()?,
        award: read(TABLE, id, "award_id", &row.award_id)?,
        bid: read(TABLE, id, "bid_id", id)?,
        organisation: read(TABLE, id, "organisation_id", &row.organisation_id)?,
        successful: row.successful,
        quality: row.quality,
        cost: row.cost,
        total: row.total,
        standstill_ends_on: read_optional(TABLE, id, "standstill_ends_on", row.standstill_ends_on.as_deref())?,
        winner_name: row.winner_name,
        winner_total: row.winner_total,
        reasons: row.reasons,
    })
}

/// Writes beside each lot bid what became of it; none takes the result back.
pub async fn record_results(db: &impl ConnectionTrait, results: &[(BidId, Option<bool>)]) -> Result<(), Error> {
    for (bid, successful) in results {
        let result = successful.map(|successful| if successful { SUCCESSFUL } else { UNSUCCESSFUL });
        lot_bid::Entity::update_many()
            .col_expr(lot_bid::Column::Result, Expr::value(result))
            .filter(lot_bid::Column::BidId.eq(bid.as_str()))
            .exec(db)
            .await?;
    }
    Ok(())
}
