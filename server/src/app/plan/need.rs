//! What people do with needs.

use shared::error::{Code, all_or_nothing, both};
use shared::framework::ApprovalId;
use shared::framework::approval::{self, Decision, Subject};
use shared::people::{DirectorateId, OrganisationId, UserId};
use shared::plan::area::AreaCode;
use shared::plan::need::{Action, Demand, Need, NeedInput, access};
use shared::plan::{NeedId, area};
use shared::{Money, Refusal};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::{Cx, Error, commit, same_version};
use crate::store::framework::approval::{self as approvals, Approval};
use crate::store::framework::reference::{self, Kind};
use crate::store::{self, Transaction};

/// Writes a need down as a draft.
pub async fn create(cx: &Cx, input: &NeedInput) -> Result<Need, Error> {
    let directorate = input.directorate_named();
    if let Some(directorate) = &directorate {
        access::allows_begin(&cx.actor, directorate)?;
    }
    let (Some(buyer), Some(author)) = (cx.actor.buyer().cloned(), cx.actor.user().cloned()) else {
        return Err(Error::NotFound);
    };
    let tx = cx.begin().await?;
    let unknown = unknown(&tx, &buyer, directorate.as_ref(), &input.areas_named()).await?;
    let (checked, ()) = both(input.check(), all_or_nothing(unknown))?;
    let reference = reference::next(&tx, Kind::Need).await?;
    let id = cx.new_id(NeedId::from_uuid);
    let need = Need::begin(id, reference, (buyer, checked.directorate), author, checked.statement, cx.now());
    let need = store::plan::need::insert(&tx, need).await?;
    record(&tx, cx, "create", &need, "wrote down").await?;
    commit(tx).await?;
    Ok(need)
}

/// Changes what a draft says.
pub async fn edit(cx: &Cx, id: &NeedId, version: i64, input: &NeedInput) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::Edit).await?;
    same_version(version, need.version)?;
    let unknown = unknown(&tx, &need.buyer, None, &input.areas_named()).await?;
    let (checked, ()) = both(input.check(), all_or_nothing(unknown))?;
    let need = store::plan::need::save(&tx, need.edit(checked.statement, person(cx)?)?).await?;
    record(&tx, cx, "edit", &need, "changed").await?;
    commit(tx).await?;
    Ok(need)
}

/// Asks for another officer's approval of the version that was read.
pub async fn request_approval(cx: &Cx, id: &NeedId, version: i64) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::RequestApproval).await?;
    same_version(version, need.version)?;
    let asker = person(cx)?;
    let facts = store::plan::need::facts(&tx, &need).await?;
    let need = store::plan::need::save(&tx, need.request_approval(asker.clone(), &facts, cx.now())?).await?;
    approvals::insert(
        &tx,
        &Approval {
            id: cx.new_id(ApprovalId::from_uuid),
            subject: Subject::Need,
            subject_id: need.id.to_string(),
            buyer: need.buyer.clone(),
            title: format!("{} {}", need.reference, need.statement.title),
            value: Money::ZERO,
            asked_by: asker,
            asked_at: cx.now(),
            decision: Decision::Asked,
            decided_by: None,
            decided_at: None,
            note: None,
        },
    )
    .await?;
    record(&tx, cx, "request_approval", &need, "asked for approval of").await?;
    commit(tx).await?;
    Ok(need)
}

/// Approves the version that was read of a need that another officer wrote, and
/// publishes it (R-4.17d).
pub async fn publish(cx: &Cx, id: &NeedId, version: i64) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::Publish).await?;
    same_version(version, need.version)?;
    let approver = person(cx)?;
    let asked = asked(&tx, &need).await?;
    let mut refusals = approval::gate(&asked.asked_by, &cx.actor, &need.buyer, Money::ZERO);
    let facts = store::plan::need::facts(&tx, &need).await?;
    let published = match need.publish(approver.clone(), &facts, cx.now()) {
        Ok(published) if refusals.is_empty() => published,
        Ok(_) => return Err(refusals.into()),
        Err(more) => {
            add_new(&mut refusals, more);
            return Err(refusals.into());
        }
    };
    let need = store::plan::need::save(&tx, published).await?;
    approvals::decide(&tx, &asked.id, Decision::Approved, &approver, None, cx.now()).await?;
    record(&tx, cx, "publish", &need, "approved and published").await?;
    commit(tx).await?;
    Ok(need)
}

