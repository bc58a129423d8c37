//! The panels that one sits on, each with the next step.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::secure::PanelMemberId;
use shared::secure::evaluation::PanelStage;

use crate::ui::{self, Title};

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
        view! {
            <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">{seat.opportunity.title.clone()}" "{seat.opportunity.reference.clone()}</th>
                <td class="govuk-table__cell">{if seat.chair { "You lead the panel" } else { "Reviewer" }}</td>
                <td class="govuk-table__cell">{seat.status.view()}</td>
                <td class="govuk-table__cell">{progress.unwrap_or_else(|| "Not begun".to_owned())}</td>
                <td class="govuk-table__cell">{step}</td>
            </tr>
        }
    });
    view! {
        <table class="govuk-table">
            <caption class="govuk-table__caption govuk-visually-hidden">"Panels you sit on"</caption>
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">
                    <th scope="col" class="govuk-table__header">"What is scored"</th>
                    <th scope="col" class="govuk-table__header">"Your part"</th>
                    <th scope="col" class="govuk-table__header">"Where it stands"</th>
                    <th scope="col" class="govuk-table__header">"Your scores"</th>
                    <th scope="col" class="govuk-table__header">"Next step"</th>
                </tr>
            </thead>
            <tbody class="govuk-table__body">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Panels() -> impl IntoView {
    view! {
        <Title text="My panels" section="Review"/>
        {ui::query(|| PanelsQuery::build(()), show)}
    }
}
