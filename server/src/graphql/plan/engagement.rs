//! Whose views about a need were heard.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::Day;
use shared::people::OrganisationId;
use shared::plan::engagement::{Engagement as Domain, EngagementInput, EngagementReasonsInput, Source, View};
use shared::plan::{EngagementId, NeedId};

use super::need::NeedPayload;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload;
use crate::graphql::people::organisation::Organisation;
use crate::{app, store};

/// Whose views about a need were heard, and why others were not.
#[derive(SimpleObject, Clone)]
pub struct Engagement {
    /// The five sources of framework 4.5, in its order.
    sources: Vec<EngagementCoverage>,
    /// Whether a third-sector organisation was heard.
    third_sector: bool,
    /// Why none was, where the council says so.
    third_sector_reason: Option<String>,
}

/// What is known of one source of views.
#[derive(SimpleObject, Clone)]
pub struct EngagementCoverage {
    /// The source.
    source: Source,
    /// The source in words.
    label: String,
    /// What was heard, oldest first.
    views: Vec<EngagementView>,
    /// Why nothing was, where the council says so.
    reason: Option<String>,
}

/// One view about a need.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct EngagementView {
    /// Its identifier.
    id: EngagementId,
    /// Who it was, where the register does not have them, or besides.
    who: Option<String>,
    /// The day on which they said it.
    heard_on: Day,
    /// What they said.
    says: String,
    /// Whether it is the view of a third-sector organisation.
    third_sector: bool,
    #[graphql(skip)]
    of: Option<OrganisationId>,
}

#[ComplexObject]
impl EngagementView {
    /// The organisation of the register that said it.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        match &self.of {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }
}

impl From<View> for EngagementView {
    fn from(view: View) -> Self {
        Self {
            id: view.id,
            who: view.heard.who,
            heard_on: view.heard.heard_on,
            says: view.heard.says,
            third_sector: view.third_sector,
            of: view.heard.organisation,
        }
    }
}

impl From<Domain> for Engagement {
    fn from(domain: Domain) -> Self {
        let third_sector = domain.heard_third_sector();
        let Domain { views, mut reasons } = domain;
        let coverage = |source: &Source| EngagementCoverage {
            source: *source,
            label: source.label().to_owned(),
            views: views.iter().filter(|view| view.heard.source == *source).cloned().map(Into::into).collect(),
            reason: reasons.of.remove(source),
        };
        let sources = Source::ALL.iter().map(coverage).collect();
        Self { sources, third_sector, third_sector_reason: reasons.third_sector }
    }
}

/// Asks the loader for the engagement on a need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EngagementOf(pub NeedId);

impl Loader<EngagementOf> for Batch {
    type Value = Domain;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[EngagementOf]) -> Result<HashMap<EngagementOf, Domain>, Self::Error> {
        let needs: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::engagement::of_needs(self.0.db().reader(), &self.0.actor, &needs).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(need, one)| (EngagementOf(need), one)).collect())
    }
}

/// Mutations of engagement.
#[derive(Default)]
pub struct EngagementMutation;

#[Object]
impl EngagementMutation {
    /// Records a view about a draft need.
    async fn engagement_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] need: NeedId,
        #[graphql(desc = "The view, as typed.")] input: EngagementInput,
    ) -> async_graphql::Result<NeedPayload> {
        super::need::payload(app::plan::engagement::add(cx(ctx), &need, &input).await)
    }

    /// Takes a view away from a draft need.
    async fn engagement_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view.")] id: EngagementId,
    ) -> async_graphql::Result<NeedPayload> {
        super::need::payload(app::plan::engagement::remove(cx(ctx), &id).await)
    }

    /// Says why sources were not heard about a draft need: all of them at once,
    /// a line each.
    async fn engagement_explain(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] need: NeedId,
        #[graphql(desc = "The reasons, as typed.")] input: EngagementReasonsInput,
    ) -> async_graphql::Result<NeedPayload> {
        super::need::payload(app::plan::engagement::explain(cx(ctx), &need, &input).await)
    }
}

/// What the rules know of a need's engagement.
pub async fn of(ctx: &Context<'_>, need: &NeedId) -> async_graphql::Result<Domain> {
    Ok(loader(ctx).load_one(EngagementOf(need.clone())).await?.unwrap_or_default())
}
