//! What is special in a grant round: every applicant is told at once, of all the grants.

use shared::Money;
use shared::error::both;
use shared::secure::award::SubsidyInput;
use shared::secure::award::pot::Given;
use shared::secure::award::subsidy::all_settled;
use shared::secure::award::{Action, Award, Pot, Stage};
use shared::secure::opportunity::Opportunity;
use shared::secure::{AwardId, LotId};

use super::{Around, around, find, follow, record, tell_result};
use crate::app::{Cx, Error, commit};
use crate::store::Transaction;
use crate::store::secure::award::{self as store, Chosen};
use crate::store::secure::evaluation::Evaluated;

/// The pot of a lot of a round, with what stands of it.
pub(super) fn pot(of: &Opportunity, lot: &LotId, chosen: &[&Chosen]) -> Pot {
    let whole = of.lots.iter().find(|one| &one.id == lot).map_or(Money::ZERO, |one| one.value);
    let standing = chosen.iter().filter(|one| one.stage.stands());
    let given =
        |one: &&Chosen| Given { bid: one.bid.clone(), name: one.name.clone(), value: one.value, stage: one.stage };
    Pot { whole, standing: standing.map(given).collect() }
}

/// The pot of one lot, for the council's deciders; none where one alone can be chosen for it.
pub async fn pot_of(cx: &Cx, found: Evaluated, lot: LotId) -> Result<Option<Pot>, Error> {
    Ok(around(cx.db().reader(), found, lot).await?.pot)
}

/// Tells every applicant that has not been told: of each approved grant of the lot, whichever was asked for (R-4.15b, R-S5).
pub(super) async fn notify(tx: &Transaction, cx: &Cx, award: Award, around: &Around) -> Result<Award, Error> {
    let facts = around.facts();
    let all = store::of_opportunities(tx, &shared::Actor::System, std::slice::from_ref(&award.opportunity)).await?;
    let ready = all.into_iter().filter(|one| one.lot == award.lot && one.stage() == Stage::Approved);
    let ready: Vec<Award> = ready.collect();
    let others: Vec<Award> = ready.iter().filter(|one| one.id != award.id).cloned().collect();
    let (asked, ()) = both(award.notify(&cx.actor, &facts, &around.policy, cx.now()), all_settled(&others))?;
    let mut new = Vec::new();
    for one in ready {
        new.push(store::save(tx, one.notify(&cx.actor, &facts, &around.policy, cx.now())?).await?);
    }
    let told = store::told(tx, &asked.lot).await?;
    let letters = Award::round_letters(&new, &told, &facts);
    store::insert_letters(tx, &letters, cx.now()).await?;
    let results: Vec<_> = letters.iter().map(|letter| (letter.bid.clone(), Some(letter.successful))).collect();
    store::record_results(tx, Some(&asked.lot), &results).await?;
    follow(tx, cx, &asked.opportunity).await?;
    tell_result(tx, cx, &around.found, &letters, &new).await?;
    for one in &new {
        record(tx, cx, "notify", one, &around.found, "told the applicants who was chosen for").await?;
    }
    new.into_iter().find(|one| one.id == asked.id).ok_or(Error::Stale)
}

/// Takes down whether a grant is a subsidy, before anyone is told of it.
pub async fn subsidy(cx: &Cx, id: &AwardId, input: &SubsidyInput) -> Result<Award, Error> {
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::Subsidy).await?;
    let answer = input.check()?;
    let award = store::save(&tx, award.answer_subsidy(&cx.actor, answer)?).await?;
    record(&tx, cx, "subsidy", &award, &around.found, "settled whether a grant is a subsidy, for").await?;
    commit(tx).await?;
    Ok(award)
}
