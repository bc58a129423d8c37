//! The public pages as search engines are told of them.

use serde_json::json;

use crate::harness::{App, build, secure, thread};

/// A published opportunity with all that leads up to it, and a draft of each
/// kind: what may be told and what may not.
async fn published_and_drafts(app: &App) -> (Vec<String>, Vec<String>) {
    let opportunity = secure::opportunity(app).await;
    let amara = app.sign_in("amara").await;
    let create = "mutation($input: NeedInput!) { needCreate(input: $input) { need { reference } } }";
    let need = amara.run(create, json!({ "input": build::need_input(&amara).await })).await;
    let (commission, _) = thread::approved_specification(app, "Reading together").await;
    let draft = secure::opportunity_input(&commission, "QUOTATION", "25,000.00");
    let draft = secure::opportunity_draft(&amara, &draft).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let told = vec![format!("/opportunities/{}", text(&opportunity["reference"])), "/needs/N-0001".to_owned()];
    let kept = vec![
        format!("/opportunities/{}", text(&draft["reference"])),
        format!("/needs/{}", text(&need["needCreate"]["need"]["reference"])),
    ];
    (told, kept)
}

#[tokio::test]
async fn the_sitemap_names_what_is_published_and_no_draft() {
    let app = App::start().await;
    let (told, kept) = published_and_drafts(&app).await;
    let pages = server::http::sitemap::pages(&app.cx).await.unwrap();
    for path in told.iter().map(String::as_str).chain(["/services/S-0001", "/commissions/C-0001", "/framework/4.10"]) {
        assert!(pages.iter().any(|page| page == path), "{path} is not among {pages:#?}");
    }
    for path in &kept {
        assert!(!pages.contains(path), "{path} is a draft");
    }
    let text = server::http::sitemap::sitemap(&app.cx, &["/", "/needs"]).await.unwrap();
    assert_eq!(text.matches("<loc>").count(), pages.len() + 2);
    assert!(text.contains(&format!("<loc>{}/needs</loc>", app.url)), "{text}");
    assert!(server::http::sitemap::robots(&app.cx).contains(&format!("Sitemap: {}/sitemap.xml", app.url)));
}

/// Public pages that no search should lead to: behind a link that came by mail,
/// in the middle of something, one's own, and the demonstration's.
#[cfg(feature = "ui")]
const UNSOUGHT: &[&str] = &[
    "/account",
    "/alerts/:token",
    "/confirm/:token",
    "/demo",
    "/demo/mailbox",
    "/invitations/:token",
    "/register/check",
    "/register/type",
    "/reset/:token",
];

/// Whether a path is one of a pattern such as `/needs/:reference`.
#[cfg(feature = "ui")]
fn is_of(path: &str, pattern: &str) -> bool {
    let (path, pattern): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), pattern.split('/').collect());
    path.len() == pattern.len() && path.iter().zip(&pattern).all(|(path, part)| part.starts_with(':') || path == part)
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn every_public_page_is_in_the_sitemap_and_is_served() {
    let app = App::start().await;
    crate::world::make(&app).await;
    let area = "insert into area (code, name, imd_rank, imd_decile) values ('E01000001', 'Ouzel Valley 001A', 1012, 1)";
    app.cx.db().execute(area).await.unwrap();
    let visitor = app.visitor();
    let text = visitor.get("/sitemap.xml").await.text().await.unwrap();
    let pages: Vec<&str> = text.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap()).collect();
    assert!(pages.len() > 40, "{text}");
    let pages: Vec<&str> = pages.into_iter().map(|page| page.strip_prefix(&app.url).unwrap()).collect();
    let public = web::routes::ALL.iter().filter(|listed| listed.workspace == web::routes::Workspace::Public);
    let public: Vec<&str> = public.map(|listed| listed.path).collect();
    let mut wrong = Vec::new();
    for pattern in &public {
        // `/register/type` is no page of `/register/:x`, should there be one.
        let told = |page: &&&str| is_of(page, pattern) && (pattern.contains(':') != public.contains(page));
        match (pages.iter().find(told), UNSOUGHT.contains(pattern)) {
            (None, false) => wrong.push(format!("{pattern} is missing")),
            (Some(page), true) => wrong.push(format!("{page} must not be sought")),
            _ => {}
        }
    }
    for page in &pages {
        if !public.iter().any(|pattern| is_of(page, pattern)) {
            wrong.push(format!("{page} is of no public route"));
        }
        let status = visitor.get(page).await.status();
        if status != 200 {
            wrong.push(format!("{page}: {status}"));
        }
    }
    let gone: Vec<_> = UNSOUGHT.iter().filter(|pattern| !public.contains(pattern)).collect();
    assert!(gone.is_empty(), "these are no public routes: {gone:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(visitor.get("/robots.txt").await.status(), 200);
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn an_address_that_goes_on_from_nowhere_is_not_our_fault() {
    let app = App::start().await;
    for list in ["/opportunities", "/needs", "/services", "/areas", "/log"] {
        let page = app.visitor().get(&format!("{list}?after=garbage")).await;
        assert_eq!(page.status(), 400, "{list}");
        let text = page.text().await.unwrap();
        assert!(text.contains("This address does not work"), "{list}: {text}");
    }
}
