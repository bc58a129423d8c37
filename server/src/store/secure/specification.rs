//! Specifications with their sections, outcomes and indicators.

mod row;
mod write;

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use shared::Actor;
use shared::commission::CommissionId;
use shared::framework::approval::Subject;
use shared::people::{DirectorateId, OrganisationId};
use shared::plan::objective::{self, Objective};
use shared::plan::{NeedId, ObjectiveId};
use shared::secure::SpecificationId;
use shared::secure::specification::{Facts, Specification, Stage};

use crate::store::Error;
use crate::store::entity::commission;
use crate::store::entity::secure::{
    indicator, opportunity, outcome, specification as table, specification_section as section,
};
use crate::store::framework::approval;
use crate::store::plan;
use crate::store::row::read;

pub use write::{insert, save, save_section};

/// What this actor may see: everything of the council they work for; else only
/// what was approved and used in a published opportunity.
pub fn visible_to(actor: &Actor) -> Select<table::Entity> {
    let every = table::Entity::find();
    if matches!(actor, Actor::System) {
        return every;
    }
    let approved = [Stage::Approved, Stage::Superseded].map(Stage::as_str);
    let published = Condition::all().add(table::Column::Stage.is_in(approved)).add(Expr::exists(used_in_public()));
    let mut seen = Condition::any().add(published);
    if let Some(buyer) = actor.buyer().filter(|buyer| actor.is_officer_of(buyer)) {
        seen = seen.add(Expr::exists(commission_of(buyer)));
    }
    every.filter(seen)
}

fn used_in_public() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(opportunity::Entity)
        .and_where(
            Expr::col((opportunity::Entity, opportunity::Column::SpecificationId))
                .equals((table::Entity, table::Column::Id)),
        )
        .and_where(Expr::col((opportunity::Entity, opportunity::Column::PublishedAt)).is_not_null())
        .to_owned()
}

fn commission_of(buyer: &OrganisationId) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(commission::Entity)
        .and_where(
            Expr::col((commission::Entity, commission::Column::Id))
                .equals((table::Entity, table::Column::CommissionId)),
        )
        .and_where(Expr::col((commission::Entity, commission::Column::BuyerId)).eq(buyer.as_str()))
        .to_owned()
}

/// One specification.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &SpecificationId,
) -> Result<Option<Specification>, Error> {
    let rows = visible_to(actor).filter(table::Column::Id.eq(id.as_str())).all(db).await?;
    Ok(load(db, rows).await?.pop())
}

/// Several specifications, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[SpecificationId],
) -> Result<Vec<Specification>, Error> {
    let ids = ids.iter().map(SpecificationId::as_str);
    let rows = visible_to(actor).filter(table::Column::Id.is_in(ids)).all(db).await?;
    load(db, rows).await
}

/// The specifications of these commissions, newest version first.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CommissionId],
) -> Result<Vec<Specification>, Error> {
    let rows = visible_to(actor)
        .filter(table::Column::CommissionId.is_in(ids.iter().map(CommissionId::as_str)))
        .order_by_desc(table::Column::Number)
        .all(db)
        .await?;
    load(db, rows).await
}

/// The specification if it is approved, whoever asks: what an opportunity and
/// an agreement are built from.
pub async fn approved(db: &impl ConnectionTrait, id: &SpecificationId) -> Result<Option<Specification>, Error> {
    Ok(all_approved(db, std::slice::from_ref(id)).await?.pop())
}

/// Those of these specifications that are approved, whoever asks.
pub async fn all_approved(db: &impl ConnectionTrait, ids: &[SpecificationId]) -> Result<Vec<Specification>, Error> {
    let rows = visible_to(&Actor::System)
        .filter(table::Column::Id.is_in(ids.iter().map(SpecificationId::as_str)))
        .filter(table::Column::Stage.eq(Stage::Approved.as_str()))
        .all(db)
        .await?;
    load(db, rows).await
}

