//! How far an approval has come, for what needs more than one officer's word.

use leptos::prelude::*;

use crate::ui;

#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct ApprovalProgress {
    given: i32,
    needed: i32,
    policy_row: String,
}

impl ApprovalProgress {
    /// The count in a sentence, with the row that asks for so many.
    pub(crate) fn view(&self) -> impl IntoView + use<> {
        let words = match self.needed {
            1 => "It needs the approval of one officer who did not make it.".to_owned(),
            needed => format!("{} of {needed} approvals are given, each by a different officer.", self.given),
        };
        view! {
            <p class="govuk-body">{words}</p>
            {ui::refusal::because("R-4.17d", "4.17", std::slice::from_ref(&self.policy_row))}
        }
    }
}
