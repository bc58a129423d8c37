//! People as others see them: a name, and for officers a way to reach them.

use std::collections::HashMap;

use async_graphql::SimpleObject;
use async_graphql::dataloader::Loader;
use shared::people::UserId;

use crate::graphql::context::Batch;
use crate::graphql::payload;
use crate::store;

/// A person, as others see them.
#[derive(SimpleObject, Clone)]
pub struct Person {
    /// Their identifier.
    id: UserId,
    /// The name they go by.
    name: String,
}

/// A person with how to reach them: the named officer of an opportunity, or
/// oneself.
#[derive(SimpleObject, Clone)]
pub struct Contact {
    /// Their identifier.
    pub id: UserId,
    /// The name they go by.
    pub name: String,
    /// Their address for mail.
    pub email: String,
    /// Their telephone number.
    pub phone: Option<String>,
}

impl From<shared::people::user::User> for Person {
    fn from(user: shared::people::user::User) -> Self {
        Self { id: user.id, name: user.name }
    }
}

impl From<shared::people::user::User> for Contact {
    fn from(user: shared::people::user::User) -> Self {
        Self { id: user.id, name: user.name, email: user.email, phone: user.phone }
    }
}

impl Loader<UserId> for Batch {
    type Value = shared::people::user::User;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[UserId]) -> Result<HashMap<UserId, Self::Value>, Self::Error> {
        let found = store::people::user::get_many(self.0.db().reader(), keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|user| (user.id.clone(), user)).collect())
    }
}
