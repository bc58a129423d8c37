//! Drafts: saved as they are typed, encrypted at rest, kept past the deadline.

use std::collections::HashMap;

use shared::Refusal;
use shared::calendar;
use shared::error::Code;
use shared::secure::bid::input::{BidSaveInput, Change};
use shared::secure::bid::{Action, Bid, Content, Entries, Entry, Facts, Stage, access};
use shared::secure::{BidId, LotId, QuestionId};

use super::{bidder, opportunity, sealing};
use crate::app::{Cx, Error, commit};
use crate::store::secure::bid::team::{self, SealedTerms};
use crate::store::secure::bid::{Draft, Drafts, Kind};
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

/// What a draft says so far, deciphered.
pub(super) async fn entries(db: &impl Connection, cx: &Cx, bid: &Bid) -> Result<Entries, Error> {
    let drafts = store::secure::bid::drafts(db, &[&bid.id]).await?.remove(&bid.id);
    let terms = team::terms(db, &[&bid.id]).await?;
    decipher(cx, bid, (drafts.unwrap_or_default(), version_of(bid, &terms)))
}

fn version_of(bid: &Bid, terms: &HashMap<BidId, SealedTerms>) -> i64 {
    terms.get(&bid.id).map_or(0, |terms| terms.version)
}

fn decipher(cx: &Cx, bid: &Bid, ((answers, prices), team): (Drafts, i64)) -> Result<Entries, Error> {
    Ok(Entries {
        answers: answers.into_iter().map(|draft| entry::<QuestionId>(cx, bid, draft)).collect::<Result<_, _>>()?,
        prices: prices.into_iter().map(|draft| entry::<LotId>(cx, bid, draft)).collect::<Result<_, _>>()?,
        team,
    })
}

fn entry<Id: std::str::FromStr>(cx: &Cx, bid: &Bid, draft: Draft) -> Result<Entry<Id>, Error> {
    let id = draft.place.parse().map_err(|_| Error::Internal(format!("{}: a draft in no known place", bid.id)))?;
    let text = cx.keys().reveal(&bid.id, &draft.place, &draft.sealed).map_err(sealing)?;
    Ok(Entry { id, text, version: draft.version, saved_at: draft.saved_at, saved_by: draft.saved_by })
}

/// What each of these bids says: as typed so far, or as sent. One whose content is sealed to the actor is left out.
pub async fn read(cx: &Cx, bids: &[(Bid, Facts)]) -> Result<HashMap<BidId, Entries>, Error> {
    let db = cx.db().reader();
    let seen = || bids.iter().filter(|(bid, facts)| access::sees(&cx.actor, bid, facts)).map(|(bid, _)| bid);
    let at = |stages: &'static [Stage]| seen().filter(|bid| stages.contains(&bid.state.stored()));
    let ids = |stages: &'static [Stage]| at(stages).map(|bid| &bid.id).collect::<Vec<_>>();
    let mut all = HashMap::new();
    let mut drafts = store::secure::bid::drafts(db, &ids(TYPED)).await?;
    let terms = team::terms(db, &ids(TYPED)).await?;
    for bid in at(TYPED) {
        let typed = drafts.remove(&bid.id).unwrap_or_default();
        all.insert(bid.id.clone(), decipher(cx, bid, (typed, version_of(bid, &terms)))?);
    }
    let mut envelopes = store::secure::bid::envelopes(db, &ids(SENT)).await?;
    let keys = store::secure::bid::keys(db, &ids(SENT)).await?;
    for bid in at(SENT) {
        let (Some(envelope), Some(key)) = (envelopes.remove(&bid.id), keys.get(&bid.id)) else {
            return Err(Error::Internal(format!("{}: sent without an envelope", bid.id)));
        };
        let content = cx.keys().take_back(&bid.id, &envelope, key).map_err(sealing)?;
        all.insert(bid.id.clone(), as_sent(bid, content));
    }
    let opened: Vec<Bid> = at(&[Stage::Opened]).cloned().collect();
    let mut contents = store::secure::bid::contents(db, &opened).await?;
    for bid in &opened {
        if let Some(content) = contents.remove(&bid.id) {
            all.insert(bid.id.clone(), as_sent(bid, content));
        }
    }
    Ok(all)
}

/// The stages at which a bid is what was typed.
const TYPED: &[Stage] = &[Stage::Draft, Stage::NotSent, Stage::Withdrawn];
/// The stage at which it lies in its envelope.
const SENT: &[Stage] = &[Stage::Submitted];

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
        team: 0,
    }
}
