//! The thread of an agreement: what leads to it and what came of it.

use std::collections::HashMap;
use std::hash::Hash;

use shared::commission::thread::{Aim, Knot, Parts, Step, Strand, thread};
use shared::commission::{Service, ServiceId};
use shared::monitor::data_return::{DataReturn, State, due_on};
use shared::monitor::monitoring_plan::periods;
use shared::plan::need::Need;
use shared::plan::objective::Objective;
use shared::plan::{NeedId, ObjectiveId};
use shared::review::feedback::Summary;
use shared::secure::agreement::{Agreement, Stage};
use shared::secure::award::{self, Award};
use shared::secure::opportunity::Opportunity;
use shared::secure::specification::{Indicator, Outcome, Purpose, Specification};
use shared::secure::{AgreementId, AwardId, OpportunityId, SpecificationId};
use shared::{Actor, Day, calendar};

use crate::app::{Cx, Error, review};
use crate::store;

/// What the threads of some agreements pass.
struct Found {
    awards: HashMap<AwardId, Award>,
    opportunities: HashMap<OpportunityId, Opportunity>,
    specifications: HashMap<SpecificationId, Specification>,
    needs: HashMap<NeedId, Need>,
    objectives: HashMap<ObjectiveId, Objective>,
    /// How many items of evidence stand behind each need.
    evidence: HashMap<NeedId, usize>,
    services: HashMap<ServiceId, Service>,
    /// Each agreement's accepted returns, oldest first.
    accepted: HashMap<AgreementId, Vec<DataReturn>>,
    feedback: HashMap<ServiceId, Summary>,
    least: u32,
}

impl Found {
    /// One statement for each kind of thing, however many agreements there are.
    async fn of(cx: &Cx, agreements: &[&Agreement]) -> Result<Self, Error> {
        let (db, all) = (cx.db().reader(), &Actor::System);
        let ids: Vec<_> = agreements.iter().map(|agreement| agreement.award.clone()).collect();
        let awards = by_id(store::secure::award::get_many(db, all, &ids).await?, |award| award.id.clone());
        let ids: Vec<_> = awards.values().map(|award| award.opportunity.clone()).collect();
        let opportunities = by_id(store::secure::opportunity::get_many(db, all, &ids).await?, |one| one.id.clone());
        let ids: Vec<_> = agreements.iter().map(|agreement| agreement.specification.clone()).collect();
        let specifications = by_id(store::secure::specification::get_many(db, all, &ids).await?, |one| one.id.clone());
        let outcomes = specifications.values().flat_map(outcomes);
        let purposes = || specifications.values().filter_map(purpose);
        let ids = outcomes.map(|outcome| outcome.need.clone());
        let ids: Vec<NeedId> = ids.chain(purposes().filter_map(|purpose| purpose.need.clone())).collect();
        let aims: Vec<_> = purposes().filter_map(|purpose| purpose.objective.clone()).collect();
        let objectives = by_id(store::plan::objective::get_many(db, &aims).await?, |one| one.id.clone());
        let needs = by_id(store::plan::need::get_many(db, &cx.actor, &ids).await?, |need| need.id.clone());
        let mut evidence: HashMap<NeedId, usize> = HashMap::new();
        for item in store::plan::evidence::of_needs(db, &cx.actor, &ids).await? {
            *evidence.entry(item.need.clone()).or_default() += 1;
        }
        let ids: Vec<_> = agreements.iter().map(|agreement| agreement.service.clone()).collect();
        let services = by_id(store::commission::service::get_many(db, &cx.actor, &ids).await?, |one| one.id.clone());
        let (feedback, least) = review::feedback::counts_of(cx, &ids).await?;
        let ids: Vec<_> = agreements.iter().map(|agreement| agreement.id.clone()).collect();
        let mut accepted: HashMap<AgreementId, Vec<DataReturn>> = HashMap::new();
        for of in store::monitor::data_return::of_agreements(db, &cx.actor, &ids).await? {
            if matches!(of.state, State::Accepted { .. }) {
                accepted.entry(of.agreement.clone()).or_default().push(of);
            }
        }
        Ok(Self {
            awards,
            opportunities,
            specifications,
            needs,
            objectives,
            evidence,
            services,
            accepted,
            feedback,
            least,
        })
    }
}

fn by_id<I: Eq + Hash, T>(all: Vec<T>, id: impl Fn(&T) -> I) -> HashMap<I, T> {
    all.into_iter().map(|one| (id(&one), one)).collect()
}

