//! What came of an opportunity, for anyone: who was chosen, and why.

use std::collections::BTreeSet;

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar::{day_of, in_words, instant_in_words};
use shared::secure::opportunity::Stage;
use shared::{Day, Money, Timestamp};

use super::opportunity::{Criterion, criteria};
use crate::ui::{self, BackLink, Inset, NotFound, Row, SummaryList, Title};
use crate::wire::OpportunityStage;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct ResultVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "ResultVariables")]
struct ResultQuery {
    #[arguments(reference: $reference)]
    opportunity: Option<ResultPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct ResultPage {
    reference: String,
    title: String,
    stage: OpportunityStage,
    status: ui::Status,
    closes_at: Option<Timestamp>,
    published_at: Option<Timestamp>,
    decision_on: Option<Day>,
    cancel_reason: Option<String>,
    end_reason: Option<String>,
    result: Option<Decision>,
}

/// What was decided, lot by lot.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "OpportunityResult")]
pub(crate) struct Decision {
    bids_received: i32,
    criteria: Vec<Criterion>,
    lots: Vec<LotResult>,
    lot_count: i32,
    ended: Vec<EndedLot>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Lot")]
struct EndedLot {
    number: i32,
    title: String,
    end_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct LotResult {
    lot: Lot,
    winner: String,
    value: Money,
    reasons: String,
    other_reason: Option<String>,
    decided_at: Timestamp,
    standstill_ends_on: Option<Day>,
    accepted: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Lot {
    number: i32,
    title: String,
}

fn rows(one: LotResult, bids: i32) -> Vec<Row> {
    let received = if bids == 1 { "1 bid".to_owned() } else { format!("{bids} bids") };
    let accepted = if one.accepted { "Accepted" } else { "Not answered yet" };
    let waiting = one.standstill_ends_on.map_or_else(
        || "None for this kind of decision".to_owned(),
        |day| format!("Until {}. Nothing is signed before it ends", in_words(day)),
    );
    let before = one.other_reason.map(|reason| Row::new("Why before a higher score", reason));
    let mut rows = vec![
        Row::new("Chosen", one.winner),
        Row::new("Value", format!("{} before VAT", one.value)),
        Row::new("Why", view! { <span dir="auto">{one.reasons}</span> }),
        Row::new("Bids received", received),
        Row::new("Decided", in_words(day_of(one.decided_at))),
        Row::new("Waiting period", waiting),
        Row::new("The chosen bidder's answer", accepted),
    ];
    rows.extend(before);
    rows
}

/// Who was chosen for each lot.
pub(crate) fn lots(decision: Decision) -> impl IntoView {
    let (bids, several) = (decision.bids_received, decision.lot_count > 1);
    let decided: BTreeSet<i32> = decision.lots.iter().map(|one| one.lot.number).collect();
    let undecided =
        usize::try_from(decision.lot_count).unwrap_or(0).saturating_sub(decided.len() + decision.ended.len());
    let ended = decision.ended.into_iter().map(|lot| {
        view! {
            <h3 class="govuk-heading-s">{format!("Lot {}: {}", lot.number, lot.title)}</h3>
            <p class="govuk-body">"Ended with no one chosen. "{lot.end_reason}</p>
        }
    });
    let ended = ended.collect_view();
    let chosen = decision
        .lots
        .into_iter()
        .map(|one| {
            let heading = several.then(|| format!("Lot {}: {}", one.lot.number, one.lot.title));
            view! {
                {heading.map(|heading| view! { <h3 class="govuk-heading-s">{heading}</h3> })}
                <SummaryList rows=rows(one, bids)/>
            }
        })
        .collect_view();
    view! {
        {chosen}
        {ended}
        {(undecided > 0).then(|| view! { <p class="govuk-body">"The other lots are not decided yet."</p> })}
    }
}

/// Why there is no result to read, and when to expect one.
fn undecided(page: &ResultPage) -> String {
    match *page.stage {
        Stage::Cancelled => format!("Cancelled. {}", page.cancel_reason.clone().unwrap_or_default()),
        Stage::Unsuccessful => {
            format!("Ended with no one chosen. {}", page.end_reason.clone().unwrap_or_default())
        }
        _ => match page.decision_on {
            Some(day) => format!("Not decided. Expected by {}.", in_words(day)),
            None => "Not decided. When it is expected is not set yet.".to_owned(),
        },
    }
}

fn show(page: ResultPage) -> impl IntoView {
    let none = undecided(&page);
    let closed = page.closes_at.map(instant_in_words).unwrap_or_default();
    let result = match page.result {
        None => view! { <Inset>{none}</Inset> }.into_any(),
        Some(decision) => {
            let judged = decision.criteria.clone();
            view! {
                <h2 class="govuk-heading-m">"The decision"</h2>
                {lots(decision)}
                <h2 class="govuk-heading-m">"How the bids were judged"</h2>
                {criteria(judged, Vec::new())}
                <p class="govuk-body">
                    "Bidding closed on "{closed}". Each bidder has been told their own points with the reasons. "
                    "Ask the officer named on the opportunity if something looks wrong."
                </p>
            }
            .into_any()
        }
    };
    view! {
        <BackLink href=format!("/opportunities/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Result" section=page.title.clone() caption=format!("{} {}", page.title, page.reference)/>
            <p class="govuk-body">{page.status.view()}</p>
            {result}
        </div></div>
    }
}

/// The page; there is none for what is not published.
#[component]
pub fn OpportunityResult() -> impl IntoView {
    let params = use_params_map();
    let operation = move || {
        let reference = params.with(|params| params.get("reference").unwrap_or_default());
        ResultQuery::build(ResultVariables { reference })
    };
    ui::query(operation, |data| match data.opportunity.filter(|page| page.published_at.is_some()) {
        Some(page) => show(page).into_any(),
        None => NotFound().into_any(),
    })
}
