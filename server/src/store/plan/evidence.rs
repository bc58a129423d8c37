//! The evidence behind needs: seen by whoever sees the need.

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use shared::Actor;
use shared::plan::area::Measure;
use shared::plan::evidence::{Evidence, Finding};
use shared::plan::{EvidenceId, NeedId};
use shared::secure::AgreementId;
use shared::secure::agreement::Agreement;

use super::need;
use crate::store::Error;
use crate::store::entity::commission;
use crate::store::entity::plan::{evidence, need as need_row};
use crate::store::entity::secure::{agreement, outcome, specification};
use crate::store::row::{read, read_optional};

const TABLE: &str = "evidence";

fn from_row(row: evidence::Model) -> Result<Evidence, Error> {
    let corrupt = |column| Error::Corrupt { table: TABLE, row: row.id.clone(), column };
    let area = read_optional(TABLE, &row.id, "area_code", row.area_code.as_deref())?;
    let measure = row.measure.as_deref().map(|key| Measure::find(key).ok_or_else(|| corrupt("measure"))).transpose()?;
    let finding = Finding {
        kind: read(TABLE, &row.id, "kind", &row.kind)?,
        title: row.title,
        says: row.finding,
        source: row.source,
        dated_on: read(TABLE, &row.id, "dated_on", &row.dated_on)?,
        place: row.place,
        url: row.url,
        strength: read(TABLE, &row.id, "strength", &row.strength)?,
        figure: area.zip(measure),
    };
    Ok(Evidence {
        id: read(TABLE, &row.id, "id", &row.id)?,
        need: read(TABLE, &row.id, "need_id", &row.need_id)?,
        finding,
        added_by: read(TABLE, &row.id, "added_by_id", &row.added_by_id)?,
        added_at: row.added_at,
    })
}

/// The evidence of the needs that this actor sees.
fn visible_to(actor: &Actor) -> Select<evidence::Entity> {
    let behind =
        Expr::col((need_row::Entity, need_row::Column::Id)).equals((evidence::Entity, evidence::Column::NeedId));
    let needs = need::visible_to(actor).select_only().column(need_row::Column::Id).filter(behind).into_query();
    evidence::Entity::find().filter(Expr::exists(needs))
}

/// One piece of evidence.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &EvidenceId) -> Result<Option<Evidence>, Error> {
    let row = visible_to(actor).filter(evidence::Column::Id.eq(id.as_str())).one(db).await?;
    row.map(from_row).transpose()
}

/// Several pieces of evidence, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, actor: &Actor, ids: &[EvidenceId]) -> Result<Vec<Evidence>, Error> {
    let ids = ids.iter().map(EvidenceId::as_str);
    let rows = visible_to(actor).filter(evidence::Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter().map(from_row).collect()
}

