//! Whose views about needs were heard, and why others were not: seen by whoever
//! sees the need.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use shared::Actor;
use shared::people::OrganisationId;
use shared::plan::engagement::{Engagement, Heard, Reasons, Source, View};
use shared::plan::{EngagementId, NeedId};

use super::need;
use crate::store::entity::plan::{engagement, engagement_reason, need as need_row};
use crate::store::row::{read, read_optional};
use crate::store::{Error, people};

const TABLE: &str = "engagement";
const REASON: &str = "engagement_reason";
/// The topic of the reason why no third-sector organisation was heard.
const THIRD_SECTOR: &str = "third_sector";

fn from_row(row: engagement::Model, third_sector: &HashSet<OrganisationId>) -> Result<View, Error> {
    let organisation = read_optional(TABLE, &row.id, "organisation_id", row.organisation_id.as_deref())?;
    Ok(View {
        id: read(TABLE, &row.id, "id", &row.id)?,
        need: read(TABLE, &row.id, "need_id", &row.need_id)?,
        third_sector: organisation.as_ref().is_some_and(|id| third_sector.contains(id)),
        heard: Heard {
            source: read(TABLE, &row.id, "source", &row.source)?,
            organisation,
            who: row.who,
            heard_on: read(TABLE, &row.id, "heard_on", &row.heard_on)?,
            says: row.says,
        },
        added_by: read(TABLE, &row.id, "added_by_id", &row.added_by_id)?,
        added_at: row.added_at,
    })
}

/// The needs that this actor sees, of those in a column.
fn seen(actor: &Actor, column: Expr) -> SelectStatement {
    let behind = Expr::col((need_row::Entity, need_row::Column::Id)).eq(column);
    need::visible_to(actor).select_only().column(need_row::Column::Id).filter(behind).into_query()
}

/// The views about the needs that this actor sees.
fn visible_to(actor: &Actor) -> Select<engagement::Entity> {
    let needs = seen(actor, Expr::col((engagement::Entity, engagement::Column::NeedId)));
    engagement::Entity::find().filter(Expr::exists(needs))
}

/// One view.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: &EngagementId) -> Result<Option<View>, Error> {
    let rows = visible_to(actor).filter(engagement::Column::Id.eq(id.as_str())).all(db).await?;
    Ok(views(db, rows).await?.pop())
}

/// Views with what the register says of their organisations, in one statement.
async fn views(db: &impl ConnectionTrait, rows: Vec<engagement::Model>) -> Result<Vec<View>, Error> {
    let mut ids: Vec<OrganisationId> = Vec::new();
    for row in &rows {
        ids.extend(read_optional(TABLE, &row.id, "organisation_id", row.organisation_id.as_deref())?);
    }
    let found = people::organisation::get_many(db, &ids).await?;
    let third = found.iter().filter(|one| one.speaks_for_third_sector()).map(|one| one.id.clone()).collect();
    rows.into_iter().map(|row| from_row(row, &third)).collect()
}

/// The engagement on each of these needs.
pub async fn of_needs(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needs: &[NeedId],
) -> Result<HashMap<NeedId, Engagement>, Error> {
    let rows = visible_to(actor)
        .filter(engagement::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .order_by_asc(engagement::Column::NeedId)
        .order_by_asc(engagement::Column::Id)
        .all(db)
        .await?;
    let mut all: HashMap<NeedId, Engagement> = HashMap::new();
    for view in views(db, rows).await? {
        all.entry(view.need.clone()).or_default().views.push(view);
    }
    let behind = seen(actor, Expr::col((engagement_reason::Entity, engagement_reason::Column::NeedId)));
    let rows = engagement_reason::Entity::find()
        .filter(engagement_reason::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .filter(Expr::exists(behind))
        .all(db)
        .await?;
    for row in rows {
        let need: NeedId = read(REASON, &row.need_id, "need_id", &row.need_id)?;
        let reasons = &mut all.entry(need).or_default().reasons;
        if row.topic == THIRD_SECTOR {
            reasons.third_sector = Some(row.reason);
        } else {
            reasons.of.insert(read(REASON, &row.need_id, "topic", &row.topic)?, row.reason);
        }
    }
    Ok(all)
}

/// Adds a view.
pub async fn insert(db: &impl ConnectionTrait, new: &View) -> Result<(), Error> {
    let heard = &new.heard;
    let row = engagement::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        need_id: ActiveValue::Set(new.need.to_string()),
        source: ActiveValue::Set(heard.source.as_str().to_owned()),
        organisation_id: ActiveValue::Set(heard.organisation.as_ref().map(ToString::to_string)),
        who: ActiveValue::Set(heard.who.clone()),
        heard_on: ActiveValue::Set(heard.heard_on.to_string()),
        says: ActiveValue::Set(heard.says.clone()),
        added_by_id: ActiveValue::Set(new.added_by.to_string()),
        added_at: ActiveValue::Set(new.added_at),
    };
    engagement::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Takes a view away.
pub async fn delete(db: &impl ConnectionTrait, id: &EngagementId) -> Result<(), Error> {
    let done = engagement::Entity::delete_many().filter(engagement::Column::Id.eq(id.as_str())).exec(db).await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Writes the reasons of a need anew.
pub async fn replace_reasons(db: &impl ConnectionTrait, need: &NeedId, reasons: &Reasons) -> Result<(), Error> {
    let mine = engagement_reason::Column::NeedId.eq(need.as_str());
    engagement_reason::Entity::delete_many().filter(mine).exec(db).await?;
    let of = reasons.of.iter().map(|(source, reason)| (Source::as_str(*source), reason));
    let all = of.chain(reasons.third_sector.iter().map(|reason| (THIRD_SECTOR, reason)));
    let rows = all.map(|(topic, reason)| {
        engagement_reason::Model { need_id: need.to_string(), topic: topic.to_owned(), reason: reason.clone() }
            .into_active_model()
    });
    engagement_reason::Entity::insert_many(rows).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
