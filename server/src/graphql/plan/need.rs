//! Needs on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::plan::NeedId;
use shared::plan::need::{Action, Demand, Facts, Need as Domain, NeedInput, Stage, access};
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

use super::area::Area;
use super::consultation::{Consultation, ConsultationsOfNeed};
use super::engagement::{self, Engagement};
use super::evidence::{AnsweredBy, Evidence, EvidenceOf};
use super::forum::{Meeting, MeetingsAbout};
use super::objective::{Objective, ObjectivesOf};
use super::prioritisation::NeedPriority;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::graphql::people::organisation::{Directorate, Organisation};
use crate::graphql::people::user::Person;
use crate::graphql::secure::agreement::Agreement;
use crate::{app, store};

/// A need: which people lack what, where, how many there are and how many are
/// reached today.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Need {
    /// Its identifier.
    pub id: NeedId,
    /// What people call it, such as `N-0007`.
    reference: String,
    /// The need in a line.
    title: String,
    /// What people lack, in a few sentences.
    summary: String,
    /// Who the people are.
    people: String,
    /// The community of interest, where there is one.
    community: Option<String>,
    /// The codes of its areas, in the government's register of geography.
    area_codes: Vec<String>,
    /// How many people need it, where that is counted.
    demand_figure: Option<i64>,
    /// How many people need it, where that is estimated.
    demand_estimate: Option<String>,
    /// Where the figure or estimate comes from.
    demand_source: Option<String>,
    /// How many of them are reached today.
    supply_figure: Option<i64>,
    /// The services that reach them today.
    services: Option<String>,
    /// What lies between demand and supply, in words; derived.
    gap: String,
    /// Where it stands.
    stage: Stage,
    /// When it was published.
    published_at: Option<Timestamp>,
    /// Why it was sent back to its writer, while it is a draft again.
    sent_back_reason: Option<String>,
    /// Why it was closed as met or no longer pursued.
    closed_reason: Option<String>,
    /// Counts the times it was saved; say it when you change it.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Need {
    fn from(domain: Domain) -> Self {
        let statement = domain.statement.clone();
        let (demand_figure, demand_estimate) = match &statement.demand {
            Demand::Unknown => (None, None),
            Demand::Figure { people, .. } => (Some(*people), None),
            Demand::Estimate { words, .. } => (None, Some(words.clone())),
        };
        Self {
            id: domain.id.clone(),
            reference: domain.reference.clone(),
            gap: statement.gap().in_words(),
            demand_source: statement.demand.source().map(ToOwned::to_owned),
            title: statement.title,
            summary: statement.summary,
            people: statement.people,
            community: statement.community,
            area_codes: statement.areas.iter().map(ToString::to_string).collect(),
            demand_figure,
            demand_estimate,
            supply_figure: statement.supply,
            services: statement.services,
            stage: domain.stage(),
            published_at: domain.state.published_at(),
            sent_back_reason: domain.state.sent_back_reason().map(ToOwned::to_owned),
            closed_reason: domain.state.closed_reason().map(ToOwned::to_owned),
            version: domain.version,
            domain,
        }
    }
}

#[ComplexObject]
impl Need {
    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Option<Tag> {
        let cx = cx(ctx);
        self.domain.tag(cx.actor.audience(&self.domain.buyer), cx.now())
    }

