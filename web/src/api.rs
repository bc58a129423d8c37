//! Running one operation: in-process on the server, by `fetch` in the browser.

use std::sync::Arc;

use cynic::{GraphQlResponse, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the server gives its pages: runs a request's JSON, answers its JSON.
#[cfg(feature = "ssr")]
pub type Execute = Arc<dyn Fn(String) -> std::pin::Pin<Box<dyn Future<Output = String> + Send>> + Send + Sync>;

/// How this page reaches the API.
#[derive(Clone)]
pub struct Api {
    #[cfg(feature = "ssr")]
    execute: Execute,
    #[cfg(not(feature = "ssr"))]
    endpoint: Arc<str>,
}

/// Why an answer cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server cannot be reached.
    Offline,
    /// The server answered with an error of its own; the sentence says what to
    /// quote.
    Server(String),
}

impl Api {
    /// The API of the server that renders this page.
    #[cfg(feature = "ssr")]
    pub fn in_process(execute: Execute) -> Self {
        Self { execute }
    }

    /// The API of the server that this page came from.
    #[cfg(not(feature = "ssr"))]
    pub fn over_http() -> Self {
        Self { endpoint: Arc::from("/graphql") }
    }

    /// The API this page was given.
    pub fn here() -> Self {
        leptos::prelude::expect_context::<Self>()
    }

    /// Runs one operation and reads its answer.
    pub async fn run<T: DeserializeOwned, V: Serialize>(&self, operation: Operation<T, V>) -> Result<T, Fault> {
        read(&self.text(body(&operation)).await)
    }

    /// Runs a request's JSON and answers its JSON; empty if the server cannot
    /// be reached.
    pub async fn text(&self, body: String) -> String {
        #[cfg(feature = "ssr")]
        {
            (self.execute)(body).await
        }
        #[cfg(all(not(feature = "ssr"), feature = "hydrate"))]
        {
            fetch(&self.endpoint, body).await
        }
        #[cfg(all(not(feature = "ssr"), not(feature = "hydrate")))]
        {
            let _ = (&self.endpoint, body);
            String::new()
        }
    }
}

/// A request's JSON.
pub fn body<T, V: Serialize>(operation: &Operation<T, V>) -> String {
    serde_json::to_string(operation).unwrap_or_default()
}

/// Reads an answer's JSON.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    if text.is_empty() {
        return Err(Fault::Offline);
    }
    let answer: GraphQlResponse<T> =
        serde_json::from_str(text).map_err(|error| Fault::Server(format!("The answer could not be read: {error}")))?;
    match (answer.data, answer.errors) {
        (Some(data), None) => Ok(data),
        (_, Some(errors)) => {
            Err(Fault::Server(errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" ")))
        }
        (None, None) => Err(Fault::Server("The answer was empty.".to_owned())),
    }
}

/// Whether an answer says that the question was at fault, not the server: an
/// address that was cut short, or made up.
pub fn is_misasked(text: &str) -> bool {
    let answer: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    answer["errors"].as_array().is_some_and(|errors| {
        !errors.is_empty() && errors.iter().all(|error| error["extensions"]["code"] == "BAD_REQUEST")
    })
}

#[cfg(all(not(feature = "ssr"), feature = "hydrate"))]
async fn fetch(endpoint: &str, body: String) -> String {
    use gloo_net::http::Request;
    let endpoint = endpoint.to_owned();
    // The browser has one thread, so what it awaits never changes threads.
    send_wrapper::SendWrapper::new(async move {
        let request = Request::post(&endpoint)
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json, application/json")
            .body(body);
        let Ok(request) = request else { return String::new() };
        let Ok(response) = request.send().await else { return String::new() };
        response.text().await.unwrap_or_default()
    })
    .await
}
