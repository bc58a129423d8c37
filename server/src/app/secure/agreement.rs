//! What people do with agreements.

use chrono::Datelike;
use shared::error::{all_or_nothing, both};
use shared::framework::approval;
use shared::people::membership::{Membership, Role};
use shared::people::{OrganisationId, UserId};
use shared::secure::agreement::input::{DeclineInput, Origin, Terms};
use shared::secure::agreement::{
    Action, Agreement, AgreementInput, Facts, Kind, Side, SignInput, Signature, State, access, gate,
};
use shared::secure::award::Award;
use shared::secure::opportunity::Opportunity;
use shared::secure::{AgreementId, AwardId};
use shared::{Actor, Day, Refusal, calendar};

use crate::app::framework::event::{self, After, Audience, Entry};
use crate::app::framework::mail;
use crate::app::{Cx, Error, commit, same_version};
use crate::store::framework::reference::{self, Kind as Letter};
use crate::store::people::membership;
use crate::store::{self, Transaction};

/// Draws an agreement up from an award: its specification, its bid and the
/// terms to begin with.
pub async fn draft(cx: &Cx, award: &AwardId) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let award = store::secure::award::find(&tx, &Actor::System, award).await?;
    let award = award.filter(|award| cx.actor.is_officer_of(&award.buyer)).ok_or(Error::NotFound)?;
    access::draws_up(&cx.actor, &award)?;
    let known = store::secure::agreement::find_by_award(&tx, &Actor::System, &award.id).await?;
    all_or_nothing(gate::drawing_up(award.stage(), known.as_ref().map(|known| known.reference.as_str())))?;
    let agreement = drawn_up(&tx, cx, &award).await?;
    let agreement = store::secure::agreement::insert(&tx, agreement).await?;
    record(&tx, cx, "draft", &agreement, "drew up").await?;
    commit(tx).await?;
    Ok(agreement)
}

/// Whether this actor may draw up the agreement on an award now, for the page
/// to offer it; `known` is the reference of the one there is already.
pub fn may_draft(cx: &Cx, award: &Award, known: Option<&str>) -> bool {
    access::draws_up(&cx.actor, award).is_ok() && gate::drawing_up(award.stage(), known).is_empty()
}

async fn drawn_up(tx: &Transaction, cx: &Cx, award: &Award) -> Result<Agreement, Error> {
    let author = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let opportunity =
        store::secure::opportunity::find(tx, &Actor::System, &award.opportunity).await?.ok_or(Error::NotFound)?;
    let commission = store::commission::find(tx, &Actor::System, &opportunity.commission).await?;
    let commission = commission.ok_or(Error::NotFound)?;
    let specification = store::secure::specification::find(tx, &Actor::System, &opportunity.specification).await?;
    let content = specification.as_ref().and_then(|specification| specification.content()).ok_or(Error::NotFound)?;
    let frequencies: Vec<_> = content.indicators().map(|(_, indicator)| indicator.frequency).collect();
    let awarded_on = award.state.notice().map_or_else(|| cx.today(), |notice| calendar::day_of(notice.at));
    let origin = Origin {
        title: &opportunity.title,
        kind: kind_of(&opportunity),
        value: award.value,
        starts_on: opportunity.timetable.starts_on.unwrap_or_else(|| next_quarter(cx.today())),
        years: opportunity.terms.years,
        frequencies: &frequencies,
    };
    let Terms { title, starts_on, ends_on, payment_days, payment_terms, lines, plan } =
        Terms::proposed(&origin, &cx.policy(awarded_on)?);
    Ok(Agreement {
        id: cx.new_id(AgreementId::from_uuid),
        version: 0,
        reference: reference::next(tx, Letter::Agreement).await?,
        kind: origin.kind,
        award: award.id.clone(),
        commission: commission.id,
        service: commission.service,
        specification: opportunity.specification,
        buyer: award.buyer.clone(),
        directorate: award.directorate.clone(),
        provider: award.provider.clone(),
        author,
        created_at: cx.now(),
        title,
        awarded_on,
        value: award.value,
        starts_on,
        ends_on,
        payment_days,
        payment_terms,
        lines,
        plan,
        policy_rows: Vec::new(),
        state: State::Draft,
    })
}

