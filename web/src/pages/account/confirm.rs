//! Confirming an address and choosing the first password.

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{PasswordInput, SessionPayload};
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{Button, Form, TextInput, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ConfirmVariables {
    token: String,
    input: PasswordInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "ConfirmVariables")]
struct ConfirmMutation {
    #[arguments(token: $token, input: $input)]
    account_confirm: SessionPayload,
}

/// Makes the account and goes on to the organisation.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let input = PasswordInput { password: fields.text("password") };
    match api.run(ConfirmMutation::build(ConfirmVariables { token: fields.text("token"), input })).await {
        Ok(data) => Outcome::of(data.account_confirm.user_errors, || "/register/organisation".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn Confirm() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Confirm your e-mail and choose a password"/>
            <Form name="account-confirm" hidden=vec![("token", token)]>
                <TextInput
                    name="password"
                    label="Password"
                    hint="12 characters or more. Three words are easy to remember."
                    kind="password"
                    autocomplete="new-password"
                />
                <Button text="Confirm and go on"/>
            </Form>
            <p class="govuk-body">
                "Does the link not work? "<a class="govuk-link" href="/register">"Ask for another"</a>
            </p>
        </div></div>
    }
}
