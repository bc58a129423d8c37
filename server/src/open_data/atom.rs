//! The Atom feed of opportunities: what opens soon or is open, and what was decided.

use std::collections::HashMap;

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};
use shared::secure::OpportunityId;
use shared::secure::amendment::Amendment;
use shared::secure::opportunity::{Opportunity, Stage, State};
use shared::{Timestamp, calendar};

use crate::app::Cx;
use crate::store::page::Page;
use crate::store::people::organisation;
use crate::store::secure::opportunity::{Filter, Links};
use crate::store::{self, Error};

/// As many opportunities as the feed names, the newest.
const MOST: u64 = 50;

/// The feed, as XML.
pub async fn feed(cx: &Cx) -> Result<String, Error> {
    let db = cx.db().reader();
    let stages = vec![Stage::Scheduled, Stage::Open, Stage::Decided, Stage::Complete];
    let filter = Filter { stages, ..Filter::default() };
    let page = Page { first: MOST, ..Page::default() };
    let found =
        store::secure::opportunity::list(db, &cx.actor, &filter, (&page, Links::default()), cx.now()).await?.rows;
    let all: Vec<Opportunity> = found.into_iter().map(|(_, opportunity)| opportunity).collect();
    let ids: Vec<OpportunityId> = all.iter().map(|opportunity| opportunity.id.clone()).collect();
    let mut changes: HashMap<OpportunityId, Amendment> = HashMap::new();
    for amendment in store::secure::amendment::of_opportunities(db, &ids).await? {
        // The newest comes first.
        changes.entry(amendment.opportunity.clone()).or_insert(amendment);
    }
    let council = organisation::council(db).await?.map_or_else(|| "The council".to_owned(), |council| council.name);
    let origin = cx.config().origin.trim_end_matches('/');
    let entries: Vec<Entry> = all.iter().map(|of| entry(of, changes.get(&of.id), origin, cx.now())).collect();
    let address = format!("{origin}/opportunities/feed.atom");
    let feed = Feed {
        title: Text::plain(format!("Opportunities of {council}")),
        id: address.clone(),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| fixed(cx.now())),
        authors: vec![Person { name: council, ..Person::default() }],
        links: vec![link(&address, "self", "application/atom+xml"), page_link(&format!("{origin}/opportunities"))],
        entries,
        lang: Some("en-GB".to_owned()),
        ..Feed::default()
    };
    Ok(feed.to_string())
}

fn entry(of: &Opportunity, change: Option<&Amendment>, origin: &str, now: Timestamp) -> Entry {
    let published = of.state.publication().map_or(now, |publication| publication.published_at);
    let ended = match &of.state {
        State::Decided(_, _, at) | State::Complete(_, _, at) => Some(*at),
        _ => None,
    };
    let changed = change.map(|change| change.made_at);
    let updated = [changed, ended].into_iter().flatten().fold(published, Timestamp::max);
    let address = format!("{origin}/opportunities/{}", of.reference);
    Entry {
        title: Text::plain(format!("{}: {}", of.tag(shared::tag::Audience::Public, now).text, of.title)),
        id: address.clone(),
        updated: fixed(updated),
        published: Some(fixed(published)),
        categories: vec![Category {
            term: of.method.as_str().to_owned(),
            label: Some(of.method.label().to_owned()),
            scheme: None,
        }],
        links: vec![page_link(&address), link(&format!("{address}/dates.ics"), "related", "text/calendar")],
        summary: Some(Text::plain(summary(of, change))),
        ..Entry::default()
    }
}

fn summary(of: &Opportunity, change: Option<&Amendment>) -> String {
    let closes = of.timetable.closes_at.map(|at| format!(" Bidding closes on {}.", calendar::instant_in_words(at)));
    let change = change.map(|change| format!(" Changed: {}", change.what));
    format!(
        "{} {}, {} before VAT.{}{}",
        of.summary,
        of.method.label(),
        of.value(),
        closes.unwrap_or_default(),
        change.unwrap_or_default()
    )
}

fn page_link(href: &str) -> Link {
    link(href, "alternate", "text/html")
}

fn link(href: &str, rel: &str, media: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(media.to_owned()), ..Link::default() }
}

fn fixed(at: Timestamp) -> FixedDateTime {
    shared::secure::opportunity::state::to_the_second(at).fixed_offset()
}
