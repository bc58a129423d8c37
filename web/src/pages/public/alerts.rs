//! Mails about what opens: keeping a search, confirming it, and stopping it; with an account or without.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::Timestamp;
use shared::calendar::instant_in_words;
use shared::secure::alert::CONFIRM_DAYS;
use shared::secure::method::Method;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, Breadcrumbs, Button, Form, Inset, Select, TextInput, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct AlertsQuery {
    #[arguments(first: 50)]
    alerts: AlertConnection,
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    person: Person,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Contact")]
struct Person {
    email: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AlertConnection {
    nodes: Vec<Kept>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Alert")]
struct Kept {
    sentence: String,
    email: String,
    token: String,
    running_since: Option<Timestamp>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct TokenVariables {
    token: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "TokenVariables")]
struct AlertQuery {
    #[arguments(token: $token)]
    alert: Option<Kept>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AlertInput {
    email: String,
    words: String,
    kind: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CreateVariables {
    input: AlertInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "CreateVariables")]
struct CreateMutation {
    #[arguments(input: $input)]
    alert_create: AlertPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "TokenVariables")]
struct ConfirmMutation {
    #[arguments(token: $token)]
    alert_confirm: AlertPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "TokenVariables")]
struct StopMutation {
    #[arguments(token: $token)]
    alert_stop: AlertPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AlertPayload {
    user_errors: Vec<UserError>,
}

/// Keeps a search.
pub async fn create(api: &Api, fields: &Fields) -> Outcome {
    let input = AlertInput { email: fields.text("email"), words: fields.text("words"), kind: fields.text("kind") };
    match api.run(CreateMutation::build(CreateVariables { input })).await {
        Ok(data) => Outcome::of(data.alert_create.user_errors, || "/alerts?done=sent".to_owned()),
        Err(fault) => fault.into(),
    }
}

/// Confirms the address.
pub async fn confirm(api: &Api, fields: &Fields) -> Outcome {
    let token = fields.text("token");
    match api.run(ConfirmMutation::build(TokenVariables { token: token.clone() })).await {
        Ok(data) => Outcome::of(data.alert_confirm.user_errors, || format!("/alerts/{token}")),
        Err(fault) => fault.into(),
    }
}

/// Stops the mails.
pub async fn stop(api: &Api, fields: &Fields) -> Outcome {
    match api.run(StopMutation::build(TokenVariables { token: fields.text("token") })).await {
        Ok(data) => Outcome::of(data.alert_stop.user_errors, || "/alerts?done=stopped".to_owned()),
        Err(fault) => fault.into(),
    }
}

fn done(word: &str) -> Option<String> {
    match word {
        "sent" => Some(format!(
            "If you have not asked too often, a mail is on its way to the address. Open its link within {CONFIRM_DAYS} \
             days, and mails begin."
        )),
        "stopped" => Some("The mails are stopped. We have forgotten the search and the address with it.".to_owned()),
        _ => None,
    }
}

fn own(all: Vec<Kept>) -> impl IntoView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"No alerts yet."</p> }.into_any();
    }
    let row = |one: Kept| {
        let since = one
            .running_since
            .map_or_else(|| "Not confirmed yet".to_owned(), |at| format!("Since {}", instant_in_words(at)));
        view! {
            <li>
                {one.sentence}". "{since}". "
                <a class="govuk-link" href=format!("/alerts/{}", one.token)>"See or stop"</a>
            </li>
        }
    };
    view! { <ul class="govuk-list govuk-list--bullet">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn show(data: AlertsQuery) -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let kinds = Method::ALL.iter().map(|method| (method.as_str().to_owned(), method.label().to_owned())).collect();
    let signed_in = data.viewer.is_some();
    let email = data.viewer.map(|viewer| viewer.person.email).unwrap_or_default();
    let (words, kind) = (asked("words"), asked("kind"));
    view! {
        <Breadcrumbs links=vec![("/".to_owned(), "Home".to_owned()), ("/opportunities".to_owned(), "Opportunities".to_owned())]/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Get told when something opens"/>
            {done(&asked("done")).map(|sentence| view! { <Inset>{sentence}</Inset> })}
            <p class="govuk-body-l">"We send one mail for each new opportunity that fits. You need no account. Each mail has a link that stops them."</p>
            <Form name="alert-create">
                <TextInput name="email" label="Your e-mail address" kind="email" autocomplete="email" value=email/>
                <TextInput name="words" label="Words to look for (optional)" hint="All of them have to be in the title or the line below it. Empty finds everything." value=words/>
                <Select name="kind" label="Kind (optional)" value=kind options=kinds/>
                <Button text="Start alerts"/>
            </Form>
            {signed_in.then(|| view! {
                <h2 class="govuk-heading-m">"Your alerts"</h2>
                {own(data.alerts.nodes)}
            })}
            <p class="govuk-body">
                "You can also "<a class="govuk-link" href="/opportunities/feed.atom">"follow the feed"</a>
                " or "<a class="govuk-link" href="/opportunities/dates.ics">"add the dates to your calendar"</a>"."
            </p>
        </div></div>
    }
}

/// The form, and one's own.
#[component]
pub fn Alerts() -> impl IntoView {
    ui::query(|| AlertsQuery::build(()), show)
}

fn one(alert: Kept, token: &str) -> AnyView {
    let hidden = vec![("token", token.to_owned())];
    let acts = if let Some(since) = alert.running_since {
        view! {
            <p class="govuk-body">"Mails have gone out since "{instant_in_words(since)}"."</p>
            <Form name="alert-stop" hidden=hidden>
                <p class="govuk-body">"If you stop them, we forget the search and the address with it."</p>
                <Button text="Stop these mails" warning=true/>
            </Form>
        }
        .into_any()
    } else {
        let stop = hidden.clone();
        view! {
            <Form name="alert-confirm" hidden=hidden><Button text="Yes, send me these mails"/></Form>
            <Form name="alert-stop" hidden=stop><Button text="No, forget my address" secondary=true/></Form>
        }
        .into_any()
    };
    view! {
        <Title text="Mails about new opportunities"/>
        <p class="govuk-body-l">{alert.sentence}</p>
        <p class="govuk-body">"To "{alert.email}</p>
        {acts}
    }
    .into_any()
}

/// What a link leads to.
#[component]
pub fn Alert() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let asked = token.clone();
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            {ui::query(
                move || AlertQuery::build(TokenVariables { token: asked.clone() }),
                move |data| match data.alert {
                    Some(alert) => one(alert, &token),
                    None => view! {
                        <Title text="This link does not work"/>
                        <p class="govuk-body">"The mails were stopped already, or the link is too old."</p>
                        <p class="govuk-body"><a class="govuk-link" href="/alerts">"Start alerts"</a></p>
                    }
                    .into_any(),
                },
            )}
        </div></div>
    }
}
