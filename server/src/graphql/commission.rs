//! Services and commissions on the wire.

pub mod service;
pub mod thread;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, MergedObject, Object, SimpleObject};
use shared::commission::access::{self, Action};
use shared::commission::stage::{Next, Progress, Stage};
use shared::commission::{self as rules, Commission as Domain, CommissionId, CommissionInput, Facts, ServiceId};
use shared::people::DirectorateId;
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

use self::service::Service;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::framework::principle::{self, CommissionPrinciple};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::{Directorate, Organisation};
use crate::graphql::people::user::Person;
use crate::graphql::plan::budget::{self, CommissionBudget};
use crate::graphql::plan::consultation::{Consultation, ConsultationsOf};
use crate::graphql::plan::market::{self, MarketSnapshot};
use crate::graphql::secure::agreement::Agreement;
use crate::graphql::secure::opportunity::Opportunity;
use crate::graphql::secure::specification::{Specification, SpecificationsOf};
use crate::{app, store};

/// One turn of the cycle of planning, securing, monitoring and review, for one
/// service.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Commission {
    /// Its identifier.
    pub id: CommissionId,
    /// What people call it, such as `C-0012`.
    reference: String,
    /// Its title.
    title: String,
    /// When it began.
    created_at: Timestamp,
    /// Counts its changes.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// One step of the cycle, as a commission has walked it.
#[derive(SimpleObject, Clone, Copy)]
pub struct CommissionStep {
    /// The stage.
    stage: Stage,
    /// Whether it is done, where we are, or to come.
    progress: Progress,
}

/// How many commissions stand at one stage.
#[derive(SimpleObject, Clone)]
pub struct CommissionStageCount {
    /// The stage.
    stage: Stage,
    /// The stage in words and colour.
    status: Tag,
    /// What happens at this stage, in a few words.
    sentence: String,
    /// How many.
    count: i32,
}

/// What to do next on a commission.
#[derive(SimpleObject, Clone)]
pub struct CommissionNextStep {
    /// What, for programs.
    action: Next,
    /// What, in a sentence.
    sentence: String,
}

impl From<Domain> for Commission {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            reference: domain.reference.clone(),
            title: domain.title.clone(),
            created_at: domain.created_at,
            version: domain.version,
            domain,
        }
    }
}

