//! Putting needs in order: from a draft to a decision that gives each need its
//! place (R-3.4b).

use shared::error::Code;
use shared::framework::ApprovalId;
use shared::framework::approval::{self, Decision, Subject};
use shared::people::UserId;
use shared::plan::prioritisation::{Action, Prioritisation, PrioritisationInput, PriorityInput, access};
use shared::plan::{NeedId, ObjectiveId, PrioritisationId};
use shared::{Actor, Money, Refusal};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::framework::approval::{self as approvals, Approval};
use crate::store::{self, Transaction};

/// Begins an assessment with no needs in it.
pub async fn create(cx: &Cx, input: &PrioritisationInput) -> Result<Prioritisation, Error> {
    let (directorate, title) = input.check()?;
    access::allows_begin(&cx.actor, &directorate)?;
    let (Some(buyer), Some(author)) = (cx.actor.buyer().cloned(), cx.actor.user().cloned()) else {
        return Err(Error::NotFound);
    };
    let tx = cx.begin().await?;
    let ours = store::people::organisation::directorates(&tx, &buyer).await?;
    if !ours.iter().any(|ours| ours.id == directorate) {
        let slip = Refusal::slip("directorate", Code::UnknownCode, "Select the directorate from the list");
        return Err(slip.because("R-6.1", "6.1").into());
    }
    let id = cx.new_id(PrioritisationId::from_uuid);
    let new = Prioritisation::begin(id, title, (buyer, directorate), author, cx.now());
    let new = store::plan::prioritisation::insert(&tx, new).await?;
    record(&tx, cx, "create", &new, "began").await?;
    commit(tx).await?;
    Ok(new)
}

/// Adds an open need of the council.
pub async fn add(cx: &Cx, id: &PrioritisationId, need: &NeedId) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::Edit).await?;
    let need = store::plan::need::find(&tx, &cx.actor, need).await?.filter(|need| need.buyer == found.buyer);
    let need = need.ok_or(Error::NotFound)?.id;
    let facts = store::plan::prioritisation::facts(&tx, &found, Some(&need)).await?;
    let changed = store::plan::prioritisation::save(&tx, found.add(need, &facts)?).await?;
    record(&tx, cx, "add", &changed, "added a need to").await?;
    commit(tx).await?;
    Ok(changed)
}

/// Takes a need out again.
pub async fn remove(cx: &Cx, id: &PrioritisationId, need: &NeedId) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::Edit).await?;
    let changed = store::plan::prioritisation::save(&tx, found.remove(need)?).await?;
    record(&tx, cx, "remove", &changed, "took a need out of").await?;
    commit(tx).await?;
    Ok(changed)
}

/// Writes down what is answered about a need.
pub async fn answer(
    cx: &Cx,
    id: &PrioritisationId,
    need: &NeedId,
    input: &PriorityInput,
) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::Edit).await?;
    let answers = input.check()?;
    let known = store::plan::prioritisation::objectives(&tx, &found.buyer).await?;
    let named = [("objective", &answers.objective), ("duty", &answers.duty)];
    let unknown = |(field, id): (&'static str, &Option<ObjectiveId>)| {
        let wrong = id.as_ref().is_some_and(|id| !known.contains_key(id));
        wrong.then(|| Refusal::slip(field, Code::UnknownCode, "Select one that is in force, from the list"))
    };
    let refusals: Vec<Refusal> = named.into_iter().filter_map(unknown).collect();
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let changed = store::plan::prioritisation::save(&tx, found.answer(need, answers)?).await?;
    record(&tx, cx, "answer", &changed, "answered about a need of").await?;
    commit(tx).await?;
    Ok(changed)
}

