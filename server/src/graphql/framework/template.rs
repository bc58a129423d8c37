//! Standard documents on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use shared::framework::TemplateId;
use shared::framework::template::{Following, Kind, Template as Domain, TemplateFollowInput, TemplateInput};
use shared::secure::OpportunityId;
use shared::{Refusal, Timestamp};

use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// A version of a standard document of the council.
#[derive(SimpleObject, Clone)]
pub struct Template {
    /// Its identifier.
    id: TemplateId,
    /// What it is for.
    kind: Kind,
    /// Its name with its version.
    name: String,
    /// The version, from 1; the highest of its kind is current.
    number: u32,
    /// What it says; an empty line begins a paragraph.
    text: String,
    /// What is new in this version.
    changes: String,
    /// When it was published.
    published_at: Timestamp,
}

impl From<Domain> for Template {
    fn from(domain: Domain) -> Self {
        Self {
            name: domain.name(),
            id: domain.id,
            kind: domain.kind,
            number: domain.number,
            text: domain.text,
            changes: domain.changes,
            published_at: domain.published_at,
        }
    }
}

/// What an opportunity does about the council's standard document.
#[derive(SimpleObject)]
pub struct TemplateFollowed {
    /// The version it follows.
    template: Option<Template>,
    /// Why it departs from the current version.
    reason: Option<String>,
    /// The version that is current now; none where the council has no such
    /// document.
    current: Option<Template>,
}

impl From<Following> for TemplateFollowed {
    fn from(following: Following) -> Self {
        Self {
            template: following.template.map(Template::from),
            reason: following.reason,
            current: following.current.map(Template::from),
        }
    }
}

impl Loader<TemplateId> for Batch {
    type Value = Template;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[TemplateId]) -> Result<HashMap<TemplateId, Template>, Self::Error> {
        let found = store::framework::template::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Template::from(domain))).collect())
    }
}

/// Queries of standard documents.
#[derive(Default)]
pub struct TemplateQuery;

#[Object]
impl TemplateQuery {
    /// One version of a standard document.
    async fn template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its identifier.")] id: TemplateId,
    ) -> async_graphql::Result<Option<Template>> {
        loader(ctx).load_one(id).await
    }

    /// The council's standard documents in all their versions, newest first.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those for this.")] kind: Option<Kind>,
    ) -> async_graphql::Result<Connected<Template>> {
        let page = arguments(ctx, first, after)?;
        let slice = store::framework::template::list(cx(ctx).db().reader(), kind, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Template::from))
    }

    /// What an opportunity does about the council's standard document (R-4.17a);
    /// nothing where one may not know of the opportunity.
    async fn template_followed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity's reference, such as `O-0023`.")] reference: String,
    ) -> async_graphql::Result<Option<TemplateFollowed>> {
        let cx = cx(ctx);
        let db = cx.db().reader();
        let found = store::secure::opportunity::find_by_reference(db, &cx.actor, &reference).await;
        let Some(found) = found.map_err(payload::store)? else { return Ok(None) };
        let mut following = store::framework::template::following(db, &[&found]).await.map_err(payload::store)?;
        Ok(following.remove(&found.id).map(TemplateFollowed::from))
    }
}

/// The end of publishing a standard document.
#[derive(SimpleObject)]
pub struct TemplatePayload {
    /// The version as it was published.
    template: Option<Template>,
    /// Why it was not; every fault at once.
    user_errors: Vec<Refusal>,
}

/// The end of following a standard document, or departing from it.
#[derive(SimpleObject)]
pub struct TemplateFollowedPayload {
    /// What the opportunity does about it now.
    followed: Option<TemplateFollowed>,
    /// Why nothing changed; every fault at once.
    user_errors: Vec<Refusal>,
}

/// Mutations of standard documents.
#[derive(Default)]
pub struct TemplateMutation;

#[Object]
impl TemplateMutation {
    /// Publishes a new version of a standard document; it is current from now,
    /// and what is published from now on follows it or says why not (R-4.17a).
    async fn template_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: TemplateInput,
    ) -> async_graphql::Result<TemplatePayload> {
        let (template, user_errors) = split(app::framework::template::publish(cx(ctx), &input).await)?;
        Ok(TemplatePayload { template: template.map(Template::from), user_errors })
    }

    /// Has a draft follow the current standard document, or depart from it with
    /// a reason.
    async fn template_follow(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The opportunity.")] opportunity: OpportunityId,
        #[graphql(desc = "The version of the opportunity that you read.")] version: i64,
        #[graphql(desc = "Whether it follows the current version.")] input: TemplateFollowInput,
    ) -> async_graphql::Result<TemplateFollowedPayload> {
        let done = app::framework::template::follow(cx(ctx), &opportunity, version, &input).await;
        let (followed, user_errors) = split(done)?;
        Ok(TemplateFollowedPayload { followed: followed.map(TemplateFollowed::from), user_errors })
    }
}
