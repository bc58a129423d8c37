//! The public pages, named for search engines: `sitemap.xml` and `robots.txt`.

use shared::Actor;
use shared::framework::edition::IN_FORCE;

use crate::app::Cx;
use crate::store::{Error, commission, framework, plan, secure};

/// As many pages of a kind as are named: a sitemap holds 50,000 at most.
const MOST: u64 = 7_000;

/// The paths of the pages about things that anyone may see now. Drafts are not
/// among them: they are looked for as a visitor would.
pub async fn pages(cx: &Cx) -> Result<Vec<String>, Error> {
    let (db, visitor) = (cx.db().reader(), &Actor::Visitor);
    let mut all = Vec::new();
    let services = commission::service::references(db, visitor, MOST).await?;
    all.extend(services.iter().map(|reference| format!("/services/{reference}/feedback")));
    let mut add = |folder: &str, names: Vec<String>| {
        all.extend(names.into_iter().map(|name| format!("/{folder}/{name}")));
    };
    let opportunities = secure::opportunity::references(db, visitor, MOST).await?;
    add("opportunities", opportunities.iter().map(|reference| format!("{reference}/result")).collect());
    add("opportunities", opportunities.iter().map(|reference| format!("{reference}/questions")).collect());
    add("opportunities", opportunities);
    add("agreements", secure::agreement::references(db, visitor, MOST).await?);
    add("services", services);
    add("commissions", commission::references(db, visitor, MOST).await?);
    add("needs", plan::need::references(db, visitor, MOST).await?);
    add("consultations", plan::consultation::references(db, visitor, MOST).await?);
    add("priorities", plan::prioritisation::ids(db, visitor, MOST).await?);
    add("templates", framework::template::ids(db, MOST).await?);
    add("areas", plan::area::codes(db, MOST).await?);
    add("framework", IN_FORCE.paragraphs.iter().map(|paragraph| paragraph.number.to_owned()).collect());
    Ok(all)
}

/// `sitemap.xml`: the fixed pages, then those about things.
pub async fn sitemap(cx: &Cx, fixed: &[&str]) -> Result<String, Error> {
    let pages = pages(cx).await?;
    let origin = cx.config().origin.trim_end_matches('/').replace('&', "&amp;");
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for path in fixed.iter().copied().chain(pages.iter().map(String::as_str)) {
        text.extend(["<url><loc>", &origin, path, "</loc></url>\n"]);
    }
    text.push_str("</urlset>\n");
    Ok(text)
}

/// `robots.txt`: where a search engine finds nothing, and where it finds all.
pub fn robots(cx: &Cx) -> String {
    let origin = cx.config().origin.trim_end_matches('/');
    let closed =
        ["/account", "/admin", "/alerts/", "/confirm/", "/council", "/demo", "/graphiql", "/graphql", "/invitations/"];
    let also = ["/provider", "/reset/", "/review"];
    let lines = closed.iter().chain(&also).map(|path| format!("Disallow: {path}\n")).collect::<Vec<_>>().concat();
    format!("User-agent: *\n{lines}\nSitemap: {origin}/sitemap.xml\n")
}
