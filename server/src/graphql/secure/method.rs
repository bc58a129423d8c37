//! Which method, and why.

use async_graphql::{Context, Object, SimpleObject};
use shared::commission::CommissionId;
use shared::secure::method::{self, Explanation, Line, MethodInput, NatureInput};
use shared::{Day, Refusal};

use crate::app;
use crate::graphql::context::cx;
use crate::graphql::payload::{bad_request, split};

/// Which method a purchase needs, or what has to be put right before that can be said.
#[derive(SimpleObject)]
pub struct ExplainMethodPayload {
    /// The method and the reasoning; none while something has to be put right.
    explanation: Option<Explanation>,
    /// Everything that has to be put right, in sentences.
    user_errors: Vec<Refusal>,
}

/// Whether it is a grant or a contract, or what has to be answered before that can be said.
#[derive(SimpleObject)]
pub struct ExplainNaturePayload {
    /// Whether the answers make it a contract; none while something has to be put right.
    contract: Option<bool>,
    /// What each answer means, and what they mean together.
    lines: Vec<Line>,
    /// Everything that has to be put right, in sentences.
    user_errors: Vec<Refusal>,
}

/// Queries about the method.
#[derive(Default)]
pub struct MethodQuery;

#[Object]
impl MethodQuery {
    /// Works out whether it is a grant or a contract, from three answers, and says why. Nothing is stored.
    async fn explain_nature(
        &self,
        #[graphql(desc = "The answers, as typed.")] input: NatureInput,
    ) -> ExplainNaturePayload {
        match input.check() {
            Ok(nature) => ExplainNaturePayload {
                contract: Some(nature.is_contract()),
                lines: nature.explain(),
                user_errors: Vec::new(),
            },
            Err(user_errors) => ExplainNaturePayload { contract: None, lines: Vec::new(), user_errors },
        }
    }

    /// Works out whether a purchase needs a tender or quotations, and says why, step by step, with each figure's policy
    /// row. Nothing is stored.
    async fn explain_method(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The value and the time, as typed.")] input: MethodInput,
        #[graphql(desc = "The day whose figures are used; today unless given.")] on: Option<Day>,
        #[graphql(desc = "The commission it is for: what was bought for the same service counts with it.")]
        commission: Option<CommissionId>,
    ) -> async_graphql::Result<ExplainMethodPayload> {
        let facts = match input.check() {
            Ok(facts) => facts,
            Err(user_errors) => return Ok(ExplainMethodPayload { explanation: None, user_errors }),
        };
        let policy = cx(ctx)
            .policy(on.unwrap_or_else(|| cx(ctx).today()))
            .map_err(|_| bad_request("There are no figures for that day"))?;
        let facts = app::secure::opportunity::with_counted(cx(ctx), facts, commission.as_ref(), &policy).await;
        let (facts, user_errors) = split(facts)?;
        let explanation = facts.map(|facts| method::explain(&facts, &policy));
        Ok(ExplainMethodPayload { explanation, user_errors })
    }
}
