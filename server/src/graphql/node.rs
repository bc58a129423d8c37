//! Anything with an identifier, found by it alone: Relay's `Node`.
//!
//! An identifier's prefix says what it names, and each kind is found by its own
//! loader, so in the asker's scope. Whoever adds an aggregate adds it here.

use std::collections::HashMap;
use std::hash::Hash;
use std::str::FromStr;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Interface, Object};
use shared::commission::{CommissionId, ServiceId};
use shared::monitor::DataReturnId;
use shared::people::{DirectorateId, OrganisationId};
use shared::plan::{EvidenceId, NeedId};
use shared::secure::{AgreementId, AwardId, BidId, OpportunityId, SpecificationId};

use super::commission::Commission;
use super::commission::service::Service;
use super::context::{Batch, loader};
use super::monitor::data_return::DataReturn;
use super::payload;
use super::people::organisation::{Directorate, Organisation};
use super::plan::evidence::Evidence;
use super::plan::need::Need;
use super::secure::agreement::Agreement;
use super::secure::award::Award;
use super::secure::bid::Bid;
use super::secure::opportunity::Opportunity;
use super::secure::specification::Specification;

/// As many as are found at once.
const MOST: usize = 100;

/// Something with an identifier by which it can be asked for again, alone.
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Its identifier: a prefix that says what it is, and a number."))]
pub enum Node {
    /// A need.
    Need(Box<Need>),
    /// A piece of evidence.
    Evidence(Box<Evidence>),
    /// A service.
    Service(Box<Service>),
    /// A turn of the cycle.
    Commission(Box<Commission>),
    /// A specification.
    Specification(Box<Specification>),
    /// An opportunity.
    Opportunity(Box<Opportunity>),
    /// A bid.
    Bid(Box<Bid>),
    /// An award.
    Award(Box<Award>),
    /// An agreement.
    Agreement(Box<Agreement>),
    /// A return.
    DataReturn(Box<DataReturn>),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// A directorate.
    Directorate(Box<Directorate>),
}

/// Those of these texts that are identifiers of one kind, found all at once.
async fn of<K>(ctx: &Context<'_>, ids: &[ID], found: &mut HashMap<ID, Node>) -> async_graphql::Result<()>
where
    K: FromStr + Clone + Eq + Hash + Send + Sync + 'static,
    Batch: Loader<K, Error = async_graphql::Error>,
    Node: From<Box<<Batch as Loader<K>>::Value>>,
{
    let keys: Vec<(&ID, K)> = ids.iter().filter_map(|id| Some((id, id.parse().ok()?))).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let known = loader(ctx).load_many(keys.iter().map(|(_, key)| key.clone())).await?;
    let node = |key: &K| known.get(key).map(|one| Node::from(Box::new(one.clone())));
    found.extend(keys.iter().filter_map(|(id, key)| Some(((*id).clone(), node(key)?))));
    Ok(())
}

/// What these identifiers name, as far as the viewer may see it.
async fn all(ctx: &Context<'_>, ids: &[ID]) -> async_graphql::Result<HashMap<ID, Node>> {
    let mut found = HashMap::new();
    of::<NeedId>(ctx, ids, &mut found).await?;
    of::<EvidenceId>(ctx, ids, &mut found).await?;
    of::<ServiceId>(ctx, ids, &mut found).await?;
    of::<CommissionId>(ctx, ids, &mut found).await?;
    of::<SpecificationId>(ctx, ids, &mut found).await?;
    of::<OpportunityId>(ctx, ids, &mut found).await?;
    of::<BidId>(ctx, ids, &mut found).await?;
    of::<AwardId>(ctx, ids, &mut found).await?;
    of::<AgreementId>(ctx, ids, &mut found).await?;
    of::<DataReturnId>(ctx, ids, &mut found).await?;
    of::<OrganisationId>(ctx, ids, &mut found).await?;
    of::<DirectorateId>(ctx, ids, &mut found).await?;
    Ok(found)
}

/// Queries by identifier alone.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Whatever this identifier names; null if that is nothing, or if you may
    /// not see it.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identifier, such as `need_0193…`.")] id: ID,
    ) -> async_graphql::Result<Option<Node>> {
        let found = all(ctx, &[id]).await?;
        Ok(found.into_values().next())
    }

    /// What these identifiers name, in their order; null in the place of each
    /// that names nothing, or nothing that you may see.
    #[graphql(complexity = "ids.len().saturating_mul(child_complexity) + 1")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identifiers, 100 at most.")] ids: Vec<ID>,
    ) -> async_graphql::Result<Vec<Option<Node>>> {
        if ids.len() > MOST {
            return Err(payload::bad_request(format!(
                "`ids` holds {}, and {MOST} is the most. Ask for the others in another request",
                ids.len()
            )));
        }
        let found = all(ctx, &ids).await?;
        Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
    }
}
