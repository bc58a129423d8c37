//! The pages: static files of the bundle, pages rendered from `web`, and the
//! posts of their forms.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use shared::Actor;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use web::PageStatus;
use web::api::{Api, Execute};
use web::form::{Fields, Outcome, PostToken, Returned, ReturnedForm, Unsent};

use crate::app::Cx;
use crate::graphql::people::session::Device;
use crate::graphql::{Schema, context};
use crate::http::sitemap::robots;
use crate::http::{self, Server};
use crate::session;

/// The names of the bundle's files, each with its hash.
#[derive(Clone, Debug, Default)]
struct Bundle {
    style: Option<String>,
    script: Option<String>,
    wasm: Option<String>,
}

impl Bundle {
    /// Reads them out of the built `index.html`; without one the pages are
    /// served without style and script.
    fn read(dist: &Path) -> Self {
        let page = std::fs::read_to_string(dist.join("index.html")).unwrap_or_default();
        let name = |ending: &str| {
            page.split(['"', '\'']).find(|part| part.starts_with('/') && part.ends_with(ending)).map(ToOwned::to_owned)
        };
        Self { style: name(".css"), script: name(".js"), wasm: name("_bg.wasm") }
    }
}

/// Adds the pages to the routes.
pub fn routes(router: Router<Server>, server: &Server) -> Router<Server> {
    // A second start in the same process, as in tests, keeps the first.
    let _ = any_spawner::Executor::init_tokio();
    let dist = &server.shared.config.dist;
    let bundle = Bundle::read(dist);
    if bundle.script.is_none() {
        tracing::warn!("no bundle in {}: pages are served without script; run `make bundle`", dist.display());
    }
    let files = |folder: &Path| {
        let serve = ServeDir::new(folder).precompressed_br().precompressed_gzip();
        tower::ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            ))
            .service(serve)
    };
    let mut router = router.nest_service("/assets", files(&dist.join("assets")));
    if dist.join("snippets").exists() {
        router = router.nest_service("/snippets", files(&dist.join("snippets")));
    }
    for name in [&bundle.style, &bundle.script, &bundle.wasm].into_iter().flatten() {
        let file = tower_http::services::ServeFile::new(dist.join(name.trim_start_matches('/')))
            .precompressed_br()
            .precompressed_gzip();
        let service = tower::ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            ))
            .service(file);
        router = router.route_service(name, service);
    }
    let bundle = Arc::new(bundle);
    router
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(|State(server): State<Server>| async move { robots(&visitor(&server)) }))
        .route("/routes.json", get(|| async { axum::Json(web::routes::ALL) }))
        .fallback(move |state: State<Server>, request: Request<Body>| page(state, request, bundle.clone()))
}

/// Public pages that a search should not lead to: what follows from an answer
/// given before, what is one's own, and the way into a demonstration.
const UNSOUGHT: &[&str] = &["/account", "/demo", "/demo/mailbox", "/register/check", "/register/type"];

fn visitor(server: &Server) -> Cx {
    Cx::new(server.shared.clone(), Actor::Visitor)
}

/// Every public page, for search engines.
async fn sitemap(State(server): State<Server>) -> Response {
    let public = web::routes::ALL.iter().filter(|listed| listed.workspace == web::routes::Workspace::Public);
    let fixed = public.map(|listed| listed.path).filter(|path| !path.contains(':') && !UNSOUGHT.contains(path));
    let fixed: Vec<&str> = fixed.collect();
    match http::sitemap::sitemap(&visitor(&server), &fixed).await {
        Ok(text) => {
            let media = HeaderValue::from_static("application/xml; charset=utf-8");
            let hour = HeaderValue::from_static("public, max-age=3600");
            ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, hour)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "no sitemap");
            (StatusCode::SERVICE_UNAVAILABLE, "The database does not answer. Try again in a minute.").into_response()
        }
    }
}

