//! Signing in and out.

use cynic::MutationBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::people::MembershipId;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError, is_own};
use crate::routes::Workspace;
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
    sign_in: BegunPayload,
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
    membership_switch: BegunPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct SessionPayload {
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "SessionPayload")]
struct BegunPayload {
    acting: Option<Acting>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Acting {
    role: crate::wire::Role,
    organisation: Option<ActingFor>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct ActingFor {
    kind: crate::wire::OrganisationKind,
}

impl BegunPayload {
    /// Goes on: to the page of this site that was asked for, else to where this
    /// person works. Whoever works nowhere yet goes to their account.
    fn outcome(self, fields: &Fields) -> Outcome {
        let home = self.acting.as_ref().and_then(|acting| {
            let organisation = acting.organisation.as_ref()?;
            Some(Workspace::of(*acting.role, *organisation.kind).home())
        });
        let asked = fields.given("next").filter(|address| is_own(address));
        Outcome::of(self.user_errors, || asked.unwrap_or_else(|| home.unwrap_or("/account").to_owned()))
    }
}

/// Signs in.
pub async fn submit(api: &Api, fields: &Fields) -> Outcome {
    let input = SignInInput { email: fields.text("email"), password: fields.text("password") };
    match api.run(SignInMutation::build(SignInVariables { input })).await {
        Ok(data) => data.sign_in.outcome(fields),
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
        Ok(data) => data.membership_switch.outcome(fields),
        Err(fault) => fault.into(),
    }
}

/// The fields; whoever signs in goes on to `next`. `action` is the page that
/// takes the post, this one if it is empty.
pub(crate) fn form(next: String, action: String) -> impl IntoView {
    view! {
        <Form name="sign-in" action=action hidden=vec![("next", next)]>
            <TextInput name="email" label="E-mail address" kind="email" autocomplete="username"/>
            <TextInput name="password" label="Password" kind="password" autocomplete="current-password"/>
            <Button text="Sign in"/>
        </Form>
    }
    .into_any()
}

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let next = use_query_map().with_untracked(|query| query.get("next").unwrap_or_default());
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Sign in"/>
            {form(next, String::new())}
            <p class="govuk-body"><a class="govuk-link" href="/reset">"Forgotten your password?"</a></p>
            <p class="govuk-body">"No account yet? "<a class="govuk-link" href="/register">"Register your organisation"</a></p>
        </div></div>
    }
}
