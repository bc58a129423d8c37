//! What people do with awards.

mod mails;
mod round;

use shared::Refusal;
use shared::calendar;
use shared::error::{Code, both};
use shared::framework::ApprovalId;
use shared::framework::approval::{Decision, Subject};
use shared::framework::policy::{Band, Policy, RowId};
use shared::people::UserId;
use shared::people::membership::Role;
use shared::plan::NeedId;
use shared::plan::budget::Account;
use shared::secure::agreement::State as Agreed;
use shared::secure::award::gate::TracedOutcome;
use shared::secure::award::input::AwardReasonInput;
use shared::secure::award::standstill::Waiting;
use shared::secure::award::{Action, Award, AwardInput, Facts, Letter, Pot, Stage, access};
use shared::secure::evaluation::{Bidder, Evaluation};
use shared::secure::opportunity::Fate;
use shared::secure::specification::Specification;
use shared::secure::{AwardId, BidId, LotId, OpportunityId, method};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::secure::bid::news;
use crate::app::{Cx, Error, commit, same_version};
use crate::store::framework::approval::{self as approvals, Approval};
use crate::store::secure::award as store;
use crate::store::secure::evaluation::{self, Evaluated};
use crate::store::{self as stores, Connection, Transaction};

pub(super) use mails::{subject, tell};
pub use round::{pot_of, subsidy};

/// What the gate must be told about the evaluation of a lot from elsewhere.
struct Around {
    found: Evaluated,
    of: Evaluation,
    policy: Policy,
    lot: LotId,
    outcomes: Vec<TracedOutcome>,
    gone: Vec<BidId>,
    won: Vec<BidId>,
    pot: Option<Pot>,
    approvers: u32,
    rows: Vec<RowId>,
    waiting: Waiting,
    budget: Option<Account>,
}

impl Around {
    fn facts(&self) -> Facts<'_> {
        Facts {
            evaluation: &self.of,
            lot: self.lot.clone(),
            outcomes: self.outcomes.clone(),
            core_grant: self.found.opportunity.is_core_grant(),
            gone: self.gone.clone(),
            won: self.won.clone(),
            win_most: self.found.opportunity.lotting.win_most,
            pot: self.pot.clone(),
            approvers: self.approvers,
            waiting: self.waiting.clone(),
            rows: self.rows.clone(),
            budget: self.budget.clone(),
        }
    }
}

/// Reads all of it; the award's own opportunity is the actor's to know.
async fn around(db: &impl Connection, found: Evaluated, lot: LotId) -> Result<Around, Error> {
    around_all(db, vec![(found, lot)]).await?.pop().ok_or(Error::NotFound)
}

