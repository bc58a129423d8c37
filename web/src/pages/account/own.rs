//! One's own account: name, roles, devices.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::SessionPayload;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, Button, Form, Inset, Row, SummaryList, TextInput, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct AccountQuery {
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Contact,
    idle_minutes: i32,
    memberships: Vec<Membership>,
    sessions: Vec<Session>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    name: String,
    email: String,
    phone: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Membership {
    role_label: String,
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Session {
    device: String,
    seen_at: shared::Timestamp,
    current: bool,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AccountEditInput {
    name: String,
    phone: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EditVariables {
    input: AccountEditInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "EditVariables")]
struct EditMutation {
    #[arguments(input: $input)]
    account_edit: AccountPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AccountPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation")]
struct EverywhereMutation {
    #[arguments(everywhere: true)]
    sign_out: SessionPayload,
}

/// Changes the name and the telephone number.
pub async fn edit(api: &Api, fields: &Fields) -> Outcome {
    let input = AccountEditInput { name: fields.text("name"), phone: fields.text("phone") };
    match api.run(EditMutation::build(EditVariables { input })).await {
        Ok(data) => Outcome::of(data.account_edit.user_errors, || "/account".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Signs out on every device.
pub async fn sign_out_everywhere(api: &Api, _: &Fields) -> Outcome {
    match api.run(EverywhereMutation::build(())).await {
        Ok(data) => Outcome::of(data.sign_out.user_errors, || "/sign-in".to_owned()),
        Err(fault) => fault.into(),
    }
}

fn show(viewer: Viewer, registered: bool) -> impl IntoView {
    let roles: Vec<Row> = viewer
        .memberships
        .into_iter()
        .map(|held| Row::new(held.role_label, held.organisation.map(|one| one.name).unwrap_or_default()))
        .collect();
    let nowhere = roles.is_empty();
    let devices: Vec<Row> = viewer
        .sessions
        .into_iter()
        .map(|session| {
            let name = shared::people::session::device_in_words(&session.device);
            let seen = shared::calendar::instant_in_words(session.seen_at);
            Row::new(name, if session.current { "This one".to_owned() } else { format!("Used {seen}") })
        })
        .collect();
    view! {
        <Title text="Your account"/>
        {registered.then(|| view! {
            <Inset>
                "Your organisation is registered. An officer checks what it says of itself. You may bid meanwhile where nothing is reserved."
            </Inset>
        })}
        <p class="govuk-body">
            {format!("You are signed out after {} minutes without a click, and after 12 hours.", viewer.idle_minutes)}
        </p>
        <h2 class="govuk-heading-m">"You"</h2>
        <p class="govuk-body">{format!("You sign in with {}.", viewer.person.email)}</p>
        <Form name="account-edit">
            <TextInput name="name" label="Your name" value=viewer.person.name autocomplete="name"/>
            <TextInput
                name="phone"
                label="Telephone number (optional)"
                hint="Officers' numbers are shown to bidders"
                value=viewer.person.phone.unwrap_or_default()
                kind="tel"
                autocomplete="tel"
                width=20
            />
            <Button text="Save"/>
        </Form>
        <h2 class="govuk-heading-m">"Where you work"</h2>
        {nowhere.then(|| view! {
            <p class="govuk-body">
                "Nowhere yet. "<a class="govuk-link" href="/register/organisation">"Register your organisation"</a>
                ", or ask a colleague to invite you."
            </p>
        })}
        <SummaryList rows=roles/>
        <h2 class="govuk-heading-m">"Where you are signed in"</h2>
        <SummaryList rows=devices/>
        <Form name="sign-out-everywhere"><Button text="Sign out everywhere" secondary=true/></Form>
        <p class="govuk-body"><a class="govuk-link" href="/reset">"Choose another password"</a></p>
    }
}

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    let registered = use_query_map().with_untracked(|query| query.get("registered").is_some());
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            {ui::query(|| AccountQuery::build(()), move |data| match data.viewer {
                Some(viewer) => show(viewer, registered).into_any(),
                None => view! {
                    <Title text="Sign in to see your account"/>
                    <p class="govuk-body"><a class="govuk-link" href="/sign-in?next=/account">"Sign in"</a></p>
                }
                .into_any(),
            })}
        </div></div>
    }
}
