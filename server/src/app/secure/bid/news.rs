//! What the organisations of a bid are told of it: that it is opened, and that
//! there is a decision. Those that are in it with others are told as the lead
//! is (R-4.20b); the letter with the scores is the lead's.

use shared::people::OrganisationId;
use shared::secure::award::Letter;
use shared::secure::bid::Bid;
use shared::secure::evaluation::Bidder;
use shared::secure::opportunity::Opportunity;

use crate::app::framework::mail;
use crate::app::{Cx, Error};
use crate::store::Transaction;
use crate::store::people::organisation;
use crate::store::secure::bid::team;

/// The organisations of these bids, each once.
pub(in crate::app::secure) fn organisations(bids: &[Bidder]) -> Vec<OrganisationId> {
    let mut all = Vec::new();
    for bid in bids {
        all.extend(bid.members.iter().cloned());
        all.push(bid.organisation.clone());
    }
    all.sort();
    all.dedup();
    all
}

/// Tells the lead and everybody who is in a bid with it that it is opened.
pub(super) async fn opened(tx: &Transaction, cx: &Cx, bid: &Bid, on: &Opportunity) -> Result<(), Error> {
    let body = format!(
        "We have opened your bid on {title} ({reference}), at the same time as all others. Nobody had read any of them \
         before.\n\n\
         What comes next: people who have no interest in any bidder score each bid alone, agree, and an approver \
         decides. We write to you when there is a decision.\n\n{origin}/provider/bids/{id}\n\n\
         You get this because your organisation is in the bid.\n",
        title = on.title,
        reference = on.reference,
        origin = cx.config().origin,
        id = bid.id,
    );
    let mut to = team::accepted(tx, &[bid.id.as_str()]).await?.remove(bid.id.as_str()).unwrap_or_default();
    to.push(bid.organisation.clone());
    mail::send_to_members(tx, cx, &to, (&format!("Opened: your bid on {}", on.title), &body)).await
}

/// Tells everybody who is in one of these bids, beside their leads, that there
/// is a decision on it.
pub(in crate::app::secure) async fn decided(
    tx: &Transaction,
    cx: &Cx,
    letters: &[Letter],
    on: &Opportunity,
) -> Result<(), Error> {
    let ids: Vec<&str> = letters.iter().map(|letter| letter.bid.as_str()).collect();
    let mut members = team::accepted(tx, &ids).await?;
    for letter in letters {
        let to = members.remove(letter.bid.as_str()).unwrap_or_default();
        if to.is_empty() {
            continue;
        }
        let lead = organisation::find(tx, &letter.organisation).await?.map(|lead| lead.name).unwrap_or_default();
        let became = if letter.successful { "was chosen" } else { "was not chosen" };
        let body = format!(
            "There is a decision on {title} ({reference}). The bid that you are in with {lead} {became}.\n\n\
             Who was chosen, and why:\n{origin}/opportunities/{reference}/result\n\n\
             {lead} has the letter with the scores, and you may ask for it there.\n\n\
             You get this because your organisation is in the bid.\n",
            title = on.title,
            reference = on.reference,
            origin = cx.config().origin,
        );
        mail::send_to_members(tx, cx, &to, (&format!("Result: {}", on.title), &body)).await?;
    }
    Ok(())
}
