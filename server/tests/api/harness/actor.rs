//! Somebody with a browser.

use serde_json::{Value, json};

use super::{App, build};

/// A session over HTTP, with its cookies.
pub struct Session {
    client: reqwest::Client,
    url: String,
}

impl Session {
    /// A visitor.
    pub fn new(app: &App) -> Self {
        let client = reqwest::Client::builder().cookie_store(true).no_proxy().build().unwrap();
        Self { client, url: app.url.clone() }
    }

    /// Runs one operation and answers its data; panics on a top-level error.
    pub async fn run(&self, query: &str, variables: Value) -> Value {
        let answer = self.raw(query, variables).await;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].clone()
    }

    /// Runs one operation and answers all of it.
    pub async fn raw(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        self.client.post(format!("{}/graphql", self.url)).json(&body).send().await.unwrap().json().await.unwrap()
    }

    /// Gets a path.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    /// The client itself, for what is not GraphQL.
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }
}

impl App {
    /// Signs in as one of the people of [`build::council`] or
    /// [`build::provider`], by the first part of their address.
    pub async fn sign_in(&self, name: &str) -> Session {
        let session = Session::new(self);
        let email = format!("{name}@test.example");
        let data = session
            .run(
                "mutation($input: SignInInput!) { signIn(input: $input) { done userErrors { message } } }",
                json!({ "input": { "email": email, "password": build::PASSWORD } }),
            )
            .await;
        assert_eq!(data["signIn"]["done"], true, "{data:#}");
        session
    }
}
