//! The purpose of a core grant, on the page of the outcomes that it stands in place of.

use leptos::prelude::*;

use super::PurposeDraft;
use super::form::PurposeInput;
use super::plain::PlainTextArea;
use crate::form::Fields;
use crate::ui::{Details, Select};

/// Reads what was typed.
pub(super) fn read(fields: &Fields) -> PurposeInput {
    PurposeInput {
        text: fields.text("purpose.text"),
        need: fields.text("purpose.need"),
        objective: fields.text("purpose.objective"),
    }
}

/// The fields, closed until there is a purpose.
pub(super) fn fields(
    draft: &PurposeDraft,
    needs: Vec<(String, String)>,
    objectives: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let PurposeDraft { text, need, objective } = draft.clone();
    let open = !text.is_empty();
    view! {
        <Details summary="For a core grant: its purpose, in place of outcomes" open=open>
            <PlainTextArea name="purpose.text" label="What the money keeps going" hint="A core grant helps an organisation to exist. It has no outcomes and no measures." value=text/>
            <Select name="purpose.need" label="The published need behind it" options=needs value=need/>
            <Select name="purpose.objective" label="Or the objective behind it" options=objectives value=objective/>
        </Details>
    }
}
