//! What a provider says that it can do: its part of the market map.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::people::{OrganisationId, OrganisationKind};

use crate::pages::council::market::{EntryRow, entries, fields, remove_form};
use crate::ui::{self, Button, Form, NotFound, Title};
use crate::wire;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct ViewerQuery {
    viewer: Option<Viewer>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct Viewer {
    acting: Option<Acting>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Membership")]
struct Acting {
    organisation: Option<Own>,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Organisation")]
struct Own {
    id: OrganisationId,
    name: String,
    kind: wire::OrganisationKind,
}

#[derive(cynic::QueryVariables, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
struct EntriesVariables {
    organisation: OrganisationId,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query", variables = "EntriesVariables")]
struct EntriesQuery {
    #[arguments(organisation: $organisation)]
    market_entries: Vec<EntryRow>,
}

fn show(own: OrganisationId, rows: Vec<EntryRow>) -> impl IntoView {
    let hidden = vec![("own", "yes".to_owned()), ("organisation", own.to_string())];
    let remove = remove_form(&rows, true);
    view! {
        {if rows.is_empty() {
            view! { <p class="govuk-body">"Nothing is on the map about you yet."</p> }.into_any()
        } else {
            entries("What the map says of you", rows, true)
        }}
        <h2 class="govuk-heading-m">"Add what you can do"</h2>
        <Form name="market-add" hidden=hidden>
            {fields()}
            <Button text="Add to the map"/>
        </Form>
        {remove}
    }
}

/// The page.
#[component]
pub fn Market() -> impl IntoView {
    ui::query(
        || ViewerQuery::build(()),
        |data| {
            let own = data.viewer.and_then(|viewer| viewer.acting).and_then(|acting| acting.organisation);
            let Some(own) = own.filter(|one| *one.kind == OrganisationKind::Provider) else {
                return NotFound().into_any();
            };
            let (asked, id) = (own.id.clone(), own.id);
            view! {
                <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
                    <Title text="What you can do" section="Provider" caption=own.name/>
                    <p class="govuk-body-l">
                        "Councils look here before they plan a service, to see who could run it. Adding yourself promises \
                         nothing, and nobody is left out of an opportunity for not being here."
                    </p>
                    {ui::query(
                        move || EntriesQuery::build(EntriesVariables { organisation: asked.clone() }),
                        move |data| show(id.clone(), data.market_entries),
                    )}
                </div></div>
            }
            .into_any()
        },
    )
}
