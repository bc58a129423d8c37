//! Recording a change, and sealing the record into each audience's chain.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use shared::error::Code;
use shared::people::OrganisationId;
use shared::{Day, Money, Refusal, Timestamp};

use crate::app::{Cx, Error, commit};
use crate::store::framework::event::{self, Event, Link, Value};
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

/// What is so after a change, as far as every audience of its entry may know:
/// a stage, a version, figures and dates. Never bid text, nothing of
/// safeguarding, nothing about a person.
#[derive(Clone, Debug, Default)]
pub struct After(BTreeMap<&'static str, serde_json::Value>);

impl After {
    /// No facts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the thing stands, and which write of it this is.
    pub fn of(stage: &str, version: i64) -> Self {
        Self::new().text("stage", stage).number("version", version)
    }

    /// With a text of a closed list, an identifier or a reference.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.insert(name, serde_json::Value::String(text.into()));
        self
    }

    /// With a number.
    #[must_use]
    pub fn number(mut self, name: &'static str, number: impl Into<i64>) -> Self {
        self.0.insert(name, number.into().into());
        self
    }

    /// With a sum, in pence.
    #[must_use]
    pub fn sum(self, name: &'static str, sum: Money) -> Self {
        self.number(name, sum.as_pence())
    }

    /// With a day.
    #[must_use]
    pub fn day(self, name: &'static str, day: Day) -> Self {
        self.text(name, day.to_string())
    }

    /// With an instant.
    #[must_use]
    pub fn instant(self, name: &'static str, at: Timestamp) -> Self {
        self.text(name, at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true))
    }

    /// Their one way of writing: JSON without spaces, its names in order.
    fn canonical(&self) -> Result<String, Error> {
        serde_json::to_string(&self.0).map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Records something that has no facts beyond its sentence, in the change's own
/// transaction.
pub async fn record(tx: &Transaction, cx: &Cx, entry: Entry<'_>) -> Result<(), Error> {
    record_change(tx, cx, entry, &After::new()).await
}

/// Records a change in its own transaction, with what is so after it.
pub async fn record_change(tx: &Transaction, cx: &Cx, entry: Entry<'_>, after: &After) -> Result<(), Error> {
    let value = if after.0.is_empty() {
        None
    } else {
        Some(Value { salt: crate::session::new_token(), facts: after.canonical()? })
    };
    let new = Event {
        id: cx.new_id(shared::framework::EventId::from_uuid).to_string(),
        at: cx.now(),
        user: cx.actor.user().map(ToString::to_string),
        membership: cx.actor.acting().map(|acting| acting.membership.to_string()),
        action: entry.action.to_owned(),
        subject_kind: entry.kind.to_owned(),
        subject_id: entry.id.to_owned(),
        summary: entry.summary,
        format: FORMAT,
        digest: value.as_ref().map(digest),
    };
    let audiences: Vec<String> = entry.audiences.iter().map(Audience::key).collect();
    event::insert(tx, &new, value.as_ref(), &audiences).await?;
    Ok(())
}

/// How the hashes of new entries are made: with the digest of their facts.
/// Format 1, of before there were digests, is still verified.
const FORMAT: i64 = 2;

/// The digest of an entry's facts: over the salt and the facts.
pub fn digest(value: &Value) -> String {
    over(&[&value.salt, &value.facts])
}

/// SHA-256 over parts, each after its length so that none can run into the
/// next, in hex.
fn over(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex::encode(digest.finalize())
}

/// The hash of an entry in a chain: over the hash before it, its place and all
/// that it says.
pub fn hash(before: &str, audience: &str, position: i64, event: &Event) -> String {
    let position = position.to_string();
    let at = event.at.timestamp_micros().to_string();
    let format = event.format.to_string();
    let mut parts = vec![
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
    if event.format > 1 {
        parts.extend([format.as_str(), event.digest.as_deref().unwrap_or_default()]);
    }
    over(&parts)
}

/// Takes the committed entries, in order, into their chains. Answers how many.
/// One process seals at a time, so that no place in a chain is given twice.
pub async fn seal(cx: &Cx) -> Result<usize, Error> {
    let tx = cx.begin().await?;
    hold(&tx, "seal events").await?;
    let waiting = event::unsealed(&tx, 500).await?;
    for entry in &waiting {
        for audience in event::audiences(&tx, &entry.id).await? {
            let end = match event::head(&tx, &audience).await? {
                None => event::tail(&tx, &audience).await?,
                noted => noted,
            };
            let (last, before) = end.unwrap_or((0, String::new()));
            let hash = hash(&before, &audience, last + 1, entry);
            event::seal(&tx, &entry.id, &audience, last + 1, &hash).await?;
            event::set_head(&tx, &audience, last + 1, &hash).await?;
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
    /// The first place that does not fit, if any; the one after the last entry
    /// where the newest entries are gone.
    pub broken_at: Option<i64>,
    /// The hash of the last entry read. Kept somewhere else, it shows later
    /// that nothing before it was made anew.
    pub hash: String,
}

/// Erases the facts of an entry, such as one that tells more than it should.
/// The entry, its digest and its place in every chain stay, and the erasure is
/// itself recorded for the same audiences.
pub async fn erase(cx: &Cx, id: &str) -> Result<(), Error> {
    let tx = cx.begin().await?;
    let entry = event::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if !event::erase(&tx, id).await? {
        let message = "This entry has no facts: it never had any, or they are erased already";
        return Err(Refusal::slip("event", Code::IllegalTransition, message).into());
    }
    let record = Event {
        id: cx.new_id(shared::framework::EventId::from_uuid).to_string(),
        at: cx.now(),
        user: cx.actor.user().map(ToString::to_string),
        membership: cx.actor.acting().map(|acting| acting.membership.to_string()),
        action: "erase".to_owned(),
        subject_kind: "event".to_owned(),
        subject_id: entry.id,
        summary: "The facts beside an entry of this record were erased; the entry itself stays".to_owned(),
        format: FORMAT,
        digest: None,
    };
    let audiences = event::audiences(&tx, id).await?;
    event::insert(&tx, &record, None, &audiences).await?;
    commit(tx).await
}

/// Reads every chain from its start and checks that each entry fits.
pub async fn verify(db: &Db) -> Result<Vec<Verdict>, Error> {
    let mut verdicts = Vec::new();
    for audience in event::chains(db.reader()).await? {
        let mut verdict = Verdict { audience: audience.clone(), entries: 0, broken_at: None, hash: String::new() };
        let mut before = String::new();
        loop {
            let stretch = event::chain(db.reader(), &audience, verdict.entries, 500).await?;
            if stretch.is_empty() {
                break;
            }
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
        let ends = event::head(db.reader(), &audience).await?.unwrap_or_default();
        if verdict.broken_at.is_none() && ends != (verdict.entries, before.clone()) {
            verdict.broken_at = Some(verdict.entries + 1);
        }
        verdict.hash = before;
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

fn fits(link: &Link, before: &str, position: i64) -> bool {
    link.position == position
        && link.hash == hash(before, &link.audience, position, &link.event)
        && link.value.as_ref().is_none_or(|value| link.event.digest.as_ref() == Some(&digest(value)))
}
