//! Taking what bidders say of how they were treated.

use shared::review::ProcessFeedbackId;
use shared::review::process_feedback::{ProcessFeedback, ProcessFeedbackInput, Summary, may_say, summary};
use shared::secure::BidId;
use shared::secure::bid::State;
use shared::secure::opportunity::Opportunity;
use shared::{Refusal, calendar};

use super::feedback::of_the_day;
use crate::app::{Cx, Error, commit};
use crate::store;

/// What a bidder is asked, and whether it is its turn.
pub struct Asked {
    /// The opportunity that it bid on.
    pub opportunity: Opportunity,
    /// Why it is not asked now; empty if it is.
    pub refusals: Vec<Refusal>,
}

/// What the organisation that sent this bid is asked; nothing for anyone else.
pub async fn asked(cx: &Cx, bid: &BidId) -> Result<Option<Asked>, Error> {
    let db = cx.db().reader();
    let Some(bid) = store::secure::bid::find(db, &cx.actor, bid).await? else { return Ok(None) };
    if cx.actor.provider() != Some(&bid.organisation) || !matches!(bid.state, State::Opened { .. }) {
        return Ok(None);
    }
    let Some(opportunity) = store::secure::opportunity::find(db, &cx.actor, &bid.opportunity).await? else {
        return Ok(None);
    };
    let said = store::review::process_feedback::has_said(db, &opportunity.id, &bid.organisation).await?;
    let refusals = may_say(opportunity.stage(cx.now()), said).err().unwrap_or_default();
    Ok(Some(Asked { opportunity, refusals }))
}

/// Takes what a bidder says. As with feedback on a service, what is kept tells the day and nothing more, and no entry of
/// the record tells of it.
pub async fn give(cx: &Cx, bid: &BidId, input: &ProcessFeedbackInput) -> Result<Opportunity, Error> {
    let verdicts = input.check()?;
    let asked = asked(cx, bid).await?.ok_or(Error::NotFound)?;
    if !asked.refusals.is_empty() {
        return Err(asked.refusals.into());
    }
    let organisation = cx.actor.provider().ok_or(Error::NotFound)?;
    let day = calendar::start_of(cx.today());
    let said = ProcessFeedback {
        id: ProcessFeedbackId::from_uuid(of_the_day(day)),
        opportunity: asked.opportunity.id.clone(),
        verdicts,
        given_at: day,
    };
    let tx = cx.begin().await?;
    if store::review::process_feedback::has_said(&tx, &said.opportunity, organisation).await? {
        return Err(may_say(asked.opportunity.stage(cx.now()), true).err().unwrap_or_default().into());
    }
    store::review::process_feedback::insert(&tx, &said, organisation).await?;
    commit(tx).await?;
    Ok(asked.opportunity)
}

/// What bidders say, as everyone may see it, and the least number shown.
pub async fn counts(cx: &Cx) -> Result<(Vec<Summary>, u32), Error> {
    let least = cx.policy(cx.today())?.suppress_min().value;
    let numbers = store::review::process_feedback::count(cx.db().reader()).await?;
    Ok((summary(&numbers, u64::from(least)), least))
}