/// The same of several, in their order: one statement for each kind of thing.
async fn around_all(db: &impl Connection, found: Vec<(Evaluated, LotId)>) -> Result<Vec<Around>, Error> {
    let specifications: Vec<_> = found.iter().map(|(one, _)| one.opportunity.specification.clone()).collect();
    let specifications = stores::secure::specification::all_approved(db, &specifications).await?;
    let outcomes = specifications.iter().filter_map(Specification::content).flat_map(|content| &content.outcomes);
    let ids: Vec<NeedId> = outcomes.map(|outcome| outcome.need.clone()).collect();
    let needs = stores::plan::need::get_many(db, &shared::Actor::System, &ids).await?;
    let public = |id: &NeedId| needs.iter().any(|need| &need.id == id && need.stage().is_public());
    let ids: Vec<OpportunityId> = found.iter().map(|(one, _)| one.opportunity.id.clone()).collect();
    let chosen = store::chosen_of(db, &ids).await?;
    let commissions: Vec<_> = found.iter().map(|(one, _)| one.opportunity.commission.clone()).collect();
    let budgets = stores::plan::budget::of_commissions(db, &commissions).await?;
    let mut all = Vec::with_capacity(found.len());
    for (found, lot) in found {
        let opportunity = &found.opportunity;
        // Awards that wait for an approver bind nothing yet, so the one that is decided on is not among what is bound.
        let budget = budgets.get(&opportunity.commission).filter(|budget| !budget.lines.is_empty());
        let budget = budget.map(|budget| budget.account(None));
        let policy = evaluation::policy(opportunity)?;
        let of = found.evaluation.of_lot(&lot).ok_or(Error::NotFound)?;
        let limits = match opportunity.lifetime() {
            Some(lifetime) => policy.band(&lifetime),
            None => policy.band_limits(Band::D),
        };
        let approvers = limits.approvers.value;
        let rows = vec![limits.approvers.row.clone(), limits.reviewers.row.clone()];
        let regime = method::regime(&opportunity.method_facts(Vec::new())?, &policy);
        let waiting = Waiting::of(regime, opportunity.method);
        let specification = specifications.iter().find(|one| one.id == opportunity.specification);
        let outcomes = specification.and_then(Specification::content).map(|content| &content.outcomes);
        let traced = outcomes.into_iter().flatten().map(|outcome| TracedOutcome {
            title: outcome.title.clone(),
            has_need: public(&outcome.need),
            has_indicator: !outcome.indicators.is_empty(),
        });
        let outcomes = traced.collect();
        let (this, others): (Vec<_>, Vec<_>) =
            chosen.iter().filter(|one| one.opportunity == opportunity.id).partition(|one| one.lot == lot);
        let ended = |stage: Stage| matches!(stage, Stage::Declined | Stage::Withdrawn);
        let gone = this.iter().filter(|one| ended(one.stage)).map(|one| one.bid.clone()).collect();
        let won = others.iter().filter(|one| one.stage.stands()).map(|one| one.bid.clone()).collect();
        let pot = opportunity.is_round().then(|| round::pot(opportunity, &lot, &this));
        all.push(Around { policy, lot, of, outcomes, gone, won, pot, approvers, rows, waiting, budget, found });
    }
    Ok(all)
}

/// Why this actor may not approve each of these awards now, in their order;
/// empty where they may.
pub async fn approval_refusals(cx: &Cx, awards: &[&Award]) -> Result<Vec<Vec<Refusal>>, Error> {
    let db = cx.db().reader();
    let ids: Vec<OpportunityId> = awards.iter().map(|award| award.opportunity.clone()).collect();
    let opportunities = stores::secure::opportunity::get_many(db, &shared::Actor::System, &ids).await?;
    let found = evaluation::assemble(db, opportunities).await?;
    let lots = awards.iter().filter_map(|award| {
        let found = found.iter().find(|found| found.opportunity.id == award.opportunity)?;
        Some((found.clone(), award.lot.clone()))
    });
    let around = around_all(db, lots.collect()).await?;
    let of = |award: &Award| around.iter().find(|around| around.lot == award.lot);
    let refusals = awards.iter().map(|award| {
        let around = of(award).ok_or(Error::NotFound)?;
        Ok(award.approval_gate(&cx.actor, &around.facts()))
    });
    refusals.collect()
}

/// Everything that stands against recommending this choice, or approving what
/// was recommended, for the page to show before the button is pressed.
pub async fn missing(cx: &Cx, found: Evaluated, lot: LotId) -> Result<Vec<Refusal>, Error> {
    let around = around(cx.db().reader(), found, lot).await?;
    Ok(shared::secure::award::gate::readiness(&around.facts()))
}