    /// What the viewer may do with it now; whether the rules permit it is the
    /// gate's answer.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        let cx = cx(ctx);
        access::can(&cx.actor, &self.domain, cx.now())
    }

    /// What still stands in the way of asking for approval; empty when nothing
    /// does. Only for the council's officers.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if !cx.actor.is_officer_of(&self.domain.buyer) {
            return Ok(None);
        }
        let evidence = loader(ctx).load_one(EvidenceOf(self.domain.id.clone())).await?.unwrap_or_default();
        let facts = Facts { evidence: evidence.len(), engagement: engagement::of(ctx, &self.domain.id).await? };
        Ok(Some(self.domain.gate(Action::RequestApproval, &facts)))
    }

    /// Its areas, the most deprived first.
    async fn areas(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Area>> {
        let found = loader(ctx).load_many(self.domain.statement.areas.iter().cloned()).await?;
        let mut areas: Vec<Area> = found.into_values().collect();
        areas.sort_by_key(Area::place);
        Ok(areas)
    }

    /// The evidence behind it, oldest first.
    async fn evidence(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Evidence>> {
        Ok(loader(ctx).load_one(EvidenceOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The consultations about it that the viewer may see, newest first.
    async fn consultations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Consultation>> {
        Ok(loader(ctx).load_one(ConsultationsOfNeed(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The agreements on the services that answer it, earlier ones too: how they do is evidence as it stands, never a
    /// copy (R-4.6b).
    async fn agreements(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Agreement>> {
        Ok(loader(ctx).load_one(AnsweredBy(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// Whose views were heard, and why others were not.
    async fn engagement(&self, ctx: &Context<'_>) -> async_graphql::Result<Engagement> {
        Ok(engagement::of(ctx, &self.domain.id).await?.into())
    }

    /// Its place among other needs, if an assessment gave it one.
    async fn priority(&self) -> Option<NeedPriority> {
        self.domain.state.priority().cloned().map(NeedPriority::from)
    }

    /// The meetings of forums that spoke of it, the latest first.
    async fn meetings(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Meeting>> {
        Ok(loader(ctx).load_one(MeetingsAbout(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The objectives and duties in law that it serves, oldest first.
    async fn objectives(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Objective>> {
        Ok(loader(ctx).load_one(ObjectivesOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The council that keeps it.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.domain.buyer.clone()).await
    }

    /// The directorate that keeps it.
    async fn directorate(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Directorate>> {
        loader(ctx).load_one(self.domain.directorate.clone()).await
    }

    /// Who wrote it down; only for the council's officers.
    async fn author(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        if !cx(ctx).actor.is_officer_of(&self.domain.buyer) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.domain.author.clone()).await?.map(Person::from))
    }
}

impl Loader<NeedId> for Batch {
    type Value = Need;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[NeedId]) -> Result<HashMap<NeedId, Need>, Self::Error> {
        let found =
            store::plan::need::get_many(self.0.db().reader(), &self.0.actor, keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Need::from(domain))).collect())
    }
}

/// Queries of needs.
#[derive(Default)]
pub struct NeedQuery;

#[Object]
impl NeedQuery {
    /// The need people call by this reference.
    async fn need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as `N-0007`.")] reference: String,
    ) -> async_graphql::Result<Option<Need>> {
        let cx = cx(ctx);
        let found = store::plan::need::find_by_reference(cx.db().reader(), &cx.actor, &reference).await;
        Ok(found.map_err(payload::store)?.map(Need::from))
    }

    /// Needs, newest first: published ones for anyone, and all of their own
    /// council's for its officers.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those at this stage.")] stage: Option<Stage>,
        #[graphql(desc = "Only those that are public and still to be met.")] open: Option<bool>,
        #[graphql(desc = "Only those of this area, by its code.")] area: Option<String>,
        #[graphql(desc = "Only those whose title or people contain this.")] text: Option<String>,
    ) -> async_graphql::Result<Connected<Need>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let area = match area.map(|code| code.parse()) {
            None => None,
            Some(Ok(code)) => Some(code),
            Some(Err(_)) => return Err(payload::bad_request("`area` must be a code such as E01016845")),
        };
        let text = text.filter(|text| !text.trim().is_empty());
        let filter = store::plan::need::Filter { stage, open: open.unwrap_or_default(), area, text };
        let slice =
            store::plan::need::list(cx.db().reader(), &cx.actor, &filter, &page).await.map_err(payload::store)?;
        Ok(connect(slice, &page, Need::from))
    }
}

/// The end of something done with a need.
#[derive(SimpleObject)]
pub struct NeedPayload {
    /// The need as it is now.
    need: Option<Need>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

pub(super) fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<NeedPayload> {
    let (need, user_errors) = split(result)?;
    Ok(NeedPayload { need: need.map(Need::from), user_errors })
}

/// Mutations of needs.
#[derive(Default)]
pub struct NeedMutation;

#[Object]
impl NeedMutation {
    /// Writes a need down as a draft.
    async fn need_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: NeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::create(cx(ctx), &input).await)
    }

    /// Changes what a draft says.
    async fn need_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "The version you read.")] version: i64,
        #[graphql(desc = "What it says.")] input: NeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::edit(cx(ctx), &id, version, &input).await)
    }

    /// Asks for another officer's approval.
    async fn need_request_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::request_approval(cx(ctx), &id, version).await)
    }

    /// Approves a need that another officer wrote, and publishes it.
    async fn need_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "The version you read.")] version: i64,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::publish(cx(ctx), &id, version).await)
    }

    /// Sends a need back to its writer with what has to change.
    async fn need_send_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "What has to change.")] reason: String,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::send_back(cx(ctx), &id, &reason).await)
    }

    /// Notes that a published need is met.
    async fn need_meet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "How you know.")] reason: String,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::meet(cx(ctx), &id, &reason).await)
    }

    /// Stops pursuing a published need.
    async fn need_retire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "Why.")] reason: String,
    ) -> async_graphql::Result<NeedPayload> {
        payload(app::plan::need::retire(cx(ctx), &id, &reason).await)
    }
}
