//! Opening the bids of an opportunity.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::error::Code;
use shared::secure::OpportunityId;
use shared::{Timestamp, calendar};

use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, NotFound, Refusals, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpeningVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "OpeningVariables")]
struct OpeningQuery {
    #[arguments(reference: $reference)]
    opportunity_opening: Option<OpportunityOpening>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityOpening {
    refusals: Vec<UserError>,
    viewer_may_open: bool,
    received: Option<i32>,
    opportunity: Option<Opportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Opportunity {
    id: OpportunityId,
    reference: String,
    title: String,
    closes_at: Option<Timestamp>,
    status: ui::Status,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpenVariables {
    id: OpportunityId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "OpenVariables")]
struct OpenMutation {
    #[arguments(id: $id)]
    opportunity_open: OpportunityOpenPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct OpportunityOpenPayload {
    user_errors: Vec<UserError>,
}

/// Opens the bids.
pub async fn open(api: &Api, fields: &Fields) -> Outcome {
    let next = format!("/council/opportunities/{}/opening", fields.text("reference"));
    let Ok(id) = fields.text("id").parse() else { return Outcome::Go(next) };
    match api.run(OpenMutation::build(OpenVariables { id })).await {
        Ok(data) => Outcome::of(data.opportunity_open.user_errors, || next),
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn Opening() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        OpeningQuery::build(OpeningVariables { reference })
    };
    ui::query(operation, |data| match data.opportunity_opening {
        Some(opening) => show(opening),
        None => NotFound().into_any(),
    })
}

fn show(opening: OpportunityOpening) -> AnyView {
    let Some(on) = opening.opportunity else { return NotFound().into_any() };
    let early = opening.refusals.iter().any(|refusal| refusal.code == Code::TooEarly);
    let refusals: Vec<shared::Refusal> = opening.refusals.into_iter().map(Into::into).collect();
    let ready = refusals.is_empty();
    let received = match opening.received {
        None => "Bids are sealed. Nobody can see how many.".to_owned(),
        Some(0) => "No bid was received.".to_owned(),
        Some(1) => "1 bid was received.".to_owned(),
        Some(count) => format!("{count} bids were received."),
    };
    let button = if opening.received == Some(0) { "End it with nobody chosen" } else { "Open the bids" };
    let warning = if opening.received == Some(0) {
        "It can be asked for again in a new opportunity. This cannot be undone."
    } else {
        "All bids are opened together. Each is checked against its receipt first. This cannot be undone."
    };
    let hidden = vec![("id", on.id.to_string()), ("reference", on.reference.clone())];
    let heading = if early { "You cannot open the bids yet" } else { "The bids cannot be opened" };
    view! {
        <BackLink href=format!("/council/opportunities/{}", on.reference) text=on.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Opening the bids" section=on.title.clone() caption=on.reference.clone()/>
            <p class="govuk-body">{on.status.view()}</p>
            {on.closes_at.map(|closes| view! { <p class="govuk-body">"Deadline: "<strong>{calendar::instant_in_words(closes)}</strong></p> })}
            <p class="govuk-body">{received}</p>
            <Refusals heading=heading refusals=refusals/>
            {(ready && opening.viewer_may_open).then(|| view! {
                <p class="govuk-body">{warning}</p>
                <Form name="opportunity-open" hidden=hidden><Button text=button warning=true/></Form>
            })}
            {(ready && !opening.viewer_may_open).then(|| view! {
                <p class="govuk-body">"A commissioner of the directorate opens the bids."</p>
            })}
        </div></div>
    }
    .into_any()
}