/// Everything behind these needs, oldest first.
pub async fn of_needs(db: &impl ConnectionTrait, actor: &Actor, needs: &[NeedId]) -> Result<Vec<Evidence>, Error> {
    visible_to(actor)
        .filter(evidence::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .order_by_asc(evidence::Column::NeedId)
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// How many pieces stand behind a need.
pub async fn count(db: &impl ConnectionTrait, need: &NeedId) -> Result<u64, Error> {
    Ok(evidence::Entity::find().filter(evidence::Column::NeedId.eq(need.as_str())).count(db).await?)
}

/// How many pieces stand behind each of these needs; those with none are left
/// out.
pub async fn counts(db: &impl ConnectionTrait, needs: &[NeedId]) -> Result<HashMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::NeedId)
        .column_as(evidence::Column::Id.count(), "count")
        .filter(evidence::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .group_by(evidence::Column::NeedId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The agreements on every service that has an outcome for each of these needs, earlier ones too, as far as this actor
/// sees them, oldest first: how they do is evidence that is never copied (R-4.6b).
pub async fn agreements(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needs: &[NeedId],
) -> Result<HashMap<NeedId, Vec<Agreement>>, Error> {
    let services = services(db, needs).await?;
    let wanted: BTreeSet<&str> = services.iter().map(|(_, service)| service.as_str()).collect();
    let rows: Vec<(String, String)> = agreement::Entity::find()
        .select_only()
        .column(agreement::Column::Id)
        .column(agreement::Column::ServiceId)
        .filter(agreement::Column::ServiceId.is_in(wanted))
        .into_tuple()
        .all(db)
        .await?;
    let mut of: HashMap<AgreementId, String> = HashMap::new();
    for (id, service) in rows {
        of.insert(read("agreement", &id, "id", &id)?, service);
    }
    let ids: Vec<AgreementId> = of.keys().cloned().collect();
    let mut found = crate::store::secure::agreement::get_many(db, actor, &ids).await?;
    found.sort_by(|a, b| a.id.cmp(&b.id));
    let mut all: HashMap<NeedId, Vec<Agreement>> = HashMap::new();
    for (need, service) in &services {
        let mine = found.iter().filter(|one| of.get(&one.id) == Some(service)).cloned();
        all.entry(read("outcome", need, "need_id", need)?).or_default().extend(mine);
    }
    Ok(all)
}

/// Each of these needs with each service that a specification would have answer it.
async fn services(db: &impl ConnectionTrait, needs: &[NeedId]) -> Result<BTreeSet<(String, String)>, Error> {
    let links: Vec<(String, String)> = outcome::Entity::find()
        .select_only()
        .column(outcome::Column::NeedId)
        .column(outcome::Column::SpecificationId)
        .distinct()
        .filter(outcome::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    let specifications: Vec<(String, String)> = specification::Entity::find()
        .select_only()
        .columns([specification::Column::Id, specification::Column::CommissionId])
        .filter(specification::Column::Id.is_in(links.iter().map(|(_, specification)| specification.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let commissions: Vec<(String, String)> = commission::Entity::find()
        .select_only()
        .columns([commission::Column::Id, commission::Column::ServiceId])
        .filter(commission::Column::Id.is_in(specifications.iter().map(|(_, commission)| commission.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let service = |specification: &str| {
        let (_, commission) = specifications.iter().find(|(id, _)| id == specification)?;
        commissions.iter().find(|(id, _)| id == commission).map(|(_, service)| service.clone())
    };
    Ok(links.into_iter().filter_map(|(need, specification)| Some((need, service(&specification)?))).collect())
}

/// Adds a piece of evidence.
pub async fn insert(db: &impl ConnectionTrait, new: &Evidence) -> Result<(), Error> {
    let finding = &new.finding;
    let row = evidence::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        need_id: ActiveValue::Set(new.need.to_string()),
        kind: ActiveValue::Set(finding.kind.as_str().to_owned()),
        title: ActiveValue::Set(finding.title.clone()),
        finding: ActiveValue::Set(finding.says.clone()),
        source: ActiveValue::Set(finding.source.clone()),
        dated_on: ActiveValue::Set(finding.dated_on.to_string()),
        place: ActiveValue::Set(finding.place.clone()),
        url: ActiveValue::Set(finding.url.clone()),
        strength: ActiveValue::Set(finding.strength.as_str().to_owned()),
        area_code: ActiveValue::Set(finding.figure.as_ref().map(|(code, _)| code.to_string())),
        measure: ActiveValue::Set(finding.figure.as_ref().map(|(_, measure)| measure.key.to_owned())),
        added_by_id: ActiveValue::Set(new.added_by.to_string()),
        added_at: ActiveValue::Set(new.added_at),
    };
    evidence::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Takes a piece of evidence away.
pub async fn delete(db: &impl ConnectionTrait, id: &EvidenceId) -> Result<(), Error> {
    let done = evidence::Entity::delete_many().filter(evidence::Column::Id.eq(id.as_str())).exec(db).await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}
