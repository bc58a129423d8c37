//! Who bid on an opportunity, once the bids are opened: prices, requirements met or not, and facts.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::Money;
use shared::secure::BidId;
use shared::secure::opportunity::QuestionKind;

use crate::ui::{self, BackLink, CardTable, NextPage, NotFound, Title};
use crate::wire;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidsVariables {
    reference: String,
    after: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "BidsVariables")]
struct BidsQuery {
    #[arguments(reference: $reference)]
    opportunity_opening: Option<OpportunityOpening>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", variables = "BidsVariables")]
struct OpportunityOpening {
    received: Option<i32>,
    opportunity: Option<Opportunity>,
    #[arguments(first: 50, after: $after)]
    bids: BidConnection,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Opportunity {
    reference: String,
    title: String,
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
    organisation: Option<Organisation>,
    content: Option<BidContent>,
    team: Option<BidTeam>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidTeam {
    members: Vec<BidMember>,
    subcontractors: Vec<BidSubcontractor>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidMember {
    lead: bool,
    role: String,
    share: String,
    organisation: Option<Organisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidSubcontractor {
    name: String,
    work: String,
    share: String,
    payment_days: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Organisation {
    name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidContent {
    answers: Vec<BidAnswer>,
    prices: Vec<BidPrice>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidAnswer {
    number: i32,
    prompt: String,
    shown: String,
    met: Option<bool>,
    ask: QuestionAsk,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct QuestionAsk {
    kind: wire::QuestionKind,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct BidPrice {
    price: String,
}

/// The page.
#[component]
pub fn Bids() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        BidsQuery::build(BidsVariables { reference, after: query.with(|query| query.get("after")) })
    };
    ui::query(operation, |data| match data.opportunity_opening {
        Some(opening) => show(opening),
        None => NotFound().into_any(),
    })
}

fn show(opening: OpportunityOpening) -> AnyView {
    let Some(on) = opening.opportunity else { return NotFound().into_any() };
    let base = format!("/council/opportunities/{}", on.reference);
    let next = opening.bids.page_info.end_cursor.filter(|_| opening.bids.page_info.has_next_page);
    let list = if opening.bids.nodes.is_empty() {
        let why = match opening.received {
            None => "Bids are sealed. Nobody can see who bids, or how many.",
            Some(0) => "No bid was received.",
            Some(_) => "There is no bid here that you may read. Bids appear once they are opened.",
        };
        let opening = format!("{base}/opening");
        view! {
            <div class="cw-empty"><p class="govuk-body">{why}</p></div>
            <p class="govuk-body"><a class="govuk-link" href=opening>"Opening the bids"</a></p>
        }
        .into_any()
    } else {
        let rows = opening.bids.nodes.into_iter().map(row).collect();
        view! {
            <CardTable caption="Bids" quiet=true heads=vec!["Who bids", "Price before VAT", "Requirements and facts", "Status"] rows=rows/>
        }
        .into_any()
    };
    view! {
        <BackLink href=base.clone() text=on.title.clone()/>
        <Title text="Who bid" section=on.reference.clone() caption=on.title.clone()/>
        <p class="govuk-body">"Requirements are met or not; they are not scored. What is scored is read by the panel."</p>
        {list}
        <NextPage href=next.map(|cursor| format!("{base}/bids?after={cursor}"))/>
    }
    .into_any()
}

fn row(bid: Bid) -> Vec<AnyView> {
    let name = bid.organisation.map_or_else(|| "Bid".to_owned(), |organisation| organisation.name);
    let (answers, prices) = bid.content.map(|content| (content.answers, content.prices)).unwrap_or_default();
    let sums: Vec<Money> = prices.iter().filter_map(|price| Money::parse(&price.price)).collect();
    let price = Money::checked_sum(sums).map(|sum| sum.to_string()).unwrap_or_default();
    let facts: Vec<BidAnswer> = answers.into_iter().filter(|answer| *answer.ask.kind != QuestionKind::Text).collect();
    let facts = if facts.is_empty() {
        "None were asked".into_any()
    } else {
        view! { <ul class="govuk-list govuk-!-margin-bottom-0">{facts.into_iter().map(fact).collect_view()}</ul> }
            .into_any()
    };
    vec![
        view! { <span id=bid.id.to_string()>{name}</span>{bid.team.map(team)} }.into_any(),
        price.into_any(),
        facts,
        bid.status.as_ref().map(ui::Status::view).into_any(),
    ]
}

/// Who bids with the lead, and to whom work is passed on.
fn team(team: BidTeam) -> impl IntoView {
    let several = team.members.len() > 1;
    let members = team.members.into_iter().filter(|_| several).map(|member| {
        let name = member.organisation.map(|organisation| organisation.name).unwrap_or_default();
        let lead = if member.lead { ", lead" } else { "" };
        view! { <li>{format!("{name}{lead}: {}, {} %", member.role, member.share)}</li> }
    });
    let passed = team.subcontractors.into_iter().map(|one| {
        let (name, work) = (one.name, one.work);
        view! { <li>{format!("Passed on to {name}: {work}, {} %, paid within {} days", one.share, one.payment_days)}</li> }
    });
    let lines = members.collect::<Vec<_>>();
    let passed = passed.collect::<Vec<_>>();
    (!lines.is_empty() || !passed.is_empty())
        .then(|| view! { <ul class="govuk-list govuk-body-s govuk-!-margin-bottom-0">{lines}{passed}</ul> })
}

fn fact(answer: BidAnswer) -> impl IntoView {
    let what = format!("{}. {} ", answer.number, answer.prompt);
    view! { <li>{what}{ui::met(answer.met, answer.shown)}</li> }
}
