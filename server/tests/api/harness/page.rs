//! Somebody whose browser runs no script: pages are read and forms are posted.

use super::{App, Session};

/// Reads a page, which has to be there.
pub async fn read(session: &Session, path: &str) -> String {
    whole(session.get(path).await, path).await
}

/// Fills in the form of this name on a page and posts it, with what the page
/// itself has it send along; answers the page that comes next.
pub async fn send(app: &App, session: &Session, path: &str, form: &str, fields: &[(&str, &str)]) -> String {
    let page = read(session, path).await;
    send_from(app, session, (path, &page), form, fields).await
}

/// The same from a page that was read before, whatever happened since.
pub async fn send_from(
    app: &App,
    session: &Session,
    (path, page): (&str, &str),
    form: &str,
    fields: &[(&str, &str)],
) -> String {
    let mut all: Vec<(&str, &str)> = fields.to_vec();
    for (name, value) in hidden(page, form) {
        if !fields.iter().any(|(given, _)| *given == name) {
            all.push((name, value));
        }
    }
    let answer = session.client().post(format!("{}{path}", app.url)).form(&all).send().await.unwrap();
    whole(answer, &format!("{path}, {form}")).await
}

/// What the form of this name on a page sends along unseen.
pub fn hidden<'a>(page: &'a str, form: &str) -> Vec<(&'a str, &'a str)> {
    let start = format!("name=\"_form\" value=\"{form}\"");
    let body =
        page.split("<form").find(|body| body.contains(&start)).unwrap_or_else(|| panic!("no form {form}: {page}"));
    let body = body.split("</form>").next().unwrap_or_default();
    let of = |input: &'a str, name: &str| input.split(name).nth(1).and_then(|rest| rest.split('"').next());
    let inputs = body.split("<input").skip(1).filter_map(|input| input.split('>').next());
    let unseen = inputs.filter(|input| input.contains("type=\"hidden\""));
    unseen.filter_map(|input| Some((of(input, "name=\"")?, of(input, "value=\"")?))).collect()
}

async fn whole(answer: reqwest::Response, what: &str) -> String {
    let (status, body) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, 200, "{what}: {body}");
    body
}
