//! Organisations and their directorates.

use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Timestamp;
use shared::people::organisation::Organisation;
use shared::people::{DirectorateId, OrganisationId, OrganisationKind};

use crate::store::Error;
use crate::store::entity::people::{directorate, organisation};
use crate::store::row::{read, read_optional};

const TABLE: &str = "organisation";

fn from_row(row: organisation::Model) -> Result<Organisation, Error> {
    Ok(Organisation {
        id: read(TABLE, &row.id, "id", &row.id)?,
        kind: read(TABLE, &row.id, "kind", &row.kind)?,
        sector: read_optional(TABLE, &row.id, "sector", row.sector.as_deref())?,
        status: read(TABLE, &row.id, "status", &row.status)?,
        name: row.name,
        org_id: row.org_id,
        status_at: row.status_at,
    })
}

/// One organisation; every one is public.
pub async fn find(db: &impl ConnectionTrait, id: &OrganisationId) -> Result<Option<Organisation>, Error> {
    organisation::Entity::find_by_id(id.as_str()).one(db).await?.map(from_row).transpose()
}

/// Several organisations, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Organisation>, Error> {
    organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().map(OrganisationId::as_str)))
        .all(db)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// The council of this installation: the oldest buyer.
pub async fn council(db: &impl ConnectionTrait) -> Result<Option<Organisation>, Error> {
    organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(OrganisationKind::Buyer.as_str()))
        .order_by_asc(organisation::Column::Id)
        .one(db)
        .await?
        .map(from_row)
        .transpose()
}

/// Adds an organisation.
pub async fn insert(db: &impl ConnectionTrait, new: &Organisation, now: Timestamp) -> Result<(), Error> {
    let row = organisation::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        kind: ActiveValue::Set(new.kind.as_str().to_owned()),
        name: ActiveValue::Set(new.name.clone()),
        org_id: ActiveValue::Set(new.org_id.clone()),
        sector: ActiveValue::Set(new.sector.map(|sector| sector.as_str().to_owned())),
        legal_form: ActiveValue::Set(None),
        independent: ActiveValue::Set(true),
        purposes: ActiveValue::Set(String::new()),
        surplus: ActiveValue::Set(String::new()),
        asset_lock: ActiveValue::Set(false),
        about: ActiveValue::Set(String::new()),
        website: ActiveValue::Set(None),
        contact: ActiveValue::Set(None),
        status: ActiveValue::Set(new.status.as_str().to_owned()),
        status_reason: ActiveValue::Set(None),
        status_at: ActiveValue::Set(new.status_at),
        created_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
    };
    organisation::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// A part of a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directorate {
    /// Its identifier.
    pub id: DirectorateId,
    /// The council.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
}

fn directorate_from_row(row: directorate::Model) -> Result<Directorate, Error> {
    Ok(Directorate {
        id: read("directorate", &row.id, "id", &row.id)?,
        organisation: read("directorate", &row.id, "organisation_id", &row.organisation_id)?,
        name: row.name,
    })
}

/// A council's directorates, by name.
pub async fn directorates(db: &impl ConnectionTrait, council: &OrganisationId) -> Result<Vec<Directorate>, Error> {
    directorate::Entity::find()
        .filter(directorate::Column::OrganisationId.eq(council.as_str()))
        .order_by_asc(directorate::Column::Name)
        .all(db)
        .await?
        .into_iter()
        .map(directorate_from_row)
        .collect()
}

/// Several directorates, in no particular order.
pub async fn get_many_directorates(
    db: &impl ConnectionTrait,
    ids: &[DirectorateId],
) -> Result<Vec<Directorate>, Error> {
    directorate::Entity::find()
        .filter(directorate::Column::Id.is_in(ids.iter().map(DirectorateId::as_str)))
        .all(db)
        .await?
        .into_iter()
        .map(directorate_from_row)
        .collect()
}

/// Adds a directorate.
pub async fn insert_directorate(db: &impl ConnectionTrait, new: &Directorate) -> Result<(), Error> {
    let row = directorate::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        organisation_id: ActiveValue::Set(new.organisation.to_string()),
        name: ActiveValue::Set(new.name.clone()),
    };
    directorate::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
