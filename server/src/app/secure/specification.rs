//! What people do with specifications.

use sha2::{Digest, Sha256};
use shared::commission::{self, Commission, CommissionId, Work};
use shared::framework::ApprovalId;
use shared::framework::approval::{Decision, Subject};
use shared::people::UserId;
use shared::secure::SpecificationId;
use shared::secure::specification::{Action, Specification, SpecificationInput, State, access};
use shared::{Actor, Money};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit, same_version};
use crate::store::framework::approval::{self as approvals, Approval};
use crate::store::{self, Transaction};

/// Begins the first version for a commission, or a further one as a copy of
/// the newest (framework 4.8; ).
pub async fn create(cx: &Cx, commission: &CommissionId) -> Result<Specification, Error> {
    let author = person(cx)?;
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, commission).await?.ok_or(Error::NotFound)?;
    commission::access::allows(&cx.actor, commission::access::Action::Specify, &commission)?;
    let ids = [commission.id.clone()];
    let facts = store::commission::facts::facts(&tx, &ids, cx.today()).await?;
    let facts = facts.get(&commission.id).copied().unwrap_or_default();
    commission::may_begin(commission::stage(&facts), Work::Specification)?;
    let versions = store::secure::specification::of_commissions(&tx, &Actor::System, &ids).await?;
    let id = cx.new_id(SpecificationId::from_uuid);
    let specification = Specification::begin(id, &commission, &versions, author, cx.now())?;
    store::secure::specification::insert(&tx, &specification).await?;
    record(&tx, cx, "create", &specification, &commission, "began").await?;
    commit(tx).await?;
    Ok(specification)
}

/// Keeps what was typed into the sections given, finished or not. `version` is
/// the save of the one section that it was typed over; without it the save
/// goes ahead whatever others did.
pub async fn save(
    cx: &Cx,
    id: &SpecificationId,
    version: Option<i64>,
    input: &SpecificationInput,
) -> Result<Specification, Error> {
    let by = person(cx)?;
    let tx = cx.begin().await?;
    let (mut specification, commission) = find(&tx, cx, id, Action::Save).await?;
    let sections = input.sections();
    let seen = version.filter(|_| sections.len() == 1);
    for section in sections {
        specification = specification.save(section, input, seen, &by, cx.now())?;
        if let Some(saved) = specification.saved(section) {
            store::secure::specification::save_section(&tx, &specification, saved).await?;
        }
    }
    record(&tx, cx, "save", &specification, &commission, "worked on").await?;
    commit(tx).await?;
    Ok(specification)
}

/// Asks for another officer's approval of what was read; refused with every
/// missing part (R-4.8a).
pub async fn request_approval(
    cx: &Cx,
    id: &SpecificationId,
    version: i64,
    length_reason: &str,
) -> Result<Specification, Error> {
    let by = person(cx)?;
    let tx = cx.begin().await?;
    let (specification, commission) = find(&tx, cx, id, Action::RequestApproval).await?;
    same_version(version, specification.read_version())?;
    let facts = store::secure::specification::facts(&tx, &specification).await?;
    let policy = cx.policy(cx.today())?;
    let mut new_id = || cx.new_uuid();
    let sent = specification.request_approval(length_reason, &facts, &policy, (&by, cx.now()), &mut new_id)?;
    let sent = store::secure::specification::save(&tx, sent).await?;
    approvals::insert(&tx, &request(cx, &sent, &commission, by)).await?;
    record(&tx, cx, "request_approval", &sent, &commission, "asked for approval of").await?;
    commit(tx).await?;
    Ok(sent)
}

fn request(cx: &Cx, of: &Specification, commission: &Commission, asked_by: UserId) -> Approval {
    Approval {
        id: cx.new_id(ApprovalId::from_uuid),
        subject: Subject::Specification,
        subject_id: of.id.to_string(),
        buyer: of.buyer.clone(),
        title: format!("{} Specification, version {}: {}", commission.reference, of.number, commission.title),
        value: of.value().unwrap_or(Money::ZERO),
        asked_by,
        asked_at: cx.now(),
        decision: Decision::Asked,
        decided_by: None,
        decided_at: None,
        note: None,
    }
}

