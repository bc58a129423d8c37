//! How an opportunity ends without an agreement: called off, or with nobody
//! chosen. Every bidder is told, and whatever was begun on it falls with it.

use shared::Actor;
use shared::framework::approval::{Decision, Subject};
use shared::secure::agreement::State as Agreed;
use shared::secure::award::Award;
use shared::secure::opportunity::{Action, Opportunity, access};
use shared::secure::{LotId, OpportunityId};

use super::{find, person, record};
use crate::app::secure::award;
use crate::app::secure::bid::news;
use crate::app::{Cx, Error, commit};
use crate::store::framework::approval as approvals;
use crate::store::secure::{bid, evaluation};
use crate::store::{self, Transaction};

/// Calls an opportunity off, for a reason that anyone may read. Awards that
/// stand and agreements that are not signed fall with it.
pub async fn cancel(cx: &Cx, id: &OpportunityId, reason: &str) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    bid::hold_opportunity(&tx, id, true).await?;
    let running = store::secure::opportunity::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let signed = signed(&tx, &standing(&tx, id).await?).await?;
    access::allows_cancel(&cx.actor, &running, signed.as_deref(), cx.now())?;
    let waiting = approvals::latest(&tx, Subject::Opportunity, running.id.as_str()).await?;
    let sealed = running.state.opening().is_none();
    let cancelled = running.cancel(reason, signed.as_deref(), cx.now())?;
    let cancelled = store::secure::opportunity::save(&tx, cancelled).await?;
    let reason = cancelled.state.ended_reason().unwrap_or_default().to_owned();
    if let Some(waiting) = waiting.filter(|approval| approval.decision == Decision::Asked) {
        approvals::decide(&tx, &waiting.id, Decision::ChangesAsked, &person(cx)?, Some(&reason), cx.now()).await?;
    }
    award::call_off(&tx, cx, id, &reason).await?;
    let seal = if sealed { "Your bid was not opened. It stays sealed for ever: nobody reads it.\n\n" } else { "" };
    tell_bidders(&tx, cx, &cancelled, ("Cancelled", "was cancelled"), seal).await?;
    record(&tx, cx, "cancel", &cancelled, "called off").await?;
    commit(tx).await?;
    Ok(cancelled)
}

/// Ends an opportunity with nobody chosen, for a reason that anyone may read
/// (R-4.1b).
pub async fn end(cx: &Cx, id: &OpportunityId, reason: &str) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    bid::hold_opportunity(&tx, id, true).await?;
    let running = find(&tx, cx, id, Action::End).await?;
    let awards = standing(&tx, id).await?;
    let name = awards.first().map(|award| award.provider_name.as_str());
    let ended = running.end_unsuccessful(reason, name, cx.now())?;
    let ended = store::secure::opportunity::save(&tx, ended).await?;
    let found = evaluation::find(&tx, &Actor::System, id).await?.ok_or(Error::NotFound)?;
    let results: Vec<_> = found.evaluation.bids.iter().map(|bidder| (bidder.bid.clone(), Some(false))).collect();
    store::secure::award::record_results(&tx, None, &results).await?;
    tell_bidders(&tx, cx, &ended, ("Nobody chosen", "has ended and nobody was chosen"), "").await?;
    record(&tx, cx, "end", &ended, "chose nobody for").await?;
    commit(tx).await?;
    Ok(ended)
}

/// Ends one lot with nobody chosen, for a reason that anyone may read, while the others go on (R-4.20d).
pub async fn end_lot(cx: &Cx, id: &OpportunityId, lot: &LotId, reason: &str) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    bid::hold_opportunity(&tx, id, true).await?;
    let running = find(&tx, cx, id, Action::End).await?;
    let awards = standing(&tx, id).await?;
    let name = awards.iter().find(|award| &award.lot == lot).map(|award| award.provider_name.as_str());
    let ended = running.end_lot(lot, reason, name, cx.now())?;
    let part = ended.lots.iter().find(|part| &part.id == lot).cloned().ok_or(Error::NotFound)?;
    store::secure::opportunity::save_lot_end(&tx, &part).await?;
    store::secure::opportunity::save(&tx, ended).await?;
    let found = evaluation::find(&tx, &Actor::System, id).await?.ok_or(Error::NotFound)?;
    let bids = found.evaluation.of_lot(lot).map(|of| of.bids).unwrap_or_default();
    let results: Vec<_> = bids.iter().map(|bidder| (bidder.bid.clone(), Some(false))).collect();
    store::secure::award::record_results(&tx, Some(lot), &results).await?;
    award::follow(&tx, cx, id).await?;
    let of = store::secure::opportunity::find(&tx, &Actor::System, id).await?.ok_or(Error::NotFound)?;
    let body = format!(
        "Lot {} of {} ({}), {}, has ended and nobody was chosen: {}\n\n{}/opportunities/{}\n\nYou get this because your \
         organisation bid for it.\n",
        part.number,
        of.title,
        of.reference,
        part.title,
        part.ended.as_ref().map(|ended| ended.reason.as_str()).unwrap_or_default(),
        cx.config().origin,
        of.reference
    );
    for to in news::organisations(&bids) {
        award::tell(&tx, cx, &to, &award::subject("Nobody chosen", &of.title), &body).await?;
    }
    record(&tx, cx, "end_lot", &of, "chose nobody for a lot of").await?;
    commit(tx).await?;
    Ok(of)
}

/// The awards that stand.
async fn standing(tx: &Transaction, id: &OpportunityId) -> Result<Vec<Award>, Error> {
    let awards = store::secure::award::of_opportunities(tx, &Actor::System, std::slice::from_ref(id)).await?;
    Ok(awards.into_iter().filter(|award| award.stage().stands()).collect())
}

/// The reference of an agreement on one of these awards that both have signed.
async fn signed(tx: &Transaction, awards: &[Award]) -> Result<Option<String>, Error> {
    let ids: Vec<_> = awards.iter().map(|award| award.id.clone()).collect();
    let agreements = store::secure::agreement::of_awards(tx, &Actor::System, &ids).await?;
    let signed = agreements.into_iter().find(|agreement| matches!(agreement.state, Agreed::Signed { .. }));
    Ok(signed.map(|agreement| agreement.reference))
}

/// Tells everybody whose organisation has sent a bid, with the reason.
async fn tell_bidders(
    tx: &Transaction,
    cx: &Cx,
    of: &Opportunity,
    (subject, became): (&str, &str),
    more: &str,
) -> Result<(), Error> {
    let body = format!(
        "{} ({}) {became}: {}\n\n{more}{}/opportunities/{}\n\nYou get this because your organisation sent a bid.\n",
        of.title,
        of.reference,
        of.state.ended_reason().unwrap_or_default(),
        cx.config().origin,
        of.reference
    );
    for organisation in bid::senders(tx, &of.id).await? {
        award::tell(tx, cx, &organisation, &award::subject(subject, &of.title), &body).await?;
    }
    Ok(())
}
