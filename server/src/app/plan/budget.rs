//! Setting money and other resources against a commission, and allowing more.

use shared::commission::{Commission, CommissionId};
use shared::error::Code;
use shared::plan::budget::{BudgetLineInput, BudgetOverrideInput, Line, Override, may_allow, may_set, set_gate};
use shared::plan::{BudgetLineId, BudgetOverrideId};
use shared::{Money, Refusal};

use crate::app::framework::event::{self, Audience, Entry};
use crate::app::{Cx, Error, commit};
use crate::store::plan::budget;
use crate::store::{self, Transaction};

/// The most lines that one commission can have.
const MOST: usize = 50;

/// Sets a resource of a year; it replaces what was set of the same resource and year.
pub async fn set(cx: &Cx, id: &CommissionId, input: &BudgetLineInput) -> Result<Commission, Error> {
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    may_set(&cx.actor, &commission)?;
    let about = input.check()?;
    store::hold(&tx, budget::HOLD).await?;
    let mut there = budget::of_commissions(&tx, std::slice::from_ref(id)).await?.remove(id).unwrap_or_default();
    there.lines.retain(|line| (line.about.resource, line.about.year) != (about.resource, about.year));
    if there.lines.len() >= MOST {
        let message = format!("The commission has {MOST} lines, which is the limit");
        return Err(Refusal::slip("resource", Code::OutOfRange, message).into());
    }
    if let Some(refusal) = set_gate(&about, &there.account(None)) {
        return Err(refusal.into());
    }
    let line = Line {
        id: cx.new_id(BudgetLineId::from_uuid),
        commission: commission.id.clone(),
        directorate: commission.directorate.clone(),
        about,
        by: cx.actor.user().cloned().ok_or(Error::NotFound)?,
        at: cx.now(),
    };
    budget::set(&tx, &line).await?;
    let what = format!("set {} for {} against", line.about.amount, line.about.year);
    record(&tx, cx, "budget_set", &commission, &what).await?;
    commit(tx).await?;
    Ok(commission)
}

/// Allows awards to bind more than is set, with a reason.
pub async fn allow(cx: &Cx, id: &CommissionId, input: &BudgetOverrideInput) -> Result<Commission, Error> {
    let tx = cx.begin().await?;
    let commission = store::commission::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    may_allow(&cx.actor, &commission, Money::ZERO)?;
    let (most, reason) = input.check()?;
    may_allow(&cx.actor, &commission, most)?;
    let by = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let id = cx.new_id(BudgetOverrideId::from_uuid);
    let new = Override { id, commission: commission.id.clone(), most, reason, by, at: cx.now() };
    budget::allow(&tx, &new).await?;
    record(&tx, cx, "budget_allow", &commission, &format!("allowed awards of {most} in all under")).await?;
    commit(tx).await?;
    Ok(commission)
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, of: &Commission, what: &str) -> Result<(), Error> {
    let summary = format!("The council {what} commission {}", of.reference);
    let audiences = vec![Audience::Organisation(of.buyer.clone())];
    event::record(tx, cx, Entry { action, kind: "commission", id: of.id.as_str(), summary, audiences }).await
}
