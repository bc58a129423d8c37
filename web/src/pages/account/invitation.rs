//! An invitation to join an organisation.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::SessionPayload;
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{self, Button, Form, TextInput, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InvitationVariables {
    token: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "InvitationVariables")]
struct InvitationQuery {
    #[arguments(token: $token)]
    invitation: Option<Asked>,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Invitation")]
struct Asked {
    organisation: Organisation,
    role_label: String,
    email: String,
    has_account: bool,
    expires_at: shared::Timestamp,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Contact,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Contact {
    email: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct InvitationAcceptInput {
    name: String,
    password: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AcceptVariables {
    token: String,
    input: Option<InvitationAcceptInput>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AcceptVariables")]
struct AcceptMutation {
    #[arguments(token: $token, input: $input)]
    invitation_accept: SessionPayload,
}

/// Joins.
pub async fn accept(api: &Api, fields: &Fields) -> Outcome {
    let newcomer = fields.text("newcomer") == "yes";
    let input =
        newcomer.then(|| InvitationAcceptInput { name: fields.text("name"), password: fields.text("password") });
    match api.run(AcceptMutation::build(AcceptVariables { token: fields.text("token"), input })).await {
        Ok(data) => Outcome::of(data.invitation_accept.user_errors, || "/account".to_owned()),
        Err(fault) => fault.into(),
    }
}

fn show(token: String, data: InvitationQuery) -> impl IntoView {
    let Some(invitation) = data.invitation else {
        return view! {
            <Title text="This invitation does not work any more"/>
            <p class="govuk-body">"It was used already, or it is too old. Ask whoever invited you for another."</p>
        }
        .into_any();
    };
    let until = shared::calendar::instant_in_words(invitation.expires_at);
    let mine = data.viewer.is_some_and(|viewer| viewer.person.email == invitation.email);
    let next = format!("/sign-in?next=/invitations/{token}");
    let form = if !invitation.has_account {
        view! {
            <Form name="invitation-accept" hidden=vec![("token", token), ("newcomer", "yes".to_owned())]>
                <TextInput name="name" label="Your name" autocomplete="name"/>
                <TextInput
                    name="password"
                    label="Password"
                    hint="12 characters or more. Three words are easy to remember."
                    kind="password"
                    autocomplete="new-password"
                />
                <Button text="Join"/>
            </Form>
        }
        .into_any()
    } else if mine {
        view! { <Form name="invitation-accept" hidden=vec![("token", token)]><Button text="Join"/></Form> }.into_any()
    } else {
        view! {
            <p class="govuk-body">
                {format!("You have an account with {}. ", invitation.email)}
                <a class="govuk-link" href=next>"Sign in to it to join"</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Title text=format!("Join {}", invitation.organisation.name)/>
        <p class="govuk-body">{format!("You are asked to join as {}. The link works until {until}.", invitation.role_label)}</p>
        {form}
    }
    .into_any()
}

/// The page.
#[component]
pub fn Invitation() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let asked = token.clone();
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            {ui::query(
                move || InvitationQuery::build(InvitationVariables { token: asked.clone() }),
                move |data| show(token.clone(), data),
            )}
        </div></div>
    }
}
