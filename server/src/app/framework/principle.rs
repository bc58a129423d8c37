//! Answering for a commission under the principles (framework 4.2; P1 to P8).

use shared::Refusal;
use shared::commission::access::{self, Action};
use shared::commission::{Commission, CommissionId, Work, legal, stage};
use shared::error::{Code, all_or_nothing};
use shared::framework::policy::Lifetime;
use shared::framework::principle::{Answer, PrinciplesInput, Record, answer};
use shared::secure::opportunity::Stage;

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit, same_version};
use crate::store::{self, Transaction};

/// Saves all answers of a commission over the version that was read; each replaces the one before.
pub async fn save(cx: &Cx, id: &CommissionId, version: i64, input: &PrinciplesInput) -> Result<Commission, Error> {
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, Action::Answer, &commission)?;
    same_version(version, commission.version)?;
    let said = input.check(cx.now())?;
    if !is_before_agreement(&tx, cx, id).await? {
        let sentence = "The agreement is made. What was answered before it stays as it was";
        return Err(vec![Refusal::under(Code::IllegalTransition, "R-3.3", "3.3", sentence)].into());
    }
    let out = store::secure::opportunity::of_commissions(&tx, &cx.actor, std::slice::from_ref(id)).await?;
    let waits = out.iter().find(|one| one.stage(cx.now()) == Stage::Approval);
    answer::may_change(waits.map(|one| one.reference.as_str())).map_err(|refusal| vec![refusal])?;
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let before = of(&tx, id).await?;
    let kept = |said: &_| before.iter().find(|answer| answer.said == *said).cloned();
    let answers: Vec<Answer> = said
        .into_iter()
        .map(|said| kept(&said).unwrap_or_else(|| Answer { said, by: by.clone(), at: cx.now() }))
        .collect();
    store::framework::principle::count_change(&tx, id, version).await?;
    store::framework::principle::replace(&tx, id, &answers).await?;
    let summary = format!("The council answered for the principles of commission {}", commission.reference);
    let audiences = vec![Audience::Organisation(commission.buyer.clone()), Audience::Public];
    let entry = Entry { action: "answer", kind: "commission", id: id.as_str(), summary, audiences };
    event::record(&tx, cx, entry).await?;
    commit(tx).await?;
    Ok(Commission { version: version + 1, ..commission })
}

/// Refuses a method before it is decided whether to invest in capacity (P5).
pub async fn before_method(tx: &Transaction, cx: &Cx, id: &CommissionId, lifetime: &Lifetime) -> Result<(), Error> {
    let said = of(tx, id).await?.into_iter().map(|answer| answer.said).collect();
    let record = Record { said, ..Record::default() };
    Ok(all_or_nothing(record.before_method(lifetime, &cx.policy(cx.today())?))?)
}

async fn of(tx: &Transaction, id: &CommissionId) -> Result<Vec<Answer>, Error> {
    let mut all = store::framework::principle::of_commissions(tx, std::slice::from_ref(id)).await?;
    Ok(all.remove(id).unwrap_or_default())
}

async fn is_before_agreement(tx: &Transaction, cx: &Cx, id: &CommissionId) -> Result<bool, Error> {
    let facts = store::commission::facts::facts(tx, std::slice::from_ref(id), cx.today()).await?;
    let facts = facts.into_iter().find(|(of, _)| of == id).map(|(_, facts)| facts).unwrap_or_default();
    Ok(legal(stage(&facts)).contains(&Work::Opportunity))
}