/// Approves what was read of a specification that others made, within the
/// approver's limit; the last approval that its value needs makes it approved
/// (R-4.17d). An earlier approved version is replaced by it.
pub async fn approve(
    cx: &Cx,
    id: &SpecificationId,
    version: i64,
    readability_reason: &str,
) -> Result<Specification, Error> {
    let by = person(cx)?;
    let tx = cx.begin().await?;
    let (specification, commission) = find(&tx, cx, id, Action::Approve).await?;
    same_version(version, specification.read_version())?;
    let facts = store::secure::specification::facts(&tx, &specification).await?;
    let policy = cx.policy(cx.today())?;
    let approved = specification.approve(readability_reason, &cx.actor, &facts, &policy, cx.now())?;
    decide(&tx, cx, &approved, Decision::Approved, &by, Some(readability_reason)).await?;
    if !approved.is_approved() {
        // Its value needs another approver too.
        let asked_by = approved.asked().map_or(by, |asked| asked.by.clone());
        approvals::insert(&tx, &request(cx, &approved, &commission, asked_by)).await?;
        record(&tx, cx, "approve", &approved, &commission, "gave one of several approvals to").await?;
        commit(tx).await?;
        return Ok(approved);
    }
    let approved = store::secure::specification::save(&tx, approved).await?;
    let versions =
        store::secure::specification::of_commissions(&tx, &Actor::System, std::slice::from_ref(&commission.id)).await?;
    for earlier in versions.into_iter().filter(|other| other.id != approved.id && other.is_approved()) {
        store::secure::specification::save(&tx, earlier.supersede()).await?;
    }
    record(&tx, cx, "approve", &approved, &commission, "approved").await?;
    commit(tx).await?;
    Ok(approved)
}

/// Gives a specification back to whoever asked, with what has to change.
pub async fn send_back(cx: &Cx, id: &SpecificationId, reason: &str) -> Result<Specification, Error> {
    let by = person(cx)?;
    let tx = cx.begin().await?;
    let (specification, commission) = find(&tx, cx, id, Action::SendBack).await?;
    let asked_by = match &specification.state {
        State::Review { asked, .. } => Some(asked.by.clone()),
        _ => None,
    };
    let draft = specification.send_back(reason)?;
    let draft = store::secure::specification::save(&tx, draft).await?;
    decide(&tx, cx, &draft, Decision::ChangesAsked, &by, Some(reason)).await?;
    if let Some(asked_by) = asked_by {
        let subject = format!("Changes asked: specification {}", commission.reference);
        let body = format!(
            "An approver sent back the specification of {} {}.\n\nWhat has to change:\n{}\n\nChange it here: {}/council/specifications/{}\n",
            commission.reference,
            commission.title,
            shared::check::clean(reason),
            cx.config().origin,
            draft.id,
        );
        mail::send_to(&tx, cx, &asked_by, &subject, &body).await?;
    }
    record(&tx, cx, "send_back", &draft, &commission, "sent back").await?;
    commit(tx).await?;
    Ok(draft)
}

/// Finds a specification in the actor's scope with its commission, and asks
/// whether the action is theirs and its stage allows it.
async fn find(
    tx: &Transaction,
    cx: &Cx,
    id: &SpecificationId,
    action: Action,
) -> Result<(Specification, Commission), Error> {
    let specification = store::secure::specification::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &specification)?;
    let commission = store::commission::find(tx, &cx.actor, &specification.commission).await?.ok_or(Error::NotFound)?;
    Ok((specification, commission))
}

async fn decide(
    tx: &Transaction,
    cx: &Cx,
    specification: &Specification,
    decision: Decision,
    by: &UserId,
    note: Option<&str>,
) -> Result<(), Error> {
    let latest = approvals::latest(tx, Subject::Specification, specification.id.as_str()).await?;
    let asked = latest.filter(|approval| approval.decision == Decision::Asked).ok_or(Error::Stale)?;
    let note = note.map(shared::check::clean).filter(|note| !note.is_empty());
    approvals::decide(tx, &asked.id, decision, by, note.as_deref(), cx.now()).await?;
    Ok(())
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

/// What shows later that the text approved is the text that is there.
fn text_digest(specification: &Specification) -> Result<String, Error> {
    let text = serde_json::to_string(&specification.draft).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(hex::encode(Sha256::digest(text)))
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    specification: &Specification,
    commission: &Commission,
    verb: &str,
) -> Result<(), Error> {
    let summary = format!(
        "The council {verb} version {} of the specification of {}: {}",
        specification.number, commission.reference, commission.title
    );
    let audiences = vec![Audience::Organisation(specification.buyer.clone())];
    let id = specification.id.as_str();
    let after = After::of(specification.state.stage().as_str(), specification.version)
        .number("number", specification.number)
        .text("commission", &commission.reference)
        .text("textDigest", text_digest(specification)?);
    let entry = Entry { action, kind: "specification", id, summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
