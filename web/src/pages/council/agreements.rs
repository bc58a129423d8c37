//! The council's agreements, and the returns that wait for it.

use cynic::QueryBuilder;
use leptos::prelude::*;

use crate::pages::provider::agreements::mine;
use crate::pages::provider::data_returns::{DataReturnConnection, list};
use crate::ui::{self, Title};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "Query")]
struct SentQuery {
    #[arguments(first: 50, mine: true, stage: SUBMITTED)]
    data_returns: DataReturnConnection,
}

/// The returns that providers have sent and the viewer may check; nothing where
/// there are none.
pub(super) fn to_check() -> impl IntoView {
    ui::query(
        || SentQuery::build(()),
        |data| {
            let sent = data.data_returns.nodes;
            (!sent.is_empty()).then(|| {
                view! {
                    <h2 class="govuk-heading-m">"Returns to check"</h2>
                    {list(sent, "/council/returns")}
                }
            })
        },
    )
}

/// The page.
#[component]
pub fn Agreements() -> impl IntoView {
    view! {
        <Title text="Agreements" section="Council"/>
        {to_check()}
        <h2 class="govuk-heading-m">"Agreements"</h2>
        {mine("/council/agreements")}
    }
}
