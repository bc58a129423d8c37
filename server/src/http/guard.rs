//! What stands before every handler: where a request comes from, and the
//! headers that every answer carries.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{Server, cookie};
use crate::session;

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Headers that no page or answer goes without. What a page may load is said
/// where pages are rendered.
const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
];

/// Leaves one truth in `x-forwarded-for`: what a trusted proxy said, or else
/// the other end of the connection, whatever the request claims.
fn settle(headers: &mut HeaderMap, peer: Option<SocketAddr>, trusted: bool) {
    if trusted && headers.contains_key(FORWARDED) {
        return;
    }
    headers.remove(FORWARDED);
    if let Some(value) = peer.and_then(|peer| HeaderValue::from_str(&peer.ip().to_string()).ok()) {
        headers.insert(FORWARDED, value);
    }
}

/// Where a settled request comes from: the last hop named, which is the one
/// that our own proxy saw.
pub fn place(headers: &HeaderMap) -> String {
    headers
        .get_all(FORWARDED)
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(',').next_back())
        .map(|from| from.trim().chars().take(60).collect::<String>())
        .filter(|from| !from.is_empty())
        .unwrap_or_else(|| "local".to_owned())
}

/// Settles the origin of a request and sets the headers of its answer.
pub async fn guard(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let config = &server.shared.config;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    settle(request.headers_mut(), peer, config.trusts_proxy);
    let signed_in = cookie(request.headers(), session::cookie_name(config.is_secure())).is_some();
    let secure = config.is_secure();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(*name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|media| media.starts_with("text/html") || media.contains("json"));
    if signed_in && is_page {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(claimed: &[&'static str], peer: Option<&str>, trusted: bool) -> String {
        let mut headers = HeaderMap::new();
        for value in claimed {
            headers.append(FORWARDED, HeaderValue::from_static(value));
        }
        settle(&mut headers, peer.map(|peer| peer.parse().unwrap()), trusted);
        place(&headers)
    }

    #[test]
    fn a_claimed_origin_counts_only_behind_a_trusted_proxy() {
        let peer = Some("192.0.2.7:4711");
        assert_eq!(place_of(&["203.0.113.9"], peer, false), "192.0.2.7");
        assert_eq!(place_of(&[], peer, false), "192.0.2.7");
        assert_eq!(place_of(&["203.0.113.9"], None, false), "local");
        // Of several hops only the last was seen by our own proxy.
        assert_eq!(place_of(&["10.0.0.1, 203.0.113.9"], peer, true), "203.0.113.9");
        assert_eq!(place_of(&["10.0.0.1", "203.0.113.9"], peer, true), "203.0.113.9");
        assert_eq!(place_of(&[], peer, true), "192.0.2.7");
    }
}
