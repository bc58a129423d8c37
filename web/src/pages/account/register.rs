//! The first step of registering: who one is.

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::SessionPayload;
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{Button, Form, Panel, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AccountInput {
    name: String,
    email: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RegisterVariables {
    input: AccountInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RegisterVariables")]
struct RegisterMutation {
    #[arguments(input: $input)]
    account_register: SessionPayload,
}

/// Asks for the link to confirm the address.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let input = AccountInput { name: fields.text("name"), email: fields.text("email") };
    match api.run(RegisterMutation::build(RegisterVariables { input })).await {
        Ok(data) => Outcome::of(data.account_register.user_errors, || "/register?sent=1".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn Register() -> impl IntoView {
    let sent = use_query_map().with_untracked(|query| query.get("sent").is_some());
    if sent {
        return view! {
            <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                <Panel title="Read your e-mail">"A link is on its way to you"</Panel>
                <h2 class="govuk-heading-m">"What happens next"</h2>
                <ol class="govuk-list govuk-list--number">
                    <li>"Open the link in the mail. It works once, for 48 hours."</li>
                    <li>"Choose a password."</li>
                    <li>"Tell us about your organisation."</li>
                </ol>
                <p class="govuk-body">
                    "No mail after ten minutes? Look among the unwanted mail, or "
                    <a class="govuk-link" href="/register">"ask again"</a>"."
                </p>
            </div></div>
        }
        .into_any();
    }
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Register your organisation" caption="Step 1 of 4: You"/>
            <p class="govuk-body">
                "Registering takes about ten minutes. You need your number on a public register, if you are on one."
            </p>
            <p class="govuk-body">
                "Is your organisation here already? Ask one of its people to invite you instead."
            </p>
            <Form name="register-person">
                <TextInput name="name" label="Your name" autocomplete="name"/>
                <TextInput
                    name="email"
                    label="E-mail address"
                    hint="We send a link to it. You sign in with it later."
                    kind="email"
                    autocomplete="email"
                />
                <Button text="Send me the link"/>
            </Form>
            <p class="govuk-body">"Have an account? "<a class="govuk-link" href="/sign-in">"Sign in"</a></p>
        </div></div>
    }
    .into_any()
}