/// Asks for another officer's approval.
pub async fn request_approval(cx: &Cx, id: &PrioritisationId) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::RequestApproval).await?;
    let asker = person(cx)?;
    let facts = store::plan::prioritisation::facts(&tx, &found, None).await?;
    let asked = found.request_approval(asker.clone(), &facts, cx.now())?;
    let asked = store::plan::prioritisation::save(&tx, asked).await?;
    let request = Approval {
        id: cx.new_id(ApprovalId::from_uuid),
        subject: Subject::Prioritisation,
        subject_id: asked.id.to_string(),
        buyer: asked.buyer.clone(),
        title: asked.title.clone(),
        value: Money::ZERO,
        asked_by: asker,
        asked_at: cx.now(),
        decision: Decision::Asked,
        decided_by: None,
        decided_at: None,
        note: None,
    };
    approvals::insert(&tx, &request).await?;
    record(&tx, cx, "request_approval", &asked, "asked for approval of").await?;
    commit(tx).await?;
    Ok(asked)
}

/// Decides an assessment that another officer made: it becomes public, and each
/// need takes its place (R-4.17d, R-4.6c).
pub async fn approve(cx: &Cx, id: &PrioritisationId) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::Approve).await?;
    let approver = person(cx)?;
    let asked = asked(&tx, &found).await?;
    let mut refusals = approval::gate(&asked.asked_by, &cx.actor, &found.buyer, Money::ZERO);
    let facts = store::plan::prioritisation::facts(&tx, &found, None).await?;
    let weights = cx.policy(cx.today())?.priority_weights();
    let (approved, places) = match found.approve(approver.clone(), &facts, &weights, cx.now()) {
        Ok(decided) if refusals.is_empty() => decided,
        Ok(_) => return Err(refusals.into()),
        Err(more) => {
            refusals.extend(more);
            return Err(refusals.into());
        }
    };
    let approved = store::plan::prioritisation::save(&tx, approved).await?;
    for (id, priority) in places {
        let need = store::plan::need::find(&tx, &Actor::System, &id).await?.ok_or(Error::Stale)?;
        let need = store::plan::need::save(&tx, need.prioritise(priority.clone())?).await?;
        let summary = format!("Need {} has its place among others: {}", need.reference, priority.in_words());
        let audiences = vec![Audience::Organisation(need.buyer.clone()), Audience::Public];
        let entry = Entry { action: "prioritise", kind: "need", id: need.id.as_str(), summary, audiences };
        event::record(&tx, cx, entry).await?;
    }
    approvals::decide(&tx, &asked.id, Decision::Approved, &approver, None, cx.now()).await?;
    record(&tx, cx, "approve", &approved, "approved").await?;
    commit(tx).await?;
    Ok(approved)
}

/// Sends an assessment back with what has to change.
pub async fn send_back(cx: &Cx, id: &PrioritisationId, reason: &str) -> Result<Prioritisation, Error> {
    let tx = cx.begin().await?;
    let found = find(&tx, cx, id, Action::SendBack).await?;
    let approver = person(cx)?;
    let asked = asked(&tx, &found).await?;
    let sent_back = found.send_back(approver.clone(), reason, cx.now())?;
    let sent_back = store::plan::prioritisation::save(&tx, sent_back).await?;
    approvals::decide(&tx, &asked.id, Decision::ChangesAsked, &approver, Some(reason), cx.now()).await?;
    record(&tx, cx, "send_back", &sent_back, "sent back").await?;
    commit(tx).await?;
    Ok(sent_back)
}

/// Finds an assessment in the actor's scope and asks whether the action is
/// theirs.
async fn find(tx: &Transaction, cx: &Cx, id: &PrioritisationId, action: Action) -> Result<Prioritisation, Error> {
    let found = store::plan::prioritisation::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &found)?;
    Ok(found)
}

async fn asked(tx: &Transaction, prioritisation: &Prioritisation) -> Result<Approval, Error> {
    let latest = approvals::latest(tx, Subject::Prioritisation, prioritisation.id.as_str()).await?;
    latest.filter(|approval| approval.decision == Decision::Asked).ok_or(Error::Stale)
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, one: &Prioritisation, verb: &str) -> Result<(), Error> {
    let mut audiences = vec![Audience::Organisation(one.buyer.clone())];
    if one.state.approved_at().is_some() {
        audiences.push(Audience::Public);
    }
    let summary = format!("The council {verb} the assessment of needs \"{}\"", one.title);
    event::record(tx, cx, Entry { action, kind: "prioritisation", id: one.id.as_str(), summary, audiences }).await
}
