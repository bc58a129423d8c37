//! Drafts: saved as they are typed, encrypted at rest, kept past the deadline.

use shared::Refusal;
use shared::calendar;
use shared::error::Code;
use shared::secure::bid::input::{BidSaveInput, Change};
use shared::secure::bid::{Action, Bid, Content, Entries, Entry, Facts, Stage, access};
use shared::secure::{BidId, LotId, QuestionId};

use super::{bidder, opportunity, sealing};
use crate::app::{Cx, Error, commit};
use crate::store::secure::bid::{Draft, Kind};
use crate::store::{self, Connection, Transaction};

/// Keeps what is typed, whatever it is and however late: sending alone has a
/// deadline. An entry that somebody else changed meanwhile is refused as stale
/// and nothing is written; the same text again is not.
pub async fn save(cx: &Cx, id: &BidId, input: &BidSaveInput) -> Result<Bid, Error> {
    let tx = cx.begin().await?;
    let bid = store::secure::bid::hold(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let facts = Facts::of(&opportunity(&tx, cx, &bid.opportunity).await?);
    access::allows(&cx.actor, Action::Save, &bid, &facts)?;
    let refusals = bid.gate(Action::Save, &facts, cx.now());
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let checked = input.check(&facts)?;
    let before = entries(&tx, cx, &bid).await?;
    let answers = merge(&checked.answers, &before.answers, "answers", "text");
    let prices = merge(&checked.prices, &before.prices, "prices", "price");
    let (answers, prices) = match (answers, prices) {
        (Ok(answers), Ok(prices)) => (answers, prices),
        (answers, prices) => {
            let stale = [answers.err(), prices.err()].into_iter().flatten().flatten().collect::<Vec<_>>();
            return Err(stale.into());
        }
    };
    for (place, text, version) in answers {
        put(&tx, cx, &bid, Kind::Answer, (&place, &text, version)).await?;
    }
    for (place, text, version) in prices {
        put(&tx, cx, &bid, Kind::Price, (&place, &text, version)).await?;
    }
    commit(tx).await?;
    Ok(bid)
}

/// What changes, with the versions to write; or every entry that is stale.
fn merge<Id: PartialEq + ToString>(
    changes: &[Change<Id>],
    before: &[Entry<Id>],
    list: &str,
    field: &str,
) -> Result<Vec<(String, String, i64)>, Vec<Refusal>> {
    let mut writes = Vec::new();
    let mut stale = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let now = before.iter().find(|entry| entry.id == change.id);
        let version = now.map_or(0, |entry| entry.version);
        // The same text once more: a save whose answer got lost, sent again.
        if now.map_or("", |entry| &entry.text) == change.text {
            continue;
        }
        if version == change.version {
            writes.push((change.id.to_string(), change.text.clone(), version + 1));
        } else {
            let when = now.map_or_else(String::new, |entry| calendar::instant_to_the_second(entry.saved_at));
            stale.push(Refusal::slip(
                format!("{list}.{index}.{field}"),
                Code::Stale,
                format!("A colleague changed this on {when}. Both texts are below: keep one, or join them"),
            ));
        }
    }
    if stale.is_empty() { Ok(writes) } else { Err(stale) }
}

async fn put(tx: &Transaction, cx: &Cx, bid: &Bid, kind: Kind, entry: (&str, &str, i64)) -> Result<(), Error> {
    let (place, text, version) = entry;
    let (_, user) = bidder(cx)?;
    let draft = Draft {
        place: place.to_owned(),
        sealed: cx.keys().protect(&bid.id, place, text).map_err(sealing)?,
        version,
        saved_at: cx.now(),
        saved_by: user.clone(),
    };
    Ok(store::secure::bid::put_draft(tx, &bid.id, kind, &draft).await?)
}

/// Puts what was sent back into drafts.
pub(super) async fn restore(tx: &Transaction, cx: &Cx, bid: &Bid, content: &Content) -> Result<(), Error> {
    for answer in &content.answers {
        put(tx, cx, bid, Kind::Answer, (answer.question.as_str(), &answer.text, 1)).await?;
    }
    for price in &content.prices {
        put(tx, cx, bid, Kind::Price, (price.lot.as_str(), &price.price.to_string(), 1)).await?;
    }
    Ok(())
}

/// All that is typed into a bid, decrypted: its caller has shown that the actor
/// may read it.
pub(super) async fn entries(db: &impl Connection, cx: &Cx, bid: &Bid) -> Result<Entries, Error> {
    let (answers, prices) = store::secure::bid::drafts(db, &bid.id).await?;
    Ok(Entries {
        answers: answers.into_iter().map(|draft| entry::<QuestionId>(cx, bid, draft)).collect::<Result<_, _>>()?,
        prices: prices.into_iter().map(|draft| entry::<LotId>(cx, bid, draft)).collect::<Result<_, _>>()?,
    })
}

fn entry<Id: std::str::FromStr>(cx: &Cx, bid: &Bid, draft: Draft) -> Result<Entry<Id>, Error> {
    let id = draft.place.parse().map_err(|_| Error::Internal(format!("{}: a draft in no known place", bid.id)))?;
    let text = cx.keys().reveal(&bid.id, &draft.place, &draft.sealed).map_err(sealing)?;
    Ok(Entry { id, text, version: draft.version, saved_at: draft.saved_at, saved_by: draft.saved_by })
}

/// What a bid says, for those who may read it: its own organisation at any
/// time, the council's once it is opened; `NotFound` for others.
pub async fn read(cx: &Cx, bid: &Bid, facts: &Facts) -> Result<Entries, Error> {
    if !access::sees(&cx.actor, bid, facts) {
        return Err(Error::NotFound);
    }
    let db = cx.db().reader();
    let content = match bid.state.stored() {
        Stage::Draft | Stage::NotSent | Stage::Withdrawn => return entries(db, cx, bid).await,
        Stage::Submitted => {
            let envelope = store::secure::bid::envelope(db, &bid.id).await?;
            let key = store::secure::bid::key(db, &bid.id).await?;
            cx.keys().take_back(&bid.id, &envelope, &key).map_err(sealing)?
        }
        Stage::Opened => {
            let mut found = store::secure::bid::contents(db, std::slice::from_ref(bid)).await?;
            found.remove(&bid.id).ok_or(Error::NotFound)?
        }
    };
    Ok(as_sent(bid, content))
}

/// What was sent, in the shape of what is typed.
fn as_sent(bid: &Bid, content: Content) -> Entries {
    let at = bid.receipt().map_or(bid.started_at, |receipt| receipt.at);
    let by = bid.state.sent_by().unwrap_or(&bid.started_by).clone();
    let answers = content.answers.into_iter();
    let prices = content.prices.into_iter();
    Entries {
        answers: answers
            .map(|answer| Entry {
                id: answer.question,
                text: answer.text,
                version: 0,
                saved_at: at,
                saved_by: by.clone(),
            })
            .collect(),
        prices: prices
            .map(|price| Entry {
                id: price.lot,
                text: price.price.to_string(),
                version: 0,
                saved_at: at,
                saved_by: by.clone(),
            })
            .collect(),
    }
}
