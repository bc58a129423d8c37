//! Whether something is a grant or a contract, and why it is secured in this way.

use leptos::prelude::*;

use super::opportunity::{Line, lines};
use crate::ui::Details;
use crate::wire::{DirectGround, GrantKind};

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "OpportunityFooting")]
pub(crate) struct Footing {
    pub service_in_return: Option<bool>,
    pub price: Option<bool>,
    pub enforceable: Option<bool>,
    pub lines: Vec<Line>,
    pub grant_kind: Option<GrantKind>,
    pub grant_reason: Option<String>,
    pub must_confirm: bool,
    pub approver_reason: Option<String>,
    pub ground: Option<DirectGround>,
    pub ground_in_words: Option<String>,
    pub direct_reason: Option<String>,
}

impl Footing {
    /// What everyone may read of it.
    pub(crate) fn view(self) -> impl IntoView {
        let part = |heading: &'static str, text: Option<String>| {
            text.map(|text| view! { <p class="govuk-body"><strong>{heading}</strong>" "{text}</p> })
        };
        let kind = self.grant_kind.map(|kind| kind.label().to_owned());
        view! {
            {part("What the grant is for:", kind)}
            {part("Why it is a grant:", self.grant_reason)}
            {part("What the approver says to that:", self.approver_reason)}
            {part("The ground for asking one provider alone:", self.ground_in_words)}
            {part("Why that ground is met:", self.direct_reason)}
            {(!self.lines.is_empty()).then(|| view! {
                <Details summary="Is it a grant or a contract?">{lines(self.lines)}</Details>
            })}
        }
    }
}
