//! What people and the clock do with returns.

use std::collections::HashMap;

use shared::monitor::DataReturnId;
use shared::monitor::data_return::{
    Action, DataReturn, DataReturnInput, Figure, Line, QueryInput, Reading, State, access, due_on,
};
use shared::monitor::monitoring_plan::{Period, is_read, periods};
use shared::people::UserId;
use shared::people::membership::Role;
use shared::secure::agreement::Agreement;
use shared::secure::{AgreementId, IndicatorId};
use shared::{Actor, Day, calendar};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::secure::agreement::tell;
use crate::app::{Cx, Error, commit, same_version};
use crate::store::monitor::data_return::Sent;
use crate::store::{self, Transaction};

/// Makes the returns of every period that has ended (R-4.21b): one for each
/// agreement and period, however often this runs.
pub async fn run_due(cx: &Cx) -> Result<(), Error> {
    let db = cx.db().reader();
    let agreements = store::secure::agreement::all_begun(db, cx.today()).await?;
    let ids: Vec<_> = agreements.iter().map(|agreement| agreement.id.clone()).collect();
    let made = store::monitor::data_return::first_days(db, &ids).await?;
    for agreement in &agreements {
        let made = made.get(&agreement.id).map_or(&[][..], Vec::as_slice);
        for period in ended(agreement, cx.today()) {
            if !made.contains(&period.from) {
                make(cx, agreement, period).await?;
            }
        }
    }
    Ok(())
}

/// The periods of an agreement that have ended.
fn ended(agreement: &Agreement, today: Day) -> Vec<Period> {
    let Some(plan) = &agreement.plan else { return Vec::new() };
    let all = periods(agreement.starts_on, agreement.ends_on, plan.frequency);
    all.into_iter().filter(|period| period.to < today).collect()
}

async fn make(cx: &Cx, agreement: &Agreement, period: Period) -> Result<(), Error> {
    let tx = cx.begin().await?;
    let made = store::monitor::data_return::first_days(&tx, std::slice::from_ref(&agreement.id)).await?;
    if made.get(&agreement.id).is_some_and(|made| made.contains(&period.from)) {
        return Ok(());
    }
    let measures = store::secure::agreement::indicators(&tx, agreement).await?;
    let readings = measures
        .into_iter()
        .filter(|(_, indicator)| is_read(indicator.frequency, &period, agreement.ends_on))
        .map(|(_, indicator)| Reading { indicator: indicator.id, figure: Figure::Blank, note: None, query: None })
        .collect();
    let days = cx.policy(agreement.awarded_on)?.return_due_days();
    let new = DataReturn {
        id: cx.new_id(DataReturnId::from_uuid),
        version: 0,
        agreement: agreement.id.clone(),
        buyer: agreement.buyer.clone(),
        directorate: agreement.directorate.clone(),
        provider: agreement.provider.clone(),
        period,
        due_on: due_on(&period, days.value),
        readings,
        remark: None,
        state: State::Draft,
    };
    let made = store::monitor::data_return::insert(&tx, new).await?;
    record(&tx, cx, "open", &made, "is due").await?;
    let due = calendar::in_short(made.due_on);
    let body = format!(
        "{} is due on {due}, for \"{}\".\n\nFill it in: {}/provider/returns/{}\n\n\
         You get this mail because you may send returns for your organisation.",
        made.title(),
        agreement.title,
        cx.config().origin,
        made.id
    );
    let subject = format!("Return due {due}: {}", agreement.reference);
    tell(&tx, cx, &agreement.provider, &[Role::Certifier, Role::Member], (&subject, &body)).await?;
    commit(tx).await
}

/// Keeps what the provider filled in so far.
pub async fn save(cx: &Cx, id: &DataReturnId, version: i64, input: &DataReturnInput) -> Result<DataReturn, Error> {
    let tx = cx.begin().await?;
    let (data_return, lines) = find(&tx, cx, id, Action::Save).await?;
    same_version(version, data_return.version)?;
    let (readings, remark) = input.check(&lines)?;
    let data_return = data_return.fill(readings, remark, cx.now())?;
    let data_return = store::monitor::data_return::save(&tx, data_return).await?;
    commit(tx).await?;
    Ok(data_return)
}

/// Sends the version that was read to the council.
pub async fn submit(cx: &Cx, id: &DataReturnId, version: i64) -> Result<DataReturn, Error> {
    let tx = cx.begin().await?;
    let (data_return, lines) = find(&tx, cx, id, Action::Submit).await?;
    same_version(version, data_return.version)?;
    let data_return = data_return.submit(person(cx)?, &lines, cx.now())?;
    let data_return = store::monitor::data_return::save(&tx, data_return).await?;
    record(&tx, cx, "submit", &data_return, "was sent").await?;
    let page = format!("{}/council/returns/{}", cx.config().origin, data_return.id);
    tell_officer(&tx, cx, &data_return, "Return to check", &format!("Check it: {page}")).await?;
    commit(tx).await?;
    Ok(data_return)
}

