//! The demonstration's mailbox: every mail that the program wrote, which goes
//! nowhere.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::needs::PageInfo;
use crate::ui::{self, BackLink, Details, NextPage, NotFound, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MailsVariables {
    after: Option<String>,
    to: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "MailsVariables")]
struct MailsQuery {
    #[arguments(first: 20, after: $after, to: $to)]
    mails: Option<MailConnection>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MailConnection {
    total_count: Option<i32>,
    nodes: Vec<Mail>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Mail {
    to: String,
    subject: String,
    body: String,
    created_at: shared::Timestamp,
}

/// The text as it was written; an address that stands alone on its line is a
/// link.
fn body(text: &str) -> impl IntoView + use<> {
    let line = |line: &str| {
        let line = line.to_owned();
        if line.starts_with("http://") || line.starts_with("https://") {
            view! { <a class="govuk-link" href=line.clone()>{line.clone()}</a>"\n" }.into_any()
        } else {
            view! { {line}"\n" }.into_any()
        }
    };
    view! { <p class="govuk-body cw-said">{text.lines().map(line).collect_view()}</p> }
}

fn show(found: MailConnection, to: Option<String>) -> impl IntoView {
    let count = found.total_count.unwrap_or_default();
    let kept = to.as_deref().map(|to| format!("&to={}", form_encoded(to))).unwrap_or_default();
    let next = found.page_info.end_cursor.filter(|_| found.page_info.has_next_page);
    view! {
        <form method="get" class="cw-filter">
            <div class="govuk-form-group">
                <label class="govuk-label" for="to">"E-mail address"</label>
                <input class="govuk-input govuk-input--width-20" id="to" name="to" value=to.unwrap_or_default()/>
            </div>
            <button type="submit" class="govuk-button govuk-button--secondary">"Show"</button>
        </form>
        <p class="govuk-body">{if count == 1 { "1 mail".to_owned() } else { format!("{count} mails, newest first") }}</p>
        {found.nodes.into_iter().map(|mail| view! {
            <Details summary=mail.subject.clone()>
                <p class="govuk-hint">"To "{mail.to}", "{shared::calendar::instant_in_words(mail.created_at)}</p>
                {body(&mail.body)}
            </Details>
        }).collect_view()}
        <NextPage href=next.map(|cursor| format!("/demo/mailbox?after={cursor}{kept}"))/>
    }
}

fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The page.
#[component]
pub fn Mailbox() -> impl IntoView {
    let query = use_query_map();
    let to = move || query.with(|query| query.get("to").filter(|to| !to.trim().is_empty()));
    let variables = move || MailsVariables { after: query.with(|query| query.get("after")), to: to() };
    ui::query(
        move || MailsQuery::build(variables()),
        move |data| {
            let Some(found) = data.mails else { return NotFound().into_any() };
            let to = query.with_untracked(|query| query.get("to").filter(|to| !to.trim().is_empty()));
            view! {
                <BackLink href="/demo" text="The demonstration"/>
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="The mailbox" section="The demonstration"/>
                    <p class="govuk-body-l">"Every mail that the program has written. None of them goes anywhere."</p>
                    {show(found, to)}
                </div></div>
            }
            .into_any()
        },
    )
}
