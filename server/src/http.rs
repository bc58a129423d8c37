//! HTTP: GraphQL to the letter of its specification, health, and the pages.

mod graphiql;
mod graphql;
mod guard;
pub mod sitemap;

pub use graphql::coded;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use shared::Actor;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::app::{self, Cx, Shared};
use crate::graphql::Schema;
use crate::open_data;
use crate::session;

/// The largest request taken, in bytes.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What every handler has.
#[derive(Clone)]
pub struct Server {
    /// What all requests share.
    pub shared: Arc<Shared>,
    /// The schema.
    pub schema: Schema,
}

impl Server {
    /// A server over a database.
    pub fn new(shared: Arc<Shared>) -> Self {
        let schema = crate::graphql::build(shared.clone());
        Self { shared, schema }
    }

    /// The context of a request: who asks, by their cookie.
    pub async fn context(&self, headers: &HeaderMap) -> Result<Cx, app::Error> {
        let mut cx = Cx::new(self.shared.clone(), Actor::Visitor);
        cx.remote = guard::place(headers);
        let name = session::cookie_name(self.shared.config.is_secure());
        let Some(token) = cookie(headers, name) else { return Ok(cx) };
        let hash = session::hash_token(&token);
        if let Some(actor) = app::people::session::resume(&cx, &hash).await? {
            cx.actor = actor;
            cx.session = Some(hash);
        }
        Ok(cx)
    }
}

/// A cookie of the request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// All routes.
pub fn router(server: Server) -> Router {
    let router = Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/health/live", get(|| async { "live" }))
        .route("/health/ready", get(ready))
        .route("/opportunities/feed.atom", get(open_data::feed))
        .route("/opportunities/dates.ics", get(open_data::dates))
        .route("/opportunities/{reference}/dates.ics", get(open_data::dates_of));
    let router = graphiql::routes(router, &server.shared.config.dist);
    #[cfg(feature = "ui")]
    let router = crate::page::routes(router, &server);
    router
        .layer(axum::middleware::from_fn_with_state(server.clone(), guard::guard))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(CompressionLayer::new())
        .with_state(server)
}

async fn ready(State(server): State<Server>) -> impl IntoResponse {
    if server.shared.db.is_ready().await {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
    }
}