/// Sends it back with questions.
pub async fn query(cx: &Cx, id: &DataReturnId, input: &QueryInput) -> Result<DataReturn, Error> {
    let tx = cx.begin().await?;
    let (data_return, _) = find(&tx, cx, id, Action::Query).await?;
    let queries = input.check(&data_return.readings)?;
    let data_return = data_return.query(queries, person(cx)?, cx.now())?;
    let data_return = store::monitor::data_return::save(&tx, data_return).await?;
    record(&tx, cx, "query", &data_return, "was asked about").await?;
    let page = format!("{}/provider/returns/{}", cx.config().origin, data_return.id);
    tell_provider(&tx, cx, &data_return, "Question on your return", &format!("Read and answer: {page}")).await?;
    commit(tx).await?;
    Ok(data_return)
}

/// Agrees with the version that was read.
pub async fn accept(cx: &Cx, id: &DataReturnId, version: i64) -> Result<DataReturn, Error> {
    let tx = cx.begin().await?;
    let (data_return, _) = find(&tx, cx, id, Action::Accept).await?;
    same_version(version, data_return.version)?;
    let data_return = data_return.accept(person(cx)?, cx.now())?;
    let data_return = store::monitor::data_return::save(&tx, data_return).await?;
    record(&tx, cx, "accept", &data_return, "was accepted").await?;
    let subject = format!("Accepted: return for {}", data_return.period.in_words());
    tell_provider(&tx, cx, &data_return, &subject, "There is nothing more to do. Thank you.").await?;
    commit(tx).await?;
    Ok(data_return)
}

async fn tell_officer(tx: &Transaction, cx: &Cx, about: &DataReturn, subject: &str, end: &str) -> Result<(), Error> {
    let agreement = store::secure::agreement::find(tx, &Actor::System, &about.agreement).await?;
    let agreement = agreement.ok_or(Error::NotFound)?;
    let body = format!("{}, for \"{}\".\n\n{end}", about.title(), agreement.title);
    mail::send_to(tx, cx, &agreement.author, subject, &body).await
}

async fn tell_provider(tx: &Transaction, cx: &Cx, about: &DataReturn, subject: &str, end: &str) -> Result<(), Error> {
    let body = format!("{}.\n\n{end}", about.title());
    tell(tx, cx, &about.provider, &[Role::Certifier, Role::Member], (subject, &body)).await
}

/// The lines of returns: their measures, and what was last sent of each before.
async fn lines(
    db: &impl store::Connection,
    returns: &[&DataReturn],
) -> Result<HashMap<DataReturnId, Vec<Line>>, Error> {
    let ids: Vec<AgreementId> = returns.iter().map(|of| of.agreement.clone()).collect();
    let agreements = store::secure::agreement::get_many(db, &Actor::System, &ids).await?;
    let measures = store::secure::agreement::indicators_of(db, &agreements.iter().collect::<Vec<_>>()).await?;
    let mut sent: HashMap<AgreementId, Vec<Sent>> = HashMap::new();
    for figure in store::monitor::data_return::sent(db, &ids).await? {
        sent.entry(figure.agreement.clone()).or_default().push(figure);
    }
    let lines_of = |of: &DataReturn| {
        let sent = sent.get(&of.agreement).map_or(&[][..], Vec::as_slice);
        let before = |id: &IndicatorId| {
            let last = sent.iter().rfind(|figure| figure.indicator == *id && figure.from < of.period.from);
            last.map(|figure| figure.value)
        };
        let measures = measures.get(&of.agreement).map_or(&[][..], Vec::as_slice);
        let read = measures.iter().filter(|(_, indicator)| of.reading(&indicator.id).is_some());
        read.map(|(_, indicator)| Line { previous: before(&indicator.id), indicator: indicator.clone() }).collect()
    };
    Ok(returns.iter().map(|of| (of.id.clone(), lines_of(of))).collect())
}

/// The lines of a return that the actor has found.
pub async fn lines_of(cx: &Cx, data_return: &DataReturn) -> Result<Vec<Line>, Error> {
    Ok(lines_of_all(cx, &[data_return]).await?.remove(&data_return.id).unwrap_or_default())
}

/// The lines of returns that the actor has found.
pub async fn lines_of_all(cx: &Cx, returns: &[&DataReturn]) -> Result<HashMap<DataReturnId, Vec<Line>>, Error> {
    lines(cx.db().reader(), returns).await
}

/// Finds a return in the actor's scope, asks whether the action is theirs, and
/// reads its lines.
async fn find(tx: &Transaction, cx: &Cx, id: &DataReturnId, action: Action) -> Result<(DataReturn, Vec<Line>), Error> {
    let data_return = store::monitor::data_return::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &data_return)?;
    let lines = lines(tx, &[&data_return]).await?.remove(&data_return.id).unwrap_or_default();
    Ok((data_return, lines))
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, about: &DataReturn, verb: &str) -> Result<(), Error> {
    let mut audiences =
        vec![Audience::Organisation(about.buyer.clone()), Audience::Organisation(about.provider.clone())];
    if matches!(about.state, State::Accepted { .. }) {
        audiences.push(Audience::Public);
    }
    let summary = format!("{} {verb}", about.title());
    let after = After::of(about.stage(cx.now()).as_str(), about.version)
        .text("agreement", about.agreement.as_str())
        .day("from", about.period.from)
        .day("to", about.period.to)
        .day("dueOn", about.due_on);
    let entry = Entry { action, kind: "data_return", id: about.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
