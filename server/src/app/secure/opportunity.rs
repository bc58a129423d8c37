//! What people do with opportunities.

mod ending;

use std::collections::HashMap;

use shared::commission::CommissionId;
use shared::error::{all_or_nothing, both};
use shared::framework::ApprovalId;
use shared::framework::approval::{Decision, Subject};
use shared::framework::policy::Policy;
use shared::people::UserId;
use shared::people::membership::Role;
use shared::secure::method;
use shared::secure::opportunity::input::{Created, NewIds};
use shared::secure::opportunity::{
    Action, Facts, Lot, Lotting, Opportunity, OpportunityCreateInput, OpportunityInput, Round, State, Timetable, access,
};
use shared::secure::specification::Stage;
use shared::secure::{CriterionId, LotId, OpportunityId, QuestionId, SpecificationId};
use shared::{Code, Refusal};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::{mail, principle, template};
use crate::app::{Cx, Error, commit, same_version};
use crate::store::framework::approval::{self as approvals, Approval};
use crate::store::framework::reference::{self, Kind};
use crate::store::{self, Transaction};

pub use ending::{cancel, end, end_lot};

/// Begins an opportunity of a commission by the method that was chosen for its value.
pub async fn create(cx: &Cx, input: &OpportunityCreateInput) -> Result<Opportunity, Error> {
    let checked = input.check()?;
    let author = person(cx)?;
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, &checked.commission).await?.ok_or(Error::NotFound)?;
    access::allows_begin(&cx.actor, &commission.buyer, &commission.directorate)?;
    let specification = specification(&tx, cx, &checked).await?;
    let lifetime = *method::Facts::new(checked.terms.clone(), Vec::new())?.lifetime();
    principle::before_method(&tx, cx, &commission.id, &lifetime).await?;
    let title = checked.title.unwrap_or(commission.title);
    let opportunity = Opportunity {
        id: cx.new_id(OpportunityId::from_uuid),
        reference: reference::next(&tx, Kind::Opportunity).await?,
        buyer: commission.buyer,
        directorate: Some(commission.directorate),
        commission: commission.id,
        specification,
        lots: vec![Lot {
            id: cx.new_id(LotId::from_uuid),
            number: 1,
            title: title.clone(),
            value: checked.value,
            ended: None,
        }],
        lotting: Lotting::default(),
        round: Round::default(),
        title,
        summary: String::new(),
        method: checked.method,
        footing: checked.footing,
        terms: checked.terms,
        criteria: Vec::new(),
        questions: Vec::new(),
        timetable: Timetable::default(),
        officer: Some(author.clone()),
        proportion_reason: None,
        apart_reason: None,
        author,
        edited_by: None,
        state: State::Draft { sent_back: None },
        version: 1,
    };
    store::secure::opportunity::insert(&tx, &opportunity, cx.now()).await?;
    template::begin(&tx, &opportunity).await?;
    record(&tx, cx, "create", &opportunity, "began").await?;
    commit(tx).await?;
    Ok(opportunity)
}

/// Changes a draft. What is left out stays.
pub async fn save(cx: &Cx, id: &OpportunityId, version: i64, input: &OpportunityInput) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    let draft = find(&tx, cx, id, Action::Save).await?;
    same_version(version, draft.version)?;
    let unfit = unfit_officer(&tx, cx, &draft, input).await?;
    let (changed, ()) = both(input.apply(draft, &mut Ids(cx)), all_or_nothing(unfit))?;
    let changed = Opportunity { edited_by: Some(person(cx)?), ..changed };
    let saved = store::secure::opportunity::save(&tx, changed).await?;
    record(&tx, cx, "save", &saved, "changed the draft of").await?;
    commit(tx).await?;
    Ok(saved)
}

/// Asks for another officer's approval of the version that was read, once nothing stands in the way.
pub async fn request_approval(cx: &Cx, id: &OpportunityId, version: i64) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    let draft = find(&tx, cx, id, Action::RequestApproval).await?;
    same_version(version, draft.version)?;
    let asker = person(cx)?;
    let facts = facts(&tx, cx, &draft).await?;
    let policy = cx.policy(draft.policy_day(cx.now()))?;
    let asked = draft.request_approval(&asker, &facts, &policy, cx.now())?;
    let asked = store::secure::opportunity::save(&tx, asked).await?;
    let approval = request(cx, &asked, asker.clone());
    approvals::insert(&tx, &approval).await?;
    tell_approvers(&tx, cx, &asked, &[asker]).await?;
    record(&tx, cx, "request_approval", &asked, "asked for approval of").await?;
    commit(tx).await?;
    Ok(asked)
}