/// Recommends a bid (R-4.1a, R-4.1b).
pub async fn recommend(cx: &Cx, id: &OpportunityId, input: &AwardInput) -> Result<Award, Error> {
    let tx = cx.begin().await?;
    // Two who choose at once would each see what is left of the pot before the other's choice.
    stores::secure::bid::hold_opportunity(&tx, id, true).await?;
    let found = evaluation::find(&tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let lot = input.lot(&found.opportunity.lots)?;
    let around = around(&tx, found, lot).await?;
    let recommend =
        |chosen| Award::recommend(cx.new_id(AwardId::from_uuid), &cx.actor, chosen, &around.facts(), cx.now());
    let (_, award) = both(input.check(), input.as_typed().map(recommend).transpose())?;
    let award = award.ok_or(Error::NotFound)?;
    let award = match store::insert(&tx, award).await {
        Err(stores::Error::Duplicate(_)) => return Err(Error::Stale),
        other => other?,
    };
    ask(&tx, cx, &award, &around.found).await?;
    record(&tx, cx, "recommend", &award, &around.found, "recommended an award for").await?;
    commit(tx).await?;
    Ok(award)
}

/// Asks an approver, and tells those whose limit is high enough.
async fn ask(tx: &Transaction, cx: &Cx, award: &Award, found: &Evaluated) -> Result<(), Error> {
    let opportunity = &found.opportunity;
    let title = format!("Award of {} {} to {}", opportunity.reference, opportunity.title, award.provider_name);
    let request = Approval {
        id: cx.new_id(ApprovalId::from_uuid),
        subject: Subject::Award,
        subject_id: award.id.to_string(),
        buyer: award.buyer.clone(),
        title,
        value: award.value,
        asked_by: award.author.clone(),
        asked_at: cx.now(),
        decision: Decision::Asked,
        decided_by: None,
        decided_at: None,
        note: None,
    };
    approvals::insert(tx, &request).await?;
    let members = stores::people::membership::of_organisation(tx, &award.buyer, cx.now()).await?;
    for member in members {
        let enough = member.limit.is_some_and(|limit| limit >= award.value);
        if member.role == Role::Approver && enough && member.user != award.author {
            let body = format!(
                "An award waits for an approver: {} ({}), {} before VAT.\n\n\
                 {}/council/opportunities/{}/award\n\nYou get this because you approve for the council.\n",
                opportunity.title,
                opportunity.reference,
                award.value,
                cx.config().origin,
                opportunity.reference
            );
            mail::send_to(tx, cx, &member.user, &subject("To approve", &opportunity.title), &body).await?;
        }
    }
    Ok(())
}

/// Approves the version that was read of an award that another officer
/// recommended (R-4.17d).
pub async fn approve(cx: &Cx, id: &AwardId, version: i64) -> Result<Award, Error> {
    let tx = cx.begin().await?;
    // Two approved at once would each see what is left of the budget before the other.
    stores::hold(&tx, stores::plan::budget::HOLD).await?;
    let (award, around) = find(&tx, cx, id, Action::Approve).await?;
    same_version(version, award.version)?;
    let request = asked(&tx, &award).await?;
    let award = award.approve(&cx.actor, &around.facts(), cx.now())?;
    let award = store::save(&tx, award).await?;
    approvals::decide(&tx, &request.id, Decision::Approved, &person(cx)?, None, cx.now()).await?;
    if award.stage() == Stage::Recommended {
        ask(&tx, cx, &award, &around.found).await?;
    }
    record(&tx, cx, "approve", &award, &around.found, "approved the award of").await?;
    commit(tx).await?;
    Ok(award)
}

/// Sends an award back to whoever recommended it.
pub async fn send_back(cx: &Cx, id: &AwardId, input: &AwardReasonInput) -> Result<Award, Error> {
    let reason = input.check()?;
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::SendBack).await?;
    let award = award.send_back(&cx.actor, reason.clone(), cx.now())?;
    let request = asked(&tx, &award).await?;
    let award = store::save(&tx, award).await?;
    approvals::decide(&tx, &request.id, Decision::ChangesAsked, &person(cx)?, Some(&reason), cx.now()).await?;
    let body = format!(
        "The award you recommended for {} was sent back: {reason}\n\n{}/council/opportunities/{}/award\n",
        around.found.opportunity.title,
        cx.config().origin,
        around.found.opportunity.reference
    );
    let title = subject("Changes asked", &around.found.opportunity.title);
    mail::send_to(&tx, cx, &award.author, &title, &body).await?;
    record(&tx, cx, "send_back", &award, &around.found, "sent back the award of").await?;
    commit(tx).await?;
    Ok(award)
}

