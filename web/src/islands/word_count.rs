//! How many words are left in a text field.

use leptos::prelude::*;

/// "Up to 500 words", and once the script runs how many are left. Stands in the
/// form, after the field it counts.
#[island]
pub fn WordCount(
    /// The field's name in its form.
    field: String,
    /// The most words it may have.
    limit: i32,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::P>::new();
    let words = RwSignal::new(None::<usize>);
    super::watch(node, field, move |text| words.set(Some(shared::check::words(&text))));
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
