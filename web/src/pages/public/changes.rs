//! What happened to an opportunity since it was published: what was asked, what changed, and its dates for a calendar.

use leptos::prelude::*;
use shared::Timestamp;
use shared::calendar::instant_in_words;

/// How the questions about an opportunity stand.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema", graphql_type = "ClarificationTally")]
pub(crate) struct Tally {
    pub published: i32,
    pub waiting: i32,
    pub late: i32,
}

impl Tally {
    /// `Questions and answers (4, 1 waiting)`.
    pub fn heading(&self) -> String {
        let (all, waiting) = (self.published + self.waiting, self.waiting);
        if waiting == 0 {
            return format!("Questions and answers ({all})");
        }
        format!("Questions and answers ({all}, {waiting} waiting)")
    }

    /// What waits, and whether the council is late, in a sentence; none where nothing waits.
    pub fn sentence(&self) -> Option<String> {
        let waits = match self.waiting {
            0 => return None,
            1 => "1 question waits for an answer.".to_owned(),
            waiting => format!("{waiting} questions wait for an answer."),
        };
        let late = match self.late {
            0 => String::new(),
            1 => " The council is late with 1 of them. The closing date does not move by itself.".to_owned(),
            late => format!(" The council is late with {late} of them. The closing date does not move by itself."),
        };
        Some(waits + &late)
    }
}

/// A change to what is published.
#[derive(cynic::QueryFragment, Clone, Debug)]
#[cynic(schema_module = "crate::schema")]
pub(crate) struct Amendment {
    pub number: i32,
    pub what: String,
    pub meaning: String,
    pub material: bool,
    pub closed_at: Timestamp,
    pub closes_at: Timestamp,
    pub made_at: Timestamp,
}

/// The changes, the newest first.
pub(crate) fn amendments(all: Vec<Amendment>) -> impl IntoView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"Nothing has changed since it was published."</p> }.into_any();
    }
    let item = |one: Amendment| {
        let moved = one.closes_at != one.closed_at;
        view! {
            <li class="cw-timeline__item">
                <div class="cw-timeline__header">
                    <h3 class="cw-timeline__title">{format!("Change {}", one.number)}</h3>
                </div>
                <p class="cw-timeline__date">{instant_in_words(one.made_at)}</p>
                <div class="cw-timeline__description">
                    <p class="govuk-body" dir="auto">{one.what}</p>
                    <p class="govuk-body" dir="auto"><strong>"For a bid that is sent: "</strong>{one.meaning}</p>
                    {one.material.then(|| view! {
                        <p class="govuk-body">"A bid sent before this change has to be confirmed before it closes."</p>
                    })}
                    {moved.then(|| view! {
                        <p class="govuk-body">
                            "It closes on "{instant_in_words(one.closes_at)}" in place of "{instant_in_words(one.closed_at)}"."
                        </p>
                    })}
                </div>
            </li>
        }
    };
    view! { <ol class="cw-timeline">{all.into_iter().map(item).collect_view()}</ol> }.into_any()
}

/// The dates as a file for one's own calendar.
pub(crate) fn calendar_links(reference: &str) -> impl IntoView + use<> {
    let href = format!("/opportunities/{reference}/dates.ics");
    view! {
        <leptos_meta::Link rel="alternate" type_="text/calendar" href=href.clone() title="Dates"/>
        <p class="govuk-body"><a class="govuk-link" href=href>"Add these dates to your calendar"</a></p>
    }
}
