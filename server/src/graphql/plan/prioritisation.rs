//! Assessments that put needs in order, on the wire.

mod entry;
pub mod mutation;

use std::collections::{BTreeMap, HashMap};

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::plan::PrioritisationId;
use shared::plan::need::{NeedPlace, Priority};
use shared::plan::prioritisation::{Action, Facts, Prioritisation as Domain, Stage, access};
use shared::tag::Tag;
use shared::{Day, Refusal, Timestamp, calendar};

use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload;
use crate::graphql::people::organisation::Directorate;
use crate::store;
pub use entry::{PriorityEntry, PriorityMethod};

/// An assessment that puts needs in order by the published method.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Prioritisation {
    /// Its identifier.
    id: PrioritisationId,
    /// What it is called.
    title: String,
    /// Where it stands.
    stage: Stage,
    /// When it was begun.
    created_at: Timestamp,
    /// When it was decided.
    approved_at: Option<Timestamp>,
    /// Why it was sent back, while it is a draft again.
    sent_back_reason: Option<String>,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Prioritisation {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            title: domain.title.clone(),
            stage: domain.stage(),
            created_at: domain.created_at,
            approved_at: domain.state.approved_at(),
            sent_back_reason: domain.state.sent_back_reason().map(ToOwned::to_owned),
            domain,
        }
    }
}

impl Prioritisation {
    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Facts> {
        let key = FactsOf(About::new(&self.id, self.domain.clone()));
        Ok(loader(ctx).load_one(key).await?.unwrap_or_default())
    }

    /// The day whose weights count: that of the decision, else today.
    fn method(&self, ctx: &Context<'_>) -> async_graphql::Result<PriorityMethod> {
        let cx = cx(ctx);
        let day = self.approved_at.map_or_else(|| cx.today(), calendar::day_of);
        let policy = cx.policy(day).map_err(|fault| payload::internal(&fault))?;
        Ok(PriorityMethod::from(policy.priority_weights()))
    }
}

#[ComplexObject]
impl Prioritisation {
    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Option<Tag> {
        self.domain.tag(cx(ctx).actor.audience(&self.domain.buyer))
    }

    /// What the viewer may do with it now; whether the rules permit it is the
    /// gate's answer.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        access::can(&cx(ctx).actor, &self.domain)
    }

    /// What still stands in the way of asking for approval; empty when nothing
    /// does. Only for the council's officers.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if !cx.actor.is_officer_of(&self.domain.buyer) {
            return Ok(None);
        }
        let facts = self.facts(ctx).await?;
        Ok(Some(self.domain.gate(Action::RequestApproval, &facts, cx.today())))
    }

    /// How answers become points: the weights of the day on which it was
    /// decided, else of today.
    #[graphql(name = "method")]
    async fn published_method(&self, ctx: &Context<'_>) -> async_graphql::Result<PriorityMethod> {
        self.method(ctx)
    }

    /// Its needs in their order: ranked ones first, then those planned for a
    /// day, then the others.
    async fn entries(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PriorityEntry>> {
        let facts = self.facts(ctx).await?;
        let weights = self.method(ctx)?.weights;
        let order = self.domain.order(&facts, &weights);
        Ok(order.into_iter().filter_map(|placed| PriorityEntry::of(&self.domain, &facts, placed)).collect())
    }

    /// The directorate that makes it.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        loader(ctx).load_one(self.domain.directorate.clone()).await
    }
}

impl Loader<PrioritisationId> for Batch {
    type Value = Prioritisation;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[PrioritisationId]) -> Result<HashMap<PrioritisationId, Prioritisation>, Self::Error> {
        let found = store::plan::prioritisation::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let views = found.map_err(payload::store)?.into_iter();
        Ok(views.map(|domain| (domain.id.clone(), Prioritisation::from(domain))).collect())
    }
}

/// Asks the loader for what other records tell about an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FactsOf(pub About<Domain>);

impl Loader<FactsOf> for Batch {
    type Value = Facts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[FactsOf]) -> Result<HashMap<FactsOf, Facts>, Self::Error> {
        let db = self.0.db().reader();
        let mut ids: Vec<_> =
            keys.iter().flat_map(|key| key.0.it.candidates.iter().map(|one| one.need.clone())).collect();
        ids.sort_unstable();
        ids.dedup();
        let needs = store::plan::prioritisation::needs(db, &ids).await.map_err(payload::store)?;
        let mut of_buyer = BTreeMap::new();
        for key in keys {
            let buyer = &key.0.it.buyer;
            if !of_buyer.contains_key(buyer) {
                let all = store::plan::prioritisation::objectives(db, buyer).await.map_err(payload::store)?;
                of_buyer.insert(buyer.clone(), all);
            }
        }
        let facts = keys.iter().map(|key| {
            let own = key.0.it.candidates.iter();
            let needs = own.filter_map(|one| needs.get_key_value(&one.need)).map(|(id, one)| (id.clone(), one.clone()));
            let objectives = of_buyer.get(&key.0.it.buyer).cloned().unwrap_or_default();
            (key.clone(), Facts { needs: needs.collect(), objectives })
        });
        Ok(facts.collect())
    }
}

/// A need's place among others.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct NeedPriority {
    /// The place in words.
    in_words: String,
    /// Its rank, where it is ranked.
    rank: Option<i64>,
    /// How many needs were ranked with it.
    of: Option<i64>,
    /// The day for which it is planned, where a duty in law asks for it.
    scheduled_on: Option<Day>,
    /// When that was decided.
    decided_at: Timestamp,
    #[graphql(skip)]
    assessed_in: PrioritisationId,
}

impl From<Priority> for NeedPriority {
    fn from(priority: Priority) -> Self {
        let (rank, of, scheduled_on) = match priority.place {
            NeedPlace::Ranked { rank, of, .. } => (Some(rank), Some(of), None),
            NeedPlace::Scheduled { on } => (None, None, Some(on)),
        };
        let in_words = priority.in_words();
        Self { in_words, rank, of, scheduled_on, decided_at: priority.at, assessed_in: priority.assessment }
    }
}

#[ComplexObject]
impl NeedPriority {
    /// The assessment that gave it, with scores and reasons.
    async fn assessment(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Prioritisation>> {
        loader(ctx).load_one(self.assessed_in.clone()).await
    }
}

/// Queries of assessments.
#[derive(Default)]
pub struct PrioritisationQuery;

#[Object]
impl PrioritisationQuery {
    /// One assessment.
    async fn prioritisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] id: PrioritisationId,
    ) -> async_graphql::Result<Option<Prioritisation>> {
        let cx = cx(ctx);
        let found = store::plan::prioritisation::find(cx.db().reader(), &cx.actor, &id).await;
        Ok(found.map_err(payload::store)?.map(Prioritisation::from))
    }

    /// Assessments, newest first: decided ones for anyone, and all of their own
    /// council's for its officers.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn prioritisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Prioritisation>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let slice = store::plan::prioritisation::list(cx.db().reader(), &cx.actor, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Prioritisation::from))
    }

    /// How needs are put in order today: what each answer weighs.
    async fn priority_method(&self, ctx: &Context<'_>) -> async_graphql::Result<PriorityMethod> {
        let cx = cx(ctx);
        let policy = cx.policy(cx.today()).map_err(|fault| payload::internal(&fault))?;
        Ok(PriorityMethod::from(policy.priority_weights()))
    }
}