/// Approves the version that was read of what another officer made, within one's limit; the last approval that its value needs publishes it
/// (R-4.17d). Today's policy rules it from now on. `reason` says why what looks like a contract is a grant.
pub async fn approve(cx: &Cx, id: &OpportunityId, version: i64, reason: &str) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    let waiting = find(&tx, cx, id, Action::Approve).await?;
    same_version(version, waiting.version)?;
    let approver = person(cx)?;
    let asked = asked(&tx, &waiting).await?;
    let facts = facts(&tx, cx, &waiting).await?;
    let policy = cx.policy(waiting.policy_day(cx.now()))?;
    all_or_nothing(waiting.approval_gate(&cx.actor, &facts, &policy, cx.now()))?;
    let footing = waiting.footing.clone().confirmed(waiting.method, reason)?;
    let note = footing.approver_reason.clone();
    let published = Opportunity { footing, ..waiting }.publish(&approver, &facts, &policy, cx.now())?;
    approvals::decide(&tx, &asked.id, Decision::Approved, &approver, note.as_deref(), cx.now()).await?;
    if !published.is_public() {
        // Its value needs another approver too.
        approvals::insert(&tx, &request(cx, &published, asked.asked_by.clone())).await?;
        let done = [&facts.agreed[..], &[approver, asked.asked_by]].concat();
        tell_approvers(&tx, cx, &published, &done).await?;
        record(&tx, cx, "approve", &published, "gave one of several approvals to").await?;
        commit(tx).await?;
        return Ok(published);
    }
    let published = store::secure::opportunity::save(&tx, published).await?;
    let subject = format!("Published: {}", published.title);
    let body = format!("{} ({}) was approved and is published now.", published.title, published.reference);
    mail::send_to(&tx, cx, &asked.asked_by, &subject, &body).await?;
    record(&tx, cx, "publish", &published, "published").await?;
    commit(tx).await?;
    Ok(published)
}

/// Sends a draft back to its author with what has to change.
pub async fn send_back(cx: &Cx, id: &OpportunityId, reason: &str) -> Result<Opportunity, Error> {
    let tx = cx.begin().await?;
    let waiting = find(&tx, cx, id, Action::SendBack).await?;
    let approver = person(cx)?;
    let asked = asked(&tx, &waiting).await?;
    let back = store::secure::opportunity::save(&tx, waiting.send_back(reason, cx.now())?).await?;
    approvals::decide(&tx, &asked.id, Decision::ChangesAsked, &approver, Some(reason), cx.now()).await?;
    let subject = format!("Changes asked: {}", back.title);
    let body = format!("{} ({}) came back to you. What has to change: {reason}", back.title, back.reference);
    mail::send_to(&tx, cx, &asked.asked_by, &subject, &body).await?;
    record(&tx, cx, "send_back", &back, "sent back").await?;
    commit(tx).await?;
    Ok(back)
}

/// What other aggregates must tell before an opportunity may be published.
async fn facts(tx: &Transaction, cx: &Cx, of: &Opportunity) -> Result<Facts, Error> {
    Ok(facts_of(tx, cx, &[of]).await?.remove(&of.id).unwrap_or_default())
}

/// The same for several, by identifier.
pub async fn facts_of(
    db: &impl store::Connection,
    cx: &Cx,
    all: &[&Opportunity],
) -> Result<HashMap<OpportunityId, Facts>, Error> {
    let mut with = Vec::with_capacity(all.len());
    for of in all {
        with.push((*of, cx.policy(of.policy_day(cx.now()))?));
    }
    Ok(store::secure::opportunity::facts_of(db, &with, cx.now()).await?)
}

/// What decides the method of a purchase for this commission: with what was bought for the same service.
pub async fn with_counted(
    cx: &Cx,
    facts: method::Facts,
    commission: Option<&CommissionId>,
    policy: &Policy,
) -> Result<method::Facts, Error> {
    let Some(id) = commission else { return Ok(facts) };
    let db = cx.db().reader();
    let commission = store::commission::find(db, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let category = facts.terms().category;
    let counted = store::secure::opportunity::counted_with(db, &commission, category, policy).await?;
    Ok(method::Facts::new(facts.terms().clone(), counted)?)
}

/// Finds an opportunity in the actor's scope and asks whether the action is theirs.
async fn find(tx: &Transaction, cx: &Cx, id: &OpportunityId, action: Action) -> Result<Opportunity, Error> {
    let found = store::secure::opportunity::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &found, cx.now())?;
    Ok(found)
}