fn outcomes(specification: &Specification) -> &[Outcome] {
    specification.content().map_or(&[], |content| &content.outcomes)
}

fn purpose(specification: &Specification) -> Option<&Purpose> {
    specification.content().and_then(|content| content.purpose.as_ref())
}

/// The threads of these agreements, step by step (R-4.1a). Needs are those that
/// the actor may know of; the rest is public once an agreement is signed, and
/// the two parties' own before.
pub async fn traces(cx: &Cx, agreements: &[&Agreement]) -> Result<HashMap<AgreementId, Vec<Step>>, Error> {
    let found = Found::of(cx, agreements).await?;
    agreements.iter().map(|agreement| Ok((agreement.id.clone(), trace(cx, agreement, &found)?))).collect()
}

fn trace(cx: &Cx, agreement: &Agreement, found: &Found) -> Result<Vec<Step>, Error> {
    let award = found.awards.get(&agreement.award);
    let opportunity = award.and_then(|award| found.opportunities.get(&award.opportunity));
    let pages = Pages::of(cx, agreement, opportunity, award);
    let criteria = opportunity.iter().flat_map(|opportunity| &opportunity.criteria).map(|criterion| Knot {
        name: criterion.title.clone(),
        href: pages.opportunity.clone(),
        on: None,
        fact: format!("Weight {} of 100", criterion.weight),
    });
    let bid = award.map(|award| Knot {
        name: award.provider_name.clone(),
        href: pages.bid.clone(),
        on: None,
        fact: format!("Offered it for {} before VAT", award.value),
    });
    let chosen = award.map(|award| Knot {
        name: format!("{} was chosen", award.provider_name),
        href: pages.award.clone(),
        on: award.state.notice().map(|notice| calendar::day_of(notice.at)),
        fact: award.reasons.clone(),
    });
    let strands = strands(agreement, found, &pages);
    let parts = Parts {
        strands,
        aim: aim(agreement, found, &pages),
        criteria: criteria.collect(),
        bid,
        award: chosen,
        agreement: Some(itself(cx, agreement, &pages)),
        readings: readings(agreement, found, &pages),
        feedback: feedback(agreement, found),
        first_return_due_on: first_return_due_on(cx, agreement)?,
    };
    Ok(thread(&parts, cx.today()))
}

/// Where this viewer reads of the things on the way: in their own workspace if
/// they work for one of the parties, on the public pages otherwise.
struct Pages {
    agreement: String,
    opportunity: Option<String>,
    bid: Option<String>,
    award: Option<String>,
}

impl Pages {
    fn of(cx: &Cx, agreement: &Agreement, opportunity: Option<&Opportunity>, award: Option<&Award>) -> Self {
        let is_officer = cx.actor.is_officer_of(&agreement.buyer);
        let is_provider = cx.actor.is_member_of(&agreement.provider);
        let folder = if is_officer {
            "/council"
        } else if is_provider {
            "/provider"
        } else {
            ""
        };
        let public = opportunity.map(|opportunity| format!("/opportunities/{}", opportunity.reference));
        let own = award.filter(|award| award::access::sees(&cx.actor, award));
        let (bid, award) = match (own, opportunity) {
            (Some(_), Some(opportunity)) if is_officer => {
                let page = format!("/council/opportunities/{}/award", opportunity.reference);
                (Some(page.clone()), Some(page))
            }
            (Some(award), _) => {
                (Some(format!("/provider/bids/{}", award.bid)), Some(format!("/provider/bids/{}/result", award.bid)))
            }
            (None, _) => (public.clone(), public.clone()),
        };
        Self { agreement: format!("{folder}/agreements/{}", agreement.reference), opportunity: public, bid, award }
    }

    /// The agreement's measures and how they went.
    fn measures(&self) -> String {
        format!("{}#measures", self.agreement)
    }
}

fn strands(agreement: &Agreement, found: &Found, pages: &Pages) -> Vec<Strand> {
    let strand = |outcome: &Outcome| {
        let need = found.needs.get(&outcome.need).filter(|need| need.stage().is_public());
        let items = found.evidence.get(&outcome.need).copied().unwrap_or_default();
        Strand {
            outcome: Knot {
                name: outcome.title.clone(),
                href: pages.opportunity.clone(),
                on: None,
                fact: format!("For {}", outcome.beneficiaries),
            },
            need: need.map(need_knot),
            evidence: need.filter(|_| items > 0).map(|need| evidence_knot(need, items)),
            indicators: outcome.indicators.iter().map(|indicator| measure_knot(pages, indicator)).collect(),
        }
    };
    let specification = found.specifications.get(&agreement.specification);
    specification.map_or(&[][..], outcomes).iter().map(strand).collect()
}