/// A contract, or what a grant is for.
fn kind_of(opportunity: &Opportunity) -> Kind {
    if opportunity.is_core_grant() {
        Kind::CoreGrant
    } else if opportunity.is_round() {
        Kind::ProjectGrant
    } else {
        Kind::Contract
    }
}

/// The first day of the next quarter.
fn next_quarter(today: Day) -> Day {
    let first = today.with_day(1).unwrap_or(today);
    calendar::add_months(first, 3 - first.month0() % 3)
}

/// Changes the terms of a draft.
pub async fn save(cx: &Cx, id: &AgreementId, version: i64, input: &AgreementInput) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let agreement = find(&tx, cx, id, Action::Save).await?;
    let terms = input.check()?;
    same_version(version, agreement.version)?;
    let agreement = store::secure::agreement::save(&tx, agreement.edit(terms, cx.now())?).await?;
    record(&tx, cx, "save", &agreement, "changed").await?;
    commit(tx).await?;
    Ok(agreement)
}

/// Puts the version that was read before the provider.
pub async fn offer(cx: &Cx, id: &AgreementId, version: i64) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let (agreement, facts) = find_with_facts(&tx, cx, id, Action::Offer).await?;
    same_version(version, agreement.version)?;
    let policy = cx.policy(agreement.awarded_on)?;
    let agreement = store::secure::agreement::save(&tx, agreement.offer(&facts, &policy, cx.now())?).await?;
    record(&tx, cx, "offer", &agreement, "offered").await?;
    let subject = format!("Sign: agreement {}", agreement.reference);
    let body = |path: &str| {
        format!(
            "The agreement \"{}\" is ready to be signed.\n\nRead and sign it: {}{path}/{}\n\n\
             You get this mail because you may sign for your organisation.",
            agreement.title,
            cx.config().origin,
            agreement.reference
        )
    };
    tell(&tx, cx, &agreement.provider, &[Role::Certifier, Role::Member], (&subject, &body("/provider/agreements")))
        .await?;
    tell(&tx, cx, &agreement.buyer, &[Role::Approver], (&subject, &body("/council/agreements"))).await?;
    commit(tx).await?;
    Ok(agreement)
}

/// Takes an offer back to change it.
pub async fn recall(cx: &Cx, id: &AgreementId) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let (agreement, facts) = find_with_facts(&tx, cx, id, Action::Recall).await?;
    let policy = cx.policy(agreement.awarded_on)?;
    let agreement = store::secure::agreement::save(&tx, agreement.recall(&facts, &policy, cx.now())?).await?;
    record(&tx, cx, "recall", &agreement, "took back").await?;
    commit(tx).await?;
    Ok(agreement)
}

/// An agreement comes to nothing when its award falls away before both have
/// signed; whoever had it before them is told.
pub(super) async fn lapse(tx: &Transaction, cx: &Cx, award: &AwardId, reason: &str) -> Result<(), Error> {
    let found = store::secure::agreement::find_by_award(tx, &Actor::System, award).await?;
    let Some(agreement) = found.filter(Agreement::may_lapse) else { return Ok(()) };
    let agreement = store::secure::agreement::save(tx, agreement.lapse(reason, cx.now())?).await?;
    record(tx, cx, "lapse", &agreement, "let fall").await?;
    let subject = format!("Came to nothing: {}", agreement.reference);
    let body = format!(
        "The award behind the agreement \"{}\" fell away before both sides had signed: {reason}\n\n\
         There is nothing to sign any more.",
        agreement.title
    );
    mail::send_to(tx, cx, &agreement.author, &subject, &body).await?;
    if agreement.reached_the_provider() {
        tell(tx, cx, &agreement.provider, &[Role::Certifier, Role::Member], (&subject, &body)).await?;
    }
    Ok(())
}

