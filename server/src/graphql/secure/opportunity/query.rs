//! Opportunities asked for by reference or as a list.

use async_graphql::{Context, Object};
use shared::commission::CommissionId;
use shared::secure::method::Method;
use shared::secure::opportunity::Stage;

use super::Opportunity;
use crate::graphql::context::cx;
use crate::graphql::page::{self, Connected};
use crate::graphql::payload;
use crate::store;
use crate::store::secure::opportunity::{Filter, Links};

/// Queries of opportunities.
#[derive(Default)]
pub struct OpportunityQuery;

#[Object]
impl OpportunityQuery {
    /// The opportunity with this reference, such as `O-0023`; null if there is none, or you may not see it.
    async fn opportunity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its reference, such as `O-0023`.")] reference: String,
    ) -> async_graphql::Result<Option<Opportunity>> {
        let cx = cx(ctx);
        let found = store::secure::opportunity::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Opportunity))
    }

    /// Opportunities, the newest first or by their deadline.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection's filter")]
    async fn opportunities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 100 at most; 20 unless given.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Words to be found in its title, the line below it or its reference.")] search: Option<String>,
        #[graphql(desc = "The stages it may stand at now; all unless given.")] stages: Option<Vec<Stage>>,
        #[graphql(desc = "How providers are invited.")] method: Option<Method>,
        #[graphql(desc = "The commission it belongs to.")] commission_id: Option<CommissionId>,
        #[graphql(desc = "The soonest deadline first, without those that have none yet.", default)] by_deadline: bool,
    ) -> async_graphql::Result<Connected<Opportunity>> {
        let cx = cx(ctx);
        let page = page::arguments(ctx, first, after)?;
        let stages = stages.unwrap_or_default();
        let filter = Filter { search, stages, method, commission: commission_id, by_deadline };
        let slice =
            store::secure::opportunity::list(cx.db().reader(), &cx.actor, &filter, (&page, links(ctx)), cx.now());
        Ok(page::connect(slice.await.map_err(payload::store)?, &page, Opportunity))
    }
}

/// What the query asks for beside the opportunities themselves.
fn links(ctx: &Context<'_>) -> Links {
    let asks = |field: &str| {
        let ahead = ctx.look_ahead();
        ahead.field("nodes").field(field).exists() || ahead.field("edges").field("node").field(field).exists()
    };
    if asks("checklist") {
        return Links::ALL;
    }
    Links { criteria: asks("criteria") || asks("questions"), questions: asks("questions") || asks("criteria") }
}
