//! What people answered: read by the council's officers, and by the members of
//! the organisation that gave it.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use shared::Actor;
use shared::plan::consultation::Respondent;
use shared::plan::consultation::response::{Answer, Response, Said};
use shared::plan::{ConsultationId, ConsultationResponseId};

use super::{of_consultation, own_council};
use crate::store::Error;
use crate::store::entity::plan::consultation_response::{Column, Entity, Model};
use crate::store::entity::plan::{consultation, consultation_answer, consultation_point_response};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{read, read_optional};

const TABLE: &str = "consultation_response";

/// The answers this actor may read: those to their own council, and those of
/// the organisation they act for.
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    if *actor == Actor::System {
        return Entity::find();
    }
    if let Some(council) = own_council(actor) {
        let ours = Condition::all().add(consultation::Column::BuyerId.eq(council.as_str()));
        return Entity::find().filter(of_consultation((Entity, Column::ConsultationId), ours));
    }
    match actor.provider() {
        Some(provider) => Entity::find().filter(Column::OrganisationId.eq(provider.as_str())),
        None => Entity::find().filter(Expr::val(1).eq(0)),
    }
}

/// One answer.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &ConsultationResponseId,
) -> Result<Option<Response>, Error> {
    let rows = visible_to(actor).filter(Column::Id.eq(id.as_str())).all(db).await?;
    Ok(with(db, rows).await?.into_iter().next())
}

/// Those of these that belong to this consultation.
pub async fn known(
    db: &impl ConnectionTrait,
    consultation: &ConsultationId,
    ids: &[ConsultationResponseId],
) -> Result<usize, Error> {
    let select = Entity::find()
        .filter(Column::ConsultationId.eq(consultation.as_str()))
        .filter(Column::Id.is_in(ids.iter().map(ConsultationResponseId::as_str)));
    Ok(usize::try_from(select.count(db).await?).unwrap_or_default())
}

/// Several, in no particular order.
pub async fn get_many(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ConsultationResponseId],
) -> Result<Vec<Response>, Error> {
    let ids = ids.iter().map(ConsultationResponseId::as_str);
    with(db, visible_to(actor).filter(Column::Id.is_in(ids)).all(db).await?).await
}

/// A page of answers by their numbers: those of all consultations, or of one.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    consultation: Option<&ConsultationId>,
    page: &Page,
) -> Result<Slice<Response>, Error> {
    let mut select = visible_to(actor);
    if let Some(consultation) = consultation {
        select = select.filter(Column::ConsultationId.eq(consultation.as_str()));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        let number = after.id.parse::<i64>().map_err(|_| Error::Place)?;
        let here = Condition::all().add(Column::ConsultationId.eq(after.key.as_str())).add(Column::Number.gt(number));
        let later = Condition::any().add(Column::ConsultationId.gt(after.key.as_str())).add(here);
        // Said once more so that the index is entered at the right place.
        select = select.filter(Column::ConsultationId.gte(after.key.as_str())).filter(later);
    }
    let ordered = select.order_by_asc(Column::ConsultationId).order_by_asc(Column::Number);
    let rows = ordered.limit(page.first + 1).all(db).await?;
    let place = |one: &Response| Cursor { key: one.consultation.to_string(), id: one.number.to_string() };
    Ok(Slice::new(with(db, rows).await?, page, total, place))
}

/// How many answered each of these consultations, and as what.
pub async fn count(
    db: &impl ConnectionTrait,
    consultations: &[ConsultationId],
) -> Result<HashMap<ConsultationId, Vec<(Option<Respondent>, u64)>>, Error> {
    let rows: Vec<(String, Option<String>, i64)> = Entity::find()
        .select_only()
        .column(Column::ConsultationId)
        .column(Column::AnsweredAs)
        .column_as(Column::Id.count(), "count")
        .filter(Column::ConsultationId.is_in(consultations.iter().map(ConsultationId::as_str)))
        .group_by(Column::ConsultationId)
        .group_by(Column::AnsweredAs)
        .into_tuple()
        .all(db)
        .await?;
    let mut counts: HashMap<ConsultationId, Vec<(Option<Respondent>, u64)>> = HashMap::new();
    for (id, answered_as, number) in rows {
        let answered_as = read_optional(TABLE, &id, "answered_as", answered_as.as_deref())?;
        let of = counts.entry(read(TABLE, &id, "consultation_id", &id)?).or_default();
        of.push((answered_as, u64::try_from(number).unwrap_or_default()));
    }
    Ok(counts)
}

