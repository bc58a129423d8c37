//! What officers do with consultations; [`response`] is what people do, and
//! [`point`] what is made of it.

pub mod point;
pub mod response;

use shared::Refusal;
use shared::error::Code;
use shared::people::{DirectorateId, UserId};
use shared::plan::consultation::input::{Checked, unknown};
use shared::plan::consultation::{Action, Consultation, ConsultationInput, Facts, Question, Terms, access};
use shared::plan::{ConsultationId, ConsultationQuestionId};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::framework::reference::{self, Kind};
use crate::store::{self, Transaction};

/// Begins a consultation as a draft, led by whoever begins it.
pub async fn create(cx: &Cx, directorate: &str, input: &ConsultationInput) -> Result<Consultation, Error> {
    let directorate: DirectorateId =
        directorate.parse().map_err(|_| Refusal::slip("directorate", Code::Missing, "Select the directorate"))?;
    access::allows_begin(&cx.actor, &directorate)?;
    let (Some(buyer), Some(lead)) = (cx.actor.buyer().cloned(), cx.actor.user().cloned()) else {
        return Err(Error::NotFound);
    };
    let checked = input.check()?;
    let tx = cx.begin().await?;
    let ours = store::people::organisation::directorates(&tx, &buyer).await?;
    if !ours.iter().any(|ours| ours.id == directorate) {
        let message = "Select the directorate from the list";
        return Err(Refusal::slip("directorate", Code::UnknownCode, message).because("R-6.1", "6.1").into());
    }
    let terms = terms(&tx, cx, checked).await?;
    let reference = reference::next(&tx, Kind::Consultation).await?;
    let id = cx.new_id(ConsultationId::from_uuid);
    let new = Consultation::begin(id, reference, (buyer, directorate), lead, terms, cx.now());
    let made = store::plan::consultation::insert(&tx, new).await?;
    record(&tx, cx, "create", &made, "began").await?;
    commit(tx).await?;
    Ok(made)
}

/// Changes what a draft says and asks.
pub async fn edit(
    cx: &Cx,
    id: &ConsultationId,
    version: i64,
    input: &ConsultationInput,
) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let draft = find(&tx, cx, id, Action::Edit).await?;
    let checked = input.check()?;
    if draft.version != version {
        return Err(Error::Stale);
    }
    let terms = terms(&tx, cx, checked).await?;
    let saved = store::plan::consultation::save(&tx, draft.edit(terms, cx.now())?).await?;
    record(&tx, cx, "edit", &saved, "changed").await?;
    commit(tx).await?;
    Ok(saved)
}

/// Publishes a consultation.
pub async fn publish(cx: &Cx, id: &ConsultationId) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let draft = find(&tx, cx, id, Action::Publish).await?;
    let by = person(cx)?;
    let published = draft.publish(by, &cx.policy(cx.today())?, cx.now())?;
    let saved = store::plan::consultation::save(&tx, published).await?;
    record(&tx, cx, "publish", &saved, "published").await?;
    commit(tx).await?;
    Ok(saved)
}

/// Gives people more time to answer.
pub async fn extend(cx: &Cx, id: &ConsultationId, closes_on: &str, reason: &str) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let open = find(&tx, cx, id, Action::Extend).await?;
    let saved = store::plan::consultation::save(&tx, open.extend(closes_on, reason, cx.now())?).await?;
    let closes_on = saved.terms.closes_on.map(shared::calendar::in_words).unwrap_or_default();
    record(&tx, cx, "extend", &saved, &format!("gave people until {closes_on} to answer")).await?;
    commit(tx).await?;
    Ok(saved)
}

/// Calls a consultation off, with the reason.
pub async fn cancel(cx: &Cx, id: &ConsultationId, reason: &str) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let there = find(&tx, cx, id, Action::Cancel).await?;
    let saved = store::plan::consultation::save(&tx, there.cancel(reason, cx.now())?).await?;
    record(&tx, cx, "cancel", &saved, "called off").await?;
    commit(tx).await?;
    Ok(saved)
}

/// Publishes what people said and what the council did about each point; refused
/// while anything waits for its answer.
pub async fn answer(cx: &Cx, id: &ConsultationId) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    // Whoever adds a point or changes one meanwhile waits, and is then too late.
    store::hold(&tx, &name(id)).await?;
    let closed = find(&tx, cx, id, Action::Answer).await?;
    let by = person(cx)?;
    let facts = facts(&tx, cx, id).await?;
    let answered = closed.answer(by, &facts, &cx.policy(cx.today())?, cx.now())?;
    let saved = store::plan::consultation::save(&tx, answered).await?;
    record(&tx, cx, "answer", &saved, "published what people said and what it did after").await?;
    commit(tx).await?;
    Ok(saved)
}

/// What the answers tell about a consultation.
async fn facts(tx: &Transaction, cx: &Cx, id: &ConsultationId) -> Result<Facts, Error> {
    let ids = std::slice::from_ref(id);
    let unread = store::plan::consultation::response::unread(tx, ids).await?.remove(id).unwrap_or_default();
    let points = store::plan::consultation::point::of_consultations(tx, &cx.actor, ids).await?;
    Ok(Facts { unread, points })
}

/// What a form says, with what it is about looked up.
async fn terms(tx: &Transaction, cx: &Cx, checked: Checked) -> Result<Terms, Error> {
    let (mut commissions, mut needs) = (Vec::new(), Vec::new());
    let (mut no_commissions, mut no_needs) = (Vec::new(), Vec::new());
    for reference in checked.commissions {
        match store::commission::find_by_reference(tx, &cx.actor, &reference).await? {
            Some(found) => commissions.push(found.id),
            None => no_commissions.push(reference),
        }
    }
    for reference in checked.needs {
        match store::plan::need::find_by_reference(tx, &cx.actor, &reference).await? {
            Some(found) => needs.push(found.id),
            None => no_needs.push(reference),
        }
    }
    let mut refusals: Vec<Refusal> = Vec::new();
    refusals.extend(unknown("commissions", "commission", &no_commissions));
    refusals.extend(unknown("needs", "need", &no_needs));
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let question = |(prompt, options): (String, Vec<String>)| Question {
        id: cx.new_id(ConsultationQuestionId::from_uuid),
        prompt,
        options,
    };
    Ok(Terms {
        title: checked.title,
        purpose: checked.purpose,
        changeable: checked.changeable,
        fixed: checked.fixed,
        audience: checked.audience,
        questions: checked.questions.into_iter().map(question).collect(),
        opens_on: checked.opens_on,
        closes_on: checked.closes_on,
        commissions,
        needs,
    })
}

/// Finds a consultation in the actor's scope and asks whether the action is
/// theirs.
async fn find(tx: &Transaction, cx: &Cx, id: &ConsultationId, action: Action) -> Result<Consultation, Error> {
    let found = store::plan::consultation::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &found, cx.now())?;
    Ok(found)
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

/// The name held while answers are numbered and points are counted.
fn name(id: &ConsultationId) -> String {
    format!("consultation {id}")
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, of: &Consultation, verb: &str) -> Result<(), Error> {
    let mut audiences = vec![Audience::Organisation(of.buyer.clone())];
    if of.is_public() {
        audiences.push(Audience::Public);
    }
    let summary = format!("The council {verb}: consultation {}, {}", of.reference, of.terms.title);
    event::record(tx, cx, Entry { action, kind: "consultation", id: of.id.as_str(), summary, audiences }).await
}