/// The provider says no: the award behind it is given up for the same reason,
/// and the council chooses again.
pub async fn decline(cx: &Cx, id: &AgreementId, input: &DeclineInput) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let (agreement, facts) = find_with_facts(&tx, cx, id, Action::Decline).await?;
    let reason = input.check()?;
    let policy = cx.policy(agreement.awarded_on)?;
    let declined = agreement.decline(reason.clone(), &facts, &policy, cx.now())?;
    let agreement = store::secure::agreement::save(&tx, declined).await?;
    record(&tx, cx, "decline", &agreement, "did not take").await?;
    super::award::give_up(&tx, cx, &agreement.award, reason).await?;
    let subject = format!("Declined: agreement {}", agreement.reference);
    let body = format!(
        "The provider declined the agreement \"{}\".\n\nTheir reason is on its page. The award is declined with it: \
         you can recommend the next best bid.",
        agreement.title
    );
    mail::send_to(&tx, cx, &agreement.author, &subject, &body).await?;
    commit(tx).await?;
    Ok(agreement)
}

/// Signs the version that was read, for the council or for the provider
/// (R-4.12, R-S5): nobody signs terms that they did not read.
pub async fn sign(cx: &Cx, id: &AgreementId, version: i64, input: &SignInput) -> Result<Agreement, Error> {
    let tx = cx.begin().await?;
    let (agreement, facts) = find_with_facts(&tx, cx, id, Action::Sign).await?;
    same_version(version, agreement.version)?;
    let read = input.check();
    let user = cx.actor.user().cloned().ok_or(Error::NotFound)?;
    let side = access::side(&cx.actor, &agreement).ok_or(Error::NotFound)?;
    let members = membership::of_organisation(&tx, &agreement.provider, cx.now()).await?;
    let may = all_or_nothing(may_sign(cx, &agreement, side, &members));
    let policy = cx.policy(agreement.awarded_on)?;
    // Without a name that could be read the rest is looked at, and nothing signed.
    let name = read.as_ref().cloned().unwrap_or_default();
    let signature = Signature { side, user, name, at: cx.now() };
    let signed = agreement.sign(signature, &facts, &policy, cx.now());
    let (_, signed) = both(both(read, may), signed)?;
    let agreement = store::secure::agreement::save(&tx, signed).await?;
    record(&tx, cx, "sign", &agreement, "signed").await?;
    if matches!(agreement.state, State::Signed { .. }) {
        complete(&tx, cx, &agreement).await?;
        tell_both(&tx, cx, &agreement).await?;
    }
    commit(tx).await?;
    Ok(agreement)
}

/// With both signatures the opportunity has come to its end: from then on it
/// cannot be called off, and no longer counts as under way.
async fn complete(tx: &Transaction, cx: &Cx, agreement: &Agreement) -> Result<(), Error> {
    let award = store::secure::award::find(tx, &Actor::System, &agreement.award).await?.ok_or(Error::NotFound)?;
    super::award::follow(tx, cx, &award.opportunity).await
}

/// For the council an approver within limit who did not draw it up (R-4.17d);
/// for the provider a certifier, where it has one.
fn may_sign(cx: &Cx, agreement: &Agreement, side: Side, members: &[Membership]) -> Vec<Refusal> {
    if side == Side::Buyer {
        return approval::gate(&agreement.author, &cx.actor, &agreement.buyer, agreement.value);
    }
    let mut certifiers = members.iter().filter(|member| member.role == Role::Certifier);
    let has_certifier = certifiers.any(|member| member.organisation == agreement.provider);
    let is_certifier = cx.actor.is(Role::Certifier, &agreement.provider);
    gate::signatory(is_certifier, has_certifier).into_iter().collect()
}

async fn tell_both(tx: &Transaction, cx: &Cx, agreement: &Agreement) -> Result<(), Error> {
    let subject = format!("Signed by both: {}", agreement.reference);
    let body = format!(
        "The agreement \"{}\" is signed by both sides. It starts on {}.",
        agreement.title,
        calendar::in_words(agreement.starts_on)
    );
    tell(tx, cx, &agreement.provider, &[Role::Certifier, Role::Member], (&subject, &body)).await?;
    mail::send_to(tx, cx, &agreement.author, &subject, &body).await
}

