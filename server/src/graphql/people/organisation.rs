//! Organisations and directorates.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::organisation::{Organisation as Domain, SectorType, ThirdSectorStatus};
use shared::people::{DirectorateId, OrganisationId, OrganisationKind};

use crate::graphql::context::{Batch, cx};
use crate::graphql::payload;
use crate::store;

/// A council or a provider.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Organisation {
    /// Its identifier.
    id: OrganisationId,
    /// Whether it buys or provides.
    kind: OrganisationKind,
    /// Its name.
    name: String,
    /// Its identifier in the world, with the org-id.guide prefix.
    org_id: String,
    /// Its sector type; none for a council.
    sector: Option<SectorType>,
    /// Where its third-sector status stands.
    status: ThirdSectorStatus,
}

impl From<Domain> for Organisation {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id,
            kind: domain.kind,
            name: domain.name,
            org_id: domain.org_id,
            sector: domain.sector,
            status: domain.status,
        }
    }
}

#[ComplexObject]
impl Organisation {
    /// A council's directorates, by name.
    async fn directorates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Directorate>> {
        let found = store::people::organisation::directorates(cx(ctx).db().reader(), &self.id).await;
        Ok(found.map_err(payload::store)?.into_iter().map(Directorate::from).collect())
    }
}

/// A part of a council.
#[derive(SimpleObject, Clone)]
pub struct Directorate {
    /// Its identifier.
    id: DirectorateId,
    /// Its name.
    name: String,
}

impl From<store::people::organisation::Directorate> for Directorate {
    fn from(domain: store::people::organisation::Directorate) -> Self {
        Self { id: domain.id, name: domain.name }
    }
}

impl Loader<OrganisationId> for Batch {
    type Value = Organisation;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[OrganisationId]) -> Result<HashMap<OrganisationId, Organisation>, Self::Error> {
        let found = store::people::organisation::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Organisation::from(domain))).collect())
    }
}

impl Loader<DirectorateId> for Batch {
    type Value = Directorate;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DirectorateId]) -> Result<HashMap<DirectorateId, Directorate>, Self::Error> {
        let db = self.0.db().reader();
        let found = store::people::organisation::get_many_directorates(db, keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Directorate::from(domain))).collect())
    }
}

/// Queries of organisations.
#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// The council whose installation this is.
    async fn council(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let found = store::people::organisation::council(cx(ctx).db().reader()).await;
        Ok(found.map_err(payload::store)?.map(Organisation::from))
    }
}
