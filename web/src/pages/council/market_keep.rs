//! Keeping the market map for a commission, as it is on the day.

use cynic::{MutationBuilder, QueryBuilder};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::calendar;
use shared::commission::CommissionId;
use shared::commission::access::Action;

use super::market::kinds;
use crate::api::Api;
use crate::form::{Fields, Outcome, UserError};
use crate::ui::{self, BackLink, Button, Form, NotFound, Select, TextArea, TextInput, Title};
use crate::wire::CommissionAction;

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionVariables {
    reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "CommissionVariables")]
struct CommissionQuery {
    #[arguments(reference: $reference)]
    commission: Option<CommissionPage>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Commission")]
struct CommissionPage {
    id: CommissionId,
    reference: String,
    title: String,
    viewer_can: Vec<CommissionAction>,
    market_note: Option<String>,
    market_snapshots: Vec<Kept>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "MarketSnapshot")]
struct Kept {
    sentence: String,
    says: String,
    kept_at: shared::Timestamp,
    organisations: Option<Vec<Named>>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Named {
    name: String,
}

#[derive(cynic::InputObject, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct MarketSnapshotInput {
    kind: String,
    place: String,
    says: String,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct KeepVariables {
    commission: CommissionId,
    input: MarketSnapshotInput,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Mutation", variables = "KeepVariables")]
struct KeepMutation {
    #[arguments(commission: $commission, input: $input)]
    market_keep: CommissionPayload,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct CommissionPayload {
    user_errors: Vec<UserError>,
}

/// Keeps it.
pub async fn keep(api: &Api, fields: &Fields) -> Outcome {
    let here = || format!("/council/commissions/{}/market", fields.text("reference"));
    let Ok(commission) = fields.text("id").parse() else { return Outcome::Go(here()) };
    let input =
        MarketSnapshotInput { kind: fields.text("kind"), place: fields.text("place"), says: fields.text("says") };
    match api.run(KeepMutation::build(KeepVariables { commission, input })).await {
        Ok(data) => Outcome::of(data.market_keep.user_errors, here),
        Err(fault) => fault.into(),
    }
}

fn kept(all: Vec<Kept>) -> impl IntoView {
    let one = |kept: Kept| {
        let day = calendar::in_short(calendar::day_of(kept.kept_at));
        let names: Vec<String> = kept.organisations.into_iter().flatten().map(|one| one.name).collect();
        view! {
            <li>
                <strong>{day}</strong>". "{kept.sentence}". "{kept.says}
                {(!names.is_empty()).then(|| view! { <br/>{names.join(", ")} })}
            </li>
        }
    };
    view! { <ul class="govuk-list govuk-list--spaced">{all.into_iter().map(one).collect_view()}</ul> }
}

fn show(page: CommissionPage) -> impl IntoView {
    let can = page.viewer_can.iter().any(|one| *one == Action::Answer);
    let hidden = vec![("id", page.id.to_string()), ("reference", page.reference.clone())];
    view! {
        <BackLink href=format!("/council/commissions/{}", page.reference) text=page.title.clone()/>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
            <Title text="Who could help" section=page.reference.clone() caption=page.title.clone()/>
            {page.market_note.map(|note| view! {
                <div class="govuk-inset-text">
                    {note}" Above the sum from which offers are invited in the open, it has to be kept before providers are invited."
                </div>
            })}
            {kept(page.market_snapshots)}
            {if can {
                view! {
                    <h2 class="govuk-heading-m">"Keep the map as it is now"</h2>
                    <p class="govuk-body">
                        "What is kept does not change when "<a class="govuk-link" href="/council/market">"the map"</a>
                        " does. Everybody can read how many providers there are; officers read which."
                    </p>
                    <Form name="market-keep" hidden=hidden>
                        <Select name="kind" label="Kind of service" options=kinds()/>
                        <TextInput
                            name="place"
                            label="Small area (optional)"
                            hint="Its code, such as E01016845. Empty means everywhere that the council serves."
                            width=10
                        />
                        <TextArea name="says" label="What the map shows, in a line" rows=2/>
                        <Button text="Keep the map"/>
                    </Form>
                }.into_any()
            } else {
                view! {
                    <p class="govuk-body">"You cannot keep another: the agreement is made, or another directorate leads the work."</p>
                }.into_any()
            }}
        </div></div>
    }
}

/// The page.
#[component]
pub fn MarketKeep() -> impl IntoView {
    let params = use_params_map();
    let reference = move || params.with(|params| params.get("reference").unwrap_or_default());
    let operation = move || CommissionQuery::build(CommissionVariables { reference: reference() });
    ui::query(operation, |data| match data.commission {
        Some(commission) => show(commission).into_any(),
        None => NotFound().into_any(),
    })
}
