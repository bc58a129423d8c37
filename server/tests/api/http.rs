//! GraphQL over HTTP to the letter, its limits, and the headers of every
//! answer.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{App, build};

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

struct Case {
    what: &'static str,
    method: Method,
    path: &'static str,
    accept: Option<&'static str>,
    content: Option<&'static str>,
    body: Option<&'static str>,
    status: u16,
    media: &'static str,
}

const fn post(what: &'static str, accept: &'static str, body: &'static str, status: u16, media: &'static str) -> Case {
    let (method, path) = (Method::POST, "/graphql");
    Case { what, method, path, accept: Some(accept), content: Some(JSON), body: Some(body), status, media }
}

const fn get(what: &'static str, path: &'static str, accept: &'static str, status: u16, media: &'static str) -> Case {
    Case { what, method: Method::GET, path, accept: Some(accept), content: None, body: None, status, media }
}

/// GraphQL over HTTP, sections 5 and 6.
fn cases() -> Vec<Case> {
    vec![
        post("a query", GRAPHQL, r#"{"query":"{ testClock }"}"#, 200, GRAPHQL),
        post("a query in the old type", JSON, r#"{"query":"{ testClock }"}"#, 200, JSON),
        post("any type will do", "*/*", r#"{"query":"{ testClock }"}"#, 200, JSON),
        post(
            "the better type comes first",
            "application/graphql-response+json, application/json;q=0.9",
            r#"{"query":"{ testClock }"}"#,
            200,
            GRAPHQL,
        ),
        post("no type we have", "text/html", r#"{"query":"{ testClock }"}"#, 406, JSON),
        post("a body that is not JSON", GRAPHQL, "{", 400, GRAPHQL),
        post("no query", GRAPHQL, r#"{"variables":{}}"#, 400, GRAPHQL),
        post("a query that is no text", GRAPHQL, r#"{"query":1}"#, 400, GRAPHQL),
        post("variables that are no object", GRAPHQL, r#"{"query":"{ testClock }","variables":[1]}"#, 400, GRAPHQL),
        post("extensions that are no object", GRAPHQL, r#"{"query":"{ testClock }","extensions":7}"#, 400, GRAPHQL),
        post(
            "an operation's name that is no text",
            GRAPHQL,
            r#"{"query":"{ testClock }","operationName":{}}"#,
            400,
            GRAPHQL,
        ),
        post("a batch", GRAPHQL, r#"[{"query":"{ testClock }"},{"query":"{ testClock }"}]"#, 400, GRAPHQL),
        post("a query that does not parse", GRAPHQL, r#"{"query":"{"}"#, 400, GRAPHQL),
        post("a query that does not parse, in the old type", JSON, r#"{"query":"{"}"#, 200, JSON),
        post("an unknown field", GRAPHQL, r#"{"query":"{ nothing }"}"#, 400, GRAPHQL),
        post("an unknown field, in the old type", JSON, r#"{"query":"{ nothing }"}"#, 200, JSON),
        post(
            "an operation that is not there",
            GRAPHQL,
            r#"{"query":"query A { testClock }","operationName":"B"}"#,
            400,
            GRAPHQL,
        ),
        post(
            "a variable of the wrong type",
            GRAPHQL,
            r#"{"query":"query($f: Int) { needs(first: $f) { totalCount } }","variables":{"f":"x"}}"#,
            400,
            GRAPHQL,
        ),
        get("a query by GET", "/graphql?query=%7BtestClock%7D", GRAPHQL, 200, GRAPHQL),
        get(
            "variables by GET",
            "/graphql?query=query(%24f%3AInt)%7Bneeds(first%3A%24f)%7BtotalCount%7D%7D&variables=%7B%22f%22%3A1%7D",
            GRAPHQL,
            200,
            GRAPHQL,
        ),
        get("broken variables by GET", "/graphql?query=%7BtestClock%7D&variables=%7B", GRAPHQL, 400, GRAPHQL),
        get("no query by GET", "/graphql", GRAPHQL, 400, GRAPHQL),
        get("a mutation by GET", "/graphql?query=mutation%7BsignOut%7Bdone%7D%7D", GRAPHQL, 405, GRAPHQL),
        Case {
            what: "another method",
            method: Method::PUT,
            path: "/graphql",
            accept: Some(GRAPHQL),
            content: Some(JSON),
            body: Some("{}"),
            status: 405,
            media: "",
        },
        Case {
            what: "a form of another site",
            content: Some("application/x-www-form-urlencoded"),
            ..post("", GRAPHQL, "query=%7BtestClock%7D", 415, GRAPHQL)
        },
        Case {
            what: "plain text of another site",
            content: Some("text/plain"),
            ..post("", GRAPHQL, r#"{"query":"{ testClock }"}"#, 415, GRAPHQL)
        },
        Case {
            what: "no content type",
            content: None,
            ..post("", GRAPHQL, r#"{"query":"{ testClock }"}"#, 415, GRAPHQL)
        },
        Case {
            what: "a charset",
            content: Some("application/json; charset=utf-8"),
            ..post("", GRAPHQL, r#"{"query":"{ testClock }"}"#, 200, GRAPHQL)
        },
        Case { what: "no accept at all", accept: None, ..post("", "", r#"{"query":"{ testClock }"}"#, 200, JSON) },
    ]
}

#[tokio::test]
async fn every_status_code_is_the_right_one() {
    let app = App::start().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut wrong = Vec::new();
    for case in cases() {
        let mut request = client.request(case.method.clone(), format!("{}{}", app.url, case.path));
        if let Some(accept) = case.accept {
            request = request.header("accept", accept);
        }
        if let Some(content) = case.content {
            request = request.header("content-type", content);
        }
        if let Some(body) = case.body {
            request = request.body(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let media = answer.headers().get("content-type").map_or("", |value| value.to_str().unwrap()).to_owned();
        if status != case.status || media.split(';').next().unwrap() != case.media {
            wrong.push(format!("{}: {status} {media}, not {} {}", case.what, case.status, case.media));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn refusal(app: &App, query: &str) -> Value {
    let answer = app.visitor().raw(query, json!({})).await;
    assert!(answer.get("data").is_none(), "{answer:#}");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_REQUEST", "{answer:#}");
    answer["errors"][0]["message"].clone()
}

#[tokio::test]
async fn a_query_too_deep_is_refused() {
    let app = App::start().await;
    let mut query = "{ name }".to_owned();
    for _ in 0..20 {
        query = format!("{{ people {{ organisation {query} }} }}");
    }
    let message = refusal(&app, &format!("{{ council {query} }}")).await;
    assert!(message.as_str().unwrap().contains("deep"), "{message}");
}

#[tokio::test]
async fn a_query_for_too_much_is_refused() {
    let app = App::start().await;
    let query = "{ needs(first: 100) { nodes { id title summary people community gap stage version
        buyer { id name orgId } directorate { id name } areas { code name } evidence { id } viewerCan } } }";
    let message = refusal(&app, query).await;
    assert!(message.as_str().unwrap().contains("complex"), "{message}");
}

#[tokio::test]
async fn many_aliases_and_many_mutations_at_once_are_refused() {
    let app = App::start().await;
    let aliases = (0..31).map(|n| format!("a{n}: testClock ")).collect::<Vec<_>>().concat();
    let message = refusal(&app, &format!("{{ {aliases} }}")).await;
    assert_eq!(message, "The request has 31 aliases. The limit is 30");
    let guess = "signIn(input: { email: \"amara@test.example\", password: \"a guess\" }) { done }";
    let guesses = (0..6).map(|n| format!("g{n}: {guess} ")).collect::<Vec<_>>().concat();
    let message = refusal(&app, &format!("mutation {{ {guesses} }}")).await;
    assert_eq!(message, "The request has 6 mutations. The limit is 5");
}

#[tokio::test]
async fn a_fragment_that_names_itself_is_refused() {
    let app = App::start().await;
    refusal(&app, "{ council { ...A } } fragment A on Organisation { name ...A }").await;
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let app = App::start().await;
    let body = json!({ "query": "x".repeat(3 * 1024 * 1024) });
    let answer = app.visitor().client().post(format!("{}/graphql", app.url)).json(&body).send().await;
    assert!(answer.is_err() || answer.unwrap().status() == 413);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_guard_it() {
    let app = App::start().await;
    for path in ["/graphql?query=%7BtestClock%7D", "/health/live", "/graphiql", "/no-such-page"] {
        let answer = app.visitor().get(path).await;
        let header = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(header("permissions-policy").contains("camera=()"), "{path}");
    }
    let amara = app.sign_in("amara").await;
    let answer = amara.get("/graphql?query=%7Bviewer%7Bperson%7Bid%7D%7D%7D").await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn graphiql_loads_nothing_from_elsewhere_and_says_so_where_it_is_not_built() {
    let app = App::start().await;
    let answer = app.visitor().get("/graphiql").await;
    assert_eq!(answer.status(), 404, "the tests' server has no bundle");
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert!(policy.contains("connect-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("http"), "{policy}");
    let text = answer.text().await.unwrap();
    assert!(text.contains("GraphiQL is not installed") && text.contains("make bundle"), "{text}");
    assert!(!text.contains("<script") && !text.contains("://"), "{text}");
    assert_eq!(app.visitor().get("/graphiql/start.js").await.status(), 404);
    assert_eq!(app.visitor().get("/graphiql/..%2fCargo.toml").await.status(), 404);
}

#[tokio::test]
async fn where_a_request_claims_to_come_from_does_not_count() {
    let app = App::start().await;
    let query = "mutation { signIn(input: { email: \"amara@test.example\", password: \"a wrong password\" }) { userErrors { code } } }";
    let mut last = Value::Null;
    for number in 0..11 {
        let answer = app
            .visitor()
            .client()
            .post(format!("{}/graphql", app.url))
            .header("x-forwarded-for", format!("203.0.113.{number}"))
            .json(&json!({ "query": query }))
            .send()
            .await
            .unwrap();
        last = answer.json().await.unwrap();
    }
    assert_eq!(last["data"]["signIn"]["userErrors"][0]["code"], "TOO_MANY_ATTEMPTS");
    let _ = build::PASSWORD;
}
