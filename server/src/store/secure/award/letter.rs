//! The letters that tell of awards, and what stands beside each bid of what became of it.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use shared::secure::award::Letter;
use shared::secure::award::letter::AnswerScore;
use shared::secure::opportunity::{Lot, Opportunity};
use shared::secure::{BidId, LotId};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::{award, award_letter, award_letter_answer, bid, lot_bid};
use crate::store::row::{present, read, read_optional};
use crate::store::secure::bid::{SUCCESSFUL, UNSUCCESSFUL};
use crate::store::secure::opportunity;

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

/// The bids whose senders have had a letter about this lot.
pub async fn told(db: &impl ConnectionTrait, lot: &LotId) -> Result<Vec<BidId>, Error> {
    let awards = award::Entity::find().select_only().column(award::Column::Id);
    let awards = awards.filter(award::Column::LotId.eq(lot.as_str())).into_query();
    let rows = award_letter::Entity::find().filter(award_letter::Column::AwardId.in_subquery(awards)).all(db).await?;
    rows.iter().map(|row| read("award_letter", &row.award_id, "bid_id", &row.bid_id)).collect()
}

/// A letter and when it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The letter.
    pub letter: Letter,
    /// When.
    pub at: Timestamp,
    /// The lot that it is about.
    pub lot: Lot,
    /// The opportunity that it is about.
    pub opportunity: Opportunity,
    /// Whether several were chosen for the lot.
    pub several: bool,
}

/// The last letter about a bid for each of its lots, in the order of the lots, for its own organisation alone.
pub async fn letters(db: &impl ConnectionTrait, actor: &Actor, id: &BidId) -> Result<Vec<Sent>, Error> {
    let Some(provider) = actor.provider() else { return Ok(Vec::new()) };
    let rows = award_letter::Entity::find()
        .filter(award_letter::Column::BidId.eq(id.as_str()))
        .filter(award_letter::Column::OrganisationId.eq(provider.as_str()))
        .order_by_desc(award_letter::Column::SentAt)
        .order_by_desc(award_letter::Column::AwardId)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let answers = award_letter_answer::Entity::find()
        .filter(award_letter_answer::Column::BidId.eq(id.as_str()))
        .order_by_asc(award_letter_answer::Column::Number)
        .all(db)
        .await?;
    let awards = award::Entity::find()
        .filter(award::Column::Id.is_in(rows.iter().map(|row| row.award_id.as_str())))
        .all(db)
        .await?;
    let about = bid::Entity::find_by_id(id.to_string()).one(db).await?;
    let about = present("award_letter", id.as_str(), "bid_id", about)?;
    let of = read("bid", &about.id, "opportunity_id", &about.opportunity_id)?;
    let of = present("bid", &about.id, "opportunity_id", opportunity::find(db, &Actor::System, &of).await?)?;
    let mut sent: Vec<Sent> = Vec::new();
    for row in rows {
        let award = awards.iter().find(|award| award.id == row.award_id);
        let award = present("award_letter", id.as_str(), "award_id", award)?;
        let lot = of.lots.iter().find(|lot| lot.id.as_str() == award.lot_id).cloned();
        let lot = present("award", &award.id, "lot_id", lot)?;
        if sent.iter().any(|newer| newer.lot.id == lot.id) {
            continue;
        }
        let own = answers.iter().filter(|answer| answer.award_id == row.award_id).cloned().collect();
        let several = award.several;
        sent.push(Sent { at: row.sent_at, letter: letter_from(row, own)?, lot, opportunity: of.clone(), several });
    }
    sent.sort_by_key(|one| one.lot.number);
    Ok(sent)
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

/// Writes beside each bid for a lot, or for every lot, what became of it; none takes the result back.
pub async fn record_results(
    db: &impl ConnectionTrait,
    lot: Option<&LotId>,
    results: &[(BidId, Option<bool>)],
) -> Result<(), Error> {
    for (bid, successful) in results {
        let result = successful.map(|successful| if successful { SUCCESSFUL } else { UNSUCCESSFUL });
        let mut rows = lot_bid::Entity::update_many()
            .col_expr(lot_bid::Column::Result, Expr::value(result))
            .filter(lot_bid::Column::BidId.eq(bid.as_str()));
        if let Some(lot) = lot {
            rows = rows.filter(lot_bid::Column::LotId.eq(lot.as_str()));
        }
        rows.exec(db).await?;
    }
    Ok(())
}
