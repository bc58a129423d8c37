//! What a request carries: the actor's context and its loaders.

use std::hash::{Hash, Hasher};

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;

use crate::app::Cx;

/// The loader of a request: each aggregate's file says how it loads its own.
///
/// It is made anew for every request, because what it finds lies in the
/// actor's scope.
#[derive(Clone)]
pub struct Batch(pub Cx);

/// A loader's key that carries the thing it is about, so that nothing is read
/// twice. Equal where the identifiers are.
#[derive(Clone, Debug)]
pub struct About<T> {
    id: String,
    /// The thing.
    pub it: T,
}

impl<T> About<T> {
    /// The key of the thing with this identifier.
    pub fn new(id: &impl ToString, it: T) -> Self {
        Self { id: id.to_string(), it }
    }
}

impl<T> PartialEq for About<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> Eq for About<T> {}

impl<T> Hash for About<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// The context of this request.
pub fn cx<'a>(ctx: &Context<'a>) -> &'a Cx {
    ctx.data_unchecked::<Cx>()
}

/// The request's loader.
pub fn loader<'a>(ctx: &Context<'a>) -> &'a DataLoader<Batch> {
    ctx.data_unchecked::<DataLoader<Batch>>()
}

/// A new request's data: its context and its loader.
pub fn request(cx: Cx, request: async_graphql::Request) -> async_graphql::Request {
    let loader = DataLoader::new(Batch(cx.clone()), tokio::spawn);
    request.data(loader).data(cx)
}