/// Reads what belongs to these rows, one statement a level, and keeps their
/// order.
async fn load(db: &impl ConnectionTrait, rows: Vec<table::Model>) -> Result<Vec<Specification>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let owners = owners(db, &rows).await?;
    let mut sections: HashMap<String, Vec<section::Model>> = HashMap::new();
    let found = section::Entity::find().filter(section::Column::SpecificationId.is_in(ids.clone())).all(db).await?;
    for row in found {
        sections.entry(row.specification_id.clone()).or_default().push(row);
    }
    let mut outcomes = outcomes(db, ids).await?;
    let mut specifications = Vec::with_capacity(rows.len());
    for spec in rows {
        let (sections, outcomes) =
            (sections.remove(&spec.id).unwrap_or_default(), outcomes.remove(&spec.id).unwrap_or_default());
        let owner = owners.get(&spec.commission_id).cloned();
        specifications.push(row::specification(spec, owner, sections, outcomes)?);
    }
    Ok(specifications)
}

/// The council and directorate of each row's commission.
async fn owners(
    db: &impl ConnectionTrait,
    rows: &[table::Model],
) -> Result<HashMap<String, (OrganisationId, DirectorateId)>, Error> {
    let ids = rows.iter().map(|row| row.commission_id.as_str());
    let commissions = commission::Entity::find().filter(commission::Column::Id.is_in(ids)).all(db).await?;
    let owner = |row: commission::Model| {
        let buyer = read("commission", &row.id, "buyer_id", &row.buyer_id)?;
        let directorate = read("commission", &row.id, "directorate_id", &row.directorate_id)?;
        Ok((row.id, (buyer, directorate)))
    };
    commissions.into_iter().map(owner).collect()
}

type WithIndicators = (outcome::Model, Vec<indicator::Model>);

/// The outcomes of these specifications, in order, each with its indicators in
/// order.
async fn outcomes(
    db: &impl ConnectionTrait,
    specifications: Vec<String>,
) -> Result<HashMap<String, Vec<WithIndicators>>, Error> {
    let outcomes = outcome::Entity::find()
        .filter(outcome::Column::SpecificationId.is_in(specifications))
        .order_by_asc(outcome::Column::Position)
        .all(db)
        .await?;
    let indicators = indicator::Entity::find()
        .filter(indicator::Column::OutcomeId.is_in(outcomes.iter().map(|outcome| outcome.id.as_str())))
        .order_by_asc(indicator::Column::Position)
        .all(db)
        .await?;
    let mut by_outcome: HashMap<String, Vec<indicator::Model>> = HashMap::new();
    for indicator in indicators {
        by_outcome.entry(indicator.outcome_id.clone()).or_default().push(indicator);
    }
    let mut by_specification: HashMap<String, Vec<WithIndicators>> = HashMap::new();
    for outcome in outcomes {
        let indicators = by_outcome.remove(&outcome.id).unwrap_or_default();
        by_specification.entry(outcome.specification_id.clone()).or_default().push((outcome, indicators));
    }
    Ok(by_specification)
}

/// What other aggregates tell of it.
pub async fn facts(db: &impl ConnectionTrait, specification: &Specification) -> Result<Facts, Error> {
    let mut all = facts_of(db, &[specification]).await?;
    Ok(all.remove(&specification.id).unwrap_or_default())
}

/// What other aggregates tell of each of these.
pub async fn facts_of(
    db: &impl ConnectionTrait,
    all: &[&Specification],
) -> Result<HashMap<SpecificationId, Facts>, Error> {
    let needs: Vec<NeedId> = all.iter().flat_map(|specification| specification.draft.needs()).collect();
    let published: BTreeSet<NeedId> = plan::need::published(db, &needs).await?.into_iter().collect();
    let aims: Vec<ObjectiveId> = all.iter().filter_map(|specification| specification.draft.objective()).collect();
    let aims = plan::objective::get_many(db, &aims).await?;
    let asked = all.iter().filter_map(|specification| Some((specification.id.to_string(), specification.asked()?.at)));
    let mut agreed = approval::agreed(db, Subject::Specification, &asked.collect()).await?;
    let facts = |specification: &&Specification| {
        let needs = specification.draft.needs().into_iter();
        let published = needs.filter(|need| published.contains(need)).collect();
        let agreed = agreed.remove(specification.id.as_str()).unwrap_or_default();
        let held = |aim: &&Objective| aim.buyer == specification.buyer && aim.state == objective::State::Current;
        let objectives = aims.iter().filter(held).map(|aim| aim.id.clone()).collect();
        (specification.id.clone(), Facts { published, objectives, agreed })
    };
    Ok(all.iter().map(facts).collect())
}