/// Writes a mail to everyone who holds one of these roles at an organisation.
pub(crate) async fn tell(
    tx: &Transaction,
    cx: &Cx,
    organisation: &OrganisationId,
    roles: &[Role],
    (subject, body): (&str, &str),
) -> Result<(), Error> {
    let members = membership::of_organisation(tx, organisation, cx.now()).await?;
    let mut told: Vec<UserId> = Vec::new();
    for member in members.into_iter().filter(|member| roles.contains(&member.role)) {
        if !told.contains(&member.user) {
            mail::send_to(tx, cx, &member.user, subject, body).await?;
            told.push(member.user);
        }
    }
    Ok(())
}

/// Finds an agreement in the actor's scope and asks whether the action is
/// theirs.
async fn find(tx: &Transaction, cx: &Cx, id: &AgreementId, action: Action) -> Result<Agreement, Error> {
    let agreement = store::secure::agreement::find(tx, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    access::allows(&cx.actor, action, &agreement, cx.now())?;
    Ok(agreement)
}

async fn find_with_facts(
    tx: &Transaction,
    cx: &Cx,
    id: &AgreementId,
    action: Action,
) -> Result<(Agreement, Facts), Error> {
    let agreement = find(tx, cx, id, action).await?;
    let facts = store::secure::agreement::facts(tx, &agreement).await?;
    Ok((agreement, facts))
}

async fn record(tx: &Transaction, cx: &Cx, action: &str, agreement: &Agreement, verb: &str) -> Result<(), Error> {
    let mut audiences = vec![Audience::Organisation(agreement.buyer.clone())];
    if agreement.reached_the_provider() {
        audiences.push(Audience::Organisation(agreement.provider.clone()));
    }
    if matches!(agreement.state, State::Signed { .. }) {
        audiences.push(Audience::Public);
    }
    let who = if cx.actor.is_member_of(&agreement.provider) { "The provider" } else { "The council" };
    let summary = format!("{who} {verb} agreement {}: {}", agreement.reference, agreement.title);
    let mut after = After::of(agreement.stage(cx.now()).as_str(), agreement.version)
        .text("reference", &agreement.reference)
        .text("provider", agreement.provider.as_str())
        .sum("valuePence", agreement.value)
        .day("startsOn", agreement.starts_on)
        .day("endsOn", agreement.ends_on);
    if let Some(days) = agreement.payment_days {
        after = after.number("paymentDays", days);
    }
    let entry = Entry { action, kind: "agreement", id: agreement.id.as_str(), summary, audiences };
    event::record_change(tx, cx, entry, &after).await
}

/// Why the rules do not let this actor do each of these things now, in their
/// order; empty when they do.
pub async fn refusals(cx: &Cx, asked: &[&(Agreement, Action)]) -> Result<Vec<Vec<Refusal>>, Error> {
    let db = cx.db().reader();
    let agreements: Vec<&Agreement> = asked.iter().map(|(agreement, _)| agreement).collect();
    let mut facts = store::secure::agreement::facts_of(db, &agreements).await?;
    let signs = asked.iter().filter(|(_, action)| *action == Action::Sign);
    let providers: Vec<OrganisationId> = signs.map(|(agreement, _)| agreement.provider.clone()).collect();
    let members = membership::of_organisations(db, &providers, cx.now()).await?;
    let mut all = Vec::new();
    for (agreement, action) in asked {
        let facts = facts.entry(agreement.id.clone()).or_default();
        let mut refusals = agreement.gate(*action, facts, &cx.policy(agreement.awarded_on)?, cx.now());
        if *action == Action::Sign
            && let Some(side) = access::side(&cx.actor, agreement)
        {
            refusals.extend(may_sign(cx, agreement, side, &members));
        }
        all.push(refusals);
    }
    Ok(all)
}
