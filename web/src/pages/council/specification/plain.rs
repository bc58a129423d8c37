//! A text field with what the plain English check says of it, as one types.
//!
//! The check is the one that the server runs; without script it shows what was
//! said of the text last saved.

use leptos::prelude::*;

use crate::form::{FormName, ReturnedForm};
use crate::islands::plain_english::PlainEnglish;
use crate::ui::TextArea;

/// A long text with its reading age and what to say more plainly.
#[component]
pub fn PlainTextArea(
    /// The field's name: the API's own.
    name: &'static str,
    /// What to enter.
    label: &'static str,
    /// What helps to enter it.
    hint: &'static str,
    /// What it starts with.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let form = expect_context::<FormName>().0;
    let start = ReturnedForm::here().typed(form, name).unwrap_or_else(|| value.clone());
    view! {
        <div class="cw-aside-row">
            <div class="cw-aside-row__main"><TextArea name=name label=label hint=hint value=value rows=8/></div>
            <div class="cw-aside-row__aside"><PlainEnglish field=name.to_owned() text=start/></div>
        </div>
    }
}
