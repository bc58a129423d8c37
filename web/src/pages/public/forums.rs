//! Where the council and others meet, and what was said there.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::calendar::in_short;
use shared::plan::{ForumId, ForumMemberId};

use super::needs::PageInfo;
use crate::ui::{self, Breadcrumbs, Title};
use crate::wire::ForumAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ForumsVariables {
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ForumsVariables")]
pub(crate) struct ForumsQuery {
    #[arguments(first: 10, after: $after)]
    pub forums: ForumConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ForumConnection {
    pub nodes: Vec<Forum>,
    pub page_info: PageInfo,
}

/// One forum with its members and its meetings.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Forum {
    pub id: ForumId,
    pub kind_label: String,
    pub name: String,
    pub purpose: String,
    pub viewer_can: Vec<ForumAction>,
    pub members: Vec<ForumMember>,
    pub meetings: Vec<Meeting>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ForumMember {
    pub id: ForumMemberId,
    pub name: Option<String>,
    pub organisation: Option<Registered>,
}

impl ForumMember {
    /// Who it is, in words.
    pub(crate) fn words(&self) -> String {
        self.organisation.as_ref().map(|one| one.name.clone()).or(self.name.clone()).unwrap_or_default()
    }
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Registered {
    name: String,
}

/// One meeting.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Meeting {
    pub held_on: shared::Day,
    pub title: String,
    pub notes: String,
    pub needs: Vec<MeetingNeed>,
    pub specifications: Vec<MeetingSpecification>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
pub(crate) struct MeetingNeed {
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
pub(crate) struct MeetingSpecification {
    commission: Option<MeetingCommission>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
pub(crate) struct MeetingCommission {
    reference: String,
    title: String,
}

/// A meeting on the page of what it spoke of.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Meeting")]
pub(crate) struct Discussion {
    held_on: shared::Day,
    title: String,
    notes: String,
    forum: Option<ForumName>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Forum")]
pub(crate) struct ForumName {
    name: String,
}

/// The meetings that spoke of a thing; nothing where there are none.
pub(crate) fn discussions(all: Vec<Discussion>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        let items = all.into_iter().map(|one| {
            let forum = one.forum.map(|forum| forum.name).unwrap_or_default();
            view! { <li>{forum}", "{in_short(one.held_on)}", "{one.title}": "{one.notes}</li> }
        });
        view! {
            <h2 class="govuk-heading-m">"Where it was talked about"</h2>
            <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
            <p class="govuk-body"><a class="govuk-link" href="/forums">"All forums and meetings"</a></p>
        }
    })
}

/// The meetings of a forum, the latest first.
pub(crate) fn meetings(all: Vec<Meeting>) -> impl IntoView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"No meeting is recorded yet."</p> }.into_any();
    }
    all.into_iter()
        .map(|meeting| {
            let needs = meeting.needs.into_iter().map(|need| {
                view! { <li>"Need "<a class="govuk-link" href=format!("/needs/{}", need.reference)>{need.title}</a>" "{need.reference}</li> }
            });
            let commissions = meeting.specifications.into_iter().filter_map(|one| one.commission).map(|one| {
                view! { <li>"What we asked for: "<a class="govuk-link" href=format!("/commissions/{}", one.reference)>{one.title}</a>" "{one.reference}</li> }
            });
            view! {
                <h3 class="govuk-heading-s">{in_short(meeting.held_on)}": "{meeting.title}</h3>
                <p class="govuk-body cw-said">{meeting.notes}</p>
                <ul class="govuk-list govuk-list--bullet">{needs.collect_view()}{commissions.collect_view()}</ul>
            }
        })
        .collect_view()
        .into_any()
}

fn show(data: ForumsQuery) -> impl IntoView {
    let next = data.forums.page_info.end_cursor.filter(|_| data.forums.page_info.has_next_page);
    if data.forums.nodes.is_empty() {
        return view! { <p class="govuk-body">"No forum is listed yet."</p> }.into_any();
    }
    let forums = data.forums.nodes.into_iter().map(|forum| {
        let members: Vec<String> = forum.members.iter().map(ForumMember::words).collect();
        let members = if members.is_empty() { "Nobody yet".to_owned() } else { members.join(", ") };
        view! {
            <h2 class="govuk-heading-m">{forum.name}</h2>
            <p class="govuk-body">{forum.kind_label}". "{forum.purpose}</p>
            <p class="govuk-body">"Members: "{members}"."</p>
            {meetings(forum.meetings)}
        }
    });
    view! {
        {forums.collect_view()}
        <ui::NextPage href=next.map(|cursor| format!("/forums?after={cursor}"))/>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Forums() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/needs".to_owned(), "Needs".to_owned())]/>
        <Title text="Forums and groups" section="Needs"/>
        <p class="govuk-body-l">"Where we meet providers, partners and the people who use services, and what was said."</p>
        {ui::query(
            move || ForumsQuery::build(ForumsVariables { after: query.with(|query| query.get("after")) }),
            show,
        )}
    }
}
