//! Somebody with a browser.

use serde_json::{Value, json};

use server::app::Cx;

use super::rows::select_with;
use super::{App, build};

/// The tables of what is decided on, by the beginning of its identifiers.
const DECIDED: &[(&str, &str)] = &[
    ("need_", "need"),
    ("spec_", "specification"),
    ("opp_", "opportunity"),
    ("awd_", "award"),
    ("agr_", "agreement"),
    ("ret_", "data_return"),
    ("com_", "commission"),
];
/// What is decided on the version that was read.
const ON_VERSION: &[&str] = &[
    "needRequestApproval",
    "needPublish",
    "specificationRequestApproval",
    "specificationApprove",
    "opportunityRequestApproval",
    "opportunityApprove",
    "awardApprove",
    "agreementOffer",
    "agreementSign",
    "returnSubmit",
    "returnAccept",
];

/// A session over HTTP, with its cookies.
pub struct Session {
    client: reqwest::Client,
    url: String,
    cx: Cx,
}

impl Session {
    /// A visitor.
    pub fn new(app: &App) -> Self {
        let client = reqwest::Client::builder().cookie_store(true).no_proxy().build().unwrap();
        Self { client, url: app.url.clone(), cx: app.cx.clone() }
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

    /// The version of a thing that somebody reads who opens its page now.
    pub async fn version(&self, id: &Value) -> i64 {
        let id = id.as_str().unwrap_or_else(|| panic!("no identifier: {id}"));
        let (_, table) = DECIDED.iter().find(|(start, _)| id.starts_with(start)).expect("something to decide on");
        let column = |rows: Vec<Value>| rows.iter().map(|row| row["version"].as_i64().unwrap()).sum::<i64>();
        let of = column(select_with(&self.cx, &format!("select version from {table} where id = '{id}'")).await);
        let sections = format!("select version from specification_section where specification_id = '{id}'");
        of + column(select_with(&self.cx, &sections).await)
    }

    /// Does something with a thing as it stands now: `given` are further
    /// arguments, as text; `asked` is what to tell of the payload.
    pub async fn act(&self, mutation: &str, id: &Value, given: &str, asked: &str) -> Value {
        let version = if ON_VERSION.contains(&mutation) { self.version(id).await } else { 0 };
        self.act_on(mutation, (id, version), given, asked).await
    }

    /// The same with a thing as it was at some version.
    pub async fn act_on(&self, mutation: &str, (id, version): (&Value, i64), given: &str, asked: &str) -> Value {
        let version = if ON_VERSION.contains(&mutation) { format!(", version: {version}") } else { String::new() };
        let query = format!("mutation($id: ID!) {{ {mutation}(id: $id{version} {given}) {{ {asked} }} }}");
        self.run(&query, json!({ "id": id })).await[mutation].clone()
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
        Session::at(self, &self.url, name).await
    }
}

impl Session {
    /// The same on another server of the same database.
    pub async fn at(app: &App, url: &str, name: &str) -> Self {
        let session = Self { url: url.to_owned(), ..Self::new(app) };
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
