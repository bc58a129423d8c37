//! What is published, in the forms that other programs read: feeds and calendars. Each is made as a visitor sees it.

pub mod atom;
pub mod calendar;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::Actor;

use crate::app::Cx;
use crate::http::Server;
use crate::store::Error;

/// How long a reader may keep an answer before it asks again.
const FIVE_MINUTES: &str = "public, max-age=300";

fn visitor(server: &Server) -> Cx {
    Cx::new(server.shared.clone(), Actor::Visitor)
}

/// `/opportunities/feed.atom`
pub async fn feed(State(server): State<Server>) -> Response {
    answer("application/atom+xml; charset=utf-8", atom::feed(&visitor(&server)).await.map(Some))
}

/// `/opportunities/dates.ics`
pub async fn dates(State(server): State<Server>) -> Response {
    answer("text/calendar; charset=utf-8", calendar::all(&visitor(&server)).await.map(Some))
}

/// `/opportunities/{reference}/dates.ics`
pub async fn dates_of(State(server): State<Server>, Path(reference): Path<String>) -> Response {
    answer("text/calendar; charset=utf-8", calendar::one(&visitor(&server), &reference).await)
}

fn answer(media: &'static str, made: Result<Option<String>, Error>) -> Response {
    match made {
        Ok(Some(text)) => {
            let headers = [(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, FIVE_MINUTES)];
            (headers.map(|(name, value)| (name, HeaderValue::from_static(value))), text).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "There is no such opportunity.").into_response(),
        Err(error) => {
            tracing::error!(%error, "no feed");
            (StatusCode::SERVICE_UNAVAILABLE, "The database does not answer. Try again in a minute.").into_response()
        }
    }
}
