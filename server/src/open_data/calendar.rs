//! The dates of opportunities as iCalendar (RFC 5545), for anybody's own calendar.
//!
//! A deadline is an instant: an event without an end. Instants are written in UTC, which every calendar shows in its
//! owner's time; the words say them in London's.

use icalendar::{Calendar, Component, Event, EventLike};
use shared::secure::opportunity::{Opportunity, Stage};
use shared::{Day, Timestamp, calendar};

use crate::app::Cx;
use crate::store::page::Page;
use crate::store::secure::opportunity::{Filter, Links};
use crate::store::{self, Error};

/// As many opportunities as one calendar holds, the soonest deadlines.
const MOST: u64 = 100;

/// The dates of all that opens soon, is open, or waits for a decision.
pub async fn all(cx: &Cx) -> Result<String, Error> {
    let stages = vec![Stage::Scheduled, Stage::Open, Stage::Closed, Stage::Opened, Stage::Evaluating];
    let filter = Filter { stages, by_deadline: true, ..Filter::default() };
    let page = Page { first: MOST, ..Page::default() };
    let (db, links) = (cx.db().reader(), Links::default());
    let found = store::secure::opportunity::list(db, &cx.actor, &filter, (&page, links), cx.now()).await?;
    let mut made = named("Opportunities");
    for (_, opportunity) in &found.rows {
        made.extend(events(opportunity, cx));
    }
    Ok(made.to_string())
}

/// The dates of one opportunity; none if there is no such.
pub async fn one(cx: &Cx, reference: &str) -> Result<Option<String>, Error> {
    let found = store::secure::opportunity::find_by_reference(cx.db().reader(), &cx.actor, reference).await?;
    Ok(found.map(|opportunity| {
        let mut made = named(&opportunity.title);
        made.extend(events(&opportunity, cx));
        made.to_string()
    }))
}

fn named(name: &str) -> Calendar {
    let mut made = Calendar::empty();
    made.append_property(("VERSION", "2.0"));
    made.append_property(("PRODID", "-//Commonweal//Opportunities//EN"));
    made.append_property(("CALSCALE", "GREGORIAN"));
    made.name(name).timezone("Europe/London").done()
}

/// A date of an opportunity.
enum When {
    At(Timestamp),
    On(Day),
}

fn events(of: &Opportunity, cx: &Cx) -> Vec<Event> {
    if matches!(of.stage(cx.now()), Stage::Cancelled | Stage::Unsuccessful) {
        return Vec::new();
    }
    let dates = &of.timetable;
    let opens = of.state.publication().map(|publication| publication.opens_at);
    let all = [
        ("opens", "Bidding opens", opens.map(When::At)),
        ("questions", "Last questions", dates.questions_until.map(When::At)),
        ("closes", "Bidding closes", dates.closes_at.map(When::At)),
        ("decision", "Decision expected", dates.decision_on.map(When::On)),
        ("starts", "The service starts", dates.starts_on.map(When::On)),
    ];
    all.into_iter().filter_map(|(key, what, when)| Some(event(of, (key, what), &when?, cx))).collect()
}

fn event(of: &Opportunity, (key, what): (&str, &str), when: &When, cx: &Cx) -> Event {
    let origin = cx.config().origin.trim_end_matches('/');
    let host = origin.split("://").nth(1).unwrap_or(origin);
    let address = format!("{origin}/opportunities/{}", of.reference);
    let words = match when {
        When::At(at) => format!("{}, London time", calendar::instant_in_words(*at)),
        When::On(day) => calendar::in_words(*day),
    };
    let mut event = Event::new();
    match when {
        When::At(at) => event.starts(*at),
        When::On(day) => event.all_day(*day),
    };
    event
        .uid(&format!("{}-{key}@{host}", of.reference))
        .sequence(u32::try_from(of.version).unwrap_or_default())
        .timestamp(cx.now())
        .summary(&format!("{what}: {}", of.title))
        .description(&format!("{what}: {words}. {} {address}", of.reference))
        .url(&address);
    event.done()
}
