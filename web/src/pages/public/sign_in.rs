//! Signing in and out.

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::people::MembershipId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{Button, Form, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SignInInput {
    email: String,
    password: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SignInVariables {
    input: SignInInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SignInVariables")]
struct SignInMutation {
    #[arguments(input: $input)]
    sign_in: SessionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation")]
struct SignOutMutation {
    #[arguments(everywhere: false)]
    sign_out: SessionPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SwitchVariables {
    id: MembershipId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "SwitchVariables")]
struct SwitchMutation {
    #[arguments(id: $id)]
    membership_switch: SessionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SessionPayload {
    user_errors: Vec<UserError>,
}

/// Where to go after signing in: a path of this site, else the start page.
fn next(fields: &Fields) -> String {
    fields
        .given("next")
        .filter(|path| path.starts_with('/') && !path.starts_with("//"))
        .unwrap_or_else(|| "/".to_owned())
}

/// Signs in.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let input = SignInInput { email: fields.text("email"), password: fields.text("password") };
    match api.run(SignInMutation::build(SignInVariables { input })).await {
        Ok(data) => Outcome::of(data.sign_in.user_errors, || next(fields)),
        Err(fault) => fault.into(),
    }
}

/// Signs out.
pub async fn sign_out(api: &Api, _: &Fields) -> Outcome {
    match api.run(SignOutMutation::build(())).await {
        Ok(data) => Outcome::of(data.sign_out.user_errors, || "/".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Acts as something else.
pub async fn switch(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go("/".to_owned()) };
    match api.run(SwitchMutation::build(SwitchVariables { id })).await {
        Ok(data) => Outcome::of(data.membership_switch.user_errors, || "/".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next").unwrap_or_default());
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Sign in"/>
            <Form name="sign-in" hidden=vec![("next", next)]>
                <TextInput name="email" label="E-mail address" kind="email" autocomplete="username"/>
                <TextInput name="password" label="Password" kind="password" autocomplete="current-password"/>
                <Button text="Sign in"/>
            </Form>
            <p class="govuk-body"><a class="govuk-link" href="/reset">"Forgotten your password?"</a></p>
            <p class="govuk-body">"No account yet? "<a class="govuk-link" href="/register">"Register your organisation"</a></p>
        </div></div>
    }
}
