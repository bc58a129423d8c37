//! Services on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::commission::{Service as Domain, ServiceId, ServiceInput};
use shared::{Refusal, Timestamp};

use super::{Commission, CommissionsOf};
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::{app, store};

/// What people receive, over all its agreements.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// What people call it, such as `S-0001`.
    reference: String,
    /// Its name.
    name: String,
    /// What it does.
    summary: String,
    /// Whom it is for.
    who_for: String,
    /// How to use it.
    how_to_use: String,
    /// When it was first written down here.
    created_at: Timestamp,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Service {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            reference: domain.reference.clone(),
            name: domain.name.clone(),
            summary: domain.summary.clone(),
            who_for: domain.who_for.clone(),
            how_to_use: domain.how_to_use.clone(),
            created_at: domain.created_at,
            domain,
        }
    }
}

#[ComplexObject]
impl Service {
    /// The council that answers for it.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }

    /// The turns of the cycle that commission it, newest first.
    async fn commissions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Commission>> {
        Ok(loader(ctx).load_one(CommissionsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }
}

impl Loader<ServiceId> for Batch {
    type Value = Service;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ServiceId]) -> Result<HashMap<ServiceId, Service>, Self::Error> {
        let found = store::commission::service::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Service::from(domain))).collect())
    }
}

/// Queries of services.
#[derive(Default)]
pub struct ServiceQuery;

#[Object]
impl ServiceQuery {
    /// The service people call by this reference.
    async fn service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as `S-0001`.")] reference: String,
    ) -> async_graphql::Result<Option<Service>> {
        let cx = cx(ctx);
        let found = store::commission::service::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Service::from))
    }

    /// Services, by name. All of them are public.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Service>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let slice = store::commission::service::list(cx.db().reader(), &cx.actor, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Service::from))
    }
}

/// The end of something done with a service.
#[derive(SimpleObject)]
pub struct ServicePayload {
    /// The service as it is now.
    service: Option<Service>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of services.
#[derive(Default)]
pub struct ServiceMutation;

#[Object]
impl ServiceMutation {
    /// Writes a service down.
    async fn service_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: ServiceInput,
    ) -> async_graphql::Result<ServicePayload> {
        let (made, user_errors) = split(app::commission::create_service(cx(ctx), &input).await)?;
        Ok(ServicePayload { service: made.map(Service::from), user_errors })
    }
}
