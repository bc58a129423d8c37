//! Panels, declared interests, scores and agreed points.

mod answer;
mod bidder;

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use shared::framework::policy::{Band, Policy, rows};
use shared::secure::evaluation::{
    Asked, Evaluation, Frame, Interest, Member, Moderation, Needed, Part, Quality, ReasonWords, Score, panel,
};
use shared::secure::opportunity::{CriterionKind, Lot, Opportunity};
use shared::secure::{OpportunityId, PanelMemberId, QuestionId};
use shared::{Actor, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::{bid, interest, moderation, panel_member, score};
use crate::store::people::{membership, user};
use crate::store::row::read;
use crate::store::secure::{award, opportunity};

pub use answer::{Answer, answers};
use bidder::bidders;

/// An opportunity with its evaluation.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// Its evaluation.
    pub evaluation: Evaluation,
}

/// The seats that this actor has on panels of the council they act for.
fn seats_of(actor: &Actor) -> Select<panel_member::Entity> {
    let user = actor.user().map_or("", |user| user.as_str());
    let buyer = actor.buyer().map_or("", |buyer| buyer.as_str());
    let theirs = opportunity::visible_to(&Actor::System)
        .select_only()
        .column(crate::store::entity::secure::opportunity::Column::Id)
        .filter(crate::store::entity::secure::opportunity::Column::BuyerId.eq(buyer))
        .into_query();
    panel_member::Entity::find()
        .filter(panel_member::Column::UserId.eq(user))
        .filter(panel_member::Column::OpportunityId.in_subquery(theirs))
}

/// The evaluation of one opportunity, if this actor has to do with it.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &OpportunityId) -> Result<Option<Evaluated>, Error> {
    let found = opportunity::find(db, actor, id).await?;
    Ok(assemble(db, found.into_iter().collect()).await?.into_iter().find(|found| concerns(actor, found)))
}

/// The evaluation of the opportunity that people call by this reference.
pub async fn find_by_reference(
    db: &impl ConnectionTrait,
    actor: &Actor,
    reference: &str,
) -> Result<Option<Evaluated>, Error> {
    let found = opportunity::find_by_reference(db, actor, reference).await?;
    Ok(assemble(db, found.into_iter().collect()).await?.into_iter().find(|found| concerns(actor, found)))
}

fn concerns(actor: &Actor, found: &Evaluated) -> bool {
    *actor == Actor::System || shared::secure::evaluation::access::works_on(actor, &found.evaluation)
}

/// The evaluation in which this seat is the actor's own.
pub async fn find_by_seat(
    db: &impl ConnectionTrait,
    actor: &Actor,
    seat: &PanelMemberId,
) -> Result<Option<Evaluated>, Error> {
    let Some(row) = seats_of(actor).filter(panel_member::Column::Id.eq(seat.as_str())).one(db).await? else {
        return Ok(None);
    };
    find(db, actor, &read("panel_member", &row.id, "opportunity_id", &row.opportunity_id)?).await
}

