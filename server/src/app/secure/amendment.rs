//! Changing what is published, for everyone at once.

use shared::secure::amendment::{Amendment, AmendmentInput};
use shared::secure::opportunity::{Action, Opportunity, State, access};
use shared::secure::{AmendmentId, OpportunityId};
use shared::{calendar, people::OrganisationId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::framework::mail;
use crate::app::secure::clarification::concerned;
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// Changes a published opportunity before its deadline. Whoever has begun a bid or asked about it is told; where the
/// change matters, bids sent before it have to be confirmed (R-S3).
pub async fn amend(cx: &Cx, id: &OpportunityId, version: i64, input: &AmendmentInput) -> Result<Opportunity, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    find(&tx, cx, id).await?;
    // No bid is sent while what it answers changes.
    store::secure::bid::hold_opportunity(&tx, id, true).await?;
    let published = find(&tx, cx, id).await?;
    if let Err(refusal) = access::allows(&cx.actor, Action::Amend, &published, now) {
        let own = cx.actor.commissions_for(&published.buyer, published.directorate.as_ref());
        let more = published.amend_gate(now);
        return Err(if own && !more.is_empty() { more.into() } else { refusal.into() });
    }
    if published.version != version {
        return Err(Error::Stale);
    }
    let change = input.check()?;
    let officer = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let before = store::secure::amendment::of_opportunities(&tx, std::slice::from_ref(id)).await?;
    let number = before.first().map_or(1, |last| last.number + 1);
    let policy = cx.policy(published.policy_day(now))?;
    let named = (cx.new_id(AmendmentId::from_uuid), number);
    let (changed, amendment) = published.amend(named, change, &officer, &policy, now)?;
    let changed = store::secure::opportunity::save(&tx, changed).await?;
    store::secure::amendment::insert(&tx, &amendment).await?;
    tell(&tx, cx, &changed, &amendment).await?;
    record(&tx, cx, &changed, &amendment).await?;
    commit(tx).await?;
    Ok(changed)
}

async fn find(tx: &Transaction, cx: &Cx, id: &OpportunityId) -> Result<Opportunity, Error> {
    store::secure::opportunity::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)
}

/// The same words to everyone concerned, in the change's own transaction (P6).
async fn tell(tx: &Transaction, cx: &Cx, on: &Opportunity, of: &Amendment) -> Result<(), Error> {
    let State::Published(publication) = &on.state else { return Ok(()) };
    let deadline = calendar::instant_in_words(publication.closes_at);
    let closes = if of.moves_deadline() { "It closes later now" } else { "It still closes" };
    let confirm = if of.material {
        "If you have sent a bid, confirm it or change it before it closes. A bid that is not confirmed is not \
         opened.\n\n"
    } else {
        "You need not do anything with a bid that is sent.\n\n"
    };
    let body = format!(
        "We changed {title} ({reference}).\n\nWhat changed:\n\n{what}\n\nWhat it means for a bid that is sent:\n\n\
         {meaning}\n\n{closes}: {deadline}.\n\n{confirm}\
         {origin}/opportunities/{reference}\n\n\
         You get this because your organisation has begun a bid on it or asked about it.\n",
        title = on.title,
        reference = on.reference,
        what = of.what,
        meaning = of.meaning,
        origin = cx.config().origin,
    );
    let subject = if of.material {
        format!("Changed: {}, confirm your bid again", on.title)
    } else {
        format!("Changed: {}", on.title)
    };
    let all: Vec<OrganisationId> = concerned(tx, &on.id).await?;
    mail::send_to_members(tx, cx, &all, (&subject, &body)).await
}

async fn record(tx: &Transaction, cx: &Cx, on: &Opportunity, of: &Amendment) -> Result<(), Error> {
    let matters = if of.material { ", which matters to bids" } else { "" };
    let summary = format!("The council made change {} to {}{matters}: {}", of.number, on.reference, on.title);
    let audiences = vec![Audience::Organisation(on.buyer.clone()), Audience::Public];
    event::record(tx, cx, Entry { action: "amend", kind: "opportunity", id: on.id.as_str(), summary, audiences }).await
}
