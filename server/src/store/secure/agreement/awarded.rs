//! The award that an agreement carries out, as far as the agreement has to know.

use sea_orm::{ConnectionTrait, EntityTrait};
use shared::people::{DirectorateId, OrganisationId};
use shared::secure::award::Stage;
use shared::secure::{AwardId, OpportunityId};
use shared::{Day, Money, Timestamp};

use crate::store::Error;
use crate::store::entity::secure::awarded;
use crate::store::row::{read, read_optional};

/// Who was chosen for what, and how far that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awarded {
    /// The award.
    pub id: AwardId,
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The council.
    pub buyer: OrganisationId,
    /// The directorate that buys.
    pub directorate: Option<DirectorateId>,
    /// The chosen provider.
    pub provider: OrganisationId,
    /// Its name when it was chosen.
    pub provider_name: String,
    /// Its price, before VAT.
    pub value: Money,
    /// Why this bid.
    pub reasons: String,
    /// How far it has come.
    pub stage: Stage,
    /// When the bidders were told.
    pub notified_at: Option<Timestamp>,
    /// The last day of the waiting period, where there is one.
    pub standstill_ends_on: Option<Day>,
}

/// The award, whoever asks: what it leads to has its own scope.
pub async fn awarded(db: &impl ConnectionTrait, id: &AwardId) -> Result<Option<Awarded>, Error> {
    const TABLE: &str = "award";
    let Some(row) = awarded::Entity::find_by_id(id.as_str()).one(db).await? else { return Ok(None) };
    Ok(Some(Awarded {
        id: read(TABLE, &row.id, "id", &row.id)?,
        opportunity: read(TABLE, &row.id, "opportunity_id", &row.opportunity_id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        directorate: read_optional(TABLE, &row.id, "directorate_id", row.directorate_id.as_deref())?,
        provider: read(TABLE, &row.id, "provider_id", &row.provider_id)?,
        stage: read(TABLE, &row.id, "stage", &row.stage)?,
        standstill_ends_on: read_optional(TABLE, &row.id, "standstill_ends_on", row.standstill_ends_on.as_deref())?,
        provider_name: row.provider_name,
        value: Money::pence(row.value_pence),
        reasons: row.reasons,
        notified_at: row.notified_at,
    }))
}
