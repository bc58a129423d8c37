//! What officers answered for commissions under the principles. Like the commission, all of it is public.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use shared::Day;
use shared::commission::CommissionId;
use shared::framework::principle::{Answer, Said};
use shared::plan::consultation::Stored;

use crate::store::Error;
use crate::store::entity::framework::principle::{ActiveModel, Column, Entity, Model};
use crate::store::entity::plan::{consultation, consultation_commission};
use crate::store::row::{read, read_optional};

const TABLE: &str = "principle";

fn from_row(row: &Model) -> Result<Answer, Error> {
    let id = row.commission_id.as_str();
    Ok(Answer {
        said: Said {
            principle: read(TABLE, id, "principle", &row.principle)?,
            kind: read(TABLE, id, "kind", &row.kind)?,
            says: row.says.clone(),
            ended_on: read_optional(TABLE, id, "ended_on", row.ended_on.as_deref())?,
        },
        by: read(TABLE, id, "answered_by_id", &row.answered_by_id)?,
        at: row.answered_at,
    })
}

/// The answers of each of these commissions, in the order of the principles.
pub async fn of_commissions(
    db: &impl ConnectionTrait,
    commissions: &[CommissionId],
) -> Result<HashMap<CommissionId, Vec<Answer>>, Error> {
    let rows = Entity::find()
        .filter(Column::CommissionId.is_in(commissions.iter().map(CommissionId::as_str)))
        .order_by_asc(Column::CommissionId)
        .order_by_asc(Column::Principle)
        .all(db)
        .await?;
    let mut of: HashMap<CommissionId, Vec<Answer>> = HashMap::new();
    for row in rows {
        let commission = read(TABLE, &row.commission_id, "commission_id", &row.commission_id)?;
        of.entry(commission).or_default().push(from_row(&row)?);
    }
    Ok(of)
}

/// The last day of the last consultation about each of these commissions that was published and not called off.
pub async fn consulted_until(
    db: &impl ConnectionTrait,
    commissions: &[CommissionId],
) -> Result<HashMap<String, Day>, Error> {
    let about = consultation_commission::Column::CommissionId.is_in(commissions.iter().map(CommissionId::as_str));
    let links = consultation_commission::Entity::find().filter(about.clone()).all(db).await?;
    let ids = consultation_commission::Entity::find()
        .select_only()
        .column(consultation_commission::Column::ConsultationId)
        .filter(about)
        .into_query();
    let rows: Vec<(String, Option<String>)> = consultation::Entity::find()
        .select_only()
        .columns([consultation::Column::Id, consultation::Column::ClosesOn])
        .filter(consultation::Column::Id.in_subquery(ids))
        .filter(consultation::Column::Stage.is_in([Stored::Published, Stored::Answered].map(Stored::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    let mut until: HashMap<String, Day> = HashMap::new();
    for (id, closes) in &rows {
        let Some(day) = read_optional::<Day>("consultation", id, "closes_on", closes.as_deref())? else { continue };
        for link in links.iter().filter(|link| link.consultation_id == *id) {
            let last = until.entry(link.commission_id.clone()).or_insert(day);
            *last = day.max(*last);
        }
    }
    Ok(until)
}

/// Writes the answers of a commission anew.
pub async fn replace(db: &impl ConnectionTrait, commission: &CommissionId, answers: &[Answer]) -> Result<(), Error> {
    Entity::delete_many().filter(Column::CommissionId.eq(commission.as_str())).exec(db).await?;
    if answers.is_empty() {
        return Ok(());
    }
    let rows = answers.iter().map(|answer| -> ActiveModel {
        Model {
            commission_id: commission.to_string(),
            principle: answer.said.principle.as_str().to_owned(),
            kind: answer.said.kind.as_str().to_owned(),
            says: answer.said.says.clone(),
            ended_on: answer.said.ended_on.map(|day| day.to_string()),
            answered_by_id: answer.by.to_string(),
            answered_at: answer.at,
        }
        .into_active_model()
    });
    Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Whether the actor's answers to a commission hold: its row counts one change more; `Stale` if somebody was faster.
pub async fn count_change(db: &impl ConnectionTrait, commission: &CommissionId, version: i64) -> Result<(), Error> {
    use crate::store::entity::commission;
    let done = commission::Entity::update_many()
        .set(commission::ActiveModel { version: ActiveValue::Set(version + 1), ..Default::default() })
        .filter(commission::Column::Id.eq(commission.as_str()))
        .filter(commission::Column::Version.eq(version))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}
