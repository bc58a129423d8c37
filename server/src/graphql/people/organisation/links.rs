//! What an organisation leads to, loaded for many organisations at once.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use shared::people::membership::Membership as Held;
use shared::people::organisation::StatusChange;
use shared::people::{OrganisationId, UserId};

use super::Directorate;
use crate::graphql::context::Batch;
use crate::graphql::payload;
use crate::graphql::people::session::Membership;
use crate::store;
use crate::store::people::organisation::Profile;

/// Asks for what an organisation says of itself.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProfileOf(pub OrganisationId);

/// Asks for the history of its status.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HistoryOf(pub OrganisationId);

/// Asks for its people; whether the viewer may see them is the asker's matter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PeopleOf(pub OrganisationId);

/// Asks for the memberships behind those people, for what rules need of them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MembersOf(pub OrganisationId);

/// Asks for a council's directorates.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DirectoratesOf(pub OrganisationId);

/// Asks for the organisations that a person belongs to.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OrganisationsOf(pub UserId);

impl Loader<ProfileOf> for Batch {
    type Value = Profile;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ProfileOf]) -> Result<HashMap<ProfileOf, Profile>, Self::Error> {
        let ids: Vec<OrganisationId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::people::organisation::profiles(self.0.db().reader(), &ids).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|profile| (ProfileOf(profile.organisation.clone()), profile)).collect())
    }
}

impl Loader<HistoryOf> for Batch {
    type Value = Vec<StatusChange>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Self::Value>, Self::Error> {
        let ids: Vec<OrganisationId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::people::organisation::histories(self.0.db().reader(), &ids).await.map_err(payload::store)?;
        let mut all: HashMap<HistoryOf, Vec<StatusChange>> = HashMap::new();
        for (organisation, change) in found {
            all.entry(HistoryOf(organisation)).or_default().push(change);
        }
        Ok(all)
    }
}

impl Loader<PeopleOf> for Batch {
    type Value = Vec<Membership>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[PeopleOf]) -> Result<HashMap<PeopleOf, Self::Value>, Self::Error> {
        let ids: Vec<OrganisationId> = keys.iter().map(|key| key.0.clone()).collect();
        let db = self.0.db().reader();
        let found = store::people::membership::of_organisations(db, &ids, self.0.now()).await;
        let mut all: HashMap<PeopleOf, Vec<Membership>> = HashMap::new();
        for membership in found.map_err(payload::store)? {
            all.entry(PeopleOf(membership.organisation.clone())).or_default().push(Membership::from(membership));
        }
        Ok(all)
    }
}

impl Loader<MembersOf> for Batch {
    type Value = Vec<Held>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[MembersOf]) -> Result<HashMap<MembersOf, Self::Value>, Self::Error> {
        let ids: Vec<OrganisationId> = keys.iter().map(|key| key.0.clone()).collect();
        let db = self.0.db().reader();
        let found = store::people::membership::of_organisations(db, &ids, self.0.now()).await;
        let mut all: HashMap<MembersOf, Vec<Held>> = HashMap::new();
        for held in found.map_err(payload::store)? {
            all.entry(MembersOf(held.organisation.clone())).or_default().push(held);
        }
        Ok(all)
    }
}

impl Loader<DirectoratesOf> for Batch {
    type Value = Vec<Directorate>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DirectoratesOf]) -> Result<HashMap<DirectoratesOf, Self::Value>, Self::Error> {
        let ids: Vec<OrganisationId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::people::organisation::directorates_of(self.0.db().reader(), &ids).await;
        let mut all: HashMap<DirectoratesOf, Vec<Directorate>> = HashMap::new();
        for directorate in found.map_err(payload::store)? {
            all.entry(DirectoratesOf(directorate.organisation.clone())).or_default().push(directorate.into());
        }
        Ok(all)
    }
}

impl Loader<OrganisationsOf> for Batch {
    type Value = Vec<OrganisationId>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[OrganisationsOf]) -> Result<HashMap<OrganisationsOf, Self::Value>, Self::Error> {
        let mut all = HashMap::new();
        for key in keys {
            let mine = store::people::membership::of_user(self.0.db().reader(), &key.0, self.0.now()).await;
            let mine = mine.map_err(payload::store)?.into_iter().map(|membership| membership.organisation);
            all.insert(key.clone(), mine.collect());
        }
        Ok(all)
    }
}
