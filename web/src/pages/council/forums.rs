//! The council's forums: the list, a new one, and one with its members and
//! meetings.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::people::OrganisationId;
use shared::people::membership::Role as DomainRole;
use shared::plan::forum::{Action, Kind};
use shared::plan::{ForumId, ForumMemberId, NeedId};
use shared::secure::SpecificationId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::public::forums::{Forum, ForumsVariables, ForumsVariablesFields, meetings};
use crate::pages::public::needs::PageInfo;
use crate::ui::{
    self, BackLink, Button, CardTable, Checkbox, Form, NotFound, Radios, Select, TextArea, TextInput, Title,
};
use crate::wire::Role;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ForumsVariables")]
struct ListQuery {
    #[arguments(first: 50, after: $after)]
    forums: RowConnection,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ForumConnection")]
struct RowConnection {
    nodes: Vec<ForumRow>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Forum")]
struct ForumRow {
    id: ForumId,
    kind_label: String,
    name: String,
    purpose: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Membership>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Membership {
    role: Role,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OneVariables {
    id: ForumId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OneVariables")]
struct OneQuery {
    #[arguments(id: $id)]
    forum: Option<Forum>,
    #[arguments(first: 100, kind: PROVIDER)]
    organisations: OrganisationConnection,
    #[arguments(first: 50, open: true)]
    needs: NeedConnection,
    #[arguments(first: 50)]
    commissions: CommissionConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationConnection {
    nodes: Vec<Registered>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Registered {
    id: OrganisationId,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct NeedConnection {
    nodes: Vec<OpenNeed>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Need")]
struct OpenNeed {
    id: NeedId,
    reference: String,
    title: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionConnection {
    nodes: Vec<Commission>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Commission {
    reference: String,
    title: String,
    specifications: Vec<Specified>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Specification")]
struct Specified {
    id: SpecificationId,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ForumInput {
    kind: String,
    name: String,
    purpose: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ForumMemberInput {
    organisation: String,
    name: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MeetingInput {
    held_on: String,
    title: String,
    notes: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: ForumInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AddVariables {
    id: ForumId,
    input: ForumMemberInput,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: ForumMemberId,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RecordVariables {
    forum: ForumId,
    needs: Vec<NeedId>,
    specifications: Vec<SpecificationId>,
    input: MeetingInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    forum_create: MadePayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AddVariables")]
struct AddMutation {
    #[arguments(id: $id, input: $input)]
    forum_add_member: ForumPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id)]
    forum_remove_member: ForumPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RecordVariables")]
struct RecordMutation {
    #[arguments(forum: $forum, needs: $needs, specifications: $specifications, input: $input)]
    meeting_record: ForumPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ForumPayload")]
struct MadePayload {
    forum: Option<ForumRow>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ForumPayload {
    user_errors: Vec<UserError>,
}

const HERE: &str = "/council/forums";

fn page(fields: &Fields) -> String {
    format!("{HERE}/{}", fields.text("forum"))
}

/// The identifiers that are ticked in a form.
fn ticked<T: std::str::FromStr>(fields: &Fields) -> Vec<T> {
    fields.0.iter().filter(|(_, value)| value == "true").filter_map(|(key, _)| key.parse().ok()).collect()
}

/// Sets up a forum.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let input = ForumInput { kind: fields.text("kind"), name: fields.text("name"), purpose: fields.text("purpose") };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => {
            let id = data.forum_create.forum.map(|forum| forum.id.to_string()).unwrap_or_default();
            Outcome::of(data.forum_create.user_errors, || format!("{HERE}/{id}"))
        }
        Err(fault) => fault.into(),
    }
}

/// Invites a member.
pub async fn add_member(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("forum").parse() else { return Outcome::Go(page(fields)) };
    let input = ForumMemberInput { organisation: fields.text("organisation"), name: fields.text("name") };
    match api.run(AddMutation::build(AddVariables { id, input })).await {
        Ok(data) => Outcome::of(data.forum_add_member.user_errors, || page(fields)),
        Err(fault) => fault.into(),
    }
}

/// Notes that a member has left.
pub async fn remove_member(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("member").parse() else {
        let missing = shared::error::Code::Missing;
        return Outcome::Refused(vec![shared::Refusal::slip("member", missing, "Select the member that left")]);
    };
    match api.run(RemoveMutation::build(RemoveVariables { id })).await {
        Ok(data) => Outcome::of(data.forum_remove_member.user_errors, || page(fields)),
        Err(fault) => fault.into(),
    }
}

/// Records a meeting.
pub async fn record(api: &Api, fields: &Fields) -> Outcome {
    let Ok(forum) = fields.text("forum").parse() else { return Outcome::Go(page(fields)) };
    let input =
        MeetingInput { held_on: fields.text("heldOn"), title: fields.text("title"), notes: fields.text("notes") };
    let (needs, specifications) = (ticked(fields), ticked(fields));
    match api.run(RecordMutation::build(RecordVariables { forum, needs, specifications, input })).await {
        Ok(data) => Outcome::of(data.meeting_record.user_errors, || page(fields)),
        Err(fault) => fault.into(),
    }
}

fn list(data: ListQuery) -> impl IntoView {
    let commissions =
        data.viewer.and_then(|viewer| viewer.acting).is_some_and(|acting| acting.role == DomainRole::Commissioner);
    let next = data.forums.page_info.end_cursor.filter(|_| data.forums.page_info.has_next_page);
    let row = |forum: ForumRow| {
        vec![
            view! { <a class="govuk-link" href=format!("{HERE}/{}", forum.id)>{forum.name}</a> }.into_any(),
            forum.kind_label.into_any(),
            forum.purpose.into_any(),
        ]
    };
    view! {
        {if data.forums.nodes.is_empty() {
            view! { <p class="govuk-body">"No forums yet. Set up the first one below."</p> }.into_any()
        } else {
            let rows = data.forums.nodes.into_iter().map(row).collect();
            view! { <CardTable caption="Forums" heads=vec!["Forum", "Kind", "What it is for"] rows=rows/> }.into_any()
        }}
        <ui::NextPage href=next.map(|cursor| format!("{HERE}?after={cursor}"))/>
        {commissions.then(|| {
            let kinds = Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
            view! {
                <h2 class="govuk-heading-m">"Set up a forum"</h2>
                <Form name="forum-create">
                    <Radios name="kind" legend="What is it?" options=kinds/>
                    <TextInput name="name" label="Its name"/>
                    <TextArea name="purpose" label="What it is for" rows=2/>
                    <Button text="Set up"/>
                </Form>
            }
        })}
    }
}

fn members(forum: &Forum, register: Vec<Registered>) -> impl IntoView + use<> {
    let hidden = || vec![("forum", forum.id.to_string())];
    let register = register.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let leaving: Vec<_> = forum.members.iter().map(|one| (one.id.to_string(), one.words())).collect();
    view! {
        <h3 class="govuk-heading-s">"Invite a member"</h3>
        <Form name="forum-add-member" hidden=hidden()>
            <Select name="organisation" label="Organisation on the register" options=register/>
            <TextInput name="name" label="Or a group that is not on it" hint="Never a person's name"/>
            <Button text="Invite" secondary=true/>
        </Form>
        {(!leaving.is_empty()).then(|| view! {
            <Form name="forum-remove-member" hidden=hidden()>
                <Select name="member" label="A member that left" options=leaving/>
                <Button text="Take away member" secondary=true/>
            </Form>
        })}
    }
}

fn record_form(id: &ForumId, needs: Vec<OpenNeed>, commissions: Vec<Commission>) -> impl IntoView + use<> {
    let specified = commissions.into_iter().filter_map(|one| {
        let id = one.specifications.first()?.id.to_string();
        Some(view! { <Checkbox name=id label=format!("{} {}", one.reference, one.title)/> })
    });
    let specified: Vec<_> = specified.collect();
    view! {
        <h3 class="govuk-heading-s">"Record a meeting"</h3>
        <Form name="meeting-record" hidden=vec![("forum", id.to_string())]>
            <TextInput name="heldOn" label="Day of the meeting" hint="For example, 27 March 2026" width=20/>
            <TextInput name="title" label="What it was about"/>
            <TextArea name="notes" label="What was said" hint="Name groups, never persons. Everybody can read it."/>
            <h4 class="govuk-heading-s">"Needs that it spoke of"</h4>
            {needs
                .into_iter()
                .map(|need| view! { <Checkbox name=need.id.to_string() label=format!("{} {}", need.reference, need.title)/> })
                .collect_view()}
            <h4 class="govuk-heading-s">"Specifications that it spoke of"</h4>
            {specified}
            <Button text="Record meeting"/>
        </Form>
    }
}

fn show(forum: Forum, data: (Vec<Registered>, Vec<OpenNeed>, Vec<Commission>)) -> impl IntoView {
    let (register, needs, commissions) = data;
    let can = |action: Action| forum.viewer_can.iter().any(|one| *one == action);
    let names = forum.members.iter().map(|member| view! { <li>{member.words()}</li> }).collect_view();
    view! {
        <BackLink href=HERE text="Forums"/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=forum.name.clone() section="Forums" caption=forum.kind_label.clone()/>
            <p class="govuk-body-l">{forum.purpose.clone()}</p>
            <p class="govuk-body"><a class="govuk-link" href="/forums">"See the public list"</a></p>
            <h2 class="govuk-heading-m">"Members"</h2>
            {if forum.members.is_empty() {
                view! { <p class="govuk-body">"Nobody is invited yet."</p> }.into_any()
            } else {
                view! { <ul class="govuk-list govuk-list--bullet">{names}</ul> }.into_any()
            }}
            {can(Action::ChangeMembers).then(|| members(&forum, register))}
            <h2 class="govuk-heading-m">"Meetings"</h2>
            {meetings(forum.meetings.clone())}
            {can(Action::RecordMeeting).then(|| record_form(&forum.id, needs, commissions))}
        </div></div>
    }
}

/// The list.
#[component]
pub fn Forums() -> impl IntoView {
    let query = use_query_map();
    view! {
        <BackLink href="/council/needs" text="Needs"/>
        <Title text="Forums" section="Needs"/>
        <p class="govuk-body-l">"Where you meet providers, partners and the people who use services."</p>
        {ui::query(
            move || ListQuery::build(ForumsVariables { after: query.with(|query| query.get("after")) }),
            list,
        )}
    }
}

/// One forum.
#[component]
pub fn ForumPage() -> impl IntoView {
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get("id").unwrap_or_default()).parse::<ForumId>();
    let Ok(id) = id else { return NotFound().into_any() };
    ui::query(
        move || OneQuery::build(OneVariables { id: id.clone() }),
        |data| match data.forum {
            Some(forum) => show(forum, (data.organisations.nodes, data.needs.nodes, data.commissions.nodes)).into_any(),
            None => NotFound().into_any(),
        },
    )
    .into_any()
}