/// Sends a need back to its writer with what has to change.
pub async fn send_back(cx: &Cx, id: &NeedId, reason: &str) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::SendBack).await?;
    let approver = person(cx)?;
    let asked = asked(&tx, &need).await?;
    let need = store::plan::need::save(&tx, need.send_back(approver.clone(), reason, cx.now())?).await?;
    approvals::decide(&tx, &asked.id, Decision::ChangesAsked, &approver, Some(reason), cx.now()).await?;
    record(&tx, cx, "send_back", &need, "sent back").await?;
    commit(tx).await?;
    Ok(need)
}

/// Notes that a published need is met.
pub async fn meet(cx: &Cx, id: &NeedId, reason: &str) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::Meet).await?;
    let need = store::plan::need::save(&tx, need.meet(reason, cx.now())?).await?;
    record(&tx, cx, "meet", &need, "noted as met").await?;
    commit(tx).await?;
    Ok(need)
}

/// Stops pursuing a published need.
pub async fn retire(cx: &Cx, id: &NeedId, reason: &str) -> Result<Need, Error> {
    let tx = cx.begin().await?;
    let need = find(&tx, cx, id, Action::Retire).await?;
    let need = store::plan::need::save(&tx, need.retire(reason, cx.now())?).await?;
    record(&tx, cx, "retire", &need, "stopped pursuing").await?;
    commit(tx).await?;
    Ok(need)
}

/// What a need names that we do not hold: its directorate, its areas.
async fn unknown(
    tx: &Transaction,
    buyer: &OrganisationId,
    directorate: Option<&DirectorateId>,
    areas: &[AreaCode],
) -> Result<Vec<Refusal>, Error> {
    let mut refusals = Vec::new();
    if let Some(directorate) = directorate {
        let ours = store::people::organisation::directorates(tx, buyer).await?;
        if !ours.iter().any(|ours| &ours.id == directorate) {
            let message = "Select the directorate from the list";
            refusals.push(Refusal::slip("directorate", Code::UnknownCode, message).because("R-6.1", "6.1"));
        }
    }
    refusals.extend(area::unknown(&store::plan::area::unknown(tx, areas).await?));
    Ok(refusals)
}

/// Finds a need in the actor's scope and asks whether the action is theirs.
async fn find(tx: &Transaction, cx: &Cx, id: &NeedId, action: Action) -> Result<Need, Error> {
    let need = store::plan::need::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &need, cx.now())?;
    Ok(need)
}

async fn asked(tx: &Transaction, need: &Need) -> Result<Approval, Error> {
    let latest = approvals::latest(tx, Subject::Need, need.id.as_str()).await?;
    latest.filter(|approval| approval.decision == Decision::Asked).ok_or(Error::Stale)
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

/// Adds the refusals whose code is not there yet.
fn add_new(refusals: &mut Vec<Refusal>, more: Vec<Refusal>) {
    for refusal in more {
        if !refusals.iter().any(|known| known.code == refusal.code) {
            refusals.push(refusal);
        }
    }
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, need: &Need, verb: &str) -> Result<(), Error> {
    let mut audiences = vec![Audience::Organisation(need.buyer.clone())];
    if need.stage().is_public() {
        audiences.push(Audience::Public);
    }
    let summary = format!("The council {verb} need {}: {}", need.reference, need.statement.title);
    let mut after = After::of(need.stage().as_str(), need.version).text("reference", &need.reference);
    if let Demand::Figure { people, .. } = &need.statement.demand {
        after = after.number("demand", *people);
    }
    if let Some(supply) = need.statement.supply {
        after = after.number("supply", supply);
    }
    let entry = Entry { action, kind: "need", id: need.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
