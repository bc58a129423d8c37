//! Keeping the council's objectives and its duties in law, and holding needs
//! against them.

use std::collections::BTreeSet;

use shared::Refusal;
use shared::error::Code;
use shared::plan::need::{self, Need, access};
use shared::plan::objective::{self, Action, Objective, ObjectiveInput};
use shared::plan::{NeedId, ObjectiveId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// Writes an objective down.
pub async fn create(cx: &Cx, input: &ObjectiveInput) -> Result<Objective, Error> {
    let buyer = objective::allows_create(&cx.actor)?;
    let aim = input.check()?;
    let author = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let tx = cx.begin().await?;
    let new = Objective::begin(cx.new_id(ObjectiveId::from_uuid), buyer, author, aim, cx.now());
    let new = store::plan::objective::insert(&tx, new).await?;
    record(&tx, cx, "create", &new, "set down").await?;
    commit(tx).await?;
    Ok(new)
}

/// Says that an objective holds no longer.
pub async fn retire(cx: &Cx, id: &ObjectiveId, reason: &str) -> Result<Objective, Error> {
    let tx = cx.begin().await?;
    let found = store::plan::objective::find(&tx, id).await?.ok_or(Error::NotFound)?;
    found.allows(&cx.actor, Action::Retire)?;
    let retired = store::plan::objective::save(&tx, found.retire(reason, cx.now())?).await?;
    record(&tx, cx, "retire", &retired, "ended").await?;
    commit(tx).await?;
    Ok(retired)
}

/// Says which of the council's current objectives a need serves.
pub async fn align(cx: &Cx, need: &NeedId, ids: &[ObjectiveId]) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = store::plan::need::find(&tx, &cx.actor, need).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, need::Action::Align, &need, cx.now())?;
    let ids: BTreeSet<ObjectiveId> = ids.iter().cloned().collect();
    let current = store::plan::objective::current(&tx, &need.buyer).await?;
    if ids.iter().any(|id| !current.iter().any(|one| &one.id == id)) {
        let message = "Select objectives that are in force, from the list";
        return Err(Refusal::slip("objectives", Code::UnknownCode, message).because("R-3.4b", "3.4").into());
    }
    let ids: Vec<ObjectiveId> = ids.into_iter().collect();
    store::plan::objective::replace(&tx, &need.id, &ids).await?;
    let mut audiences = vec![Audience::Organisation(need.buyer.clone())];
    if need.stage().is_public() {
        audiences.push(Audience::Public);
    }
    let summary = format!("The council said which objectives need {} serves", need.reference);
    event::record(&tx, cx, Entry { action: "align", kind: "need", id: need.id.as_str(), summary, audiences }).await?;
    commit(tx).await?;
    Ok(need)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, objective: &Objective, verb: &str) -> Result<(), Error> {
    let what = objective.aim.kind.label().to_lowercase();
    let entry = Entry {
        action,
        kind: "objective",
        id: objective.id.as_str(),
        summary: format!("The council {verb} a {what}: {}", objective.aim.title),
        audiences: vec![Audience::Organisation(objective.buyer.clone()), Audience::Public],
    };
    event::record(tx, cx, entry).await
}
