//! Searches kept for mails. Nobody learns here whose address is known: the answer is always the same, and what there
//! is to know comes by mail. A search is a person's own, so nothing of it goes into the record.

use shared::error::Code;
use shared::secure::AlertId;
use shared::secure::alert::{Alert, AlertInput, CONFIRM_DAYS, State};
use shared::secure::opportunity::Opportunity;
use shared::{Actor, Refusal, calendar};

use crate::app::framework::mail;
use crate::app::people::account;
use crate::app::{Cx, Error, commit};
use crate::session;
use crate::store::secure::alert;
use crate::store::{self, Transaction, people};

/// Keeps a search and sends the link that confirms its address. Too many mails to one address are dropped in silence.
pub async fn create(cx: &Cx, input: &AlertInput) -> Result<(), Error> {
    let (email, search) = input.check()?;
    let tx = cx.begin().await?;
    if !account::may_mail(&tx, cx, &email).await? {
        return commit(tx).await;
    }
    let own = match cx.actor.user() {
        Some(user) => people::user::find(&tx, user).await?.filter(|user| user.email == email).map(|user| user.id),
        None => None,
    };
    let new = Alert {
        id: cx.new_id(AlertId::from_uuid),
        email,
        user: own,
        search,
        token: session::new_token(),
        asked_at: cx.now(),
        state: State::Asked,
    };
    alert::insert(&tx, &new).await?;
    let body = format!(
        "Somebody, perhaps you, wants mails at this address about:\n\n{sentence}\n\n\
         Confirm it here, and they begin:\n\n{origin}/alerts/{token}\n\n\
         The link works for {CONFIRM_DAYS} days. If it was not you, do nothing: no mail follows, and we forget the \
         address.\n",
        sentence = new.search.sentence(),
        origin = cx.config().origin,
        token = new.token,
    );
    mail::send(&tx, cx, &new.email, "Confirm your e-mail for new opportunities", &body).await?;
    commit(tx).await
}

/// Confirms the address behind a link, and mails begin.
pub async fn confirm(cx: &Cx, token: &str) -> Result<Alert, Error> {
    let tx = cx.begin().await?;
    let found = alert::find_by_token(&tx, token, cx.now()).await?.ok_or_else(spent)?;
    let confirmed = found.confirm(cx.now());
    alert::confirm(&tx, &confirmed.id, cx.now()).await?;
    commit(tx).await?;
    Ok(confirmed)
}

/// Stops the mails behind a link: the search and the address are forgotten.
pub async fn stop(cx: &Cx, token: &str) -> Result<(), Error> {
    let tx = cx.begin().await?;
    let found = alert::find_by_token(&tx, token, cx.now()).await?.ok_or_else(spent)?;
    alert::delete(&tx, &found.id).await?;
    commit(tx).await
}

/// Announces what was published since: one mail for each search that finds it, once, whichever process is first.
pub async fn run_due(cx: &Cx) -> Result<(), Error> {
    let new = alert::unannounced(cx.db().reader()).await?;
    for id in &new {
        let tx = cx.begin().await?;
        if !alert::announce(&tx, id, cx.now()).await? {
            continue;
        }
        if let Some(opportunity) = store::secure::opportunity::find(&tx, &Actor::System, id).await? {
            for alert in alert::running(&tx).await?.iter().filter(|alert| alert.tells(&opportunity)) {
                tell(&tx, cx, alert, &opportunity).await?;
            }
        }
        commit(tx).await?;
    }
    let tx = cx.begin().await?;
    alert::sweep(&tx, cx.now()).await?;
    commit(tx).await
}

async fn tell(tx: &Transaction, cx: &Cx, alert: &Alert, of: &Opportunity) -> Result<(), Error> {
    let closes = of.timetable.closes_at.map(calendar::instant_in_words).unwrap_or_default();
    let day = of.timetable.closes_at.map(|at| calendar::in_short(calendar::day_of(at))).unwrap_or_default();
    let origin = &cx.config().origin;
    let body = format!(
        "{title}\n{summary}\n\n{value} before VAT. Closes {closes}.\n\n{origin}/opportunities/{reference}\n\n\
         You get this because you asked for: {sentence}.\nStop these mails: {origin}/alerts/{token}\n",
        title = of.title,
        summary = of.summary,
        value = of.value(),
        reference = of.reference,
        sentence = alert.search.sentence(),
        token = alert.token,
    );
    mail::send(tx, cx, &alert.email, &format!("New: {}, closes {day}", of.title), &body).await
}

/// The link leads nowhere: unknown, stopped or too old, which are not told apart.
fn spent() -> Refusal {
    let sentence =
        "This link does not work: the mails were stopped already, or it is too old. Start again under Alerts";
    Refusal { field: None, ..Refusal::slip("", Code::NotFound, sentence) }
}
