//! What people say of services. Nothing is read but counts: single answers stay
//! where they are.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use shared::commission::ServiceId;
use shared::review::feedback::{Feedback, Rating};

use crate::store::Error;
use crate::store::entity::review::feedback;
use crate::store::row::read;

/// Adds what somebody said.
pub async fn insert(db: &impl ConnectionTrait, new: &Feedback) -> Result<(), Error> {
    let row = feedback::Model {
        id: new.id.to_string(),
        service_id: new.service.to_string(),
        rating: new.rating.as_str().to_owned(),
        words: new.words.clone(),
        giver: new.giver.map(|giver| giver.as_str().to_owned()),
        given_at: new.given_at,
    };
    feedback::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// How many said what of these services: for
/// [`shared::review::feedback::summary`], which alone may be shown.
pub async fn count(
    db: &impl ConnectionTrait,
    services: &[ServiceId],
) -> Result<HashMap<ServiceId, Vec<(Rating, u64)>>, Error> {
    let rows: Vec<(String, String, i64)> = feedback::Entity::find()
        .select_only()
        .column(feedback::Column::ServiceId)
        .column(feedback::Column::Rating)
        .column_as(feedback::Column::Id.count(), "number")
        .filter(feedback::Column::ServiceId.is_in(services.iter().map(ServiceId::as_str)))
        .group_by(feedback::Column::ServiceId)
        .group_by(feedback::Column::Rating)
        .into_tuple()
        .all(db)
        .await?;
    let mut counts: HashMap<ServiceId, Vec<(Rating, u64)>> = HashMap::new();
    for (service, rating, number) in rows {
        let rating = read("feedback", &service, "rating", &rating)?;
        let of = counts.entry(read("feedback", &service, "service_id", &service)?).or_default();
        of.push((rating, u64::try_from(number).unwrap_or_default()));
    }
    Ok(counts)
}
