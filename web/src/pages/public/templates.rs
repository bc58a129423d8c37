//! The council's standard documents, in all their versions (R-4.17a).

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::Timestamp;
use shared::calendar::{day_of, in_words};
use shared::framework::TemplateId;

use crate::pages::public::needs::PageInfo;
use crate::ui::{self, Breadcrumbs, CardTable, Inset, NotFound, Title};

/// A version, as lists and opportunities name it.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Template")]
pub(crate) struct Named {
    pub id: TemplateId,
    pub name: String,
    pub changes: String,
    pub published_at: Timestamp,
}

/// What an opportunity does about its standard document.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "TemplateFollowed")]
pub(crate) struct Followed {
    pub template: Option<Named>,
    pub reason: Option<String>,
    pub current: Option<Named>,
}

fn link(template: &Named) -> impl IntoView + use<> {
    view! { <a class="govuk-link" href=format!("/templates/{}", template.id)>{template.name.clone()}</a> }
}

impl Followed {
    /// In a sentence or two.
    pub(crate) fn view(&self) -> AnyView {
        let Some(current) = &self.current else {
            return view! { <p class="govuk-body">"The council has no standard document for this."</p> }.into_any();
        };
        let same = self.template.as_ref().is_some_and(|template| template.id == current.id);
        match (&self.template, &self.reason) {
            (_, Some(reason)) => view! {
                <p class="govuk-body">"It departs from "{link(current)}". Why: "{reason.clone()}</p>
            }
            .into_any(),
            (Some(template), None) if same => {
                view! { <p class="govuk-body">"It follows "{link(template)}"."</p> }.into_any()
            }
            (Some(template), None) => view! {
                <p class="govuk-body">"It follows "{link(template)}". Since then there is "{link(current)}"."</p>
            }
            .into_any(),
            (None, None) => {
                view! { <p class="govuk-body">"It follows none. There is "{link(current)}"."</p> }.into_any()
            }
        }
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct TemplatesVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "TemplatesVariables")]
pub(crate) struct TemplatesQuery {
    #[arguments(first: 50, after: $after)]
    pub templates: TemplateConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct TemplateConnection {
    nodes: Vec<Named>,
    page_info: PageInfo,
}

/// Asks for a page of versions.
pub(crate) fn operation(after: Option<String>) -> cynic::Operation<TemplatesQuery, TemplatesVariables> {
    TemplatesQuery::build(TemplatesVariables { after })
}

/// The list of versions; `base` is the address of its pages.
pub(crate) fn list(all: TemplateConnection, base: &'static str) -> impl IntoView {
    if all.nodes.is_empty() {
        return view! { <p class="govuk-body">"No standard documents yet."</p> }.into_any();
    }
    let next = all.page_info.end_cursor.filter(|_| all.page_info.has_next_page);
    let rows = all
        .nodes
        .into_iter()
        .map(|one| vec![link(&one).into_any(), in_words(day_of(one.published_at)).into_any(), one.changes.into_any()]);
    let rows = rows.collect();
    view! {
        <CardTable caption="Versions, newest first" heads=vec!["Document", "Published", "What is new"] rows=rows/>
        <ui::NextPage href=next.map(|cursor| format!("{base}?after={cursor}"))/>
    }
    .into_any()
}

/// All of them.
#[component]
pub fn Templates() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/framework".to_owned(), "How we decide".to_owned())]/>
        <Title text="Standard documents" section="How we decide"/>
        <p class="govuk-body-l">"What every competition of the council says of itself. Each follows the current version, or says why not."</p>
        {ui::query(
            move || operation(query.with(|query| query.get("after"))),
            |data| list(data.templates, "/templates"),
        )}
    }
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TemplateVariables {
    id: TemplateId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "TemplateVariables")]
struct TemplateQuery {
    #[arguments(id: $id)]
    template: Option<Whole>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Template")]
struct Whole {
    name: String,
    text: String,
    changes: String,
    published_at: Timestamp,
}

/// One version.
#[component]
pub fn Template() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default()).parse().ok();
    let found = move || {
        let id: Option<TemplateId> = id();
        match id {
            None => NotFound().into_any(),
            Some(id) => ui::query(
                move || TemplateQuery::build(TemplateVariables { id: id.clone() }),
                |data| data.template.map_or_else(|| NotFound().into_any(), |template| whole(template).into_any()),
            )
            .into_any(),
        }
    };
    view! { {found} }
}

fn whole(template: Whole) -> impl IntoView {
    let published = in_words(day_of(template.published_at));
    let paragraphs: Vec<String> =
        template.text.split("\n\n").map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/templates".to_owned(), "Standard documents".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=template.name section="Standard documents"/>
            <Inset>"Published on "{published}". New in this version: "{template.changes}</Inset>
            {paragraphs.into_iter().map(|one| view! { <p class="govuk-body">{one}</p> }).collect_view()}
        </div></div>
    }
}