/// Renders a page, or handles its form first.
async fn page(State(server): State<Server>, request: Request<Body>, bundle: Arc<Bundle>) -> Response {
    let headers = request.headers().clone();
    let cx = match server.context(&headers).await {
        Ok(cx) => cx,
        Err(error) => {
            tracing::error!(%error, "cannot tell who asks");
            return (StatusCode::SERVICE_UNAVAILABLE, "The database does not answer. Try again in a minute.")
                .into_response();
        }
    };
    let cookies = Arc::new(Mutex::new(HeaderMap::new()));
    let execute = executor(&server.schema, cx.clone(), &headers, cookies.clone());
    match *request.method() {
        Method::GET | Method::HEAD => render(&cx, execute, request, bundle, Showing::Page(Returned::default())).await,
        Method::POST => post(&cx, execute, request, bundle, &cookies).await,
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// Runs operations in-process as the asker, and keeps the cookies they set.
fn executor(schema: &Schema, cx: Cx, headers: &HeaderMap, cookies: Arc<Mutex<HeaderMap>>) -> Execute {
    let schema = schema.clone();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let device = Device(agent.to_owned());
    Arc::new(move |body: String| {
        let (schema, cx, device, cookies) = (schema.clone(), cx.clone(), device.clone(), cookies.clone());
        Box::pin(async move {
            let Ok(request) = serde_json::from_str::<async_graphql::Request>(&body) else { return String::new() };
            let answer = schema.execute(context::request(cx, request).data(device)).await;
            if let Ok(mut cookies) = cookies.lock() {
                cookies.extend(answer.http_headers.clone());
            }
            serde_json::to_string(&crate::http::coded(answer)).unwrap_or_default()
        })
    })
}

/// The token that a post has to carry: bound to the session, worthless without
/// it.
fn post_token(cx: &Cx) -> String {
    cx.session.as_ref().map(|session| session::hash_token(&format!("post:{session}"))).unwrap_or_default()
}

/// Whether a post comes from a page of this site.
fn is_of_this_site(cx: &Cx, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    match text(header::ORIGIN) {
        None => true,
        Some(origin) => origin == cx.config().origin || origin.split("://").nth(1) == Some(host),
    }
}

/// Forms that are as good without the session whose page they stood on.
const DOORS: &[&str] = &["demo-sign-in", "sign-in", "sign-out", "sign-out-everywhere"];

/// What a post may do, by the token that its page gave it.
enum Standing {
    /// Its page belongs to this session, or to nobody's.
    Good,
    /// Its page belongs to a session that has ended.
    Ended,
    /// It carries nothing of a page of ours, though somebody is signed in.
    Foreign,
}

fn standing(cx: &Cx, form: &str, fields: &Fields) -> Standing {
    let token = fields.text("_token");
    if token == post_token(cx) || (cx.session.is_none() && DOORS.contains(&form)) {
        Standing::Good
    } else if token.is_empty() {
        Standing::Foreign
    } else {
        Standing::Ended
    }
}

/// Runs a form's handler, then goes on or shows the form again.
async fn post(
    cx: &Cx,
    execute: Execute,
    request: Request<Body>,
    bundle: Arc<Bundle>,
    cookies: &Mutex<HeaderMap>,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, 2 * 1024 * 1024).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "The form is too large.").into_response();
    };
    let pairs = url::form_urlencoded::parse(&bytes).into_owned().collect();
    let fields = Fields(pairs);
    let name = fields.text("_form");
    let standing = if is_of_this_site(cx, &parts.headers) { standing(cx, &name, &fields) } else { Standing::Foreign };
    match standing {
        Standing::Good => {}
        Standing::Ended => {
            let request = Request::from_parts(parts, Body::empty());
            return render(cx, execute, request, bundle, Showing::Unsent(Unsent(shown_again(fields)))).await;
        }
        Standing::Foreign => {
            return (StatusCode::FORBIDDEN, "This form was not sent from a page of this site, or you have signed in since. Go back, load the page again and send it once more.").into_response();
        }
    }
    let outcome = web::forms::dispatch(&name, &Api::in_process(execute.clone()), &fields).await;
    let mut response = match outcome {
        Outcome::Go(to) => {
            let to = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
        }
        Outcome::Refused(faults) => {
            let request = Request::from_parts(parts, Body::empty());
            let returned = Returned { form: name, fields: shown_again(fields), faults };
            render(cx, execute, request, bundle, Showing::Page(returned)).await
        }
    };
    if let Ok(cookies) = cookies.lock() {
        response.headers_mut().extend(cookies.clone());
    }
    response
}

/// What was sent, as it may be shown once more: never a password.
fn shown_again(mut fields: Fields) -> Fields {
    fields.0.retain(|(key, _)| !key.to_lowercase().contains("password") && !key.starts_with('_'));
    fields
}

/// What is rendered.
enum Showing {
    /// The page of the address, perhaps with a form that came back.
    Page(Returned),
    /// In its place, what was sent after the session had ended.
    Unsent(Unsent),
}

/// Renders a page to complete HTML.
async fn render(cx: &Cx, execute: Execute, request: Request<Body>, bundle: Arc<Bundle>, showing: Showing) -> Response {
    let status = PageStatus::default();
    let nonce = Arc::new(Mutex::new(String::new()));
    let token = PostToken(post_token(cx));
    let (returned, unsent) = match showing {
        Showing::Page(returned) => (returned, None),
        Showing::Unsent(unsent) => (Returned::default(), Some(unsent)),
    };
    let give = {
        let (status, nonce) = (status.clone(), nonce.clone());
        move || {
            provide_context(Api::in_process(execute.clone()));
            provide_context(token.clone());
            provide_context(ReturnedForm(RwSignal::new(returned.clone())));
            provide_context(status.clone());
            if let Some(unsent) = unsent.clone() {
                provide_context(unsent);
            }
            if let (Ok(mut kept), Some(used)) = (nonce.lock(), leptos::nonce::use_nonce()) {
                *kept = used.to_string();
            }
        }
    };
    let shell = move || shell(&bundle);
    let mut get = Request::builder().uri(request.uri().clone()).body(Body::empty()).unwrap_or_default();
    *get.headers_mut() = request.headers().clone();
    let mut response = leptos_axum::render_app_async_with_context(give, shell)(get).await;
    if let Some(code) = status.get().and_then(|code| StatusCode::from_u16(code).ok()) {
        *response.status_mut() = code;
    }
    let nonce = nonce.lock().map(|nonce| nonce.clone()).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The document around the pages.
fn shell(bundle: &Bundle) -> impl IntoView + use<> {
    let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string());
    // Only the islands run in the browser: nothing else carries data for it.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let start = bundle.script.as_ref().zip(bundle.wasm.as_ref()).map(|(script, wasm)| {
        let code = format!(
            "import start, * as islands from '{script}'; await start({{ module_or_path: '{wasm}' }}); \
             for (const island of document.querySelectorAll('leptos-island')) islands[island.dataset.component](island);"
        );
        view! {
            <link rel="modulepreload" href=script.clone() crossorigin="anonymous"/>
            <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
            <script type="module" nonce=nonce inner_html=code></script>
        }
    });
    let style = bundle.style.clone().map(|style| view! { <link rel="stylesheet" href=style/> });
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" class="govuk-template">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#16474f"/>
                <link rel="icon" href="/assets/images/favicon.svg" type="image/svg+xml"/>
                {style}
                {start}
                <MetaTags/>
            </head>
            <body class="govuk-template__body"><web::App/></body>
        </html>
    }
}
