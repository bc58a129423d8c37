//! Taking what people answer, and marking what makes no point.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use shared::error::Code;
use shared::plan::consultation::response::{Channel, Summary, Typist, summary};
use shared::plan::consultation::{Action, Consultation, ConsultationResponseInput, Response, access};
use shared::plan::{ConsultationId, ConsultationResponseId};
use shared::{Actor, Refusal};

use super::{find, name};
use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::people::attempt;
use crate::store::{self, Transaction};

/// How many answers one address may send in an hour: a family or a day centre
/// may share one.
const MOST_AN_HOUR: u64 = 10;

/// Takes what somebody answers: for the organisation they act for, or with no
/// name at all; or what somebody told an officer, who writes it down. What is
/// kept has no address and no time of day: only the day.
pub async fn give(cx: &Cx, reference: &str, input: &ConsultationResponseInput) -> Result<Consultation, Error> {
    let tx = cx.begin().await?;
    let found = store::plan::consultation::find_by_reference(&tx, &cx.actor, reference).await?;
    let consultation = found.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::Respond, &consultation, cx.now())?;
    let organisation = cx.actor.provider().cloned();
    let officer = cx.actor.is_officer_of(&consultation.buyer);
    let typist = match (officer, &organisation) {
        (true, _) => Typist::Officer,
        (_, Some(_)) => Typist::Member,
        _ => Typist::Anyone,
    };
    let said = input.check(&consultation, typist)?;
    if !officer {
        slow_down(&tx, cx).await?;
    }
    let came_by = said.came_by;
    store::hold(&tx, &name(&consultation.id)).await?;
    let response = Response {
        id: ConsultationResponseId::from_uuid(of_the_day(cx)),
        consultation: consultation.id.clone(),
        number: store::plan::consultation::response::next_number(&tx, &consultation.id).await?,
        said,
        organisation: organisation.clone(),
        given_on: cx.today(),
        no_point: false,
        version: 0,
    };
    store::plan::consultation::response::insert(&tx, &response).await?;
    // Who answers for an organisation is on its own record, and an officer who helped on the council's; nobody
    // else is on any.
    let recorded = if typist == Typist::Anyone { cx.acting(Actor::Visitor) } else { cx.clone() };
    let mut audiences = vec![Audience::Organisation(consultation.buyer.clone())];
    audiences.extend(organisation.map(Audience::Organisation));
    let reference = &consultation.reference;
    let summary = if came_by == Channel::Site {
        format!("Somebody answered consultation {reference}")
    } else {
        format!("An officer wrote down an answer to consultation {reference} that came {}", came_by.label())
    };
    let id = consultation.id.as_str();
    event::record(&tx, &recorded, Entry { action: "respond", kind: "consultation", id, summary, audiences }).await?;
    commit(tx).await?;
    Ok(consultation)
}

/// Counts what comes from one address, and refuses a flood.
async fn slow_down(tx: &Transaction, cx: &Cx) -> Result<(), Error> {
    let subject = format!("consultation:{}", hex::encode(Sha256::digest(cx.remote.as_bytes())));
    if attempt::count(tx, &subject, 60, cx.now()).await? >= MOST_AN_HOUR {
        let message = "Many answers came from this address within an hour. Your words are still here: send them later";
        return Err(Refusal::slip("answers.0.text", Code::TooManyAttempts, message).into());
    }
    attempt::insert(tx, cx.new_uuid().to_string(), &subject, cx.now()).await?;
    Ok(())
}

/// An identifier that tells the day and nothing more.
fn of_the_day(cx: &Cx) -> uuid::Uuid {
    let seconds = u64::try_from(shared::calendar::start_of(cx.today()).timestamp()).unwrap_or_default();
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0))
}

/// Marks that an answer makes no point, or takes the mark away.
pub async fn mark(
    cx: &Cx,
    id: &ConsultationResponseId,
    version: i64,
    no_point: bool,
) -> Result<(Consultation, Response), Error> {
    let tx = cx.begin().await?;
    let there = store::plan::consultation::response::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    store::hold(&tx, &name(&there.consultation)).await?;
    let consultation = find(&tx, cx, &there.consultation, Action::Weigh).await?;
    if there.version != version {
        return Err(Error::Stale);
    }
    let saved = store::plan::consultation::response::save(&tx, Response { no_point, ..there }).await?;
    let done = if no_point { "marked as making no point" } else { "no longer marked" };
    event::record(
        &tx,
        cx,
        Entry {
            action: "mark",
            kind: "consultation",
            id: consultation.id.as_str(),
            summary: format!("Answer {} to {} was {done}", saved.number, consultation.reference),
            audiences: vec![Audience::Organisation(consultation.buyer.clone())],
        },
    )
    .await?;
    commit(tx).await?;
    Ok((consultation, saved))
}

/// How many answered each of these consultations, as everyone may see it, and
/// the least number shown.
pub async fn counts_of(
    cx: &Cx,
    consultations: &[ConsultationId],
) -> Result<(HashMap<ConsultationId, Summary>, u32), Error> {
    let least = cx.policy(cx.today())?.suppress_min().value;
    let numbers = store::plan::consultation::response::count(cx.db().reader(), consultations).await?;
    let of = |id: &ConsultationId| summary(numbers.get(id).map_or(&[][..], Vec::as_slice), u64::from(least));
    Ok((consultations.iter().map(|id| (id.clone(), of(id))).collect(), least))
}
