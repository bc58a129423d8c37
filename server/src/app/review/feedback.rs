//! Taking what people say of a service.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use shared::commission::ServiceId;
use shared::error::Code;
use shared::review::FeedbackId;
use shared::review::feedback::{Feedback, FeedbackInput, Summary, summary};
use shared::{Refusal, calendar};

use crate::app::{Cx, Error, commit};
use crate::store;
use crate::store::people::attempt;

/// How many answers one address may send in an hour: a family or a day centre
/// may share one.
const MOST_AN_HOUR: u64 = 10;

/// Takes what somebody says. What is kept has no name, no address and no time
/// of day: only the day. No entry of the record tells of it: its instant and
/// its place in a chain would say when somebody spoke, and who was first.
pub async fn give(cx: &Cx, service: &str, input: &FeedbackInput) -> Result<shared::commission::Service, Error> {
    let answer = input.check()?;
    let tx = cx.begin().await?;
    let service =
        store::commission::service::find_by_reference(&tx, &cx.actor, service).await?.ok_or(Error::NotFound)?;
    let subject = format!("feedback:{}", hex::encode(Sha256::digest(cx.remote.as_bytes())));
    if attempt::count(&tx, &subject, 60, cx.now()).await? >= MOST_AN_HOUR {
        let message = "Many answers came from this address within an hour. Your words are still here: send them later";
        return Err(Refusal::slip("rating", Code::TooManyAttempts, message).into());
    }
    attempt::insert(&tx, cx.new_uuid().to_string(), &subject, cx.now()).await?;
    let day = calendar::start_of(cx.today());
    let feedback = Feedback {
        id: FeedbackId::from_uuid(of_the_day(day)),
        service: service.id.clone(),
        rating: answer.rating,
        words: answer.words,
        giver: answer.giver,
        given_at: day,
    };
    store::review::feedback::insert(&tx, &feedback).await?;
    commit(tx).await?;
    Ok(service)
}

/// An identifier that tells the day and nothing more.
pub(super) fn of_the_day(day: shared::Timestamp) -> uuid::Uuid {
    let seconds = u64::try_from(day.timestamp()).unwrap_or_default();
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0))
}

/// The feedback on a service as everyone may see it, and the least number
/// shown.
pub async fn counts(cx: &Cx, service: &shared::commission::Service) -> Result<(Summary, u32), Error> {
    let (mut counted, least) = counts_of(cx, std::slice::from_ref(&service.id)).await?;
    Ok((counted.remove(&service.id).unwrap_or_else(|| summary(&[], u64::from(least))), least))
}

/// The same of several services; one of which nobody has said anything has a
/// summary too.
pub async fn counts_of(cx: &Cx, services: &[ServiceId]) -> Result<(HashMap<ServiceId, Summary>, u32), Error> {
    let least = cx.policy(cx.today())?.suppress_min().value;
    let numbers = store::review::feedback::count(cx.db().reader(), services).await?;
    let of = |service: &ServiceId| summary(numbers.get(service).map_or(&[][..], Vec::as_slice), u64::from(least));
    Ok((services.iter().map(|service| (service.clone(), of(service))).collect(), least))
}
