//! Adding evidence to a need and taking it away (R-4.6a).

use shared::error::{Code, all_or_nothing, both};
use shared::people::UserId;
use shared::plan::evidence::{Evidence, EvidenceInput, Finding, unknown_figure};
use shared::plan::need::{Action, Need, access};
use shared::plan::{EvidenceId, NeedId};
use shared::{Actor, Refusal};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// The most pieces of evidence one need can have.
const MOST: usize = 50;

/// Adds a piece of evidence to a draft.
pub async fn add(cx: &Cx, need: &NeedId, input: &EvidenceInput) -> Result<(Need, Evidence), Error> {
    let tx = cx.begin().await?;
    let need = store::plan::need::find(&tx, &cx.actor, need).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::AddEvidence, &need, cx.now())?;
    let there = store::plan::evidence::of_needs(&tx, &cx.actor, std::slice::from_ref(&need.id)).await?;
    let read = input.check(cx.now());
    let unfit = unfit(&tx, input, read.as_ref().ok(), &there).await?;
    let (finding, ()) = both(read, all_or_nothing(unfit))?;
    let evidence = Evidence {
        id: cx.new_id(EvidenceId::from_uuid),
        need: need.id.clone(),
        finding,
        added_by: person(&cx.actor)?,
        added_at: cx.now(),
    };
    store::plan::evidence::insert(&tx, &evidence).await?;
    record(&tx, cx, "add", &need, &evidence).await?;
    commit(tx).await?;
    Ok((need, evidence))
}

/// Takes a piece of evidence away from a draft.
pub async fn remove(cx: &Cx, id: &EvidenceId) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let evidence = store::plan::evidence::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let need = store::plan::need::find(&tx, &cx.actor, &evidence.need).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::RemoveEvidence, &need, cx.now())?;
    store::plan::evidence::delete(&tx, id).await?;
    record(&tx, cx, "remove", &need, &evidence).await?;
    commit(tx).await?;
    Ok(need)
}

/// Why evidence cannot stand beside what is there, on figures we hold; `read`
/// is what it says, once that could be read.
async fn unfit(
    tx: &Transaction,
    input: &EvidenceInput,
    read: Option<&Finding>,
    there: &[Evidence],
) -> Result<Vec<Refusal>, Error> {
    let mut refusals = Vec::new();
    if let Some((code, measure)) = input.figure_named()
        && store::plan::area::find_figure(tx, &code, measure).await?.is_none()
    {
        refusals.push(unknown_figure(&code, measure));
    }
    if read.is_some_and(|finding| there.iter().any(|evidence| &evidence.finding == finding)) {
        refusals.push(Refusal::slip("title", Code::Duplicate, "This evidence is there already. Add it once"));
    }
    if there.len() >= MOST {
        let message = format!("The need has {MOST} pieces of evidence, which is the limit. Take one away first");
        refusals.push(Refusal::slip("title", Code::OutOfRange, message));
    }
    Ok(refusals)
}

fn person(actor: &Actor) -> Result<UserId, Error> {
    actor.user().cloned().ok_or(Error::NotFound)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, need: &Need, evidence: &Evidence) -> Result<(), Error> {
    let done = if action == "add" { "added to" } else { "taken from" };
    let entry = Entry {
        action,
        kind: "evidence",
        id: evidence.id.as_str(),
        summary: format!("Evidence \"{}\" {done} {}", evidence.finding.title, need.reference),
        audiences: vec![Audience::Organisation(need.buyer.clone())],
    };
    event::record(tx, cx, entry).await
}
