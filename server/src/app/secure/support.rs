//! Offering help to every provider alike, asking for it, and saying what came of it (R-4.20c).

use shared::error::all_or_nothing;
use shared::secure::support::{
    Offer, Request, SupportOfferInput, SupportOutcomeInput, SupportRequestInput, may_ask, may_publish,
};
use shared::secure::{SupportOfferId, SupportRequestId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::Transaction;
use crate::store::secure::support;

/// Publishes an offer, which everybody reads.
pub async fn publish(cx: &Cx, input: &SupportOfferInput) -> Result<Offer, Error> {
    let buyer = may_publish(&cx.actor)?;
    let about = input.check(cx.now())?;
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let id = cx.new_id(SupportOfferId::from_uuid);
    let new = Offer { id, buyer, about, by, published_at: cx.now(), ended_at: None };
    support::insert(&tx, &new).await?;
    let summary = format!("The council offers help to every provider: {}", new.about.title);
    record(&tx, cx, "publish", &new, (summary, Audience::Public)).await?;
    commit(tx).await?;
    Ok(new)
}

/// Ends an offer.
pub async fn end(cx: &Cx, id: &SupportOfferId) -> Result<Offer, Error> {
    let tx = cx.begin().await?;
    let offer = support::find(&tx, id).await?.ok_or(Error::NotFound)?;
    offer.may_run(&cx.actor)?;
    let ended = offer.end(cx.now())?;
    support::end(&tx, id, cx.now()).await?;
    let summary = format!("The council ended an offer of help: {}", ended.about.title);
    record(&tx, cx, "end", &ended, (summary, Audience::Public)).await?;
    commit(tx).await?;
    Ok(ended)
}

/// Asks for help under an offer.
pub async fn ask(cx: &Cx, id: &SupportOfferId, input: &SupportRequestInput) -> Result<Offer, Error> {
    let tx = cx.begin().await?;
    let organisation = may_ask(&cx.actor)?;
    let offer = support::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let words = input.check()?;
    let own = support::of_provider(&tx, id, &organisation).await?;
    all_or_nothing(offer.ask_gate(&own, cx.now()))?;
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let new = Request {
        id: cx.new_id(SupportRequestId::from_uuid),
        offer: id.clone(),
        buyer: offer.buyer.clone(),
        organisation: organisation.clone(),
        words,
        by,
        asked_at: cx.now(),
        outcome: None,
    };
    support::ask(&tx, &new).await?;
    let summary = format!("A provider asked for help: {}", offer.about.title);
    record(&tx, cx, "ask", &offer, (summary, Audience::Organisation(organisation))).await?;
    commit(tx).await?;
    Ok(offer)
}

/// Says what came of a wish.
pub async fn record_outcome(cx: &Cx, id: &SupportRequestId, input: &SupportOutcomeInput) -> Result<Offer, Error> {
    let tx = cx.begin().await?;
    let request = support::find_request(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let offer = support::find(&tx, &request.offer).await?.ok_or(Error::NotFound)?;
    offer.may_run(&cx.actor)?;
    let outcome = input.check(cx.now())?;
    let recorded = request.record(outcome.clone())?;
    support::record(&tx, id, &outcome).await?;
    let summary = format!("What came of a wish for help is recorded: {}", outcome.result.label());
    record(&tx, cx, "record", &offer, (summary, Audience::Organisation(recorded.organisation))).await?;
    commit(tx).await?;
    Ok(offer)
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    offer: &Offer,
    (summary, besides): (String, Audience),
) -> Result<(), Error> {
    let audiences = vec![Audience::Organisation(offer.buyer.clone()), besides];
    event::record(tx, cx, Entry { action, kind: "support_offer", id: offer.id.as_str(), summary, audiences }).await
}
