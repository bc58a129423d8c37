//! Memberships.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SelectTwo,
};
use shared::people::membership::{Membership, Role};
use shared::people::{MembershipId, OrganisationId, OrganisationKind, UserId};
use shared::{Acting, Money, Timestamp};

use crate::store::Error;
use crate::store::entity::people::{membership, organisation};
use crate::store::row::{present, read, read_optional};

const TABLE: &str = "membership";

fn from_row((row, organisation): (membership::Model, Option<organisation::Model>)) -> Result<Membership, Error> {
    let organisation = present(TABLE, &row.id, "organisation_id", organisation)?;
    Ok(Membership {
        id: read(TABLE, &row.id, "id", &row.id)?,
        user: read(TABLE, &row.id, "user_id", &row.user_id)?,
        organisation: read(TABLE, &row.id, "organisation_id", &row.organisation_id)?,
        kind: read(TABLE, &row.id, "organisation.kind", &organisation.kind)?,
        directorate: read_optional(TABLE, &row.id, "directorate_id", row.directorate_id.as_deref())?,
        role: read(TABLE, &row.id, "role", &row.role)?,
        limit: row.limit_pence.map(Money::pence),
        expires_at: row.expires_at,
        ended_at: row.ended_at,
    })
}

/// What is needed of a membership to act in it.
pub fn acting(membership: Membership) -> Acting {
    Acting {
        membership: membership.id,
        organisation: membership.organisation,
        kind: membership.kind,
        directorate: membership.directorate,
        role: membership.role,
        limit: membership.limit,
    }
}

fn with_organisation() -> SelectTwo<membership::Entity, organisation::Entity> {
    membership::Entity::find().find_also_related(organisation::Entity)
}

/// One membership.
pub async fn find(db: &impl ConnectionTrait, id: &MembershipId) -> Result<Option<Membership>, Error> {
    with_organisation().filter(membership::Column::Id.eq(id.as_str())).one(db).await?.map(from_row).transpose()
}

/// A person's memberships that are in force, oldest first.
pub async fn of_user(db: &impl ConnectionTrait, user: &UserId, now: Timestamp) -> Result<Vec<Membership>, Error> {
    let rows = with_organisation()
        .filter(membership::Column::UserId.eq(user.as_str()))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|membership| membership.is_active(now)).collect())
}

/// Which of these people are or ever were members of which of these
/// organisations.
pub async fn ever(
    db: &impl ConnectionTrait,
    users: &[UserId],
    organisations: &[OrganisationId],
) -> Result<Vec<(UserId, OrganisationId)>, Error> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UserId.is_in(users.iter().map(UserId::as_str)))
        .filter(membership::Column::OrganisationId.is_in(organisations.iter().map(OrganisationId::as_str)))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let pair = |row: &membership::Model| {
        Ok((
            read(TABLE, &row.id, "user_id", &row.user_id)?,
            read(TABLE, &row.id, "organisation_id", &row.organisation_id)?,
        ))
    };
    rows.iter().map(pair).collect()
}

/// An organisation's memberships that are in force, oldest first.
pub async fn of_organisation(
    db: &impl ConnectionTrait,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<Membership>, Error> {
    let rows = with_organisation()
        .filter(membership::Column::OrganisationId.eq(organisation.as_str()))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|membership| membership.is_active(now)).collect())
}

/// The memberships in force of several organisations, oldest first.
pub async fn of_organisations(
    db: &impl ConnectionTrait,
    organisations: &[OrganisationId],
    now: Timestamp,
) -> Result<Vec<Membership>, Error> {
    let rows = with_organisation()
        .filter(membership::Column::OrganisationId.is_in(organisations.iter().map(OrganisationId::as_str)))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|membership| membership.is_active(now)).collect())
}

/// The memberships in force of every council, oldest first.
pub async fn of_councils(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Membership>, Error> {
    let rows = with_organisation()
        .filter(organisation::Column::Kind.eq(OrganisationKind::Buyer.as_str()))
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let all = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|membership| membership.is_active(now)).collect())
}

/// How many administrators an organisation has now. The organisation's row is
/// locked until the transaction ends, so that two who leave at once wait for
/// each other.
pub async fn administrators(
    db: &impl ConnectionTrait,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<u64, Error> {
    organisation::Entity::find_by_id(organisation.as_str()).lock_exclusive().one(db).await?;
    let all = of_organisation(db, organisation, now).await?;
    let count = all.iter().filter(|membership| membership.role == Role::Administrator).count();
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}

/// Ends a membership at the instant that it says.
pub async fn end(db: &impl ConnectionTrait, ended: &Membership) -> Result<(), Error> {
    let done = membership::Entity::update_many()
        .col_expr(membership::Column::EndedAt, Expr::value(ended.ended_at))
        .filter(membership::Column::Id.eq(ended.id.as_str()))
        .filter(membership::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Adds a membership.
pub async fn insert(db: &impl ConnectionTrait, new: &Membership, now: Timestamp) -> Result<(), Error> {
    let row = membership::ActiveModel {
        id: ActiveValue::Set(new.id.to_string()),
        user_id: ActiveValue::Set(new.user.to_string()),
        organisation_id: ActiveValue::Set(new.organisation.to_string()),
        directorate_id: ActiveValue::Set(new.directorate.as_ref().map(ToString::to_string)),
        role: ActiveValue::Set(new.role.as_str().to_owned()),
        limit_pence: ActiveValue::Set(new.limit.map(Money::as_pence)),
        expires_at: ActiveValue::Set(new.expires_at),
        ended_at: ActiveValue::Set(new.ended_at),
        created_at: ActiveValue::Set(now),
    };
    membership::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// All memberships with the names of their organisations, oldest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(Membership, String)>, Error> {
    let rows = with_organisation().order_by_asc(membership::Column::Id).all(db).await?;
    rows.into_iter()
        .map(|row| {
            let name = row.1.as_ref().map(|organisation| organisation.name.clone()).unwrap_or_default();
            Ok((from_row(row)?, name))
        })
        .collect()
}
