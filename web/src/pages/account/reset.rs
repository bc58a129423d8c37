//! Forgotten your password?

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{PasswordInput, SessionPayload};
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{Button, Form, Panel, TextInput, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RequestVariables {
    email: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RequestVariables")]
struct RequestMutation {
    #[arguments(email: $email)]
    password_request_reset: SessionPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ResetVariables {
    token: String,
    input: PasswordInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ResetVariables")]
struct ResetMutation {
    #[arguments(token: $token, input: $input)]
    password_reset: SessionPayload,
}

/// Asks for the link.
pub async fn request(api: &Api, fields: &Fields) -> Outcome {
    match api.run(RequestMutation::build(RequestVariables { email: fields.text("email") })).await {
        Ok(data) => Outcome::of(data.password_request_reset.user_errors, || "/reset?sent=1".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Chooses another password.
pub async fn reset(api: &Api, fields: &Fields) -> Outcome {
    let input = PasswordInput { password: fields.text("password") };
    match api.run(ResetMutation::build(ResetVariables { token: fields.text("token"), input })).await {
        Ok(data) => Outcome::of(data.password_reset.user_errors, || "/account".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page that asks for the address.
#[component]
pub fn Request() -> impl IntoView {
    if use_query_map().with_untracked(|query| query.get("sent").is_some()) {
        return view! {
            <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <Panel title="Read your e-mail">"If there is an account, a link is on its way"</Panel>
                <p class="govuk-body">"The link works once, for one hour. Until you use it, your password stays as it is."</p>
                <p class="govuk-body"><a class="govuk-link" href="/sign-in">"Sign in"</a></p>
            </div></div>
        }
        .into_any();
    }
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Forgotten your password?"/>
            <p class="govuk-body">"Give the address of your account. We send a link with which you choose another password."</p>
            <Form name="password-request-reset">
                <TextInput name="email" label="E-mail address" kind="email" autocomplete="username"/>
                <Button text="Send me the link"/>
            </Form>
        </div></div>
    }
    .into_any()
}

/// The page behind the link.
#[component]
pub fn Reset() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Choose another password"/>
            <p class="govuk-body">"It signs you out on every other device."</p>
            <Form name="password-reset" hidden=vec![("token", token)]>
                <TextInput
                    name="password"
                    label="Password"
                    hint="12 characters or more. Three words are easy to remember."
                    kind="password"
                    autocomplete="new-password"
                />
                <Button text="Save and sign in"/>
            </Form>
            <p class="govuk-body">"Does the link not work? "<a class="govuk-link" href="/reset">"Ask for another"</a></p>
        </div></div>
    }
}
