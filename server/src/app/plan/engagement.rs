//! Recording whose views about a need were heard, and why others were not
//! (R-4.5, P1).

use shared::Refusal;
use shared::error::Code;
use shared::plan::engagement::{EngagementInput, EngagementReasonsInput, View};
use shared::plan::need::{Action, Need, access};
use shared::plan::{EngagementId, NeedId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// The most views one need can have.
const MOST: usize = 50;

/// Adds a view to a draft.
pub async fn add(cx: &Cx, need: &NeedId, input: &EngagementInput) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, need).await?;
    let heard = input.check(cx.now())?;
    let there = store::plan::engagement::of_needs(&tx, &cx.actor, std::slice::from_ref(&need.id)).await?;
    let there = there.get(&need.id).map(|engagement| engagement.views.as_slice()).unwrap_or_default();
    let mut refusals = Vec::new();
    let organisation = match &heard.organisation {
        None => None,
        Some(id) => store::people::organisation::find(&tx, id).await?,
    };
    if heard.organisation.is_some() && organisation.is_none() {
        refusals.push(Refusal::slip("organisation", Code::UnknownCode, "Select the organisation from the list"));
    }
    if there.iter().any(|view| view.heard == heard) {
        refusals.push(Refusal::slip("says", Code::Duplicate, "This view is there already. Add it once"));
    }
    if there.len() >= MOST {
        let message = format!("The need has {MOST} views, which is the limit. Take one away first");
        refusals.push(Refusal::slip("says", Code::OutOfRange, message));
    }
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let third_sector = organisation.is_some_and(|one| one.speaks_for_third_sector());
    let view = View {
        id: cx.new_id(EngagementId::from_uuid),
        need: need.id.clone(),
        heard,
        third_sector,
        added_by: cx.actor.user().cloned().ok_or(Error::NotFound)?,
        added_at: cx.now(),
    };
    store::plan::engagement::insert(&tx, &view).await?;
    record(&tx, cx, "engagement_add", &need, "recorded a view about").await?;
    commit(tx).await?;
    Ok(need)
}

/// Takes a view away from a draft.
pub async fn remove(cx: &Cx, id: &EngagementId) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let view = store::plan::engagement::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let need = find(&tx, cx, &view.need).await?;
    store::plan::engagement::delete(&tx, id).await?;
    record(&tx, cx, "engagement_remove", &need, "took away a view about").await?;
    commit(tx).await?;
    Ok(need)
}

/// Says why sources were not heard; each line replaces the one before.
pub async fn explain(cx: &Cx, need: &NeedId, input: &EngagementReasonsInput) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, need).await?;
    store::plan::engagement::replace_reasons(&tx, &need.id, &input.check()?).await?;
    record(&tx, cx, "engagement_explain", &need, "said who was not heard about").await?;
    commit(tx).await?;
    Ok(need)
}

async fn find(tx: &Transaction, cx: &Cx, id: &NeedId) -> Result<Need, Error> {
    let need = store::plan::need::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::RecordEngagement, &need, cx.now())?;
    Ok(need)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, need: &Need, verb: &str) -> Result<(), Error> {
    let summary = format!("The council {verb} need {}", need.reference);
    let audiences = vec![Audience::Organisation(need.buyer.clone())];
    event::record(tx, cx, Entry { action, kind: "need", id: need.id.as_str(), summary, audiences }).await
}