/// Tells every bidder, with their own scores and reasons (R-S5).
pub async fn notify(cx: &Cx, id: &AwardId) -> Result<Award, Error> {
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::Notify).await?;
    if award.several {
        let told = Box::pin(round::notify(&tx, cx, award, &around)).await?;
        commit(tx).await?;
        return Ok(told);
    }
    let award = award.notify(&cx.actor, &around.facts(), &around.policy, cx.now())?;
    let letters = award.letters(&around.of);
    let award = store::save(&tx, award).await?;
    store::insert_letters(&tx, &letters, cx.now()).await?;
    let results: Vec<_> = letters.iter().map(|letter| (letter.bid.clone(), Some(letter.successful))).collect();
    store::record_results(&tx, Some(&award.lot), &results).await?;
    follow(&tx, cx, &award.opportunity).await?;
    tell_result(&tx, cx, &around.found, &letters, std::slice::from_ref(&award)).await?;
    record(&tx, cx, "notify", &award, &around.found, "told the bidders who was chosen for").await?;
    commit(tx).await?;
    Ok(award)
}

/// Tells each bidder that there is a decision, and where its letter is.
async fn tell_result(
    tx: &Transaction,
    cx: &Cx,
    found: &Evaluated,
    letters: &[Letter],
    awards: &[Award],
) -> Result<(), Error> {
    let policy = cx.policy(cx.today())?;
    for letter in letters {
        let own = awards.iter().find(|award| award.bid == letter.bid);
        let notice = own.and_then(|award| award.subsidy_notice(&policy, cx.today()));
        let notice = notice.map(|notice| format!("{notice}\n\n")).unwrap_or_default();
        let body = format!(
            "There is a decision on {} ({}). Read your scores, the reasons and who was chosen:\n\n\
             {}/provider/bids/{}/result\n\n{notice}\
             That page also asks how you were treated. Your name is not kept with what you say.\n\n\
             You get this because your organisation sent a bid.\n",
            found.opportunity.title,
            found.opportunity.reference,
            cx.config().origin,
            letter.bid
        );
        tell(tx, cx, &letter.organisation, &subject("Result", &found.opportunity.title), &body).await?;
    }
    Box::pin(news::decided(tx, cx, letters, &found.opportunity)).await
}

/// Takes an award, for the provider.
/// `had` is what it says that it had of minimal financial assistance before,
/// where the grant is a subsidy.
pub async fn accept(cx: &Cx, id: &AwardId, had: &str) -> Result<Award, Error> {
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::Accept).await?;
    let award = store::save(&tx, award.accept(&cx.actor, had, &cx.policy(cx.today())?, cx.now())?).await?;
    let body = format!(
        "{} has accepted the award of {} ({}). The agreement comes next.\n\n{}/council/opportunities/{}/award\n",
        award.provider_name,
        around.found.opportunity.title,
        around.found.opportunity.reference,
        cx.config().origin,
        around.found.opportunity.reference
    );
    mail::send_to(&tx, cx, &award.author, &subject("Accepted", &around.found.opportunity.title), &body).await?;
    record(&tx, cx, "accept", &award, &around.found, "heard that the provider accepts").await?;
    commit(tx).await?;
    Ok(award)
}

/// Says no to an award, for the provider; the council may choose again.
pub async fn decline(cx: &Cx, id: &AwardId, input: &AwardReasonInput) -> Result<Award, Error> {
    let reason = input.check()?;
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::Decline).await?;
    let award = store::save(&tx, award.decline(&cx.actor, reason.clone(), cx.now())?).await?;
    super::agreement::lapse(&tx, cx, &award.id, &reason).await?;
    reopen(&tx, cx, &award, &around.of).await?;
    let body = format!(
        "{} does not take the award of {}. You can recommend another bid.\n\n{}/council/opportunities/{}/award\n",
        award.provider_name,
        around.found.opportunity.title,
        cx.config().origin,
        around.found.opportunity.reference
    );
    mail::send_to(&tx, cx, &award.author, &subject("Declined", &around.found.opportunity.title), &body).await?;
    record(&tx, cx, "decline", &award, &around.found, "heard that the provider declines").await?;
    commit(tx).await?;
    Ok(award)
}

