//! One return, for the council: checked, asked about, accepted.

use cynic::MutationBuilder;
use leptos::prelude::*;
use shared::calendar;
use shared::monitor::DataReturnId;
use shared::monitor::data_return::Action;

use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::pages::provider::data_return::{
    DataReturnPayload, ReturnPage, VersionVariables, VersionVariablesFields, of_address, readings,
};
use crate::ui::{BackLink, Button, Form, TextInput, Title};

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DataReturnQueryInput {
    queries: Vec<DataReturnLineQueryInput>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct DataReturnLineQueryInput {
    indicator: String,
    query: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct QueryVariables {
    id: DataReturnId,
    input: DataReturnQueryInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "QueryVariables")]
struct QueryMutation {
    #[arguments(id: $id, input: $input)]
    return_query: DataReturnPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "VersionVariables")]
struct AcceptMutation {
    #[arguments(id: $id, version: $version)]
    return_accept: DataReturnPayload,
}

/// Asks about lines of it.
pub async fn query(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/council/returns/{}", fields.text("id"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here) };
    let line = |index: usize| {
        let of = |field: &str| fields.text(&format!("queries.{index}.{field}"));
        let indicator = of("indicator");
        (!indicator.is_empty()).then(|| DataReturnLineQueryInput { indicator, query: of("query") })
    };
    let input = DataReturnQueryInput { queries: (0..).map_while(line).collect() };
    match api.run(QueryMutation::build(QueryVariables { id, input })).await {
        Ok(data) => Outcome::of(data.return_query.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

/// Accepts it.
pub async fn accept(api: &Api, fields: &Fields) -> Outcome {
    let here = format!("/council/returns/{}", fields.text("id"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(here) };
    let variables = VersionVariables { id, version: fields.version() };
    match api.run(AcceptMutation::build(variables)).await {
        Ok(data) => Outcome::of(data.return_accept.user_errors, || here),
        Err(fault) => fault.into(),
    }
}

fn show(page: ReturnPage) -> impl IntoView {
    let can = |action: Action| page.viewer_can.iter().any(|one| *one == action);
    let hidden = || vec![("id", page.id.to_string()), ("version", page.version.to_string())];
    let back = page.agreement.as_ref().map(|agreement| {
        (format!("/council/agreements/{}", agreement.reference), format!("{} {}", agreement.reference, agreement.title))
    });
    let (href, text) = back.unwrap_or_else(|| ("/council/agreements".to_owned(), "Agreements".to_owned()));
    let lines = page.readings.clone();
    let due = calendar::in_short(page.due_on);
    let body = match &lines {
        Some(lines) => readings(lines).into_any(),
        None => view! { <p class="govuk-body">{format!("Not sent yet. Due {due}.")}</p> }.into_any(),
    };
    let questions = lines.unwrap_or_default();
    view! {
        <BackLink href=href text=text/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text=page.title.clone() section="Returns"/>
            <p class="govuk-body">{page.status.view()}{format!(" Due {due}.")}</p>
            {body}
            {page.remark.clone().map(|remark| view! { <p class="govuk-body">"They add: "{remark}</p> })}
            {can(Action::Accept).then(|| view! {
                <Form name="return-accept" hidden=hidden()><Button text="Accept"/></Form>
            })}
            {can(Action::Query).then(|| view! {
                <h2 class="govuk-heading-m">"Ask about it"</h2>
                <Form name="return-query" hidden=hidden()>
                    {questions.into_iter().enumerate().map(|(index, line)| view! {
                        <input type="hidden" name=format!("queries.{index}.indicator") value=line.indicator.to_string()/>
                        <TextInput name=format!("queries.{index}.query") label=format!("Your question on: {}", line.name)/>
                    }).collect_view()}
                    <Button text="Send it back with questions" secondary=true/>
                </Form>
            })}
        </div></div>
    }
}

/// The page.
#[component]
pub fn DataReturn() -> impl IntoView {
    of_address(|page| Some(show(page)))
}
