//! Asking about an opportunity, and answering everyone.

use shared::people::OrganisationId;
use shared::secure::clarification::state::Asker;
use shared::secure::clarification::{Action, Clarification, State, access};
use shared::secure::opportunity::access::allows as may;
use shared::secure::opportunity::{Action as OpportunityAction, Opportunity, Stage};
use shared::secure::{ClarificationId, OpportunityId};
use shared::{Actor, calendar};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit};
use crate::store::{self, Transaction};

/// Asks about an opportunity. The officer is told the question and not who asks it.
pub async fn ask(cx: &Cx, on: &OpportunityId, question: &str) -> Result<Clarification, Error> {
    let tx = cx.begin().await?;
    let opportunity = opportunity(&tx, cx, on).await?;
    if let Err(refusal) = may(&cx.actor, OpportunityAction::Ask, &opportunity, cx.now()) {
        // At a later stage the date is what matters to a provider.
        let late = cx.actor.provider().is_some() && opportunity.stage(cx.now()) != Stage::Draft;
        let more = shared::secure::clarification::gate::ask_gate(&opportunity, cx.now());
        return Err(if late && !more.is_empty() { more.into() } else { refusal.into() });
    }
    let (Some(organisation), Some(user)) = (cx.actor.provider(), cx.actor.user()) else { return Err(Error::NotFound) };
    let own = store::people::organisation::find(&tx, organisation).await?.ok_or(Error::NotFound)?;
    let asker = Asker { organisation, name: &own.name, user };
    let policy = cx.policy(opportunity.policy_day(cx.now()))?;
    let id = cx.new_id(ClarificationId::from_uuid);
    let asked = Clarification::ask(id, (&opportunity, question), &asker, &policy, cx.now())?;
    store::secure::clarification::insert(&tx, &asked).await?;
    if let Some(officer) = &opportunity.officer {
        let subject = format!("A question on {}", opportunity.title);
        let body = format!(
            "Somebody asks about {title} ({reference}):\n\n{question}\n\n\
             Answer it by {by}. Everyone reads question and answer at the same moment. Nobody is told who asked.\n\
             {origin}/council/opportunities/{reference}/answers\n\n\
             You get this because you are the officer named on it.\n",
            title = opportunity.title,
            reference = opportunity.reference,
            question = asked.question,
            by = calendar::in_words(asked.answer_by),
            origin = cx.config().origin,
        );
        mail::send_to(&tx, cx, officer, &subject, &body).await?;
    }
    let own = vec![Audience::Organisation(asked.organisation.clone())];
    record(&tx, cx, "ask", &asked, (format!("Asked a question on {}", opportunity.reference), own)).await?;
    // The council's record says that somebody asked, and not who.
    let council = vec![Audience::Organisation(opportunity.buyer.clone())];
    let told = (format!("Somebody asked a question on {}", opportunity.reference), council);
    record(&tx, &cx.acting(Actor::Visitor), "ask", &asked, told).await?;
    commit(tx).await?;
    Ok(asked)
}

/// Answers a question, to everyone at the same instant.
pub async fn answer(cx: &Cx, id: &ClarificationId, text: &str) -> Result<Clarification, Error> {
    publish(cx, id, Action::Answer, text).await
}

/// Declines to answer, for a reason that everyone reads.
pub async fn decline(cx: &Cx, id: &ClarificationId, reason: &str) -> Result<Clarification, Error> {
    publish(cx, id, Action::Decline, reason).await
}

async fn publish(cx: &Cx, id: &ClarificationId, action: Action, text: &str) -> Result<Clarification, Error> {
    let tx = cx.begin().await?;
    let asked = store::secure::clarification::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &asked)?;
    let officer = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let opportunity = opportunity(&tx, cx, &asked.opportunity).await?;
    let published = match action {
        Action::Answer => asked.answer(&officer, text, cx.now())?,
        Action::Decline => asked.decline(&officer, text, cx.now())?,
    };
    let published = store::secure::clarification::save(&tx, published).await?;
    tell(&tx, cx, &opportunity, &published).await?;
    let verb = match action {
        Action::Answer => "answered a question on",
        Action::Decline => "declined, with a reason, to answer a question on",
    };
    let summary = format!("The council {verb} {}", opportunity.reference);
    let audiences = vec![Audience::Organisation(opportunity.buyer.clone()), Audience::Public];
    record(&tx, cx, action.as_str(), &published, (summary, audiences)).await?;
    commit(tx).await?;
    Ok(published)
}

/// Tells everyone who has begun a bid or asked something: all the same words, in one transaction with the answer (P6).
async fn tell(tx: &Transaction, cx: &Cx, on: &Opportunity, of: &Clarification) -> Result<(), Error> {
    let Some(published) = of.state.published() else { return Ok(()) };
    let (done, heading) = match of.state {
        State::Declined(_) => ("Not answered", "We do not answer it, because"),
        State::Asked | State::Answered(_) => ("Answered", "Our answer"),
    };
    let body = format!(
        "Somebody asked about {title} ({reference}):\n\n{question}\n\n{heading}:\n\n{text}\n\n\
         All questions and answers: {origin}/opportunities/{reference}/questions\n\n\
         You get this because your organisation has begun a bid on it or asked about it.\n",
        title = on.title,
        reference = on.reference,
        question = of.question,
        text = published.text,
        origin = cx.config().origin,
    );
    let concerned = concerned(tx, &on.id).await?;
    mail::send_to_members(tx, cx, &concerned, (&format!("{done}: a question on {}", on.title), &body)).await
}

/// The organisations that have begun a bid on an opportunity or asked about it.
pub(super) async fn concerned(tx: &Transaction, on: &OpportunityId) -> Result<Vec<OrganisationId>, Error> {
    let mut all = store::secure::bid::bidders(tx, on).await?;
    all.extend(store::secure::clarification::askers(tx, on).await?);
    all.sort();
    all.dedup();
    Ok(all)
}

async fn opportunity(tx: &Transaction, cx: &Cx, id: &OpportunityId) -> Result<Opportunity, Error> {
    store::secure::opportunity::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    of: &Clarification,
    (summary, audiences): (String, Vec<Audience>),
) -> Result<(), Error> {
    event::record(tx, cx, Entry { action, kind: "clarification", id: of.id.as_str(), summary, audiences }).await
}
