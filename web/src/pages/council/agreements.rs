//! The council's agreements.

use leptos::prelude::*;

use crate::pages::provider::agreements::mine;
use crate::ui::Title;

/// The page.
#[component]
pub fn Agreements() -> impl IntoView {
    view! {
        <Title text="Agreements" section="Council"/>
        {mine("/council/agreements")}
    }
}
