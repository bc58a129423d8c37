//! What hangs on agreements, loaded for all of a page at once.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use shared::Refusal;
use shared::secure::agreement::{Action, Agreement};
use shared::secure::{AgreementId, AwardId};

use crate::graphql::commission::thread::ThreadStep;
use crate::graphql::context::{About, Batch};
use crate::graphql::monitor::data_return::DataReturn;
use crate::graphql::monitor::trend::AgreementMeasure;
use crate::graphql::payload;
use crate::{app, store};

/// Why an action with an agreement is not permitted, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RefusalsOf(About<(Agreement, Action)>);

impl RefusalsOf {
    /// The key of this agreement and action.
    pub fn new(agreement: &Agreement, action: Action) -> Self {
        Self(About::new(&format!("{} {action}", agreement.id), (agreement.clone(), action)))
    }
}

impl Loader<RefusalsOf> for Batch {
    type Value = Vec<Refusal>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[RefusalsOf]) -> Result<HashMap<RefusalsOf, Vec<Refusal>>, Self::Error> {
        let asked: Vec<&(Agreement, Action)> = keys.iter().map(|key| &key.0.it).collect();
        let found = payload::found(app::secure::agreement::refusals(&self.0, &asked).await)?.unwrap_or_default();
        Ok(keys.iter().cloned().zip(found).collect())
    }
}

/// The measures of an agreement, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeasuresOf(About<Agreement>);

impl MeasuresOf {
    /// The key of this agreement.
    pub fn new(agreement: &Agreement) -> Self {
        Self(About::new(&agreement.id, agreement.clone()))
    }
}

impl Loader<MeasuresOf> for Batch {
    type Value = Vec<AgreementMeasure>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[MeasuresOf]) -> Result<HashMap<MeasuresOf, Vec<AgreementMeasure>>, Self::Error> {
        let agreements: Vec<&Agreement> = keys.iter().map(|key| &key.0.it).collect();
        let found = app::monitor::trend::of_agreements(&self.0, &agreements).await;
        let mut found = payload::found(found)?.unwrap_or_default();
        let measures = keys.iter().filter_map(|key| {
            let of = found.remove(&key.0.it.id)?;
            Some((key.clone(), of.into_iter().map(AgreementMeasure::from).collect()))
        });
        Ok(measures.collect())
    }
}

/// The thread of an agreement, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TraceOf(About<Agreement>);

impl TraceOf {
    /// The key of this agreement.
    pub fn new(agreement: &Agreement) -> Self {
        Self(About::new(&agreement.id, agreement.clone()))
    }
}

impl Loader<TraceOf> for Batch {
    type Value = Vec<ThreadStep>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[TraceOf]) -> Result<HashMap<TraceOf, Vec<ThreadStep>>, Self::Error> {
        let agreements: Vec<&Agreement> = keys.iter().map(|key| &key.0.it).collect();
        let found = app::commission::thread::traces(&self.0, &agreements).await;
        let mut found = payload::found(found)?.unwrap_or_default();
        let steps = keys.iter().filter_map(|key| {
            let of = found.remove(&key.0.it.id)?;
            Some((key.clone(), of.into_iter().map(ThreadStep::from).collect()))
        });
        Ok(steps.collect())
    }
}

/// The agreement that carries out an award, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AgreementOf(pub AwardId);

impl Loader<AgreementOf> for Batch {
    type Value = Agreement;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[AgreementOf]) -> Result<HashMap<AgreementOf, Agreement>, Self::Error> {
        let awards: Vec<AwardId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::agreement::of_awards(self.0.db().reader(), &self.0.actor, &awards).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|agreement| (AgreementOf(agreement.award.clone()), agreement)).collect())
    }
}

/// The returns of an agreement, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReturnsOf(pub AgreementId);

impl Loader<ReturnsOf> for Batch {
    type Value = Vec<DataReturn>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ReturnsOf]) -> Result<HashMap<ReturnsOf, Vec<DataReturn>>, Self::Error> {
        let ids: Vec<AgreementId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::monitor::data_return::of_agreements(self.0.db().reader(), &self.0.actor, &ids).await;
        let mut returns: HashMap<ReturnsOf, Vec<DataReturn>> = HashMap::new();
        for domain in found.map_err(payload::store)?.into_iter().rev() {
            returns.entry(ReturnsOf(domain.agreement.clone())).or_default().push(DataReturn::from(domain));
        }
        Ok(returns)
    }
}
