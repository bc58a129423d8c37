//! Mails: written into the outbox with the change they tell of, sent after it.

use std::collections::BTreeSet;

use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use shared::people::{OrganisationId, UserId};

use crate::app::{Cx, Error, commit};
use crate::store::framework::mail;
use crate::store::{Transaction, people};

/// Writes a mail to an address, in the transaction of what it tells.
pub async fn send(tx: &Transaction, cx: &Cx, to: &str, subject: &str, body: &str) -> Result<(), Error> {
    let id = format!("mail_{}", cx.new_uuid().simple());
    mail::insert(tx, id, to, subject, body, cx.now()).await?;
    Ok(())
}

/// Writes a mail to a person.
pub async fn send_to(tx: &Transaction, cx: &Cx, to: &UserId, subject: &str, body: &str) -> Result<(), Error> {
    if let Some(user) = people::user::find(tx, to).await? {
        send(tx, cx, &user.email, subject, body).await?;
    }
    Ok(())
}

/// Writes a mail to each person who works for one of these organisations now, once.
pub async fn send_to_members(
    tx: &Transaction,
    cx: &Cx,
    organisations: &[OrganisationId],
    (subject, body): (&str, &str),
) -> Result<(), Error> {
    let members = people::membership::of_organisations(tx, organisations, cx.now()).await?;
    let users: BTreeSet<UserId> = members.into_iter().map(|membership| membership.user).collect();
    for user in &users {
        send_to(tx, cx, user, subject, body).await?;
    }
    Ok(())
}

/// Sends what waits in the outbox; each mail is taken by one process. Without `SMTP_URL` mails stay there, where
/// the demonstration's mailbox page shows them. Answers how many went out.
pub async fn deliver(cx: &Cx) -> Result<usize, Error> {
    let Some(url) = cx.config().smtp_url.clone() else { return Ok(0) };
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
        .map_err(|error| Error::Internal(format!("SMTP_URL: {error}")))?
        .build();
    let tx = cx.begin().await?;
    let waiting = mail::claim(&tx, 50, cx.now()).await?;
    commit(tx).await?;
    let mut sent = 0;
    for waiting in waiting {
        let outcome = match message(cx, &waiting) {
            Ok(message) => transport.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
            Err(fault) => Err(fault),
        };
        let tx = cx.begin().await?;
        match outcome {
            Ok(()) => {
                mail::sent(&tx, &waiting.id, cx.now()).await?;
                sent += 1;
            }
            Err(fault) => mail::failed(&tx, &waiting, &fault, cx.now()).await?,
        }
        commit(tx).await?;
    }
    Ok(sent)
}

fn message(cx: &Cx, mail: &mail::Mail) -> Result<Message, String> {
    Message::builder()
        .from(cx.config().mail_from.parse().map_err(|error| format!("sender: {error}"))?)
        .to(mail.to.parse().map_err(|error| format!("address: {error}"))?)
        .subject(mail.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())
        .map_err(|error| error.to_string())
}
