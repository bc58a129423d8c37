//! What needs an officer today: returns to check, and the next step of each
//! commission they lead.

use cynic::QueryBuilder;
use leptos::prelude::*;

use super::agreements::to_check;
use super::commissions::{CommissionConnection, table};
use crate::ui::{self, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct LedQuery {
    #[arguments(first: 50, mine: true)]
    commissions: CommissionConnection,
}

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    view! {
        <Title text="Today" section="Council"/>
        {to_check()}
        {ui::query(
            || LedQuery::build(()),
            |data| {
                if data.commissions.nodes.is_empty() {
                    return view! {
                        <p class="govuk-body">
                            "You lead no commission. "<a class="govuk-link" href="/council/commissions">"See all commissions"</a>
                        </p>
                    }
                    .into_any();
                }
                table(data.commissions.nodes, "Commissions you lead".to_owned()).into_any()
            },
        )}
    }
}
