//! What an opportunity is in law, on the wire.

use async_graphql::SimpleObject;
use shared::secure::method::{DirectGround, GrantKind, Line, Nature};
use shared::secure::opportunity::Opportunity as Domain;

/// Whether it is a grant or a contract, with the answers that say so; of a grant its kind, of a direct award its ground.
#[derive(SimpleObject)]
pub struct OpportunityFooting {
    /// Whether the council gets a service in return; none where that was not asked yet.
    service_in_return: Option<bool>,
    /// Whether there is a price for it.
    price: Option<bool>,
    /// Whether somebody owes it and can be made to do it.
    enforceable: Option<bool>,
    /// What the answers mean.
    lines: Vec<Line>,
    /// What a grant is for.
    grant_kind: Option<GrantKind>,
    /// Why it is a grant, where that needs a reason.
    grant_reason: Option<String>,
    /// Whether an approver has to say why it is a grant although its answers say contract.
    must_confirm: bool,
    /// What the approver said to that.
    approver_reason: Option<String>,
    /// The ground of a direct award.
    ground: Option<DirectGround>,
    /// That ground in words.
    ground_in_words: Option<&'static str>,
    /// Why that ground is met.
    direct_reason: Option<String>,
}

impl OpportunityFooting {
    pub(super) fn new(of: &Domain) -> Self {
        let footing = &of.footing;
        Self {
            service_in_return: footing.nature.map(|nature| nature.service_in_return),
            price: footing.nature.map(|nature| nature.price),
            enforceable: footing.nature.map(|nature| nature.enforceable),
            lines: footing.nature.map(Nature::explain).unwrap_or_default(),
            grant_kind: footing.grant_kind,
            grant_reason: footing.grant_reason.clone(),
            must_confirm: footing.looks_like_contract(of.method),
            approver_reason: footing.approver_reason.clone(),
            ground: footing.ground,
            ground_in_words: footing.ground.map(DirectGround::label),
            direct_reason: footing.direct_reason.clone(),
        }
    }
}
