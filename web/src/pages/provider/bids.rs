//! The bids of one's organisation, and beginning one.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::error::Code;
use shared::secure::bid::team::MemberStage;
use shared::secure::{BidId, OpportunityId};
use shared::{Timestamp, calendar};

use super::bid_team::Invitation;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, LinkButton, Title};

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidsVariables {
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "BidsVariables")]
struct BidsQuery {
    #[arguments(first: 20, after: $after)]
    bids: BidConnection,
    bid_invitations: Vec<Invitation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidConnection {
    nodes: Vec<Bid>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Bid {
    id: BidId,
    status: Option<ui::Status>,
    receipt: Option<BidReceipt>,
    opportunity: Option<Opportunity>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidReceipt {
    code: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Opportunity {
    title: String,
    reference: String,
    closes_at: Option<Timestamp>,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct StartVariables {
    opportunity: OpportunityId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "StartVariables")]
struct StartMutation {
    #[arguments(opportunity: $opportunity)]
    bid_start: BidPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidPayload {
    bid: Option<Started>,
    user_errors: Vec<UserError>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Bid")]
struct Started {
    id: BidId,
}

/// Begins a bid, or goes to the one there is.
pub async fn start(api: &Api, fields: &Fields) -> Outcome {
    let Ok(opportunity) = fields.text("opportunity").parse() else { return Outcome::Go("/opportunities".to_owned()) };
    match api.run(StartMutation::build(StartVariables { opportunity })).await {
        Ok(data) => {
            let errors = data.bid_start.user_errors;
            if errors.iter().any(|error| error.code == Code::Duplicate) {
                return Outcome::Go("/provider/bids".to_owned());
            }
            let id = data.bid_start.bid.map(|bid| bid.id.to_string()).unwrap_or_default();
            Outcome::of(errors, || format!("/provider/bids/{id}"))
        }
        Err(fault) => fault.into(),
    }
}

/// The page.
#[component]
pub fn Bids() -> impl IntoView {
    let query = use_query_map();
    view! {
        <Title text="Bids"/>
        {ui::query(
            move || BidsQuery::build(BidsVariables { after: query.with(|query| query.get("after")) }),
            |data| view! { {invitations(data.bid_invitations)} {list(data.bids)} },
        )}
    }
}

/// What one's organisation was asked into and has not answered.
fn invitations(all: Vec<Invitation>) -> Option<impl IntoView> {
    let waiting = all.into_iter().filter(|one| one.open && *one.stage == MemberStage::Invited);
    let waiting: Vec<Invitation> = waiting.collect();
    (!waiting.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Asked to join"</h2>
            <ul class="cw-results govuk-list">
                {waiting.into_iter().map(|one| {
                    let lead = one.lead.map_or_else(|| "Another organisation".to_owned(), |lead| lead.name);
                    let title = one.opportunity.map(|on| on.title).unwrap_or_default();
                    view! {
                        <li class="cw-result">
                            <h3 class="cw-result__title govuk-heading-s">
                                <a class="govuk-link" href=format!("/provider/bids/{}/team", one.bid)>{format!("{lead}: {title}")}</a>
                            </h3>
                            {one.status.view()}
                        </li>
                    }
                }).collect_view()}
            </ul>
        }
    })
}

fn list(bids: BidConnection) -> impl IntoView {
    if bids.nodes.is_empty() {
        return view! {
            <div class="cw-empty"><p class="govuk-body">"You have no bids."</p></div>
            <LinkButton href="/opportunities" text="Find work"/>
        }
        .into_any();
    }
    let more = bids.page_info.end_cursor.filter(|_| bids.page_info.has_next_page);
    view! {
        <ul class="cw-results govuk-list">
            {bids.nodes.into_iter().map(|bid| {
                let title = bid.opportunity.as_ref().map_or_else(|| "Bid".to_owned(), |on| on.title.clone());
                let closes = bid.opportunity.as_ref().and_then(|on| on.closes_at).map(calendar::instant_in_words);
                let reference = bid.opportunity.as_ref().map(|on| on.reference.clone());
                let href = if bid.receipt.is_some() { format!("/provider/bids/{}/sent", bid.id) } else { format!("/provider/bids/{}", bid.id) };
                view! {
                    <li class="cw-result">
                        <h2 class="cw-result__title govuk-heading-s"><a class="govuk-link" href=href>{title}</a></h2>
                        <p class="cw-result__meta govuk-hint">
                            {reference}{closes.map(|closes| format!(", closes {closes}"))}
                            {bid.receipt.map(|receipt| format!(", receipt {}", receipt.code))}
                        </p>
                        {bid.status.as_ref().map(ui::Status::view)}
                    </li>
                }
            }).collect_view()}
        </ul>
        {more.map(|cursor| view! { <p class="govuk-body"><a class="govuk-link" href=format!("/provider/bids?after={cursor}")>"Next page"</a></p> })}
    }
    .into_any()
}
