//! Somebody whose browser runs no script: pages are read and forms are posted.

use super::{App, Session};

/// Reads a page, which has to be there.
pub async fn read(session: &Session, path: &str) -> String {
    whole(session.get(path).await, path).await
}

/// Fills in the form of this name on a page and posts it; answers the page that
/// comes next.
pub async fn send(app: &App, session: &Session, path: &str, form: &str, fields: &[(&str, &str)]) -> String {
    let page = read(session, path).await;
    assert!(page.contains(&format!("name=\"_form\" value=\"{form}\"")), "{path} has no form {form}: {page}");
    let token = page.split("name=\"_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut all = vec![("_form", form), ("_token", token.unwrap_or_default())];
    all.extend_from_slice(fields);
    let answer = session.client().post(format!("{}{path}", app.url)).form(&all).send().await.unwrap();
    whole(answer, &format!("{path}, {form}")).await
}

async fn whole(answer: reqwest::Response, what: &str) -> String {
    let (status, body) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, 200, "{what}: {body}");
    body
}
