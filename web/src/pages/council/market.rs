//! The market map: what providers can do, where there are too few, and what an officer notes of a provider.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use shared::calendar;
use shared::people::OrganisationId;
use shared::plan::MarketEntryId;
use shared::plan::market::ServiceKind;

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, Button, CardTable, Details, Form, NotFound, Select, TextArea, TextInput, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct MarketQuery {
    market: Option<Vec<MarketService>>,
    #[arguments(first: 100, kind: PROVIDER)]
    organisations: OrganisationConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OrganisationConnection {
    nodes: Vec<Registered>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
pub(crate) struct Registered {
    pub id: OrganisationId,
    pub name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketService {
    label: String,
    providers: i32,
    places: Vec<MarketPlace>,
    capacity: Vec<MarketCapacity>,
    alert: Option<String>,
    entries: Vec<EntryRow>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketPlace {
    place: Option<String>,
    providers: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketCapacity {
    unit: String,
    total: i32,
    share: i32,
    largest: Option<Registered>,
}

/// What one provider can do.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "MarketEntry")]
pub(crate) struct EntryRow {
    pub id: MarketEntryId,
    pub label: String,
    pub place: Option<String>,
    pub capacity: i32,
    pub unit: String,
    pub reach: String,
    pub source: Option<String>,
    pub noted_at: shared::Timestamp,
    pub viewer_can_remove: bool,
    pub organisation: Option<Registered>,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketEntryInput {
    kind: String,
    place: String,
    capacity: String,
    unit: String,
    reach: String,
    source: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct AddVariables {
    organisation: OrganisationId,
    input: MarketEntryInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "AddVariables")]
struct AddMutation {
    #[arguments(organisation: $organisation, input: $input)]
    market_add: MarketPayload,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct RemoveVariables {
    id: MarketEntryId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "RemoveVariables")]
struct RemoveMutation {
    #[arguments(id: $id)]
    market_remove: MarketPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketPayload {
    user_errors: Vec<UserError>,
}

/// The page that the form stands on.
fn here(fields: &Fields) -> String {
    if fields.text("own") == "yes" { "/provider/market" } else { "/council/market" }.to_owned()
}

/// Says what a provider can do.
pub async fn add(api: &Api, fields: &Fields) -> Outcome {
    let Ok(organisation) = fields.text("organisation").parse() else {
        let fault = shared::Refusal::slip("organisation", shared::error::Code::Missing, "Select the provider");
        return Outcome::Refused(vec![fault]);
    };
    let input = MarketEntryInput {
        kind: fields.text("kind"),
        place: fields.text("place"),
        capacity: fields.text("capacity"),
        unit: fields.text("unit"),
        reach: fields.text("reach"),
        source: fields.text("source"),
    };
    match api.run(AddMutation::build(AddVariables { organisation, input })).await {
        Ok(data) => Outcome::of(data.market_add.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// Takes it away.
pub async fn remove(api: &Api, fields: &Fields) -> Outcome {
    let Ok(id) = fields.text("entry").parse() else {
        let fault = shared::Refusal::slip("entry", shared::error::Code::Missing, "Select what to take away");
        return Outcome::Refused(vec![fault]);
    };
    match api.run(RemoveMutation::build(RemoveVariables { id })).await {
        Ok(data) => Outcome::of(data.market_remove.user_errors, || here(fields)),
        Err(fault) => fault.into(),
    }
}

/// The kinds of service to choose from.
pub(crate) fn kinds() -> Vec<(String, String)> {
    ServiceKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect()
}

/// A place in words.
fn place(code: Option<&String>) -> AnyView {
    match code {
        None => "Everywhere".into_any(),
        Some(code) => view! { <a class="govuk-link" href=format!("/areas/{code}")>{code.clone()}</a> }.into_any(),
    }
}

/// The fields about what a provider can do.
pub(crate) fn fields() -> impl IntoView {
    view! {
        <Select name="kind" label="Kind of service" options=kinds()/>
        <TextInput
            name="place"
            label="Small area (optional)"
            hint="Its code, such as E01016845. Empty means everywhere that the council serves."
            width=10
        />
        <TextInput name="capacity" label="How much" hint="A whole number, such as 40" width=10/>
        <TextInput name="unit" label="Of what" hint="For example, people a week or rides a month" width=20/>
        <TextArea name="reach" label="Whom it reaches" rows=2/>
    }
}

/// What each provider can do, in a table; with or without its name.
pub(crate) fn entries(caption: &str, rows: Vec<EntryRow>, own: bool) -> AnyView {
    let row = |one: EntryRow| {
        let told = match &one.source {
            None if own => "You".to_owned(),
            None => "The provider".to_owned(),
            Some(source) => format!("The council: {source}"),
        };
        let day = calendar::in_short(calendar::day_of(one.noted_at));
        let name = one.organisation.map(|of| of.name).unwrap_or_default();
        let first = if own { one.label } else { name };
        vec![
            first.into_any(),
            place(one.place.as_ref()),
            format!("{} {}", one.capacity, one.unit).into_any(),
            one.reach.into_any(),
            format!("{told}, {day}").into_any(),
        ]
    };
    let first = if own { "What" } else { "Provider" };
    view! {
        <CardTable
            caption=caption.to_owned()
            heads=vec![first, "Where", "How much", "Whom it reaches", "Who says so"]
            rows=rows.into_iter().map(row).collect()
        />
    }
    .into_any()
}

/// The form to take one away, where there is one.
pub(crate) fn remove_form(rows: &[EntryRow], own: bool) -> Option<impl IntoView + use<>> {
    let named = |one: &EntryRow| {
        let who = one.organisation.as_ref().filter(|_| !own).map(|of| format!("{}: ", of.name)).unwrap_or_default();
        (one.id.to_string(), format!("{who}{}, {} {}", one.label, one.capacity, one.unit))
    };
    let options: Vec<_> = rows.iter().filter(|one| one.viewer_can_remove).map(named).collect();
    let hidden = vec![("own", if own { "yes" } else { "no" }.to_owned())];
    (!options.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Take something away"</h2>
            <Form name="market-remove" hidden=hidden>
                <Select name="entry" label="What is no longer so" options=options/>
                <Button text="Take away" secondary=true/>
            </Form>
        }
    })
}

fn service(one: MarketService) -> impl IntoView {
    let held = |capacity: MarketCapacity| {
        let largest = capacity.largest.map(|of| of.name).unwrap_or_default();
        view! { <li>{capacity.total}" "{capacity.unit}", of which "{largest}" has "{capacity.share}"%"</li> }
    };
    let there = |spot: MarketPlace| {
        let many = if spot.providers == 1 { " provider".to_owned() } else { " providers".to_owned() };
        view! { <li>{place(spot.place.as_ref())}": "{spot.providers}{many}</li> }
    };
    let many = if one.providers == 1 { "1 provider".to_owned() } else { format!("{} providers", one.providers) };
    view! {
        <h2 class="govuk-heading-m">{one.label.clone()}</h2>
        <p class="govuk-body">
            {match one.alert {
                Some(alert) => view! { <strong class="govuk-tag govuk-tag--red">"Too few"</strong>" "{alert}"." }.into_any(),
                None => view! { <strong class="govuk-tag govuk-tag--green">"Enough"</strong>" "{many}"." }.into_any(),
            }}
        </p>
        {(!one.entries.is_empty()).then(|| view! {
            <ul class="govuk-list govuk-list--bullet">{one.places.into_iter().map(there).collect_view()}</ul>
            <ul class="govuk-list govuk-list--bullet">{one.capacity.into_iter().map(held).collect_view()}</ul>
            <Details summary=format!("Who can do it: {}", one.label)>{entries(&one.label, one.entries, false)}</Details>
        })}
    }
}

fn show(services: Vec<MarketService>, register: Vec<Registered>) -> impl IntoView {
    let few = services.iter().filter(|one| one.alert.is_some()).count();
    let all: Vec<EntryRow> = services.iter().flat_map(|one| one.entries.clone()).collect();
    let register = register.into_iter().map(|one| (one.id.to_string(), one.name)).collect::<Vec<_>>();
    view! {
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Market map" section="Council"/>
            <p class="govuk-body-l">
                {format!("{few} of {} kinds of service have too few providers.", services.len())}
            </p>
            <p class="govuk-body">
                "It shows who can do what, where, and for whom: what providers say of themselves, and what officers noted. \
                 Keep it as it is now from the page of a commission."
            </p>
            {services.into_iter().map(service).collect_view()}
            <h2 class="govuk-heading-m">"Note what a provider can do"</h2>
            <p class="govuk-body">"The provider can read what you note."</p>
            <Form name="market-add" hidden=vec![("own", "no".to_owned())]>
                <Select name="organisation" label="Provider" options=register/>
                {fields()}
                <TextInput name="source" label="Where you know it from" hint="For example, a visit on 2 March 2026"/>
                <Button text="Add to the map"/>
            </Form>
            {remove_form(&all, false)}
        </div></div>
    }
}

/// The page.
#[component]
pub fn Market() -> impl IntoView {
    ui::query(
        || MarketQuery::build(()),
        |data| match data.market {
            Some(services) => show(services, data.organisations.nodes).into_any(),
            None => NotFound().into_any(),
        },
    )
}
