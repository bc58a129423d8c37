//! How many words are left in a text field.

use leptos::prelude::*;

/// "Up to 500 words", and once the script runs how many are left. Stands in the
/// form, after the field it counts.
#[component]
pub fn WordCount(
    /// The field's name in its form.
    field: &'static str,
    /// The most words it may have.
    limit: i32,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::P>::new();
    let words = RwSignal::new(None::<usize>);
    watch(node, field, words);
    let text = move || match words.get() {
        None => format!("Up to {limit} words"),
        Some(count) => left(count, limit),
    };
    let over =
        move || words.get().is_some_and(|count| i64::try_from(count).is_ok_and(|count| count > i64::from(limit)));
    let class = move || if over() { "govuk-error-message" } else { "govuk-hint" };
    view! { <p class=class node_ref=node>{text}</p> }
}

/// How many are left, or too many.
fn left(count: usize, limit: i32) -> String {
    let left = i64::from(limit) - i64::try_from(count).unwrap_or(i64::MAX);
    let words = |number: i64| if number == 1 { "1 word".to_owned() } else { format!("{number} words") };
    if left < 0 { format!("{} too many", words(-left)) } else { format!("{} left", words(left)) }
}

#[cfg(not(feature = "hydrate"))]
fn watch(_: NodeRef<leptos::html::P>, _: &'static str, _: RwSignal<Option<usize>>) {}

#[cfg(feature = "hydrate")]
fn watch(node: NodeRef<leptos::html::P>, field: &'static str, words: RwSignal<Option<usize>>) {
    use super::autosave::dom;
    Effect::new(move |_| {
        let Some(form) = node.get().and_then(|element| dom::form_of(&element)) else { return };
        let count = {
            let form = form.clone();
            move || {
                let count = dom::value(&form, field).map(|text| shared::check::words(&text));
                let _ = words.try_set(count);
            }
        };
        count();
        dom::on(&form, "input", count);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_down_and_over() {
        assert_eq!(left(288, 500), "212 words left");
        assert_eq!(left(499, 500), "1 word left");
        assert_eq!(left(523, 500), "23 words too many");
    }
}
