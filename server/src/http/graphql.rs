//! GraphQL over HTTP, as its specification of 2025 says: GET for queries
//! alone, both media types, the right status codes.

use async_graphql::parser::types::{DocumentOperations, OperationType};
use async_graphql::{Request, Response as Answer, Variables};
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Server;
use crate::graphql::people::session::Device;
use crate::graphql::{context, limits};

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

/// A request's parameters, before anything is known to be right about them.
#[derive(Debug, Deserialize)]
struct Parameters {
    query: Option<serde_json::Value>,
    #[serde(rename = "operationName")]
    operation_name: Option<serde_json::Value>,
    variables: Option<serde_json::Value>,
    extensions: Option<serde_json::Value>,
}

/// Which of the two media types the client takes; none if neither.
fn accepted(headers: &HeaderMap) -> Option<&'static str> {
    let Some(accept) = headers.get(header::ACCEPT) else { return Some(JSON) };
    let accept = accept.to_str().unwrap_or_default();
    for part in accept.split(',') {
        let media = part.split(';').next().unwrap_or_default().trim();
        match media {
            GRAPHQL => return Some(GRAPHQL),
            JSON | "*/*" | "application/*" => return Some(JSON),
            _ => {}
        }
    }
    None
}

/// A request that is at fault before it is executed.
fn fault(media: &'static str, status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({ "errors": [{ "message": message, "extensions": { "code": "BAD_REQUEST" } }] });
    let mut response = (status, body.to_string()).into_response();
    set_media(&mut response, media);
    response
}

fn set_media(response: &mut Response, media: &'static str) {
    let value = if media == GRAPHQL {
        HeaderValue::from_static("application/graphql-response+json; charset=utf-8")
    } else {
        HeaderValue::from_static("application/json; charset=utf-8")
    };
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// Turns parameters into a request, or says what is wrong with them.
fn read(parameters: Parameters) -> Result<Request, &'static str> {
    let Some(serde_json::Value::String(query)) = parameters.query else {
        return Err("`query` must be given, as a string");
    };
    let mut request = Request::new(query);
    match parameters.operation_name {
        None | Some(serde_json::Value::Null) => {}
        Some(serde_json::Value::String(name)) => request = request.operation_name(name),
        Some(_) => return Err("`operationName` must be a string"),
    }
    match parameters.variables {
        None | Some(serde_json::Value::Null) => {}
        Some(variables @ serde_json::Value::Object(_)) => request = request.variables(Variables::from_json(variables)),
        Some(_) => return Err("`variables` must be an object"),
    }
    match parameters.extensions {
        None | Some(serde_json::Value::Null | serde_json::Value::Object(_)) => {}
        Some(_) => return Err("`extensions` must be an object"),
    }
    Ok(request)
}

/// Whether the operation to be run is a query.
fn is_query(request: &mut Request) -> Option<bool> {
    let name = request.operation_name.clone();
    let document = request.parsed_query().ok()?;
    let operation = match &document.operations {
        DocumentOperations::Single(operation) => Some(operation),
        DocumentOperations::Multiple(all) => name.and_then(|name| all.get(name.as_str())),
    };
    operation.map(|operation| operation.node.ty == OperationType::Query)
}

/// GET: queries alone.
pub async fn get(State(server): State<Server>, RawQuery(raw): RawQuery, headers: HeaderMap) -> Response {
    let Some(media) = accepted(&headers) else {
        return fault(JSON, StatusCode::NOT_ACCEPTABLE, "Accept application/graphql-response+json or application/json");
    };
    let pairs: std::collections::HashMap<String, String> =
        url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
    let object = |name: &str| match pairs.get(name) {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => serde_json::from_str(text).map(Some).map_err(|_| "`variables` and `extensions` must be JSON"),
    };
    let (variables, extensions) = match (object("variables"), object("extensions")) {
        (Ok(variables), Ok(extensions)) => (variables, extensions),
        (Err(message), _) | (_, Err(message)) => return fault(media, StatusCode::BAD_REQUEST, message),
    };
    let text = |name: &str| pairs.get(name).cloned().map(serde_json::Value::String);
    let parameters = Parameters { query: text("query"), operation_name: text("operationName"), variables, extensions };
    let mut request = match read(parameters) {
        Ok(request) => request,
        Err(message) => return fault(media, StatusCode::BAD_REQUEST, message),
    };
    if is_query(&mut request) == Some(false) {
        let mut response = fault(media, StatusCode::METHOD_NOT_ALLOWED, "Use POST for a mutation");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    run(&server, &headers, media, request).await
}

/// POST: one request as JSON.
pub async fn post(State(server): State<Server>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(media) = accepted(&headers) else {
        return fault(JSON, StatusCode::NOT_ACCEPTABLE, "Accept application/graphql-response+json or application/json");
    };
    // The content type is what keeps other sites' forms out.
    let content = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if content.split(';').next().unwrap_or_default().trim() != JSON {
        return fault(media, StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send application/json");
    }
    let Ok(parameters) = serde_json::from_slice::<Parameters>(&body) else {
        return fault(
            media,
            StatusCode::BAD_REQUEST,
            "The body must be a JSON object with `query`; one request at a time",
        );
    };
    match read(parameters) {
        Ok(request) => run(&server, &headers, media, request).await,
        Err(message) => fault(media, StatusCode::BAD_REQUEST, message),
    }
}

async fn run(server: &Server, headers: &HeaderMap, media: &'static str, mut request: Request) -> Response {
    // What does not parse is told by the execution, with the place of the fault.
    if let Some(excess) = request.parsed_query().ok().and_then(limits::excess) {
        return fault(media, StatusCode::BAD_REQUEST, &excess);
    }
    let cx = match server.context(headers).await {
        Ok(cx) => cx,
        Err(error) => {
            tracing::error!(%error, "cannot tell who asks");
            return fault(media, StatusCode::INTERNAL_SERVER_ERROR, "The database does not answer");
        }
    };
    let device = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let request = context::request(cx, request).data(Device(device.to_owned()));
    respond(media, coded(server.schema.execute(request).await))
}

/// Gives every top-level error its code.
pub fn coded(mut answer: Answer) -> Answer {
    for error in &mut answer.errors {
        let extensions = error.extensions.get_or_insert_with(Default::default);
        if extensions.get("code").is_none() {
            extensions.set("code", "BAD_REQUEST");
        }
    }
    answer
}

fn respond(media: &'static str, answer: Answer) -> Response {
    let never_ran = answer.data == async_graphql::Value::Null && !answer.errors.is_empty();
    let status = if media == GRAPHQL && never_ran { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let mut body = serde_json::to_value(&answer).unwrap_or_default();
    if never_ran && let Some(object) = body.as_object_mut() {
        // A request that was never executed has no data at all.
        object.remove("data");
    }
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().extend(answer.http_headers);
    set_media(&mut response, media);
    response
}
