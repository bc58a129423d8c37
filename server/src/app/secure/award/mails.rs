//! Mails about a decision: to whom they go, and how their subjects read.

use shared::people::OrganisationId;
use shared::people::membership::Role;

use crate::app::framework::mail;
use crate::app::{Cx, Error};
use crate::store::{self as stores, Transaction};

/// Writes to everybody who bids for an organisation.
pub(in crate::app::secure) async fn tell(
    tx: &Transaction,
    cx: &Cx,
    to: &OrganisationId,
    subject: &str,
    body: &str,
) -> Result<(), Error> {
    for member in stores::people::membership::of_organisation(tx, to, cx.now()).await? {
        if matches!(member.role, Role::Member | Role::Certifier) {
            mail::send_to(tx, cx, &member.user, subject, body).await?;
        }
    }
    Ok(())
}

/// A subject that names what it is about, in the room that a list of mails has.
pub(in crate::app::secure) fn subject(what: &str, title: &str) -> String {
    format!("{what}: {title}").chars().take(60).collect()
}
