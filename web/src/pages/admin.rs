//! For administrators: the organisation with its directorates, and its people.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::people::OrganisationKind;
use shared::people::membership::Role;
use shared::people::organisation::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::pages::account::SessionPayload;
use crate::ui::{self, Button, CardTable, Form, NotFound, Row, Select, SummaryList, TextInput, Title};
use crate::wire;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct AdminQuery {
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Acting>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Acting {
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    kind: wire::OrganisationKind,
    name: String,
    org_id: String,
    viewer_can: Vec<wire::OrganisationAction>,
    directorates: Vec<Directorate>,
    people: Option<Vec<Member>>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Directorate {
    id: shared::people::DirectorateId,
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Member {
    id: shared::people::MembershipId,
    role_label: String,
    limit: Option<shared::Money>,
    person: Option<Contact>,
    directorate: Option<Directorate>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
    email: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InvitationInput {
    email: String,
    role: String,
    directorate: String,
    limit: String,
    expires_on: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InviteVariables {
    input: InvitationInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "InviteVariables")]
struct InviteMutation {
    #[arguments(input: $input)]
    invitation_create: SessionPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EndVariables {
    id: shared::people::MembershipId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EndVariables")]
struct EndMutation {
    #[arguments(id: $id)]
    membership_end: MembershipPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MembershipPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DirectorateVariables {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "DirectorateVariables")]
struct DirectorateMutation {
    #[arguments(name: $name)]
    directorate_create: OrganisationPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationPayload {
    user_errors: Vec<UserError>,
}

/// Asks a colleague to join.
pub async fn invite(api: &Api, fields: &Fields) -> Outcome {
    let input = InvitationInput {
        email: fields.text("email"),
        role: fields.text("role"),
        directorate: fields.text("directorate"),
        limit: fields.text("limit"),
        expires_on: fields.text("expiresOn"),
    };
    let back = if fields.text("from") == "provider" { "/provider/organisation" } else { "/admin/people" };
    match api.run(InviteMutation::build(InviteVariables { input })).await {
        Ok(data) => Outcome::of(data.invitation_create.user_errors, || back.to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Ends a membership.
pub async fn end(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go("/admin/people".to_owned()) };
    match api.run(EndMutation::build(EndVariables { id })).await {
        Ok(data) => Outcome::of(data.membership_end.user_errors, || "/admin/people".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Adds a directorate.
pub async fn add_directorate(api: &Api, fields: &Fields) -> Outcome {
    match api.run(DirectorateMutation::build(DirectorateVariables { name: fields.text("name") })).await {
        Ok(data) => Outcome::of(data.directorate_create.user_errors, || "/admin".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page for its administrators; for others it does not exist.
fn administered<V: IntoView + 'static>(
    show: impl Fn(Organisation) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView {
    ui::query(
        || AdminQuery::build(()),
        move |data| {
            let organisation = data.viewer.and_then(|viewer| viewer.acting).and_then(|acting| acting.organisation);
            match organisation {
                Some(organisation) if organisation.viewer_can.iter().any(|one| *one == Action::Invite) => {
                    show(organisation).into_any()
                }
                _ => NotFound().into_any(),
            }
        },
    )
}

/// The organisation.
#[component]
pub fn Organisations() -> impl IntoView {
    administered(|organisation| {
        let council = organisation.kind == OrganisationKind::Buyer;
        view! {
            <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <Title text=organisation.name.clone() section="Administration"/>
                <SummaryList rows=vec![
                    Row::new("Identifier", organisation.org_id),
                    Row::new("People", organisation.people.map_or(0, |people| people.len())),
                ]/>
                <p class="govuk-body"><a class="govuk-link" href="/admin/people">"Look after its people"</a></p>
                {council.then(|| view! {
                    <h2 class="govuk-heading-m">"Directorates"</h2>
                    <ul class="govuk-list govuk-list--bullet">
                        {organisation.directorates.into_iter().map(|one| view! { <li>{one.name}</li> }).collect_view()}
                    </ul>
                    <Form name="directorate-create">
                        <TextInput name="name" label="Name of another directorate"/>
                        <Button text="Add directorate" secondary=true/>
                    </Form>
                })}
            </div></div>
        }
    })
}

fn row(member: Member) -> Vec<AnyView> {
    let (name, email) = member.person.map(|person| (person.name, person.email)).unwrap_or_default();
    let limit = member.limit.map(|limit| format!(", to {limit}")).unwrap_or_default();
    let part = member.directorate.map(|part| format!(", {}", part.name)).unwrap_or_default();
    vec![name.into_any(), format!("{}{part}{limit}", member.role_label).into_any(), email.into_any()]
}

/// The people.
#[component]
pub fn People() -> impl IntoView {
    administered(|organisation| {
        let kind = organisation.kind.0;
        let roles = Role::ALL
            .iter()
            .filter(|role| role.fits(kind))
            .map(|role| (role.as_str().to_owned(), role.label().to_owned()))
            .collect::<Vec<_>>();
        let parts =
            organisation.directorates.iter().map(|one| (one.id.to_string(), one.name.clone())).collect::<Vec<_>>();
        let people = organisation.people.unwrap_or_default();
        let held = people
            .iter()
            .map(|member| {
                let name = member.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
                (member.id.to_string(), format!("{name}, {}", member.role_label))
            })
            .collect::<Vec<_>>();
        let council = kind == OrganisationKind::Buyer;
        view! {
            <Title text="People" section="Administration"/>
            <CardTable
                caption=format!("{} memberships at {}", people.len(), organisation.name)
                heads=vec!["Name", "Role", "E-mail"]
                rows=people.into_iter().map(row).collect()
            />
            <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <h2 class="govuk-heading-m">"Invite a colleague"</h2>
                <Form name="invitation-create">
                    <TextInput name="email" label="Their e-mail address" kind="email"/>
                    <Select name="role" label="Role" options=roles/>
                    {council.then(|| view! {
                        <Select name="directorate" label="Directorate (optional)" hint="Leave empty for the whole council" options=parts/>
                        <TextInput name="limit" label="Limit, for approvers" hint="Net of VAT" prefix="£" width=10/>
                        <TextInput name="expiresOn" label="Last day, for reviewers from outside" hint="For example, 27 March 2027" width=20/>
                    })}
                    <Button text="Send the invitation"/>
                </Form>
                <h2 class="govuk-heading-m">"End a membership"</h2>
                <Form name="membership-end">
                    <Select name="id" label="Whose" options=held/>
                    <Button text="End it" warning=true/>
                </Form>
            </div></div>
        }
    })
}
