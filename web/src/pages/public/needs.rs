//! What people need: the list.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::{self, CardTable, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct NeedsVariables {
    pub text: Option<String>,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "NeedsVariables")]
pub(crate) struct NeedsQuery {
    #[arguments(first: 20, after: $after, text: $text)]
    pub needs: NeedConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct NeedConnection {
    pub total_count: Option<i32>,
    pub nodes: Vec<NeedRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct PageInfo {
    pub has_next_page: bool,
    pub end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
pub(crate) struct NeedRow {
    pub reference: String,
    pub title: String,
    pub people: String,
    pub gap: String,
    pub status: Option<ui::Status>,
}

/// Reads the search of the address.
pub(crate) fn variables() -> impl Fn() -> NeedsVariables + Send + Sync {
    let query = use_query_map();
    move || {
        query.with(|query| NeedsVariables {
            text: query.get("text").filter(|t| !t.is_empty()),
            after: query.get("after"),
        })
    }
}

/// The list with its search; `base` is the folder of the links.
pub(crate) fn list(data: NeedsQuery, base: &'static str, empty: &'static str) -> impl IntoView {
    let text = use_query_map().with_untracked(|query| query.get("text").unwrap_or_default());
    let searched = !text.is_empty();
    let count = data.needs.total_count.unwrap_or_default();
    let next = data.needs.page_info.end_cursor.clone().filter(|_| data.needs.page_info.has_next_page);
    let next = next.map(|cursor| {
        format!(
            "{base}?text={}&after={cursor}",
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>()
        )
    });
    view! {
        <form method="get" class="cw-filter">
            <div class="govuk-form-group">
                <label class="govuk-label" for="text">"Search"</label>
                <input class="govuk-input govuk-input--width-20" id="text" name="text" value=text/>
            </div>
            <button type="submit" class="govuk-button govuk-button--secondary">"Search"</button>
        </form>
        {if count == 0 && searched {
            view! { <p class="govuk-body">"No needs match. "<a class="govuk-link" href=base>"Clear the search"</a></p> }.into_any()
        } else if count == 0 {
            view! { <p class="govuk-body">{empty}</p> }.into_any()
        } else {
            let row = |need: NeedRow| {
                let href = format!("{base}/{}", need.reference);
                vec![
                    view! { <a class="govuk-link" href=href>{need.title}</a>" "{need.reference} }.into_any(),
                    need.people.into_any(),
                    need.gap.into_any(),
                    need.status.map(|status| status.view()).into_any(),
                ]
            };
            let caption = if count == 1 { "1 need".to_owned() } else { format!("{count} needs") };
            let heads = vec!["Need", "People", "What is missing", "Status"];
            view! { <CardTable caption=caption heads=heads rows=data.needs.nodes.into_iter().map(row).collect()/> }.into_any()
        }}
        <ui::NextPage href=next/>
    }
}

/// The page.
#[component]
pub fn Needs() -> impl IntoView {
    let variables = variables();
    view! {
        <Title text="Needs"/>
        <p class="govuk-body-l">"What people here lack, how we know, and what became of it."</p>
        {ui::query(move || NeedsQuery::build(variables()), |data| list(data, "/needs", "No needs are published yet."))}
        <p class="govuk-body">
            <a class="govuk-link" href="/priorities">"See what comes first, and why"</a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href="/forums">"See where we talk about needs"</a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href="/areas">"See where need is, in official figures"</a>
        </p>
    }
}
