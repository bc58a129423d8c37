//! What people do with bids. Everything typed is encrypted before it reaches
//! the database, and every deadline is judged by the instant at which the
//! request arrived (R-S1).

pub mod draft;
pub mod news;
pub mod opening;
pub mod team;

use shared::error::{all_or_nothing, both};
use shared::people::{OrganisationId, UserId};
use shared::secure::bid::{Action, Bid, Content, Entries, Facts, access, state};
use shared::secure::opportunity::Opportunity;
use shared::secure::{BidId, OpportunityId};
use shared::{Refusal, calendar};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::seal;
use crate::store::{self, Transaction};

/// Begins a bid on an opportunity, or takes up one's withdrawn bid again.
pub async fn start(cx: &Cx, on: &OpportunityId) -> Result<Bid, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let opportunity = opportunity(&tx, cx, on).await?;
    access::starts(&cx.actor)?;
    let (organisation, user) = bidder(cx)?;
    let earlier = store::secure::bid::own(&tx, &cx.actor, on).await?;
    let again = earlier.is_some();
    let id = cx.new_id(BidId::from_uuid);
    let others = if again { Vec::new() } else { team::begin_gate(&tx, cx, organisation, &opportunity).await? };
    let started = Bid::start(id, organisation, user, (&Facts::of(&opportunity), earlier), now);
    let (bid, ()) = both(started, all_or_nothing(others))?;
    let bid = if again {
        store::secure::bid::save(&tx, bid).await?
    } else {
        let key = cx.keys().new_bid_key(&bid.id).map_err(sealing)?;
        store::secure::bid::insert(&tx, bid, &key).await.map_err(twice)?
    };
    record(&tx, cx, "start", &bid, format!("Started a bid on {}", opportunity.reference)).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Seals the draft and sends it, if it is whole and in time. `version` is the
/// version of the answers and of the team that the sender checked.
pub async fn submit(cx: &Cx, id: &BidId, version: Option<i64>) -> Result<Bid, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let (bid, opportunity) = held(&tx, cx, id, Action::Submit).await?;
    let facts = Facts::of(&opportunity);
    let (_, user) = bidder(cx)?;
    let entries = draft::entries(&tx, cx, &bid).await?;
    let (terms, lacking) = team::gate(&tx, cx, &bid, &opportunity).await?;
    let (content, ()) = both(bid.content(&entries, &facts, now), all_or_nothing(lacking))?;
    let content = Content { team: terms, ..content };
    if version.is_some_and(|version| version != entries.version()) {
        return Err(changed_since(&entries).into());
    }
    let key = store::secure::bid::key(&tx, &bid.id).await?;
    let envelope = cx.keys().seal(&content, &key).map_err(sealing)?;
    let mut receipt = cx.keys().receipt(&bid.id, &bid.opportunity, &envelope, now).map_err(sealing)?;
    while store::secure::bid::has_code(&tx, &receipt.code).await? {
        receipt = cx.keys().receipt(&bid.id, &bid.opportunity, &envelope, now).map_err(sealing)?;
    }
    let bid = bid.submit(user, receipt.clone(), &facts, now)?;
    store::secure::bid::put_envelope(&tx, &bid.id, &envelope, &receipt).await?;
    store::secure::bid::clear_drafts(&tx, &bid.id).await?;
    let bid = store::secure::bid::save(&tx, bid).await?;
    let summary = format!("Sent a bid on {}, receipt {}", opportunity.reference, receipt.code);
    record(&tx, cx, "submit", &bid, summary).await?;
    tell_received(&tx, cx, &bid, &opportunity, &receipt).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Takes a sent bid back to change it, before the deadline.
pub async fn change(cx: &Cx, id: &BidId) -> Result<Bid, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let (bid, opportunity) = held(&tx, cx, id, Action::Change).await?;
    let changed = bid.clone().change(&Facts::of(&opportunity), now)?;
    let bid = back_to_draft(&tx, cx, &bid, changed).await?;
    record(&tx, cx, "change", &bid, format!("Took a bid on {} back to change it", opportunity.reference)).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Says that a sent bid stands as it is, after a change to what is asked for (R-S3).
pub async fn confirm(cx: &Cx, id: &BidId) -> Result<Bid, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let (bid, opportunity) = held(&tx, cx, id, Action::Confirm).await?;
    let confirmed = bid.confirm(&Facts::of(&opportunity), now)?;
    let bid = store::secure::bid::save(&tx, confirmed).await?;
    let summary = format!("Confirmed a bid on {} after a change", opportunity.reference);
    record(&tx, cx, "confirm", &bid, summary).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Takes a sent bid out, before the deadline. Its envelope is destroyed; the
