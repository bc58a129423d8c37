//! Changes to published opportunities. Whoever may see an opportunity may see what changed in it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use shared::secure::OpportunityId;
use shared::secure::amendment::Amendment;

use crate::store::Error;
use crate::store::entity::secure::amendment::{Column, Entity, Model};
use crate::store::row::read;

const TABLE: &str = "amendment";

/// The changes to these opportunities, the newest first. There are none before publication.
pub async fn of_opportunities(db: &impl ConnectionTrait, of: &[OpportunityId]) -> Result<Vec<Amendment>, Error> {
    let rows = Entity::find()
        .filter(Column::OpportunityId.is_in(of.iter().map(OpportunityId::as_str)))
        .order_by_desc(Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// Adds one.
pub async fn insert(db: &impl ConnectionTrait, new: &Amendment) -> Result<(), Error> {
    let row = Model {
        id: new.id.to_string(),
        opportunity_id: new.opportunity.to_string(),
        number: i64::from(new.number),
        what: new.what.clone(),
        meaning: new.meaning.clone(),
        material: new.material,
        closed_at: new.closed_at,
        closes_at: new.closes_at,
        made_by_id: new.made_by.to_string(),
        made_at: new.made_at,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

fn from_row(row: Model) -> Result<Amendment, Error> {
    let id = row.id.as_str();
    Ok(Amendment {
        id: read(TABLE, id, "id", id)?,
        opportunity: read(TABLE, id, "opportunity_id", &row.opportunity_id)?,
        number: read(TABLE, id, "number", &row.number.to_string())?,
        made_by: read(TABLE, id, "made_by_id", &row.made_by_id)?,
        what: row.what,
        meaning: row.meaning,
        material: row.material,
        closed_at: row.closed_at,
        closes_at: row.closes_at,
        made_at: row.made_at,
    })
}
