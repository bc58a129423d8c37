//! Organisations and their directorates.

use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::Timestamp;
use shared::people::organisation::{Declarations, LegalForm, Organisation, StatusChange, ThirdSectorStatus};
use shared::people::{DirectorateId, OrganisationId, OrganisationKind};

use crate::store::Error;
use crate::store::entity::people::{directorate, organisation, organisation_status};
use crate::store::page::{Cursor, Page, Slice};
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

/// The organisation with this identifier in the world.
pub async fn find_by_org_id(db: &impl ConnectionTrait, org_id: &str) -> Result<Option<Organisation>, Error> {
    let found = organisation::Entity::find().filter(organisation::Column::OrgId.eq(org_id)).one(db).await?;
    found.map(from_row).transpose()
}

/// Which organisations to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this side.
    pub kind: Option<OrganisationKind>,
    /// Only those of this status.
    pub status: Option<ThirdSectorStatus>,
    /// Only those whose name contains this text, or whose identifier it is.
    pub text: Option<String>,
}

/// A page of organisations, by name.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, page: &Page) -> Result<Slice<Organisation>, Error> {
    let mut select = organisation::Entity::find();
    if let Some(kind) = filter.kind {
        select = select.filter(organisation::Column::Kind.eq(kind.as_str()));
    }
    if let Some(status) = filter.status {
        select = select.filter(organisation::Column::Status.eq(status.as_str()));
    }
    if let Some(text) = &filter.text {
        let name = Expr::expr(Func::lower(Expr::col(organisation::Column::Name)));
        let text_like = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{text_like}%")).escape('\\');
        select = select
            .filter(Condition::any().add(name.like(pattern)).add(organisation::Column::OrgId.eq(text.to_uppercase())));
    }
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        let same = Condition::all()
            .add(organisation::Column::Name.eq(after.key.as_str()))
            .add(organisation::Column::Id.gt(after.id.as_str()));
        let later = Condition::any().add(organisation::Column::Name.gt(after.key.as_str())).add(same);
        // Said once more so that the index is entered at the right place.
        select = select.filter(organisation::Column::Name.gte(after.key.as_str())).filter(later);
    }
    let rows = select
        .order_by_asc(organisation::Column::Name)
        .order_by_asc(organisation::Column::Id)
        .limit(page.first + 1)
        .all(db)
        .await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |row| Cursor { key: row.name.clone(), id: row.id.to_string() }))
}

/// What a provider says of itself, and why its status was decided so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The organisation.
    pub organisation: OrganisationId,
    /// How it is set up in law.
    pub legal_form: Option<LegalForm>,
    /// What it declared.
    pub declarations: Declarations,
}

fn profile_from_row(row: organisation::Model) -> Result<Profile, Error> {
    Ok(Profile {
        organisation: read(TABLE, &row.id, "id", &row.id)?,
        legal_form: read_optional(TABLE, &row.id, "legal_form", row.legal_form.as_deref())?,
        declarations: Declarations {
            independent: row.independent,
            purposes: row.purposes,
            surplus: row.surplus,
            asset_lock: row.asset_lock,
        },
    })
}

/// What several organisations say of themselves.
pub async fn profiles(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<Vec<Profile>, Error> {
    organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().map(OrganisationId::as_str)))
        .all(db)
        .await?
        .into_iter()
        .map(profile_from_row)
        .collect()
}

/// Writes down what a new organisation says of itself.
pub async fn set_profile(db: &impl ConnectionTrait, profile: &Profile) -> Result<(), Error> {
    let declared = &profile.declarations;
    organisation::Entity::update_many()
        .col_expr(organisation::Column::LegalForm, Expr::value(profile.legal_form.map(LegalForm::as_str)))
        .col_expr(organisation::Column::Independent, Expr::value(declared.independent))
        .col_expr(organisation::Column::Purposes, Expr::value(declared.purposes.clone()))
        .col_expr(organisation::Column::Surplus, Expr::value(declared.surplus.clone()))
        .col_expr(organisation::Column::AssetLock, Expr::value(declared.asset_lock))
        .filter(organisation::Column::Id.eq(profile.organisation.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// Saves a decided status over the one it was decided from; `Stale` if
/// somebody was faster.
pub async fn save_status(
    db: &impl ConnectionTrait,
    before: &Organisation,
    after: &Organisation,
    reason: &str,
) -> Result<(), Error> {
    let done = organisation::Entity::update_many()
        .col_expr(organisation::Column::Status, Expr::value(after.status.as_str()))
        .col_expr(organisation::Column::StatusReason, Expr::value(reason))
        .col_expr(organisation::Column::StatusAt, Expr::value(after.status_at))
        .col_expr(organisation::Column::Version, Expr::col(organisation::Column::Version).add(1))
        .filter(organisation::Column::Id.eq(after.id.as_str()))
        .filter(organisation::Column::Status.eq(before.status.as_str()))
        .filter(organisation::Column::StatusAt.eq(before.status_at))
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Adds an entry to the status's history.
pub async fn insert_status(
    db: &impl ConnectionTrait,
    id: String,
    organisation: &OrganisationId,
    change: &StatusChange,
) -> Result<(), Error> {
    let row = organisation_status::ActiveModel {
        id: ActiveValue::Set(id),
        organisation_id: ActiveValue::Set(organisation.to_string()),
        status: ActiveValue::Set(change.status.as_str().to_owned()),
        reason: ActiveValue::Set(change.reason.clone()),
        by_user: ActiveValue::Set(change.by.as_ref().map(ToString::to_string)),
        at: ActiveValue::Set(change.at),
    };
    organisation_status::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The history of several organisations' statuses, newest first.
pub async fn histories(
    db: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<Vec<(OrganisationId, StatusChange)>, Error> {
    const HISTORY: &str = "organisation_status";
    let rows = organisation_status::Entity::find()
        .filter(organisation_status::Column::OrganisationId.is_in(ids.iter().map(OrganisationId::as_str)))
        .order_by_desc(organisation_status::Column::Id)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let organisation = read(HISTORY, &row.id, "organisation_id", &row.organisation_id)?;
            let change = StatusChange {
                status: read(HISTORY, &row.id, "status", &row.status)?,
                by: read_optional(HISTORY, &row.id, "by_user", row.by_user.as_deref())?,
                reason: row.reason,
                at: row.at,
            };
            Ok((organisation, change))
        })
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

/// The directorates of several councils, by name.
pub async fn directorates_of(
    db: &impl ConnectionTrait,
    councils: &[OrganisationId],
) -> Result<Vec<Directorate>, Error> {
    directorate::Entity::find()
        .filter(directorate::Column::OrganisationId.is_in(councils.iter().map(OrganisationId::as_str)))
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