/// text stays with its organisation, encrypted, in case it starts again.
pub async fn withdraw(cx: &Cx, id: &BidId) -> Result<Bid, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let (bid, opportunity) = held(&tx, cx, id, Action::Withdraw).await?;
    let (_, user) = bidder(cx)?;
    let withdrawn = bid.clone().withdraw(user, &Facts::of(&opportunity), now)?;
    let bid = back_to_draft(&tx, cx, &bid, withdrawn).await?;
    record(&tx, cx, "withdraw", &bid, format!("Withdrew a bid on {}", opportunity.reference)).await?;
    commit(tx).await?;
    Ok(bid)
}

/// Unseals the envelope with the bid's own key and puts its text into drafts.
async fn back_to_draft(tx: &Transaction, cx: &Cx, sent: &Bid, to: Bid) -> Result<Bid, Error> {
    let envelope = store::secure::bid::envelope(tx, &sent.id).await?;
    let key = store::secure::bid::key(tx, &sent.id).await?;
    let content = cx.keys().take_back(&sent.id, &envelope, &key).map_err(sealing)?;
    draft::restore(tx, cx, sent, &content).await?;
    store::secure::bid::clear_envelope(tx, &sent.id).await?;
    Ok(store::secure::bid::save(tx, to).await?)
}

/// The bid, held until the end of the transaction, if the actor may do this
/// with it. Its opportunity is held first, against an opening, as the opening
/// itself does: so neither waits for the other in a circle.
async fn held(tx: &Transaction, cx: &Cx, id: &BidId, action: Action) -> Result<(Bid, Opportunity), Error> {
    let bid = store::secure::bid::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    store::secure::bid::hold_opportunity(tx, &bid.opportunity, false).await?;
    let bid = store::secure::bid::hold(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let opportunity = opportunity(tx, cx, &bid.opportunity).await?;
    access::allows(&cx.actor, action, &bid, &Facts::of(&opportunity))?;
    Ok((bid, opportunity))
}

async fn opportunity(tx: &Transaction, cx: &Cx, id: &OpportunityId) -> Result<Opportunity, Error> {
    store::secure::opportunity::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)
}

fn bidder(cx: &Cx) -> Result<(&OrganisationId, &UserId), Error> {
    match (cx.actor.provider(), cx.actor.user()) {
        (Some(organisation), Some(user)) => Ok((organisation, user)),
        _ => Err(Error::NotFound),
    }
}

/// Only the bid's own organisation learns of it before the opening, so only its
/// chain records it.
async fn record(tx: &Transaction, cx: &Cx, action: &str, bid: &Bid, summary: String) -> Result<(), Error> {
    let audiences = vec![Audience::Organisation(bid.organisation.clone())];
    // Where it stands and nothing of what it says.
    let after = After::of(bid.state.stored().as_str(), bid.version).text("opportunity", bid.opportunity.as_str());
    let entry = Entry { action, kind: "bid", id: bid.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}

async fn tell_received(
    tx: &Transaction,
    cx: &Cx,
    bid: &Bid,
    opportunity: &Opportunity,
    receipt: &shared::secure::bid::Receipt,
) -> Result<(), Error> {
    let (_, user) = bidder(cx)?;
    let closes = opportunity.state.publication().map(|publication| calendar::instant_in_words(publication.closes_at));
    let body = format!(
        "We have your bid on {title} ({reference}).\n\n\
         Received: {at}\nReceipt: {code}\n\n\
         It is sealed: nobody can read it before the opening. You can change or withdraw it until {closes}:\n\
         {origin}/provider/bids/{id}/sent\n\n\
         The receipt, word for word:\n\n{statement}signature {signature}\nkey {key}\n\n\
         You get this because you sent the bid.\n",
        title = opportunity.title,
        reference = opportunity.reference,
        at = calendar::instant_to_the_second(receipt.at),
        code = receipt.code,
        closes = closes.unwrap_or_default(),
        origin = cx.config().origin,
        id = bid.id,
        statement = receipt.statement(&bid.id, &bid.opportunity),
        signature = receipt.signature,
        key = receipt.key,
    );
    mail::send_to(tx, cx, user, &format!("Your bid is in: receipt {}", receipt.code), &body).await
}

fn changed_since(entries: &Entries) -> Refusal {
    let when = entries
        .saved_at()
        .map_or_else(String::new, |at| format!(" (an answer last on {})", calendar::instant_to_the_second(at)));
    let message = format!(
        "Somebody changed an answer or who is in the bid{when}, after you checked it. Check the bid once more and send"
    );
    // About the bid as a whole: no field of a form shows its version.
    Refusal { field: None, ..Refusal::slip("", shared::error::Code::Stale, message) }
}

/// A second bid of the same organisation, begun at the same moment.
fn twice(error: store::Error) -> Error {
    match error {
        store::Error::Duplicate(_) => state::started_twice().into(),
        other => other.into(),
    }
}

/// A seal's fault is ours; it names nothing of what was sealed.
fn sealing(error: seal::Error) -> Error {
    Error::Internal(format!("seal: {error}"))
}
