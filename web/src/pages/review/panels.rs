//! The panels that one sits on, each with the next step.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::secure::PanelMemberId;
use shared::secure::evaluation::PanelStage;

use crate::ui::{self, CardTable, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct PanelsQuery {
    my_panels: Vec<Seat>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "PanelSeat")]
struct Seat {
    id: PanelMemberId,
    chair: bool,
    stage: crate::wire::PanelStage,
    status: ui::Status,
    done: i32,
    total: i32,
    opportunity: Named,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Opportunity")]
struct Named {
    reference: String,
    title: String,
}

/// Where the next step is taken, and what it is.
fn next(seat: &Seat) -> Option<(String, &'static str)> {
    let at = |page: &str| format!("/review/panels/{}/{page}", seat.id);
    match *seat.stage {
        PanelStage::Waiting | PanelStage::SteppedAside => None,
        PanelStage::Declare => Some((at("interests"), "Declare your interests")),
        PanelStage::Score => Some((at("score"), "Score")),
        PanelStage::Sent => Some((at("score"), "Read what you sent")),
        PanelStage::Agree => Some((at("moderate"), "Agree scores")),
        PanelStage::Agreed => Some((at("moderate"), "Read the agreed scores")),
    }
}

fn wait(stage: PanelStage) -> &'static str {
    match stage {
        PanelStage::Waiting => "Bids are sealed. Names appear after opening.",
        _ => "You stepped aside from every bid.",
    }
}

fn show(data: PanelsQuery) -> impl IntoView {
    if data.my_panels.is_empty() {
        return view! {
            <p class="govuk-body">"You are not on a panel. When an officer asks you to score bids, you get an e-mail."</p>
        }
        .into_any();
    }
    let rows = data.my_panels.into_iter().map(|seat| {
        let step = match next(&seat) {
            Some((href, text)) => view! { <a class="govuk-link" href=href>{text}</a> }.into_any(),
            None => wait(*seat.stage).into_any(),
        };
        let progress = (seat.total > 0).then(|| format!("{} of {}", seat.done, seat.total));
        vec![
            format!("{} {}", seat.opportunity.title, seat.opportunity.reference).into_any(),
            if seat.chair { "You lead the panel" } else { "Reviewer" }.into_any(),
            seat.status.view().into_any(),
            progress.unwrap_or_else(|| "Not begun".to_owned()).into_any(),
            step,
        ]
    });
    let heads = vec!["What is scored", "Your part", "Where it stands", "Your scores", "Next step"];
    view! { <CardTable caption="Panels you sit on" quiet=true heads=heads rows=rows.collect()/> }.into_any()
}

/// The page.
#[component]
pub fn Panels() -> impl IntoView {
    view! {
        <Title text="My panels" section="Review"/>
        {ui::query(|| PanelsQuery::build(()), show)}
    }
}