/// The specification asked for, or the commission's latest, an approved one before others.
async fn specification(tx: &Transaction, cx: &Cx, of: &Created) -> Result<SpecificationId, Error> {
    let all = store::secure::specification::of_commissions(tx, &cx.actor, std::slice::from_ref(&of.commission)).await?;
    let found = match &of.specification {
        Some(id) => all.iter().find(|specification| specification.id == *id),
        None => all.iter().find(|specification| specification.state.stage() == Stage::Approved).or(all.first()),
    };
    let found = found.map(|specification| specification.id.clone());
    Ok(found.ok_or_else(|| {
        let sentence = "This commission has no specification yet. Write what is wanted first";
        Refusal::under(Code::PartMissing, "R-4.8a", "4.8", sentence).on("specificationId")
    })?)
}

async fn asked(tx: &Transaction, of: &Opportunity) -> Result<Approval, Error> {
    let latest = approvals::latest(tx, Subject::Opportunity, of.id.as_str()).await?;
    latest.filter(|approval| approval.decision == Decision::Asked).ok_or(Error::Stale)
}

fn request(cx: &Cx, of: &Opportunity, asked_by: UserId) -> Approval {
    Approval {
        id: cx.new_id(ApprovalId::from_uuid),
        subject: Subject::Opportunity,
        subject_id: of.id.to_string(),
        buyer: of.buyer.clone(),
        title: format!("{} {}", of.reference, of.title),
        value: of.value(),
        asked_by,
        asked_at: cx.now(),
        decision: Decision::Asked,
        decided_by: None,
        decided_at: None,
        note: None,
    }
}

/// Tells those who may approve it, and have not asked or agreed themselves.
async fn tell_approvers(tx: &Transaction, cx: &Cx, of: &Opportunity, done: &[UserId]) -> Result<(), Error> {
    let subject = format!("To approve: {}, {}", of.title, of.value());
    let body = format!(
        "{} ({}) waits for your approval. Its whole value is {} before VAT. Sign in and open Approvals.",
        of.title,
        of.reference,
        of.value()
    );
    for member in store::people::membership::of_organisation(tx, &of.buyer, cx.now()).await? {
        let may = member.role == Role::Approver && member.limit.is_some_and(|limit| limit >= of.value());
        let made = member.user == of.author || of.edited_by.as_ref() == Some(&member.user);
        if may && !done.contains(&member.user) && !made {
            mail::send_to(tx, cx, &member.user, &subject, &body).await?;
        }
    }
    Ok(())
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

/// A no if the officer named anew does not work for the council.
async fn unfit_officer(
    tx: &Transaction,
    cx: &Cx,
    draft: &Opportunity,
    input: &OpportunityInput,
) -> Result<Vec<Refusal>, Error> {
    let named = input.officer.as_deref().and_then(|officer| officer.trim().parse::<UserId>().ok());
    let Some(officer) = named.filter(|officer| draft.officer.as_ref() != Some(officer)) else {
        return Ok(Vec::new());
    };
    let members = store::people::membership::of_organisation(tx, &draft.buyer, cx.now()).await?;
    let held: Vec<_> = members.iter().map(|held| (&held.user, held.role)).collect();
    Ok(Opportunity::officer_fits(&officer, &held))
}

struct Ids<'a>(&'a Cx);

impl NewIds for Ids<'_> {
    fn criterion(&mut self) -> CriterionId {
        self.0.new_id(CriterionId::from_uuid)
    }

    fn question(&mut self) -> QuestionId {
        self.0.new_id(QuestionId::from_uuid)
    }

    fn lot(&mut self) -> LotId {
        self.0.new_id(LotId::from_uuid)
    }
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, of: &Opportunity, verb: &str) -> Result<(), Error> {
    let mut audiences = vec![Audience::Organisation(of.buyer.clone())];
    if of.is_public() {
        audiences.push(Audience::Public);
    }
    let summary = format!("The council {verb} opportunity {}: {}", of.reference, of.title);
    let mut after = After::of(of.stage(cx.now()).as_str(), of.version)
        .text("reference", &of.reference)
        .text("method", of.method.as_str())
        .sum("valuePence", of.value());
    if let Some(publication) = of.state.publication() {
        after = after.instant("closesAt", publication.closes_at);
    }
    let entry = Entry { action, kind: "opportunity", id: of.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
