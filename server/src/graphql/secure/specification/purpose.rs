//! The purpose of a core grant on the wire.

use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::plan::{NeedId, ObjectiveId};
use shared::secure::specification::Purpose;

use crate::graphql::context::loader;
use crate::graphql::plan::need::Need;
use crate::graphql::plan::objective::Objective;

/// What a core grant keeps going, and for what: in place of outcomes and measures.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct SpecificationPurpose {
    /// In words.
    text: String,
    #[graphql(skip)]
    need: Option<NeedId>,
    #[graphql(skip)]
    objective: Option<ObjectiveId>,
}

impl From<Purpose> for SpecificationPurpose {
    fn from(purpose: Purpose) -> Self {
        Self { text: purpose.text, need: purpose.need, objective: purpose.objective }
    }
}

#[ComplexObject]
impl SpecificationPurpose {
    /// The published need behind it.
    async fn need(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Need>> {
        match &self.need {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }

    /// The council's objective behind it.
    async fn objective(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Objective>> {
        match &self.objective {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }
}
