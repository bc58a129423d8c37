//! Objectives on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::plan::objective::{Action, Kind, Objective as Domain, ObjectiveInput, State};
use shared::plan::{NeedId, ObjectiveId};
use shared::tag::Tag;
use shared::{Refusal, Timestamp};

use super::need::NeedPayload;
use crate::graphql::context::{Batch, cx};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload::{self, split};
use crate::{app, store};

/// What the council aims for, or what the law asks of it.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Objective {
    /// Its identifier.
    id: ObjectiveId,
    /// Whether the council chose it or the law asks for it.
    kind: Kind,
    /// The kind in words.
    kind_label: String,
    /// The objective in a line.
    title: String,
    /// Where it is laid down: the strategy, or the Act and its section.
    source: String,
    /// Its status in words and colour.
    status: Tag,
    /// Whether it is in force.
    current: bool,
    /// When it was written down.
    created_at: Timestamp,
    /// Why it holds no longer, where it does not.
    retired_reason: Option<String>,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Objective {
    fn from(domain: Domain) -> Self {
        let retired_reason = match &domain.state {
            State::Current => None,
            State::Retired { reason, .. } => Some(reason.clone()),
        };
        Self {
            id: domain.id.clone(),
            kind: domain.aim.kind,
            kind_label: domain.aim.kind.label().to_owned(),
            title: domain.aim.title.clone(),
            source: domain.aim.source.clone(),
            status: domain.tag(),
            current: domain.is_current(),
            created_at: domain.created_at,
            retired_reason,
            domain,
        }
    }
}

#[ComplexObject]
impl Objective {
    /// What the viewer may do with it.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        self.domain.can(&cx(ctx).actor)
    }
}

impl Loader<ObjectiveId> for Batch {
    type Value = Objective;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ObjectiveId]) -> Result<HashMap<ObjectiveId, Objective>, Self::Error> {
        let found = store::plan::objective::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Objective::from(domain))).collect())
    }
}

/// Asks the loader for the objectives that a need serves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObjectivesOf(pub NeedId);

impl Loader<ObjectivesOf> for Batch {
    type Value = Vec<Objective>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ObjectivesOf]) -> Result<HashMap<ObjectivesOf, Vec<Objective>>, Self::Error> {
        let needs: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::objective::of_needs(self.0.db().reader(), &needs).await.map_err(payload::store)?;
        let views = |all: Vec<Domain>| all.into_iter().map(Objective::from).collect();
        Ok(found.into_iter().map(|(need, all)| (ObjectivesOf(need), views(all))).collect())
    }
}

/// Queries of objectives.
#[derive(Default)]
pub struct ObjectiveQuery;

#[Object]
impl ObjectiveQuery {
    /// The council's objectives and duties in law, newest first.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn objectives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Only those of this kind.")] kind: Option<Kind>,
        #[graphql(desc = "Only those in force, or only those that are not.")] current: Option<bool>,
    ) -> async_graphql::Result<Connected<Objective>> {
        let page = arguments(ctx, first, after)?;
        let filter = store::plan::objective::Filter { kind, current };
        let slice = store::plan::objective::list(cx(ctx).db().reader(), filter, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Objective::from))
    }
}

/// The end of something done with an objective.
#[derive(SimpleObject)]
pub struct ObjectivePayload {
    /// The objective as it is now.
    objective: Option<Objective>,
    /// Why it was not done; every fault at once.
    user_errors: Vec<Refusal>,
}

fn payload(result: Result<Domain, app::Error>) -> async_graphql::Result<ObjectivePayload> {
    let (objective, user_errors) = split(result)?;
    Ok(ObjectivePayload { objective: objective.map(Objective::from), user_errors })
}

/// Mutations of objectives.
#[derive(Default)]
pub struct ObjectiveMutation;

#[Object]
impl ObjectiveMutation {
    /// Writes an objective of the council down, or a duty in law.
    async fn objective_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: ObjectiveInput,
    ) -> async_graphql::Result<ObjectivePayload> {
        payload(app::plan::objective::create(cx(ctx), &input).await)
    }

    /// Says that an objective holds no longer; what was decided by it stays.
    async fn objective_retire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The objective.")] id: ObjectiveId,
        #[graphql(desc = "Why.")] reason: String,
    ) -> async_graphql::Result<ObjectivePayload> {
        payload(app::plan::objective::retire(cx(ctx), &id, &reason).await)
    }

    /// Says which objectives a need serves: these, and no others.
    async fn need_align(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] id: NeedId,
        #[graphql(desc = "The objectives, all in force.")] objectives: Vec<ObjectiveId>,
    ) -> async_graphql::Result<NeedPayload> {
        super::need::payload(app::plan::objective::align(cx(ctx), &id, &objectives).await)
    }
}
