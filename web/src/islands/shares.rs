//! What the shares of a bid's organisations add up to, as one types.

use leptos::prelude::*;
use shared::check::parse_thousandths;
use shared::secure::bid::team::Share;
use shared::secure::bid::team::gate::sum_of_shares;

/// The sum of the shares of those in the bid. Stands in their form.
#[island]
pub fn Shares(
    /// The shares the page came with.
    shares: Vec<String>,
) -> impl IntoView {
    let said = RwSignal::new(sum(shares.into_iter()));
    let node = NodeRef::<leptos::html::P>::new();
    super::watch_all(node, ("parts.", ".share"), move |typed| said.set(sum(typed.into_iter())));
    view! { <p class="govuk-body" node_ref=node><output>{move || said.get()}</output></p> }
}

/// Says what the shares add up to, by the rule that will judge them.
fn sum(shares: impl Iterator<Item = String>) -> String {
    let total = shares.filter_map(|text| parse_thousandths(&text)).map(|share| share / 10).sum();
    sum_of_shares(Share(total))
        .map_or_else(|| "Shares add up to 100.".to_owned(), |refusal| format!("{}.", refusal.message))
}