/// What a core grant has in place of outcomes.
fn aim(agreement: &Agreement, found: &Found, pages: &Pages) -> Option<Aim> {
    let purpose = found.specifications.get(&agreement.specification).and_then(purpose)?;
    let need = purpose.need.as_ref().and_then(|id| found.needs.get(id)).filter(|need| need.stage().is_public());
    let objective = purpose.objective.as_ref().and_then(|id| found.objectives.get(id));
    Some(Aim {
        purpose: Knot {
            name: purpose.text.clone(),
            href: pages.opportunity.clone(),
            on: None,
            fact: "A core grant: nothing is owed in return".to_owned(),
        },
        need: need.map(need_knot),
        objective: objective.map(|objective| Knot {
            name: objective.aim.title.clone(),
            href: Some("/objectives".to_owned()),
            on: None,
            fact: objective.aim.source.clone(),
        }),
    })
}

fn need_knot(need: &Need) -> Knot {
    Knot {
        name: format!("{} {}", need.reference, need.statement.title),
        href: Some(format!("/needs/{}", need.reference)),
        on: need.state.published_at().map(calendar::day_of),
        fact: need.statement.gap().in_words(),
    }
}

fn evidence_knot(need: &Need, items: usize) -> Knot {
    Knot {
        name: format!("{items} {} of evidence", if items == 1 { "item" } else { "items" }),
        href: Some(format!("/needs/{}", need.reference)),
        on: None,
        fact: format!("Behind need {}", need.reference),
    }
}

fn measure_knot(pages: &Pages, indicator: &Indicator) -> Knot {
    Knot {
        name: indicator.name.clone(),
        href: Some(pages.measures()),
        on: None,
        fact: format!("{} to {}", indicator.with_unit(indicator.baseline), indicator.with_unit(indicator.target)),
    }
}

fn itself(cx: &Cx, agreement: &Agreement, pages: &Pages) -> Knot {
    let signed = agreement.signatures().iter().map(|signature| calendar::day_of(signature.at)).max();
    let is_signed = matches!(agreement.stage(cx.now()), Stage::Signed | Stage::Live | Stage::Expired);
    Knot {
        name: format!("{} {}", agreement.reference, agreement.title),
        href: Some(pages.agreement.clone()),
        on: signed.filter(|_| is_signed),
        fact: format!(
            "{} before VAT, {} to {}",
            agreement.value,
            calendar::in_short(agreement.starts_on),
            calendar::in_short(agreement.ends_on)
        ),
    }
}

fn readings(agreement: &Agreement, found: &Found, pages: &Pages) -> Option<Knot> {
    let accepted = found.accepted.get(&agreement.id)?;
    accepted.last().map(|last| Knot {
        name: format!("{} {} accepted", accepted.len(), if accepted.len() == 1 { "return" } else { "returns" }),
        href: Some(pages.measures()),
        on: match &last.state {
            State::Accepted { accepted, .. } => Some(calendar::day_of(accepted.at)),
            _ => None,
        },
        fact: format!("The last for {}", last.period.in_words()),
    })
}

fn feedback(agreement: &Agreement, found: &Found) -> Option<Knot> {
    let service = found.services.get(&agreement.service)?;
    let (summary, least) = (found.feedback.get(&service.id)?, found.least);
    let name = summary.total.shown().map_or_else(
        || format!("Fewer than {least} people have said how it is"),
        |total| format!("{total} people have said how it is"),
    );
    Some(Knot {
        name,
        href: Some(format!("/services/{}/feedback#counts", service.reference)),
        on: None,
        fact: "Anyone may say how it is".to_owned(),
    })
}

/// The day on which the first return of a signed agreement is due.
fn first_return_due_on(cx: &Cx, agreement: &Agreement) -> Result<Option<Day>, Error> {
    let is_signed = matches!(agreement.stage(cx.now()), Stage::Signed | Stage::Live | Stage::Expired);
    let Some(plan) = agreement.plan.as_ref().filter(|_| is_signed) else { return Ok(None) };
    let days = cx.policy(agreement.awarded_on)?.return_due_days().value;
    let first = periods(agreement.starts_on, agreement.ends_on, plan.frequency).into_iter().next();
    Ok(first.map(|period| due_on(&period, days)))
}
