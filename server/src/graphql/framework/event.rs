//! The record of every change, as a chain that anyone may check.

use async_graphql::{Context, Enum, Object, SimpleObject};
use shared::Timestamp;
use shared::people::membership::Role;

use crate::app::framework::event::Audience;
use crate::graphql::context::cx;
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload;
use crate::store::framework::event::{self, Link};
use crate::store::page::Slice;

/// Whose record to read.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum EventAudience {
    /// What anyone may read.
    Public,
    /// What the organisation acted for may read.
    Organisation,
}

/// One entry of the record. Its hash is SHA-256 over thirteen parts, each after
/// its length in bytes as 64 bits, the highest byte first: the hash before it
/// (empty for the first), the name of the chain, the position, the identifier,
/// the instant in microseconds since 1970, the person, the membership, the
/// action, the kind and identifier of its subject, the summary, the format and
/// the digest (empty where there is none). Entries of format 1 have the first
/// eleven alone.
#[derive(SimpleObject)]
pub struct Event {
    /// Its identifier.
    id: String,
    /// Its place in the chain, from 1, without gaps.
    position: i64,
    /// When it happened.
    at: Timestamp,
    /// What was done, as a verb.
    action: String,
    /// The kind of thing it was done to.
    subject_kind: String,
    /// The identifier of that thing.
    subject_id: String,
    /// What happened, in a sentence.
    summary: String,
    /// The identifier of the person; none for a visitor or the clock.
    person_id: Option<String>,
    /// The identifier of the membership they acted in.
    membership_id: Option<String>,
    /// How its hash is made: 2, or 1 for the oldest entries.
    format: i64,
    /// SHA-256 over the salt and the facts, each after its length as in the
    /// hash, in hex; none where the change has no facts beyond its sentence.
    digest: Option<String>,
    /// What is so after the change, as JSON text; none where there was nothing
    /// to tell or it has been erased.
    facts: Option<String>,
    /// The salt of the digest; goes with the facts.
    salt: Option<String>,
    /// The hash over the entry and the hash before it, in hex.
    hash: String,
}

impl From<Link> for Event {
    fn from(link: Link) -> Self {
        let (salt, facts) = link.value.map(|value| (value.salt, value.facts)).unzip();
        Self {
            format: link.event.format,
            digest: link.event.digest,
            facts,
            salt,
            id: link.event.id,
            position: link.position,
            at: link.event.at,
            action: link.event.action,
            subject_kind: link.event.subject_kind,
            subject_id: link.event.subject_id,
            summary: link.event.summary,
            person_id: link.event.user,
            membership_id: link.event.membership,
            hash: link.hash,
        }
    }
}

/// Queries of the record.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// The record of what was done here, newest first. An entry appears
    /// seconds after the deed, once its chain has taken it in.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
        #[graphql(desc = "Whose record; the public one unless said otherwise.")] audience: Option<EventAudience>,
    ) -> async_graphql::Result<Connected<Event>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let audience = match audience.unwrap_or(EventAudience::Public) {
            EventAudience::Public => Some(Audience::Public),
            EventAudience::Organisation => cx
                .actor
                .acting()
                .filter(|acting| acting.role != Role::ExternalReviewer)
                .map(|acting| Audience::Organisation(acting.organisation.clone())),
        };
        let slice = match audience {
            Some(audience) => event::newest(cx.db().reader(), &audience.key(), &page).await.map_err(payload::store)?,
            None => Slice::new(Vec::new(), &page, page.count.then_some(0), |_: &Link| no_place()),
        };
        Ok(connect(slice, &page, Event::from))
    }
}

/// The place of a row in an empty list, which has none.
fn no_place() -> crate::store::page::Cursor {
    crate::store::page::Cursor { key: String::new(), id: String::new() }
}
