//! Assessments that put needs in order, and the answers about each need.

mod row;

use std::collections::{BTreeMap, HashMap};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::Actor;
use shared::people::OrganisationId;
use shared::plan::objective::Kind;
use shared::plan::prioritisation::{Candidate, Facts, NeedFacts, Prioritisation, Stage};
use shared::plan::{NeedId, ObjectiveId, PrioritisationId};

use crate::store::Error;
use crate::store::entity::plan::{prioritisation, prioritisation_need};
use crate::store::page::{Cursor, Page, Slice};
use row::{candidate, candidate_row, from_row, to_row};

/// The assessments this actor may know of: decided ones, and all of one's own
/// council's. The only way in.
pub fn visible_to(actor: &Actor) -> Select<prioritisation::Entity> {
    let mut seen = Condition::any().add(prioritisation::Column::Stage.eq(Stage::Approved.as_str()));
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(prioritisation::Column::BuyerId.eq(buyer.as_str()));
    }
    if *actor == Actor::System {
        return prioritisation::Entity::find();
    }
    prioritisation::Entity::find().filter(seen)
}

/// One assessment.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &PrioritisationId,
) -> Result<Option<Prioritisation>, Error> {
    Ok(get_many(db, actor, std::slice::from_ref(id)).await?.pop())
}

/// Several assessments, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[PrioritisationId],
) -> Result<Vec<Prioritisation>, Error> {
    let ids = ids.iter().map(PrioritisationId::as_str);
    let rows = visible_to(actor).filter(prioritisation::Column::Id.is_in(ids)).all(db).await?;
    with_candidates(db, rows).await
}

/// A page of assessments, newest first.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, page: &Page) -> Result<Slice<Prioritisation>, Error> {
    let mut select = visible_to(actor);
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(prioritisation::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(prioritisation::Column::Id).limit(page.first + 1).all(db).await?;
    let found = with_candidates(db, rows).await?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: String::new(), id: one.id.to_string() }))
}

/// The identifiers of all that this actor may see, newest first.
pub async fn ids(db: &impl ConnectionTrait, actor: &Actor, most: u64) -> Result<Vec<String>, Error> {
    let select = visible_to(actor).select_only().column(prioritisation::Column::Id);
    Ok(select.order_by_desc(prioritisation::Column::Id).limit(most).into_tuple().all(db).await?)
}

/// The needs of all these assessments, in one statement.
async fn with_candidates(
    db: &impl ConnectionTrait,
    rows: Vec<prioritisation::Model>,
) -> Result<Vec<Prioritisation>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let of = prioritisation_need::Entity::find()
        .filter(prioritisation_need::Column::PrioritisationId.is_in(rows.iter().map(|row| row.id.as_str())))
        .order_by_asc(prioritisation_need::Column::PrioritisationId)
        .order_by_asc(prioritisation_need::Column::NeedId)
        .all(db)
        .await?;
    let mut all: HashMap<String, Vec<Candidate>> = HashMap::new();
    for row in of {
        all.entry(row.prioritisation_id.clone()).or_default().push(candidate(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let candidates = all.remove(&row.id).unwrap_or_default();
            from_row(row, candidates)
        })
        .collect()
}

/// What the rules must know of these needs, beside the objectives of the
/// council.
pub async fn needs(db: &impl ConnectionTrait, ids: &[NeedId]) -> Result<BTreeMap<NeedId, NeedFacts>, Error> {
    let evidence = super::evidence::counts(db, ids).await?;
    let needs = super::need::get_many(db, &Actor::System, ids).await?;
    let facts = needs.into_iter().map(|need| {
        let count = evidence.get(need.id.as_str()).copied().unwrap_or_default();
        (need.id.clone(), NeedFacts::of(&need, u64::try_from(count).unwrap_or_default()))
    });
    Ok(facts.collect())
}

/// The council's objectives that are in force, by identifier.
pub async fn objectives(
    db: &impl ConnectionTrait,
    buyer: &OrganisationId,
) -> Result<BTreeMap<ObjectiveId, Kind>, Error> {
    let current = super::objective::current(db, buyer).await?;
    Ok(current.into_iter().map(|one| (one.id, one.aim.kind)).collect())
}

/// What other records tell about an assessment, and about a need that is to be
/// added to it.
pub async fn facts(
    db: &impl ConnectionTrait,
    prioritisation: &Prioritisation,
    also: Option<&NeedId>,
) -> Result<Facts, Error> {
    let ids = prioritisation.candidates.iter().map(|one| one.need.clone()).chain(also.cloned());
    let ids: Vec<NeedId> = ids.collect();
    Ok(Facts { needs: needs(db, &ids).await?, objectives: objectives(db, &prioritisation.buyer).await? })
}

/// Adds an assessment.
pub async fn insert(db: &impl ConnectionTrait, new: Prioritisation) -> Result<Prioritisation, Error> {
    let saved = Prioritisation { version: 1, ..new };
    let row = to_row(&saved).into_active_model();
    prioritisation::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(saved)
}

/// Saves an assessment over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: Prioritisation) -> Result<Prioritisation, Error> {
    let before = changed.version;
    let saved = Prioritisation { version: before + 1, ..changed };
    let done = prioritisation::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(prioritisation::Column::Id.eq(saved.id.as_str()))
        .filter(prioritisation::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    let mine = prioritisation_need::Column::PrioritisationId.eq(saved.id.as_str());
    prioritisation_need::Entity::delete_many().filter(mine).exec(db).await?;
    let rows = saved.candidates.iter().map(|one| candidate_row(&saved.id, one).into_active_model());
    prioritisation_need::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(saved)
}