/// The numbers of the answers to these consultations that make no point and
/// are not marked as making none.
pub async fn unread(
    db: &impl ConnectionTrait,
    consultations: &[ConsultationId],
) -> Result<HashMap<ConsultationId, Vec<i64>>, Error> {
    let theirs = Expr::col((consultation_point_response::Entity, consultation_point_response::Column::ResponseId))
        .equals((Entity, Column::Id));
    let points = consultation_point_response::Entity::find()
        .select_only()
        .column(consultation_point_response::Column::PointId)
        .filter(theirs)
        .into_query();
    let rows: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::ConsultationId)
        .column(Column::Number)
        .filter(Column::ConsultationId.is_in(consultations.iter().map(ConsultationId::as_str)))
        .filter(Column::NoPoint.eq(false))
        .filter(Expr::exists(points).not())
        .order_by_asc(Column::ConsultationId)
        .order_by_asc(Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let mut unread: HashMap<ConsultationId, Vec<i64>> = HashMap::new();
    for (id, number) in rows {
        unread.entry(read(TABLE, &id, "consultation_id", &id)?).or_default().push(number);
    }
    Ok(unread)
}

/// The number of the next answer to a consultation. The caller holds the
/// consultation's name, so that none is given twice.
pub async fn next_number(db: &impl ConnectionTrait, consultation: &ConsultationId) -> Result<i64, Error> {
    let last: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::ConsultationId.eq(consultation.as_str()))
        .order_by_desc(Column::Number)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or_default() + 1)
}

/// Adds an answer.
pub async fn insert(db: &impl ConnectionTrait, new: &Response) -> Result<(), Error> {
    let row = to_row(&Response { version: 1, ..new.clone() }).into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    let answers = (1_i64..).zip(&new.said.answers).map(|(position, answer)| {
        consultation_answer::Model {
            response_id: new.id.to_string(),
            position,
            question_id: answer.question.to_string(),
            answer: answer.text.clone(),
        }
        .into_active_model()
    });
    consultation_answer::Entity::insert_many(answers).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Saves an officer's mark over the version it was read at; what was answered
/// never changes.
pub async fn save(db: &impl ConnectionTrait, changed: Response) -> Result<Response, Error> {
    let before = changed.version;
    let saved = Response { version: before + 1, ..changed };
    let done = Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(Column::Id.eq(saved.id.as_str()))
        .filter(Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(saved) }
}

async fn with(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Response>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let found = consultation_answer::Entity::find()
        .filter(consultation_answer::Column::ResponseId.is_in(rows.iter().map(|row| row.id.as_str())))
        .order_by_asc(consultation_answer::Column::Position)
        .all(db)
        .await?;
    let mut answers: HashMap<String, Vec<Answer>> = HashMap::new();
    for row in found {
        let question = read("consultation_answer", &row.response_id, "question_id", &row.question_id)?;
        answers.entry(row.response_id).or_default().push(Answer { question, text: row.answer });
    }
    rows.into_iter()
        .map(|row| {
            let own = answers.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

fn from_row(row: Model, answers: Vec<Answer>) -> Result<Response, Error> {
    Ok(Response {
        id: read(TABLE, &row.id, "id", &row.id)?,
        consultation: read(TABLE, &row.id, "consultation_id", &row.consultation_id)?,
        number: row.number,
        said: Said {
            answered_as: read_optional(TABLE, &row.id, "answered_as", row.answered_as.as_deref())?,
            organisation_name: row.organisation_name,
            answers,
            came_by: read(TABLE, &row.id, "came_by", &row.came_by)?,
        },
        organisation: read_optional(TABLE, &row.id, "organisation_id", row.organisation_id.as_deref())?,
        given_on: read(TABLE, &row.id, "given_on", &row.given_on)?,
        no_point: row.no_point,
        version: row.version,
    })
}

fn to_row(of: &Response) -> Model {
    Model {
        id: of.id.to_string(),
        consultation_id: of.consultation.to_string(),
        number: of.number,
        answered_as: of.said.answered_as.map(|answered_as| answered_as.as_str().to_owned()),
        organisation_name: of.said.organisation_name.clone(),
        organisation_id: of.organisation.as_ref().map(ToString::to_string),
        given_on: of.given_on.to_string(),
        no_point: of.no_point,
        version: of.version,
        came_by: of.said.came_by.as_str().to_owned(),
    }
}