/// The evaluations in which this actor sits on the panel, newest first.
pub async fn of_reviewer(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<Evaluated>, Error> {
    let rows = seats_of(actor).order_by_desc(panel_member::Column::Id).limit(100).all(db).await?;
    let mut ids: Vec<OpportunityId> = Vec::with_capacity(rows.len());
    for row in &rows {
        ids.push(read("panel_member", &row.id, "opportunity_id", &row.opportunity_id)?);
    }
    let mut found = assemble(db, opportunity::get_many(db, actor, &ids).await?).await?;
    found.sort_by_key(|one| ids.iter().position(|id| id == &one.opportunity.id));
    Ok(found)
}

/// The evaluations of these opportunities: one statement for each kind of row,
/// however many there are.
pub async fn assemble(db: &impl ConnectionTrait, opportunities: Vec<Opportunity>) -> Result<Vec<Evaluated>, Error> {
    if opportunities.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = opportunities.iter().map(|opportunity| opportunity.id.as_str()).collect();
    let mut panels = panels(db, &ids).await?;
    let mut bidders = bidders(db, &ids).await?;
    let mut scores = scores(db, &ids).await?;
    let mut agreed = moderations(db, &ids).await?;
    let decided = award::standing(db, &ids).await?;
    let reviewers: Vec<_> = panels.values().flatten().map(|member| member.user.clone()).collect();
    let senders = bidders.values().flatten();
    let senders: Vec<_> =
        senders.flat_map(|bidder| bidder.members.iter().chain([&bidder.organisation])).cloned().collect();
    let ties = membership::ever(db, &reviewers, &senders).await?;
    opportunities
        .into_iter()
        .map(|opportunity| {
            let id = opportunity.id.to_string();
            let frame = frame(&opportunity);
            let closes_at = opportunity.timetable.closes_at.unwrap_or_default();
            let policy = policy(&opportunity)?;
            let mut evaluation = Evaluation::new(
                opportunity.id.clone(),
                opportunity.buyer.clone(),
                closes_at,
                needed(&opportunity, &policy),
                ReasonWords::of(&policy),
                frame,
            );
            evaluation.directorate = opportunity.directorate.clone();
            evaluation.opened_at = opportunity.state.opening().map(|opening| opening.opened_at);
            evaluation.bids = bidders.remove(&id).unwrap_or_default();
            evaluation.panel = panels.remove(&id).unwrap_or_default();
            evaluation.lots = opportunity.lots.iter().map(|lot| part(lot, &decided)).collect();
            evaluation.decided = evaluation.lots.iter().any(|lot| lot.decided || lot.ended);
            evaluation.ties = ties.clone();
            evaluation.over = opportunity.state.ended_reason().is_some();
            let scores = scores.remove(&id).unwrap_or_default();
            let agreed = agreed.remove(&id).unwrap_or_default();
            Ok(Evaluated { evaluation: evaluation.with(scores, agreed), opportunity })
        })
        .collect()
}

fn part(lot: &Lot, decided: &HashSet<String>) -> Part {
    Part {
        lot: lot.id.clone(),
        number: lot.number,
        title: lot.title.clone(),
        decided: decided.contains(lot.id.as_str()),
        ended: lot.ended.is_some(),
    }
}

/// How many reviewers the band asks for, by the policy of the day that rules
/// the opportunity.
fn needed(opportunity: &Opportunity, policy: &Policy) -> Needed {
    let limits = match opportunity.lifetime() {
        Some(lifetime) => policy.band(&lifetime),
        None => policy.band_limits(Band::D),
    };
    Needed { reviewers: limits.reviewers.value, row: limits.reviewers.row.to_string() }
}

/// The policy that rules an opportunity.
pub fn policy(opportunity: &Opportunity) -> Result<Policy, Error> {
    let published = opportunity.state.publication().map(|publication| publication.commenced_on);
    let day = published.unwrap_or_else(|| shared::calendar::day_of(Timestamp::default()));
    Policy::at_or_first(day, &rows()).map_err(|_| Error::Corrupt {
        table: "opportunity",
        row: opportunity.id.to_string(),
        column: "commenced_on",
    })
}

fn frame(opportunity: &Opportunity) -> Frame {
    let number = |question: &QuestionId| {
        let place = opportunity.questions.iter().position(|other| &other.id == question);
        place.map_or(0, |place| u32::try_from(place + 1).unwrap_or(u32::MAX))
    };
    let mut frame = Frame::default();
    for criterion in &opportunity.criteria {
        match criterion.kind {
            CriterionKind::Price => frame.price_weight += criterion.weight.0,
            CriterionKind::Quality => frame.quality.push(Quality {
                criterion: criterion.id.clone(),
                weight: criterion.weight.0,
                questions: opportunity
                    .questions_of(&criterion.id)
                    .map(|question| Asked { question: question.id.clone(), number: number(&question.id) })
                    .collect(),
            }),
        }
    }
    frame
}

type ByOpportunity<T> = HashMap<String, Vec<T>>;

async fn panels(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<ByOpportunity<Member>, Error> {
    const TABLE: &str = "panel_member";
    let rows = panel_member::Entity::find()
        .filter(panel_member::Column::OpportunityId.is_in(opportunities.iter().copied()))
        .order_by_asc(panel_member::Column::Id)
        .all(db)
        .await?;
    let mut users = Vec::with_capacity(rows.len());
    for row in &rows {
        users.push(read(TABLE, &row.id, "user_id", &row.user_id)?);
    }
    let people = user::get_many(db, &users).await?;
    let mut interests = interests(db, rows.iter().map(|row| row.id.as_str()).collect()).await?;
    let mut panels: ByOpportunity<Member> = HashMap::new();
    for (row, user) in rows.into_iter().zip(users) {
        let member = Member {
            id: read(TABLE, &row.id, "id", &row.id)?,
            name: people.iter().find(|person| person.id == user).map(|person| person.name.clone()).unwrap_or_default(),
            user,
            chair: row.chair,
            appointed_at: row.appointed_at,
            interests: interests.remove(&row.id).unwrap_or_default(),
            state: row.sent_at.map_or(panel::State::Working, |at| panel::State::Sent { at }),
            version: row.version,
        };
        panels.entry(row.opportunity_id).or_default().push(member);
    }
    Ok(panels)
}

async fn interests(db: &impl ConnectionTrait, seats: Vec<&str>) -> Result<HashMap<String, Vec<Interest>>, Error> {
    const TABLE: &str = "interest";
    let rows = interest::Entity::find().filter(interest::Column::PanelMemberId.is_in(seats)).all(db).await?;
    let mut interests: HashMap<String, Vec<Interest>> = HashMap::new();
    for row in rows {
        let found = Interest {
            bid: read(TABLE, &row.panel_member_id, "bid_id", &row.bid_id)?,
            kind: read(TABLE, &row.panel_member_id, "kind", &row.kind)?,
            about: row.about,
            declared_at: row.declared_at,
        };
        interests.entry(row.panel_member_id).or_default().push(found);
    }
    Ok(interests)
}

/// The bids of these opportunities, as a part of a statement.
fn bids_of(opportunities: &[&str]) -> sea_orm::sea_query::SelectStatement {
    bid::Entity::find()
        .select_only()
        .column(bid::Column::Id)
        .filter(bid::Column::OpportunityId.is_in(opportunities.iter().copied()))
        .into_query()
}

async fn scores(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<ByOpportunity<Score>, Error> {
    const TABLE: &str = "score";
    let rows: Vec<(score::Model, Option<panel_member::Model>)> = score::Entity::find()
        .filter(score::Column::BidId.in_subquery(bids_of(opportunities)))
        .find_also_related(panel_member::Entity)
        .all(db)
        .await?;
    let mut scores: ByOpportunity<Score> = HashMap::new();
    for (row, member) in rows {
        let id = row.id.as_str();
        let score = Score {
            id: read(TABLE, id, "id", id)?,
            member: read(TABLE, id, "panel_member_id", &row.panel_member_id)?,
            bid: read(TABLE, id, "bid_id", &row.bid_id)?,
            question: read(TABLE, id, "question_id", &row.question_id)?,
            points: row.points.map(|points| number(TABLE, id, points)).transpose()?,
            reason: row.reason,
            note: row.note,
            saved_at: row.saved_at,
            version: row.version,
        };
        let member = crate::store::row::present(TABLE, score.id.as_str(), "panel_member_id", member)?;
        scores.entry(member.opportunity_id).or_default().push(score);
    }
    Ok(scores)
}

async fn moderations(db: &impl ConnectionTrait, opportunities: &[&str]) -> Result<ByOpportunity<Moderation>, Error> {
    const TABLE: &str = "moderation";
    let rows = moderation::Entity::find()
        .filter(moderation::Column::BidId.in_subquery(bids_of(opportunities)))
        .find_also_related(bid::Entity)
        .all(db)
        .await?;
    let mut agreed: ByOpportunity<Moderation> = HashMap::new();
    for (row, of) in rows {
        let id = row.bid_id.as_str();
        let of = crate::store::row::present(TABLE, id, "bid_id", of)?;
        let one = Moderation {
            bid: read(TABLE, id, "bid_id", id)?,
            question: read(TABLE, id, "question_id", &row.question_id)?,
            points: number(TABLE, id, row.points)?,
            author: read(TABLE, id, "author_id", &row.author_id)?,
            reason: row.reason,
            at: row.agreed_at,
            version: row.version,
        };
        agreed.entry(of.opportunity_id).or_default().push(one);
    }
    Ok(agreed)
}

fn number(table: &'static str, row: &str, points: i64) -> Result<u8, Error> {
    u8::try_from(points).map_err(|_| Error::Corrupt { table, row: row.to_owned(), column: "points" })
}

/// The bids that this person must not see, in whichever membership they act:
/// those they have a conflict with, and those on whose panel they sit without
/// having declared yet.
pub fn barred_bids(actor: &Actor) -> Condition {
    let user = actor.user().map_or("", |user| user.as_str());
    let seats = || panel_member::Entity::find().filter(panel_member::Column::UserId.eq(user)).select_only();
    let on_panel = seats().column(panel_member::Column::OpportunityId).into_query();
    let cleared = interest::Entity::find()
        .select_only()
        .column(interest::Column::BidId)
        .filter(interest::Column::PanelMemberId.in_subquery(seats().column(panel_member::Column::Id).into_query()))
        .filter(interest::Column::Kind.eq(shared::secure::evaluation::InterestKind::None.as_str()))
        .into_query();
    Condition::all().add(bid::Column::OpportunityId.in_subquery(on_panel)).add(bid::Column::Id.not_in_subquery(cleared))
}

/// Keeps the panel as it is now: adds new seats, drops those left out.
pub async fn save_panel(db: &impl ConnectionTrait, id: &OpportunityId, panel: &[Member]) -> Result<(), Error> {
    let rows = panel_member::Entity::find().filter(panel_member::Column::OpportunityId.eq(id.as_str())).all(db).await?;
    for gone in rows.iter().filter(|row| !panel.iter().any(|member| member.id.as_str() == row.id)) {
        score::Entity::delete_many().filter(score::Column::PanelMemberId.eq(gone.id.as_str())).exec(db).await?;
        interest::Entity::delete_many().filter(interest::Column::PanelMemberId.eq(gone.id.as_str())).exec(db).await?;
        panel_member::Entity::delete_by_id(gone.id.clone()).exec(db).await?;
    }
    for member in panel {
        if rows.iter().any(|row| row.id == member.id.as_str()) {
            save_member(db, member).await?;
        } else {
            let row = to_row(id, &Member { version: 1, ..member.clone() });
            panel_member::Entity::insert(row.into_active_model())
                .exec_without_returning(db)
                .await
                .map_err(Error::from_write)?;
        }
    }
    Ok(())
}

fn to_row(opportunity: &OpportunityId, member: &Member) -> panel_member::Model {
    panel_member::Model {
        id: member.id.to_string(),
        opportunity_id: opportunity.to_string(),
        user_id: member.user.to_string(),
        chair: member.chair,
        appointed_at: member.appointed_at,
        sent_at: sent_at(member),
        version: member.version,
    }
}

fn sent_at(member: &Member) -> Option<Timestamp> {
    match member.state {
        panel::State::Working => None,
        panel::State::Sent { at } => Some(at),
    }
}

/// Keeps a seat over the version it was read at, with what was declared.
pub async fn save_member(db: &impl ConnectionTrait, member: &Member) -> Result<(), Error> {
    let changed = panel_member::ActiveModel {
        chair: ActiveValue::Set(member.chair),
        sent_at: ActiveValue::Set(sent_at(member)),
        version: ActiveValue::Set(member.version + 1),
        ..Default::default()
    };
    let done = panel_member::Entity::update_many()
        .set(changed)
        .filter(panel_member::Column::Id.eq(member.id.as_str()))
        .filter(panel_member::Column::Version.eq(member.version))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    interest::Entity::delete_many().filter(interest::Column::PanelMemberId.eq(member.id.as_str())).exec(db).await?;
    let rows = member.interests.iter().map(|one| {
        interest::Model {
            panel_member_id: member.id.to_string(),
            bid_id: one.bid.to_string(),
            kind: one.kind.as_str().to_owned(),
            about: one.about.clone(),
            declared_at: one.declared_at,
        }
        .into_active_model()
    });
    if !member.interests.is_empty() {
        interest::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    }
    Ok(())
}

/// Keeps a score over the version it was read at; version 0 is new.
pub async fn save_score(db: &impl ConnectionTrait, changed: Score) -> Result<Score, Error> {
    let before = changed.version;
    let saved = Score { version: before + 1, ..changed };
    let row = score::Model {
        id: saved.id.to_string(),
        panel_member_id: saved.member.to_string(),
        bid_id: saved.bid.to_string(),
        question_id: saved.question.to_string(),
        points: saved.points.map(i64::from),
        reason: saved.reason.clone(),
        note: saved.note.clone(),
        saved_at: saved.saved_at,
        version: saved.version,
    }
    .into_active_model();
    if before == 0 {
        score::Entity::insert(row).exec_without_returning(db).await.map_err(stale)?;
        return Ok(saved);
    }
    let done = score::Entity::update_many()
        .set(row.reset_all())
        .filter(score::Column::Id.eq(saved.id.as_str()))
        .filter(score::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}

/// Keeps agreed points over the version they were read at; version 0 is new.
pub async fn save_moderation(db: &impl ConnectionTrait, changed: &Moderation) -> Result<(), Error> {
    let before = changed.version;
    let row = moderation::Model {
        bid_id: changed.bid.to_string(),
        question_id: changed.question.to_string(),
        points: i64::from(changed.points),
        reason: changed.reason.clone(),
        author_id: changed.author.to_string(),
        agreed_at: changed.at,
        version: before + 1,
    }
    .into_active_model();
    if before == 0 {
        moderation::Entity::insert(row).exec_without_returning(db).await.map_err(stale)?;
        return Ok(());
    }
    let done = moderation::Entity::update_many()
        .set(row.reset_all())
        .filter(moderation::Column::BidId.eq(changed.bid.as_str()))
        .filter(moderation::Column::QuestionId.eq(changed.question.as_str()))
        .filter(moderation::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Two who write the first version at once: the second is stale.
fn stale(error: sea_orm::DbErr) -> Error {
    match Error::from_write(error) {
        Error::Duplicate(_) => Error::Stale,
        other => other,
    }
}
