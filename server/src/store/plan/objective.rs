//! Objectives and duties in law, and which needs serve them. Every one is
//! public.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::people::OrganisationId;
use shared::plan::objective::{Aim, Kind, Objective, State};
use shared::plan::{NeedId, ObjectiveId};

use crate::store::Error;
use crate::store::entity::plan::{need_objective, objective};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read};

const TABLE: &str = "objective";

/// Which objectives to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only those of this kind.
    pub kind: Option<Kind>,
    /// Only those that hold, or only those that hold no longer.
    pub current: Option<bool>,
}

fn from_row(row: objective::Model) -> Result<Objective, Error> {
    let state = match row.retired_at {
        None => State::Current,
        Some(at) => State::Retired { at, reason: present(TABLE, &row.id, "retired_reason", row.retired_reason)? },
    };
    Ok(Objective {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        aim: Aim { kind: read(TABLE, &row.id, "kind", &row.kind)?, title: row.title, source: row.source },
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        created_at: row.created_at,
        state,
        version: row.version,
    })
}

fn to_row(objective: &Objective) -> objective::Model {
    let (retired_at, retired_reason) = match &objective.state {
        State::Current => (None, None),
        State::Retired { at, reason } => (Some(*at), Some(reason.clone())),
    };
    objective::Model {
        id: objective.id.to_string(),
        buyer_id: objective.buyer.to_string(),
        kind: objective.aim.kind.as_str().to_owned(),
        title: objective.aim.title.clone(),
        source: objective.aim.source.clone(),
        author_id: objective.author.to_string(),
        created_at: objective.created_at,
        retired_at,
        retired_reason,
        version: objective.version,
    }
}

/// One objective.
pub async fn find(db: &impl ConnectionTrait, id: &ObjectiveId) -> Result<Option<Objective>, Error> {
    objective::Entity::find_by_id(id.as_str()).one(db).await?.map(from_row).transpose()
}

/// Several objectives, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, ids: &[ObjectiveId]) -> Result<Vec<Objective>, Error> {
    let select = objective::Entity::find().filter(objective::Column::Id.is_in(ids.iter().map(ObjectiveId::as_str)));
    select.all(db).await?.into_iter().map(from_row).collect()
}

/// Everything that holds for this council, oldest first.
pub async fn current(db: &impl ConnectionTrait, buyer: &OrganisationId) -> Result<Vec<Objective>, Error> {
    let select = objective::Entity::find()
        .filter(objective::Column::BuyerId.eq(buyer.as_str()))
        .filter(objective::Column::RetiredAt.is_null());
    select.order_by_asc(objective::Column::Id).all(db).await?.into_iter().map(from_row).collect()
}

/// A page of objectives, newest first.
pub async fn list(db: &impl ConnectionTrait, filter: Filter, page: &Page) -> Result<Slice<Objective>, Error> {
    let mut select = objective::Entity::find();
    if let Some(kind) = filter.kind {
        select = select.filter(objective::Column::Kind.eq(kind.as_str()));
    }
    select = match filter.current {
        None => select,
        Some(true) => select.filter(objective::Column::RetiredAt.is_null()),
        Some(false) => select.filter(objective::Column::RetiredAt.is_not_null()),
    };
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(objective::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(objective::Column::Id).limit(page.first + 1).all(db).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: String::new(), id: one.id.to_string() }))
}

/// The objectives that each of these needs serves, oldest first.
pub async fn of_needs(db: &impl ConnectionTrait, needs: &[NeedId]) -> Result<HashMap<NeedId, Vec<Objective>>, Error> {
    let links = need_objective::Entity::find()
        .filter(need_objective::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .order_by_asc(need_objective::Column::ObjectiveId)
        .all(db)
        .await?;
    let ids: Vec<&str> = links.iter().map(|link| link.objective_id.as_str()).collect();
    let rows = objective::Entity::find().filter(objective::Column::Id.is_in(ids)).all(db).await?;
    let found = rows.into_iter().map(|row| Ok((row.id.clone(), from_row(row)?)));
    let found = found.collect::<Result<HashMap<String, Objective>, Error>>()?;
    let mut all: HashMap<NeedId, Vec<Objective>> = HashMap::new();
    for link in links {
        let need = read("need_objective", &link.need_id, "need_id", &link.need_id)?;
        all.entry(need).or_default().extend(found.get(&link.objective_id).cloned());
    }
    Ok(all)
}

/// Writes anew which objectives a need serves.
pub async fn replace(db: &impl ConnectionTrait, need: &NeedId, ids: &[ObjectiveId]) -> Result<(), Error> {
    need_objective::Entity::delete_many().filter(need_objective::Column::NeedId.eq(need.as_str())).exec(db).await?;
    let rows = ids.iter().map(|id| {
        need_objective::Model { need_id: need.to_string(), objective_id: id.to_string() }.into_active_model()
    });
    need_objective::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Adds an objective.
pub async fn insert(db: &impl ConnectionTrait, new: Objective) -> Result<Objective, Error> {
    let saved = Objective { version: 1, ..new };
    let row = to_row(&saved).into_active_model();
    objective::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(saved)
}

/// Saves an objective over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: Objective) -> Result<Objective, Error> {
    let before = changed.version;
    let saved = Objective { version: before + 1, ..changed };
    let done = objective::Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(objective::Column::Id.eq(saved.id.as_str()))
        .filter(objective::Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}
