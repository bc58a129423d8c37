//! The demonstration: people to sign in as.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::people::OrganisationKind as Kind;

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{self, Button, Form, NotFound, Title};
use crate::wire::OrganisationKind;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct DemoQuery {
    demonstration: Option<Demonstration>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Demonstration {
    password: String,
    people: Vec<DemonstrationPerson>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DemonstrationPerson {
    name: String,
    email: String,
    role: String,
    kind: OrganisationKind,
}

/// Signs in as one of them and goes where they work.
pub async fn sign_in(api: &Api, fields: &Fields) -> Outcome {
    super::sign_in::submit(api, fields).await
}

fn people(password: &str, people: Vec<DemonstrationPerson>) -> impl IntoView + use<> {
    people
        .into_iter()
        .map(|person| {
            let hidden = vec![("email", person.email.clone()), ("password", password.to_owned())];
            view! {
                <li class="cw-person">
                    <p class="govuk-body"><strong>{person.name.clone()}</strong>", "{person.role.clone()}</p>
                    <Form name="demo-sign-in" hidden=hidden>
                        <Button text=format!("Sign in as {}", person.name) secondary=true/>
                    </Form>
                </li>
            }
        })
        .collect_view()
}

/// The page.
#[component]
pub fn Demo() -> impl IntoView {
    ui::query(
        || DemoQuery::build(()),
        |data| {
            let Some(demo) = data.demonstration else { return NotFound().into_any() };
            let (officers, providers): (Vec<_>, Vec<_>) =
                demo.people.into_iter().partition(|person| person.kind == Kind::Buyer);
            view! {
                <Title text="The demonstration"/>
                <p class="govuk-body-l">"Sign in as anybody here and try things out. Nothing you do leaves this server."</p>
                <p class="govuk-body">"Everybody's password is "<code>{demo.password.clone()}</code>"."</p>
                <p class="govuk-body">
                    <a class="govuk-link" href="/demo/mailbox">"Read the mails that the program writes"</a>
                    ". To confirm an account that you make here, follow the link in its mail."
                </p>
                <h2 class="govuk-heading-m">"The council"</h2>
                <ul class="govuk-list">{people(&demo.password, officers)}</ul>
                <h2 class="govuk-heading-m">"Providers"</h2>
                <ul class="govuk-list">{people(&demo.password, providers)}</ul>
            }
            .into_any()
        },
    )
}