impl Commission {
    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Facts> {
        Ok(loader(ctx).load_one(FactsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }
}

#[ComplexObject]
impl Commission {
    /// Where it stands: the furthest work under way, worked out, never set.
    async fn stage(&self, ctx: &Context<'_>) -> async_graphql::Result<Stage> {
        Ok(rules::stage(&self.facts(ctx).await?))
    }

    /// Its status in words and colour.
    async fn status(&self, ctx: &Context<'_>) -> async_graphql::Result<Tag> {
        Ok(rules::stage(&self.facts(ctx).await?).tag())
    }

    /// The four steps of the cycle, as far as it has come.
    async fn steps(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CommissionStep>> {
        let steps = rules::steps(rules::stage(&self.facts(ctx).await?));
        Ok(steps.map(|step| CommissionStep { stage: step.stage, progress: step.progress }).to_vec())
    }

    /// What to do next.
    async fn next(&self, ctx: &Context<'_>) -> async_graphql::Result<CommissionNextStep> {
        let action = rules::next(&self.facts(ctx).await?);
        Ok(CommissionNextStep { action, sentence: action.label().to_owned() })
    }

    /// What the viewer may do with it at this stage.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Action>> {
        let stage = rules::stage(&self.facts(ctx).await?);
        Ok(access::can(&cx(ctx).actor, &self.domain, stage))
    }

    /// The council.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }

    /// The directorate that leads it.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        loader(ctx).load_one(self.domain.directorate.clone()).await
    }

    /// The service that it commissions.
    async fn service(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Service>> {
        loader(ctx).load_one(self.domain.service.clone()).await
    }

    /// The officer who leads it; only for the council's officers.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        if !cx(ctx).actor.is_officer_of(&self.domain.buyer) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.domain.lead.clone()).await?.map(Person::from))
    }

    /// The commission that it follows, where it is a further turn.
    async fn follows(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Self>> {
        match &self.domain.follows {
            Some(id) => loader(ctx).load_one(id.clone()).await,
            None => Ok(None),
        }
    }

    /// The money and other resources set against it, and what is bound; for its council's officers.
    async fn budget(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CommissionBudget>> {
        budget::of(ctx, &self.domain).await
    }

    /// The market map as it was kept for it, the newest first (P4).
    async fn market_snapshots(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MarketSnapshot>> {
        market::of(ctx, &self.domain.id).await
    }

    /// What is wrong with the market map kept for it, in a sentence: there is none, or it is out of date; none where it
    /// is not (P4).
    async fn market_note(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        market::note(ctx, &self.domain.id).await
    }

    /// The eight principles, and what the council answers for it under each (4.2).
    async fn principles(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CommissionPrinciple>> {
        principle::of(ctx, &self.domain.id).await
    }

    /// The consultations about it that the viewer may see, newest first.
    async fn consultations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Consultation>> {
        Ok(loader(ctx).load_one(ConsultationsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The versions of its specification that the viewer may see, newest first.
    async fn specifications(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Specification>> {
        Ok(loader(ctx).load_one(SpecificationsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The opportunities that the viewer may see, newest first.
    async fn opportunities(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Opportunity>> {
        Ok(loader(ctx).load_one(OpportunitiesOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The agreements that the viewer may see, newest first.
    async fn agreements(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Agreement>> {
        Ok(loader(ctx).load_one(AgreementsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }
}

/// The opportunities of one commission, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpportunitiesOf(pub CommissionId);

impl Loader<OpportunitiesOf> for Batch {
    type Value = Vec<Opportunity>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[OpportunitiesOf]) -> Result<HashMap<OpportunitiesOf, Vec<Opportunity>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::opportunity::of_commissions(self.0.db().reader(), &self.0.actor, &ids).await;
        let mut of: HashMap<OpportunitiesOf, Vec<Opportunity>> = HashMap::new();
        for domain in found.map_err(payload::store)? {
            of.entry(OpportunitiesOf(domain.commission.clone())).or_default().push(Opportunity::from(domain));
        }
        Ok(of)
    }
}

/// The agreements of one commission, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AgreementsOf(pub CommissionId);

impl Loader<AgreementsOf> for Batch {
    type Value = Vec<Agreement>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AgreementsOf]) -> Result<HashMap<AgreementsOf, Vec<Agreement>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::agreement::of_commissions(self.0.db().reader(), &self.0.actor, &ids).await;
        let mut of: HashMap<AgreementsOf, Vec<Agreement>> = HashMap::new();
        for domain in found.map_err(payload::store)? {
            of.entry(AgreementsOf(domain.commission.clone())).or_default().push(Agreement::from(domain));
        }
        Ok(of)
    }
}

/// The facts of one commission, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FactsOf(pub CommissionId);

impl Loader<FactsOf> for Batch {
    type Value = Facts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[FactsOf]) -> Result<HashMap<FactsOf, Facts>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::commission::facts::facts(self.0.db().reader(), &ids, self.0.today()).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, facts)| (FactsOf(id), facts)).collect())
    }
}

impl Loader<CommissionId> for Batch {
    type Value = Commission;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[CommissionId]) -> Result<HashMap<CommissionId, Commission>, Self::Error> {
        let found = store::commission::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Commission::from(domain))).collect())
    }
}

/// The commissions of one service, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CommissionsOf(pub ServiceId);

impl Loader<CommissionsOf> for Batch {
    type Value = Vec<Commission>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[CommissionsOf]) -> Result<HashMap<CommissionsOf, Vec<Commission>>, Self::Error> {
        let ids: Vec<ServiceId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::commission::of_services(self.0.db().reader(), &self.0.actor, &ids).await;
        let mut by_service: HashMap<CommissionsOf, Vec<Commission>> = HashMap::new();
        for domain in found.map_err(payload::store)? {
            by_service.entry(CommissionsOf(domain.service.clone())).or_default().push(Commission::from(domain));
        }
        Ok(by_service)
    }
}

/// Queries of commissions and services.
#[derive(MergedObject, Default)]
pub struct CommissionRoomQuery(CommissionQuery, service::ServiceQuery);

/// Mutations of commissions and services.
#[derive(MergedObject, Default)]
pub struct CommissionRoomMutation(CommissionMutation, service::ServiceMutation);

/// Queries of commissions.
#[derive(Default)]
pub struct CommissionQuery;

#[Object]
impl CommissionQuery {
    /// The commission people call by this reference.
    async fn commission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as `C-0012`.")] reference: String,
    ) -> async_graphql::Result<Option<Commission>> {
        let cx = cx(ctx);
        let found = store::commission::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Commission::from))
    }

    /// How many commissions stand at each stage of the cycle.
    async fn commission_counts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CommissionStageCount>> {
        let cx = cx(ctx);
        let counts = store::commission::facts::count_by_stage(cx.db().reader(), cx.today()).await;
        let view = |(stage, count): (Stage, usize)| CommissionStageCount {
            stage,
            status: stage.tag(),
            sentence: stage.sentence().to_owned(),
            count: i32::try_from(count).unwrap_or(i32::MAX),
        };
        Ok(counts.map_err(payload::store)?.into_iter().map(view).collect())
    }

    /// Commissions, newest first. All of them are public.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn commissions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those that this directorate leads.")] directorate: Option<DirectorateId>,
        #[graphql(desc = "Only those for this service.")] service: Option<ServiceId>,
        #[graphql(desc = "Only those that the viewer leads.")] mine: Option<bool>,
    ) -> async_graphql::Result<Connected<Commission>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let lead = cx.actor.user().filter(|_| mine.unwrap_or_default()).cloned();
        let filter = store::commission::Filter { directorate, service, lead };
        let slice = store::commission::list(cx.db().reader(), &cx.actor, &filter, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Commission::from))
    }
}

/// The end of something done with a commission.
#[derive(SimpleObject)]
pub struct CommissionPayload {
    /// The commission as it is now.
    pub commission: Option<Commission>,
    /// Why it was not done; every fault at once.
    pub user_errors: Vec<Refusal>,
}

/// Mutations of commissions.
#[derive(Default)]
pub struct CommissionMutation;

#[Object]
impl CommissionMutation {
    /// Begins a turn of the cycle for a service that exists or for a new one.
    async fn commission_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is about.")] input: CommissionInput,
    ) -> async_graphql::Result<CommissionPayload> {
        let (made, user_errors) = split(app::commission::create(cx(ctx), &input).await)?;
        Ok(CommissionPayload { commission: made.map(Commission::from), user_errors })
    }
}
