//! Opening: after the deadline, all sealed bids of an opportunity at once.

use shared::Refusal;
use shared::error::Code;
use shared::secure::OpportunityId;
use shared::secure::bid::{Bid, Content, Facts, access};
use shared::secure::opportunity::Opportunity;

use super::{news, opportunity};
use crate::app::framework::event::{self, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// Opens every sealed bid of an opportunity after its deadline, each shown to be
/// the very envelope its receipt was given for. If one is not, none is opened.
/// Nothing received: the opportunity ends with nobody chosen.
pub async fn open(cx: &Cx, id: &OpportunityId) -> Result<Opportunity, Error> {
    let now = cx.now();
    let tx = cx.begin().await?;
    opportunity(&tx, cx, id).await?;
    store::secure::bid::hold_opportunity(&tx, id, true).await?;
    let opportunity = opportunity(&tx, cx, id).await?;
    let facts = Facts::of(&opportunity);
    access::opens(&cx.actor, &facts)?;
    let user = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let refusals = facts.open_gate(now);
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let all = store::secure::bid::sealed(&tx, id).await?;
    let (lapsed, sealed): (Vec<Bid>, Vec<Bid>) = all.into_iter().partition(|bid| bid.is_stale(&facts));
    for bid in &lapsed {
        tell_lapsed(&tx, cx, bid, &opportunity).await?;
    }
    let opened = unseal(&tx, cx, &sealed).await?;
    for (bid, content) in sealed.into_iter().zip(&opened) {
        store::secure::bid::put_opened(&tx, content).await?;
        let bid = store::secure::bid::save(&tx, bid.open(&user, &facts, now)?).await?;
        Box::pin(news::opened(&tx, cx, &bid, &opportunity)).await?;
    }
    let (changed, summary) = if opened.is_empty() {
        let reference = &opportunity.reference;
        let summary = format!("Nothing was received on {reference}: it ends with nobody chosen");
        (opportunity.clone().end_empty(now)?, summary)
    } else {
        let summary = format!("Opened the bids on {}: {} received", opportunity.reference, opened.len());
        (opportunity.clone().open_bids(now)?, summary)
    };
    let opportunity = store::secure::opportunity::save(&tx, changed).await?;
    record(&tx, cx, &opportunity, summary).await?;
    commit(tx).await?;
    Ok(opportunity)
}

/// Tells those whose bid was not confirmed after a change that it stays sealed (R-S3).
async fn tell_lapsed(tx: &Transaction, cx: &Cx, bid: &Bid, on: &Opportunity) -> Result<(), Error> {
    let body = format!(
        "We did not open your bid on {} ({}).\n\n\
         We changed what we ask for and asked you to confirm your bid before the deadline. You did not, so it stays \
         sealed: nobody has read it, and nobody will.\n\n\
         You get this because your organisation sent the bid.\n",
        on.title, on.reference
    );
    let subject = format!("Not opened: your bid on {}", on.title);
    mail::send_to_members(tx, cx, std::slice::from_ref(&bid.organisation), (&subject, &body)).await?;
    let summary = format!("A bid on {} was not confirmed after a change, and stays sealed", on.reference);
    let audiences = vec![Audience::Organisation(bid.organisation.clone())];
    let entry = Entry { action: "lapse", kind: "bid", id: bid.id.as_str(), summary, audiences };
    event::record(tx, &cx.acting(shared::Actor::System), entry).await
}

/// The content of each, in order; every envelope at fault is named by its
/// receipt's code.
async fn unseal(tx: &Transaction, cx: &Cx, sealed: &[Bid]) -> Result<Vec<Content>, Error> {
    let mut contents = Vec::new();
    let mut faults = Vec::new();
    for bid in sealed {
        let Some(receipt) = bid.receipt() else { continue };
        let envelope = store::secure::bid::envelope(tx, &bid.id).await?;
        match cx.keys().open(bid, &envelope, receipt) {
            Ok(content) => contents.push(content),
            Err(fault) => {
                tracing::error!(bid = %bid.id, %fault, "an envelope does not open");
                let code = &receipt.code;
                faults.push(Refusal::under(
                    Code::Invalid,
                    "R-S1",
                    "4.13",
                    format!(
                        "The envelope of receipt {code} cannot be opened: {fault}. No bid has been opened. \
                         Ask whoever looks after the system to restore its keys and database, and tell the bidder"
                    ),
                ));
            }
        }
    }
    if faults.is_empty() { Ok(contents) } else { Err(faults.into()) }
}

async fn record(tx: &Transaction, cx: &Cx, opportunity: &Opportunity, summary: String) -> Result<(), Error> {
    let audiences =
        vec![Audience::Organisation(opportunity.buyer.clone()), Audience::Opportunity(opportunity.id.to_string())];
    let entry = Entry { action: "open", kind: "opportunity", id: opportunity.id.as_str(), summary, audiences };
    event::record(tx, cx, entry).await
}

/// How many bids an opportunity received: for its council's officers after the
/// deadline, silence for anyone else and before it.
pub async fn received(cx: &Cx, opportunity: &Opportunity) -> Result<Option<u64>, Error> {
    use shared::secure::opportunity::access::{Secret, sees};
    if !sees(&cx.actor, Secret::Bids, opportunity, cx.now()) {
        return Ok(None);
    }
    Ok(Some({
        let from = opportunity.state.publication().map_or(0, |publication| publication.confirm_from);
        store::secure::bid::count_received(cx.db().reader(), &opportunity.id, from).await?
    }))
}
