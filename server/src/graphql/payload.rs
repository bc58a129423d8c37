//! How an action's end becomes an answer.

use async_graphql::ErrorExtensions;
use shared::Refusal;
use shared::error::Code;

use crate::app::Error;

/// Splits an action's end into what it made and what the person can put right.
/// A fault of ours becomes a top-level error that carries a reference only.
pub fn split<T>(result: Result<T, Error>) -> async_graphql::Result<(Option<T>, Vec<Refusal>)> {
    match result {
        Ok(made) => Ok((Some(made), Vec::new())),
        Err(Error::Refused(refusals)) => Ok((None, refusals)),
        Err(Error::NotFound) => Ok((None, vec![not_found()])),
        Err(Error::Stale) => Ok((None, vec![stale()])),
        Err(Error::Internal(fault)) => Err(internal(&fault)),
    }
}

/// For queries: what is not found is null, a refusal is silence.
pub fn found<T>(result: Result<T, Error>) -> async_graphql::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound | Error::Refused(_) | Error::Stale) => Ok(None),
        Err(Error::Internal(fault)) => Err(internal(&fault)),
    }
}

/// Logs a fault of ours and tells a reference of it.
pub fn internal(fault: &(impl ToString + ?Sized)) -> async_graphql::Error {
    let reference = crate::session::new_token().chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>();
    tracing::error!(%reference, fault = fault.to_string(), "internal error");
    async_graphql::Error::new(format!("Something went wrong on our side. Quote {reference} if you tell us about it."))
        .extend_with(|_, extensions| extensions.set("code", "INTERNAL"))
}

/// The store's fault in a query.
pub fn store(error: crate::store::Error) -> async_graphql::Error {
    match error {
        crate::store::Error::Place => not_a_cursor(),
        fault => internal(&fault),
    }
}

/// A cursor that is not one, or is one of another list.
pub fn not_a_cursor() -> async_graphql::Error {
    bad_request("`after` is not a cursor of this list. Take the `endCursor` of its page before")
}

/// An argument that a program got wrong.
pub fn bad_request(message: impl Into<String>) -> async_graphql::Error {
    async_graphql::Error::new(message.into()).extend_with(|_, extensions| extensions.set("code", "BAD_REQUEST"))
}

fn not_found() -> Refusal {
    Refusal {
        field: None,
        code: Code::NotFound,
        message: "It does not exist, or you cannot see it. Check the address, or sign in as somebody who can."
            .to_owned(),
        rule: None,
        paragraph: None,
        policy_rows: Vec::new(),
    }
}

fn stale() -> Refusal {
    Refusal {
        field: None,
        code: Code::Stale,
        message:
            "Somebody changed this after you opened it, so nothing was done. Read what it says now, and then decide."
                .to_owned(),
        rule: None,
        paragraph: None,
        policy_rows: Vec::new(),
    }
}
