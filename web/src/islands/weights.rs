//! What the weights of criteria add up to, as one types.

use leptos::prelude::*;
use shared::check::parse_thousandths;
use shared::secure::opportunity::Weight;
use shared::secure::opportunity::gate::sum_of_weights;

/// The sum of the fields whose names end in `.weight`. Stands in their form.
#[island]
pub fn Weights(
    /// The weights the page came with.
    weights: Vec<String>,
) -> impl IntoView {
    let said = RwSignal::new(sum(weights.into_iter()));
    let node = NodeRef::<leptos::html::P>::new();
    super::watch_all(node, ("", ".weight"), move |typed| said.set(sum(typed.into_iter())));
    view! { <p class="govuk-body" node_ref=node><output>{move || said.get()}</output></p> }
}

/// Says what the weights add up to, by the rule that will judge them.
fn sum(weights: impl Iterator<Item = String>) -> String {
    let given: Vec<String> = weights.filter(|text| !text.trim().is_empty()).collect();
    let sum = given.iter().filter_map(|text| parse_thousandths(text)).map(|weight| weight / 10).sum();
    sum_of_weights(Weight(sum), given.len())
        .map_or_else(|| "Weights add up to 100.".to_owned(), |refusal| format!("{}.", refusal.message))
}