/// Takes an award back, for the council.
pub async fn withdraw(cx: &Cx, id: &AwardId, input: &AwardReasonInput) -> Result<Award, Error> {
    let reason = input.check()?;
    let tx = cx.begin().await?;
    let (award, around) = find(&tx, cx, id, Action::Withdraw).await?;
    let told = award.state.notice().is_some();
    let award = store::save(&tx, award.withdraw(&cx.actor, reason.clone(), cx.now())?).await?;
    super::agreement::lapse(&tx, cx, &award.id, &reason).await?;
    reopen(&tx, cx, &award, &around.of).await?;
    if told {
        // Of a round the other grants stand, so that it concerns nobody else.
        let concerned = |one: &&Bidder| !award.several || one.bid == award.bid;
        let body = format!(
            "The council has withdrawn its decision on {} ({}). It will write again.\n",
            around.found.opportunity.title, around.found.opportunity.reference
        );
        let concerned: Vec<Bidder> = around.of.bids.iter().filter(concerned).cloned().collect();
        for to in news::organisations(&concerned) {
            tell(&tx, cx, &to, &subject("Withdrawn", &around.found.opportunity.title), &body).await?;
        }
    }
    record(&tx, cx, "withdraw", &award, &around.found, "withdrew the award of").await?;
    commit(tx).await?;
    Ok(award)
}

/// Gives an accepted award up, because the provider did not take the agreement
/// on it (R-S5).
pub(super) async fn give_up(tx: &Transaction, cx: &Cx, id: &AwardId, reason: String) -> Result<(), Error> {
    let award = store::find(tx, &shared::Actor::System, id).await?.ok_or(Error::NotFound)?;
    let found = evaluation::find(tx, &shared::Actor::System, &award.opportunity).await?.ok_or(Error::NotFound)?;
    let award = store::save(tx, award.decline_agreement(&cx.actor, reason, cx.now())?).await?;
    let of = found.evaluation.of_lot(&award.lot).ok_or(Error::NotFound)?;
    reopen(tx, cx, &award, &of).await?;
    record(tx, cx, "decline", &award, &found, "heard that the provider does not take the agreement of").await
}

/// Takes every standing award of an opportunity back that is called off, with
/// its agreement, and answers whoever was asked to approve one.
pub(super) async fn call_off(tx: &Transaction, cx: &Cx, id: &OpportunityId, reason: &str) -> Result<(), Error> {
    let found = evaluation::find(tx, &shared::Actor::System, id).await?.ok_or(Error::NotFound)?;
    for award in store::of_opportunities(tx, &shared::Actor::System, std::slice::from_ref(id)).await? {
        if !award.stage().stands() {
            continue;
        }
        let asked = approvals::latest(tx, Subject::Award, award.id.as_str()).await?;
        if let Some(asked) = asked.filter(|asked| asked.decision == Decision::Asked) {
            approvals::decide(tx, &asked.id, Decision::ChangesAsked, &person(cx)?, Some(reason), cx.now()).await?;
        }
        let award = store::save(tx, award.call_off(&person(cx)?, reason, cx.now())?).await?;
        super::agreement::lapse(tx, cx, &award.id, reason).await?;
        record(tx, cx, "call_off", &award, &found, "withdrew the award of").await?;
    }
    let results: Vec<_> = found.evaluation.bids.iter().map(|bidder| (bidder.bid.clone(), None)).collect();
    store::record_results(tx, None, &results).await?;
    Ok(())
}

