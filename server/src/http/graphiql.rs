//! GraphiQL, for trying the API by hand: from our own files alone, since it runs
//! with the session of whoever looks.

use std::path::Path;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::Server;

/// What its page may load: script and data from here and nowhere else. The
/// editor places its lines by styles of their own; the fonts lie in its style
/// sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is told where the bundle has no GraphiQL.
const MISSING: &str = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"><title>GraphiQL is not installed\
    </title></head>\n<body><main><h1>GraphiQL is not installed</h1>\n<p>The files of this page were not built with this \
    program. The API itself is at <code>/graphql</code>; it answers any program that sends it a query. To have this page \
    too, run <code>make bundle</code> and start the program again.</p></main></body>\n</html>\n";

/// Adds GraphiQL's page, which the bundle holds ready, and the files it names.
pub fn routes(router: Router<Server>, dist: &Path) -> Router<Server> {
    let page = std::fs::read_to_string(dist.join("graphiql.html")).ok();
    let files = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ))
        .service(ServeDir::new(dist).precompressed_br().precompressed_gzip());
    router.route("/graphiql", get(move || async move { answer(page) })).route_service("/graphiql/{file}", files)
}

fn answer(page: Option<String>) -> Response {
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY), (header::CACHE_CONTROL, "no-cache")];
    match page {
        Some(page) => (headers, Html(page)).into_response(),
        None => (StatusCode::NOT_FOUND, headers, Html(MISSING)).into_response(),
    }
}
