//! The evidence behind a need.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::plan::evidence::{Evidence as Domain, EvidenceInput, Kind, Strength};
use shared::plan::{EvidenceId, NeedId};
use shared::{Day, Refusal};

use super::area::{AreaFigure, FiguresOf};
use super::need::Need;
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::graphql::secure::agreement::Agreement;
use crate::{app, store};

/// One piece of evidence for a need.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Evidence {
    /// Its identifier.
    pub id: EvidenceId,
    /// Which of the eight kinds it is.
    kind: Kind,
    /// The kind in words.
    kind_label: String,
    /// What it is, in a line.
    title: String,
    /// What it tells about the need.
    says: String,
    /// Who found it out, and where it can be read.
    source: String,
    /// The day it is of.
    dated_on: Day,
    /// The place it is about.
    place: Option<String>,
    /// Where it can be read on the web.
    url: Option<String>,
    /// How much weight it bears.
    strength: Strength,
    /// The strength in words.
    strength_label: String,
    #[graphql(skip)]
    rests_on: Option<(FiguresOf, &'static str)>,
}

impl From<Domain> for Evidence {
    fn from(domain: Domain) -> Self {
        let finding = domain.finding;
        Self {
            id: domain.id,
            kind: finding.kind,
            kind_label: finding.kind.label().to_owned(),
            title: finding.title,
            says: finding.says,
            source: finding.source,
            dated_on: finding.dated_on,
            place: finding.place,
            url: finding.url,
            strength: finding.strength,
            strength_label: finding.strength.label().to_owned(),
            rests_on: finding.figure.map(|(code, measure)| (FiguresOf(code), measure.key)),
        }
    }
}

#[ComplexObject]
impl Evidence {
    /// The area's figure it rests on, as it is held now.
    async fn figure(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<AreaFigure>> {
        let Some((area, measure)) = &self.rests_on else { return Ok(None) };
        let figures = loader(ctx).load_one(area.clone()).await?.unwrap_or_default();
        Ok(figures.into_iter().find(|figure| figure.is(measure)))
    }
}

/// Asks the loader for the evidence behind a need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EvidenceOf(pub NeedId);

impl Loader<EvidenceOf> for Batch {
    type Value = Vec<Evidence>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[EvidenceOf]) -> Result<HashMap<EvidenceOf, Vec<Evidence>>, Self::Error> {
        let needs: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::evidence::of_needs(self.0.db().reader(), &self.0.actor, &needs).await;
        let mut by_need: HashMap<EvidenceOf, Vec<Evidence>> = HashMap::new();
        for evidence in found.map_err(payload::store)? {
            by_need.entry(EvidenceOf(evidence.need.clone())).or_default().push(Evidence::from(evidence));
        }
        Ok(by_need)
    }
}

impl Loader<EvidenceId> for Batch {
    type Value = Evidence;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[EvidenceId]) -> Result<HashMap<EvidenceId, Evidence>, Self::Error> {
        let found = store::plan::evidence::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Evidence::from(domain))).collect())
    }
}

/// Asks the loader for the agreements that answer a need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AnsweredBy(pub NeedId);

impl Loader<AnsweredBy> for Batch {
    type Value = Vec<Agreement>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AnsweredBy]) -> Result<HashMap<AnsweredBy, Vec<Agreement>>, Self::Error> {
        let needs: Vec<NeedId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::evidence::agreements(self.0.db().reader(), &self.0.actor, &needs).await;
        let found = found.map_err(payload::store)?.into_iter();
        Ok(found.map(|(need, all)| (AnsweredBy(need), all.into_iter().map(Agreement::from).collect())).collect())
    }
}

/// The end of a change to a need's evidence.
#[derive(SimpleObject)]
pub struct EvidencePayload {
    /// The need; none if nothing was changed.
    need: Option<Need>,
    /// What was added; none if nothing was, or if it was taken away.
    evidence: Option<Evidence>,
    /// Why not.
    user_errors: Vec<Refusal>,
}

/// Mutations of evidence.
#[derive(Default)]
pub struct EvidenceMutation;

#[Object]
impl EvidenceMutation {
    /// Adds a piece of evidence to a draft need.
    async fn evidence_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] need: NeedId,
        #[graphql(desc = "The evidence, as typed.")] input: EvidenceInput,
    ) -> async_graphql::Result<EvidencePayload> {
        let (made, user_errors) = split(app::plan::evidence::add(cx(ctx), &need, &input).await)?;
        let (need, evidence) = made.unzip();
        Ok(EvidencePayload { need: need.map(Need::from), evidence: evidence.map(Evidence::from), user_errors })
    }

    /// Takes a piece of evidence away from a draft need.
    async fn evidence_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The piece of evidence.")] id: EvidenceId,
    ) -> async_graphql::Result<EvidencePayload> {
        let (need, user_errors) = split(app::plan::evidence::remove(cx(ctx), &id).await)?;
        Ok(EvidencePayload { need: need.map(Need::from), evidence: None, user_errors })
    }
}
