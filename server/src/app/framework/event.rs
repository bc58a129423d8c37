//! Recording a change, and sealing the record into each audience's chain.

use sha2::{Digest, Sha256};
use shared::people::OrganisationId;

use crate::app::{Cx, Error, commit};
use crate::store::framework::event::{self, Event, Link};
use crate::store::{Db, Transaction, hold};

/// Who may read an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anyone.
    Public,
    /// One organisation.
    Organisation(OrganisationId),
    /// Those who run one opportunity, until it closes.
    Opportunity(String),
}

impl Audience {
    /// The name of their chain.
    pub fn key(&self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Organisation(id) => format!("org:{id}"),
            Self::Opportunity(id) => format!("opportunity:{id}"),
        }
    }
}

/// What was done, to what, in one sentence for its audiences.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The verb, such as `publish`.
    pub action: &'a str,
    /// The kind of thing, such as `need`.
    pub kind: &'a str,
    /// Its identifier.
    pub id: &'a str,
    /// The sentence; never bid text, safeguarding or personal data.
    pub summary: String,
    /// Who may read it.
    pub audiences: Vec<Audience>,
}

/// Records a change in the change's own transaction.
pub async fn record(tx: &Transaction, cx: &Cx, entry: Entry<'_>) -> Result<(), Error> {
    let new = Event {
        id: cx.new_id(shared::framework::EventId::from_uuid).to_string(),
        at: cx.now(),
        user: cx.actor.user().map(ToString::to_string),
        membership: cx.actor.acting().map(|acting| acting.membership.to_string()),
        action: entry.action.to_owned(),
        subject_kind: entry.kind.to_owned(),
        subject_id: entry.id.to_owned(),
        summary: entry.summary,
    };
    let audiences: Vec<String> = entry.audiences.iter().map(Audience::key).collect();
    event::insert(tx, &new, &audiences).await?;
    Ok(())
}

/// The hash of an entry in a chain: over the hash before it, its place and all
/// that it says, each part with its length so that none can run into the next.
pub fn hash(before: &str, audience: &str, position: i64, event: &Event) -> String {
    let mut digest = Sha256::new();
    let position = position.to_string();
    let at = event.at.timestamp_micros().to_string();
    let parts = [
        before,
        audience,
        &position,
        &event.id,
        &at,
        event.user.as_deref().unwrap_or_default(),
        event.membership.as_deref().unwrap_or_default(),
        &event.action,
        &event.subject_kind,
        &event.subject_id,
        &event.summary,
    ];
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex::encode(digest.finalize())
}

/// Takes the committed entries, in order, into their chains. Answers how many.
/// One process seals at a time, so that no place in a chain is given twice.
pub async fn seal(cx: &Cx) -> Result<usize, Error> {
    let tx = cx.begin().await?;
    hold(&tx, "seal events").await?;
    let waiting = event::unsealed(&tx, 500).await?;
    for entry in &waiting {
        for audience in event::audiences(&tx, &entry.id).await? {
            let (last, before) = event::tail(&tx, &audience).await?.unwrap_or((0, String::new()));
            let hash = hash(&before, &audience, last + 1, entry);
            event::seal(&tx, &entry.id, &audience, last + 1, &hash).await?;
        }
        event::mark_sealed(&tx, &entry.id).await?;
    }
    commit(tx).await?;
    Ok(waiting.len())
}

/// What `verify` found in one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whose chain.
    pub audience: String,
    /// How many entries were read.
    pub entries: i64,
    /// The first place that does not fit, if any.
    pub broken_at: Option<i64>,
}

/// Reads every chain from its start and checks that each entry fits.
pub async fn verify(db: &Db) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::new();
    for audience in event::chains(db.reader()).await? {
        let mut verdict = Verdict { audience: audience.clone(), entries: 0, broken_at: None };
        let mut before = String::new();
        loop {
            let stretch = event::chain(db.reader(), &audience, verdict.entries, 500).await?;
            let Some(last) = stretch.last() else { break };
            let _ = last;
            for link in stretch {
                if verdict.broken_at.is_none() && !fits(&link, &before, verdict.entries + 1) {
                    verdict.broken_at = Some(verdict.entries + 1);
                }
                verdict.entries += 1;
                before = link.hash;
            }
            if verdict.broken_at.is_some() {
                break;
            }
        }
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

fn fits(link: &Link, before: &str, position: i64) -> bool {
    link.position == position && link.hash == hash(before, &link.audience, position, &link.event)
}
