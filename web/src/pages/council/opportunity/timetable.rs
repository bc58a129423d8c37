//! The dates of an opportunity.

use leptos::prelude::*;
use shared::calendar::{in_short, london};
use shared::{Day, Timestamp};

use super::act;
use super::data::{OpportunityInput, SetupPage};
use super::{section, task};
use crate::api::Api;
use crate::form::{Fields, Outcome};
use crate::ui::{Button, Form, TextInput};

/// Saves the timetable.
pub async fn save(api: &Api, fields: &Fields) -> Outcome {
    let text = |name: &str| Some(fields.text(name));
    let input = OpportunityInput {
        opens_on: text("opensOn"),
        opens_time: text("opensTime"),
        questions_until_on: text("questionsUntilOn"),
        questions_until_time: text("questionsUntilTime"),
        closes_on: text("closesOn"),
        closes_time: text("closesTime"),
        decision_on: text("decisionOn"),
        starts_on: text("startsOn"),
        ..OpportunityInput::default()
    };
    act::save(api, fields, input, None).await
}

fn day_of(at: Option<Timestamp>) -> String {
    at.map(|at| in_short(london(at).date())).unwrap_or_default()
}

fn time_of(at: Option<Timestamp>) -> String {
    at.map(|at| london(at).format("%H:%M:%S").to_string()).unwrap_or_default()
}

fn form(page: &SetupPage) -> impl IntoView + use<> {
    let day = |day: Option<Day>| day.map(in_short).unwrap_or_default();
    let opens = page.opens_at.filter(|_| page.published_at.is_none());
    let (asked, closes, decision, starts) = (page.questions_until, page.closes_at, page.decision_on, page.starts_on);
    view! {
        <Form name="opportunity-timetable" hidden=page.hidden() edits=true>
            <TextInput name="opensOn" label="Bidding opens on (optional)" hint="Leave empty to open it when it is published" width=20 value=day_of(opens)/>
            <TextInput name="opensTime" label="At (optional)" width=10 value=time_of(opens)/>
            <TextInput name="questionsUntilOn" label="Last day for questions" hint="A working day, like 27 March 2027" width=20 value=day_of(asked)/>
            <TextInput name="questionsUntilTime" label="Until (optional)" hint="Midday if left empty" width=10 value=time_of(asked)/>
            <TextInput name="closesOn" label="Bidding closes on" hint="A working day" width=20 value=day_of(closes)/>
            <TextInput name="closesTime" label="At (optional)" hint="London time, to the second if need be. Midday if left empty" width=10 value=time_of(closes)/>
            <TextInput name="decisionOn" label="Decision expected on" hint="A working day after bidding closes" width=20 value=day(decision)/>
            <TextInput name="startsOn" label="The service starts on" width=20 value=day(starts)/>
            <Button text="Save and continue"/>
        </Form>
    }
}

/// The page.
#[component]
pub fn Timetable() -> impl IntoView {
    section(|page| task(&page, "Timetable", form(&page).into_any()).into_any())
}
