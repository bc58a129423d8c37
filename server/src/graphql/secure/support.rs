//! Help offered to every provider alike, on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::people::OrganisationId;
use shared::secure::support::{
    Came, Kind, Offer as Domain, Request as RequestDomain, SupportOfferInput, SupportOutcomeInput, SupportRequestInput,
    may_ask, may_publish,
};
use shared::secure::{SupportOfferId, SupportRequestId};
use shared::{Day, Refusal, Timestamp};

use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::Organisation;
use crate::{app, store};

/// Help to understand how the council buys and funds, the same for every provider (R-4.20c).
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct SupportOffer {
    /// Its identifier.
    id: SupportOfferId,
    /// What kind of help it is.
    kind: Kind,
    /// The kind in words.
    kind_label: String,
    /// What it is called.
    title: String,
    /// What providers get, where, and how.
    says: String,
    /// The last day on which it can be asked for; none where there is no end.
    until: Option<Day>,
    /// When it was published.
    published_at: Timestamp,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for SupportOffer {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            kind: domain.about.kind,
            kind_label: domain.about.kind.label().to_owned(),
            title: domain.about.title.clone(),
            says: domain.about.says.clone(),
            until: domain.about.until,
            published_at: domain.published_at,
            domain,
        }
    }
}

#[ComplexObject]
impl SupportOffer {
    /// Whether it can be asked for now.
    async fn stands(&self, ctx: &Context<'_>) -> bool {
        self.domain.stands(cx(ctx).now())
    }

    /// How many providers have asked for it.
    async fn asked(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        Ok(loader(ctx).load_one(AskedFor(self.id.clone())).await?.unwrap_or_default())
    }

    /// The wishes under it: a provider reads its own, an officer of the council reads all.
    async fn requests(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SupportRequest>> {
        let all = loader(ctx).load_one(RequestsFor(self.id.clone())).await?.unwrap_or_default();
        Ok(all.into_iter().map(SupportRequest::from).collect())
    }

    /// Whether the viewer may ask for it as a provider now.
    async fn viewer_can_ask(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let cx = cx(ctx);
        if may_ask(&cx.actor).is_err() {
            return Ok(false);
        }
        let own = loader(ctx).load_one(RequestsFor(self.id.clone())).await?.unwrap_or_default();
        Ok(self.domain.ask_gate(&own, cx.now()).is_empty())
    }

    /// Whether the viewer may end it and say what came of wishes.
    async fn viewer_can_run(&self, ctx: &Context<'_>) -> bool {
        self.domain.may_run(&cx(ctx).actor).is_ok()
    }

    /// The council that makes it.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }
}

/// A provider's wish for help.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct SupportRequest {
    /// Its identifier.
    id: SupportRequestId,
    /// What would help, in its own words.
    words: String,
    /// When it asked.
    asked_at: Timestamp,
    /// What came of it; none yet.
    result: Option<Came>,
    /// What came of it in words.
    result_label: Option<String>,
    /// What was done, or why not.
    says: Option<String>,
    #[graphql(skip)]
    of: OrganisationId,
}

#[ComplexObject]
impl SupportRequest {
    /// The provider.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.of.clone()).await
    }
}

impl From<RequestDomain> for SupportRequest {
    fn from(domain: RequestDomain) -> Self {
        let outcome = domain.outcome;
        Self {
            id: domain.id,
            words: domain.words,
            asked_at: domain.asked_at,
            result: outcome.as_ref().map(|one| one.result),
            result_label: outcome.as_ref().map(|one| one.result.label().to_owned()),
            says: outcome.map(|one| one.says),
            of: domain.organisation,
        }
    }
}

/// Asks the loader for the wishes under an offer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestsFor(pub SupportOfferId);

impl Loader<RequestsFor> for Batch {
    type Value = Vec<RequestDomain>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[RequestsFor]) -> Result<HashMap<RequestsFor, Vec<RequestDomain>>, Self::Error> {
        let ids: Vec<SupportOfferId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::support::requests(self.0.db().reader(), &self.0.actor, &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, all)| (RequestsFor(id), all)).collect())
    }
}

/// Asks the loader how many providers have asked for an offer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AskedFor(pub SupportOfferId);

impl Loader<AskedFor> for Batch {
    type Value = i64;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AskedFor]) -> Result<HashMap<AskedFor, i64>, Self::Error> {
        let ids: Vec<SupportOfferId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::support::counts(self.0.db().reader(), &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, count)| (AskedFor(id), count)).collect())
    }
}

/// Queries of offers of help.
#[derive(Default)]
pub struct SupportQuery;

#[Object]
impl SupportQuery {
    /// The offers of help, the newest first; everyone reads the same.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn support_offers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<SupportOffer>> {
        let page = arguments(ctx, first, after)?;
        let slice = store::secure::support::list(cx(ctx).db().reader(), &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, SupportOffer::from))
    }

    /// Whether the viewer may publish an offer of help.
    async fn support_may_publish(&self, ctx: &Context<'_>) -> bool {
        may_publish(&cx(ctx).actor).is_ok()
    }
}

/// The end of something done with an offer of help.
#[derive(SimpleObject)]
pub struct SupportPayload {
    /// The offer as it is now.
    offer: Option<SupportOffer>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn answer(result: Result<Domain, app::Error>) -> async_graphql::Result<SupportPayload> {
    let (offer, user_errors) = split(result)?;
    Ok(SupportPayload { offer: offer.map(SupportOffer::from), user_errors })
}

/// Mutations of offers of help.
#[derive(Default)]
pub struct SupportMutation;

#[Object]
impl SupportMutation {
    /// Publishes an offer of help to every provider alike.
    async fn support_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The offer, as typed.")] input: SupportOfferInput,
    ) -> async_graphql::Result<SupportPayload> {
        answer(app::secure::support::publish(cx(ctx), &input).await)
    }

    /// Ends an offer of help.
    async fn support_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The offer.")] id: SupportOfferId,
    ) -> async_graphql::Result<SupportPayload> {
        answer(app::secure::support::end(cx(ctx), &id).await)
    }

    /// Asks for help under an offer, as a provider.
    async fn support_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The offer.")] offer: SupportOfferId,
        #[graphql(desc = "What would help, as typed.")] input: SupportRequestInput,
    ) -> async_graphql::Result<SupportPayload> {
        answer(app::secure::support::ask(cx(ctx), &offer, &input).await)
    }

    /// Says what came of a wish for help.
    async fn support_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wish.")] id: SupportRequestId,
        #[graphql(desc = "What came of it, as typed.")] input: SupportOutcomeInput,
    ) -> async_graphql::Result<SupportPayload> {
        answer(app::secure::support::record_outcome(cx(ctx), &id, &input).await)
    }
}
