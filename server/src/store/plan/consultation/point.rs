//! The points that answers make: the council's own until they are published
//! with what was done about them.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Select,
};
use shared::Actor;
use shared::plan::consultation::Stored;
use shared::plan::consultation::point::{Point, PointText};
use shared::plan::{ConsultationId, ConsultationPointId, ConsultationResponseId};

use super::{of_consultation, own_council};
use crate::store::Error;
use crate::store::entity::plan::consultation_point::{Column, Entity, Model};
use crate::store::entity::plan::{consultation, consultation_point_response};
use crate::store::row::{read, read_optional};

const TABLE: &str = "consultation_point";

/// The points this actor may read: those of what is answered, and all of their
/// own council's.
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    if *actor == Actor::System {
        return Entity::find();
    }
    let mut fits = Condition::any().add(consultation::Column::Stage.eq(Stored::Answered.as_str()));
    if let Some(council) = own_council(actor) {
        fits = fits.add(consultation::Column::BuyerId.eq(council.as_str()));
    }
    Entity::find().filter(of_consultation((Entity, Column::ConsultationId), fits))
}

/// One point.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &ConsultationPointId) -> Result<Option<Point>, Error> {
    let rows = visible_to(actor).filter(Column::Id.eq(id.as_str())).all(db).await?;
    Ok(with(db, rows).await?.into_iter().next())
}

/// The points of these consultations, oldest first.
pub async fn of_consultations(
    db: &impl ConnectionTrait,
    actor: &Actor,
    consultations: &[ConsultationId],
) -> Result<Vec<Point>, Error> {
    let rows = visible_to(actor)
        .filter(Column::ConsultationId.is_in(consultations.iter().map(ConsultationId::as_str)))
        .order_by_asc(Column::ConsultationId)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    with(db, rows).await
}

/// Adds a point.
pub async fn insert(db: &impl ConnectionTrait, new: Point) -> Result<Point, Error> {
    let saved = Point { version: 1, ..new };
    let row = to_row(&saved).into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    link(db, &saved).await?;
    Ok(saved)
}

/// Saves a point over the version it was read at; `Stale` if somebody was
/// faster.
pub async fn save(db: &impl ConnectionTrait, changed: Point) -> Result<Point, Error> {
    let before = changed.version;
    let saved = Point { version: before + 1, ..changed };
    let done = Entity::update_many()
        .set(to_row(&saved).into_active_model().reset_all())
        .filter(Column::Id.eq(saved.id.as_str()))
        .filter(Column::Version.eq(before))
        .exec(db)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Stale);
    }
    unlink(db, &saved.id).await?;
    link(db, &saved).await?;
    Ok(saved)
}

/// Takes a point away.
pub async fn delete(db: &impl ConnectionTrait, id: &ConsultationPointId) -> Result<(), Error> {
    unlink(db, id).await?;
    let done = Entity::delete_many().filter(Column::Id.eq(id.as_str())).exec(db).await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

async fn link(db: &impl ConnectionTrait, point: &Point) -> Result<(), Error> {
    let rows = point.text.responses.iter().map(|response| {
        consultation_point_response::Model { point_id: point.id.to_string(), response_id: response.to_string() }
            .into_active_model()
    });
    consultation_point_response::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .map_err(Error::from_write)?;
    Ok(())
}

async fn unlink(db: &impl ConnectionTrait, id: &ConsultationPointId) -> Result<(), Error> {
    consultation_point_response::Entity::delete_many()
        .filter(consultation_point_response::Column::PointId.eq(id.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

async fn with(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Point>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let links = consultation_point_response::Entity::find()
        .filter(consultation_point_response::Column::PointId.is_in(rows.iter().map(|row| row.id.as_str())))
        .order_by_asc(consultation_point_response::Column::ResponseId)
        .all(db)
        .await?;
    let mut responses: HashMap<String, Vec<ConsultationResponseId>> = HashMap::new();
    for link in links {
        let id = read("consultation_point_response", &link.point_id, "response_id", &link.response_id)?;
        responses.entry(link.point_id).or_default().push(id);
    }
    rows.into_iter()
        .map(|row| {
            let own = responses.remove(&row.id).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

fn from_row(row: Model, responses: Vec<ConsultationResponseId>) -> Result<Point, Error> {
    Ok(Point {
        id: read(TABLE, &row.id, "id", &row.id)?,
        consultation: read(TABLE, &row.id, "consultation_id", &row.consultation_id)?,
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        text: PointText {
            disposition: read_optional(TABLE, &row.id, "disposition", row.disposition.as_deref())?,
            said: row.said,
            responses,
            reason: row.reason,
            changed: row.changed,
        },
        version: row.version,
    })
}

fn to_row(of: &Point) -> Model {
    Model {
        id: of.id.to_string(),
        consultation_id: of.consultation.to_string(),
        said: of.text.said.clone(),
        disposition: of.text.disposition.map(|disposition| disposition.as_str().to_owned()),
        reason: of.text.reason.clone(),
        changed: of.text.changed.clone(),
        author_id: of.author.to_string(),
        version: of.version,
    }
}