/// After an award that the bidders knew of falls away, its lot is being judged again; of a round the other results stand.
async fn reopen(tx: &Transaction, cx: &Cx, award: &Award, of: &Evaluation) -> Result<(), Error> {
    if award.several {
        store::record_results(tx, Some(&award.lot), &[(award.bid.clone(), Some(false))]).await?;
    } else if award.state.notice().is_some() {
        let results: Vec<_> = of.bids.iter().map(|bidder| (bidder.bid.clone(), None)).collect();
        store::record_results(tx, Some(&award.lot), &results).await?;
    }
    follow(tx, cx, &award.opportunity).await
}

/// Moves an opportunity to where its lots stand now (R-4.20d).
pub(super) async fn follow(tx: &Transaction, cx: &Cx, id: &OpportunityId) -> Result<(), Error> {
    let system = shared::Actor::System;
    let of = stores::secure::opportunity::find(tx, &system, id).await?.ok_or(Error::NotFound)?;
    let awards = store::known_of(tx, std::slice::from_ref(id)).await?;
    let ids: Vec<AwardId> = awards.iter().map(|award| award.id.clone()).collect();
    let agreements = stores::secure::agreement::of_awards(tx, &system, &ids).await?;
    let signed = |award: &AwardId| {
        let mut signed = agreements.iter().filter(|one| matches!(one.state, Agreed::Signed { .. }));
        signed.any(|one| &one.award == award)
    };
    let fate = |award: &Award| if signed(&award.id) { Fate::Signed } else { Fate::Decided };
    let fates: Vec<_> = awards.iter().map(|award| (award.lot.clone(), fate(award))).collect();
    let before = of.state.clone();
    let followed = of.follow(&fates, cx.now())?;
    if followed.state != before {
        stores::secure::opportunity::save(tx, followed).await?;
    }
    Ok(())
}

async fn find(tx: &Transaction, cx: &Cx, id: &AwardId, action: Action) -> Result<(Award, Around), Error> {
    let award = store::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &award)?;
    let found = evaluation::find(tx, &shared::Actor::System, &award.opportunity).await?.ok_or(Error::NotFound)?;
    let lot = award.lot.clone();
    Ok((award, around(tx, found, lot).await?))
}

async fn asked(tx: &Transaction, award: &Award) -> Result<Approval, Error> {
    let latest = approvals::latest(tx, Subject::Award, award.id.as_str()).await?;
    latest.filter(|request| request.decision == Decision::Asked).ok_or_else(|| {
        if award.stage() == Stage::Recommended {
            // Somebody decided between the two reads.
            return Error::Stale;
        }
        let message = "This award does not wait for an approval now. Load the page again to see where it stands.";
        Error::from(Refusal::under(Code::IllegalTransition, "R-3.3", "3.3", message))
    })
}

fn person(cx: &Cx) -> Result<UserId, Error> {
    cx.actor.user().cloned().ok_or(Error::NotFound)
}

async fn record(
    tx: &Transaction,
    cx: &Cx,
    action: &str,
    award: &Award,
    found: &Evaluated,
    verb: &str,
) -> Result<(), Error> {
    let opportunity = &found.opportunity;
    let mut audiences = vec![Audience::Organisation(award.buyer.clone())];
    let mut summary = format!("The council {verb} {}: {}", opportunity.reference, opportunity.title);
    let mut after = After::of(award.stage().as_str(), award.version);
    if let Some(notice) = award.state.notice() {
        after = after.text("provider", award.provider.as_str()).sum("valuePence", award.value);
        audiences.push(Audience::Organisation(award.provider.clone()));
        audiences.push(Audience::Public);
        summary = format!("{summary}, {} at {} before VAT", award.provider_name, award.value);
        if let Some(standstill) = &notice.standstill {
            summary = format!("{summary}; waiting period until {}", calendar::in_words(standstill.ends_on));
        }
    }
    let entry = Entry { action, kind: "award", id: award.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}
