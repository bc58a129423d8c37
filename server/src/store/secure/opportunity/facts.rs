//! What other aggregates tell of opportunities: one statement for each kind of
//! thing, however many opportunities.

use std::collections::{BTreeSet, HashMap};

use chrono::Months;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Actor;
use shared::commission::{Commission, CommissionId};
use shared::framework::approval::Subject;
use shared::framework::policy::{Category, Policy};
use shared::framework::principle::{Answer, Record, Said};
use shared::framework::template::Following;
use shared::people::UserId;
use shared::people::membership::{Membership, Role};
use shared::people::user::User;
use shared::plan::NeedId;
use shared::plan::engagement::Engagement;
use shared::plan::market::Snapshot;
use shared::secure::method::Counted;
use shared::secure::opportunity::gate::Officer;
use shared::secure::opportunity::{Facts, Opportunity, State, Stored};
use shared::secure::specification::{Content, Specification};
use shared::secure::{OpportunityId, SpecificationId};
use shared::{Day, Money, Timestamp, calendar};

use super::children::of_the_same_services;
use crate::store::Error;
use crate::store::entity::commission;
use crate::store::entity::secure::opportunity::{Column, Entity, Model};
use crate::store::framework::{approval, principle, template};
use crate::store::secure::specification;
use crate::store::{people, plan};

/// What other aggregates tell of each of these for its gate, each with the policy of its day.
pub async fn facts_of(
    db: &impl ConnectionTrait,
    all: &[(&Opportunity, Policy)],
    now: Timestamp,
) -> Result<HashMap<OpportunityId, Facts>, Error> {
    let around = Around::read(db, all, now).await?;
    Ok(all.iter().map(|(of, policy)| (of.id.clone(), around.facts(of, policy, now))).collect())
}

/// All that is needed of other aggregates.
struct Around {
    officers: HashMap<UserId, User>,
    members: Vec<Membership>,
    specifications: HashMap<SpecificationId, Specification>,
    services: HashMap<String, String>,
    siblings: Vec<Model>,
    agreed: HashMap<String, Vec<UserId>>,
    templates: HashMap<OpportunityId, Following>,
    answers: HashMap<CommissionId, Vec<Answer>>,
    consulted: HashMap<String, Day>,
    maps: HashMap<CommissionId, Vec<Snapshot>>,
    heard: HashMap<NeedId, Engagement>,
}

impl Around {
    async fn read(db: &impl ConnectionTrait, all: &[(&Opportunity, Policy)], now: Timestamp) -> Result<Self, Error> {
        let opportunities = || all.iter().map(|(of, _)| *of);
        let officers: BTreeSet<UserId> = opportunities().filter_map(|of| of.officer.clone()).collect();
        let officers = people::user::get_many(db, &officers.into_iter().collect::<Vec<_>>()).await?;
        let councils: BTreeSet<_> = opportunities().map(|of| of.buyer.clone()).collect();
        let councils: Vec<_> = councils.into_iter().collect();
        let wanted: BTreeSet<_> = opportunities().map(|of| of.specification.clone()).collect();
        let wanted: Vec<_> = wanted.into_iter().collect();
        let specifications = specification::all_approved(db, &wanted).await?;
        let asked = opportunities().filter_map(|of| match &of.state {
            State::Approval { asked_at, .. } => Some((of.id.to_string(), *asked_at)),
            _ => None,
        });
        let (services, siblings) = siblings(db, all, now).await?;
        let commissions: BTreeSet<_> = opportunities().map(|of| of.commission.clone()).collect();
        let commissions: Vec<_> = commissions.into_iter().collect();
        let contents = specifications.iter().filter_map(Specification::content);
        let needs: BTreeSet<_> = contents.flat_map(|content| &content.outcomes).map(|one| one.need.clone()).collect();
        let needs: Vec<_> = needs.into_iter().collect();
        Ok(Self {
            officers: officers.into_iter().map(|user| (user.id.clone(), user)).collect(),
            members: people::membership::of_organisations(db, &councils, now).await?,
            specifications: specifications.into_iter().map(|found| (found.id.clone(), found)).collect(),
            agreed: approval::agreed(db, Subject::Opportunity, &asked.collect()).await?,
            templates: template::following(db, &opportunities().collect::<Vec<_>>()).await?,
            answers: principle::of_commissions(db, &commissions).await?,
            consulted: principle::consulted_until(db, &commissions).await?,
            maps: plan::market::of_commissions(db, &commissions).await?,
            heard: plan::engagement::of_needs(db, &Actor::System, &needs).await?,
            services,
            siblings,
        })
    }

    fn facts(&self, of: &Opportunity, policy: &Policy, now: Timestamp) -> Facts {
        let specification = self.specifications.get(&of.specification);
        let content = specification.and_then(Specification::content);
        Facts {
            officer: of.officer.as_ref().and_then(|officer| self.reachable(of, officer)),
            specification_approved: specification.is_some(),
            outcomes: content.map_or(0, |content| content.outcomes.len()),
            purpose: content.is_some_and(|content| content.purpose.is_some()),
            counted: self.counted(of, since(policy, of.policy_day(now))),
            agreed: self.agreed.get(of.id.as_str()).cloned().unwrap_or_default(),
            template: self.templates.get(&of.id).cloned().unwrap_or_default(),
            principles: self.principles(of, content),
        }
    }

    /// What its commission answered under the principles, and what the records say of them.
    fn principles(&self, of: &Opportunity, content: Option<&Content>) -> Record {
        let outcomes = content.map(|content| content.outcomes.as_slice()).unwrap_or_default();
        let heard = |need: &NeedId| {
            let engagement = self.heard.get(need);
            engagement.is_some_and(|one| one.heard_third_sector() || one.reasons.third_sector.is_some())
        };
        let newest = self.maps.get(&of.commission).and_then(|maps| maps.first());
        let said = self.answers.get(&of.commission).into_iter().flatten().map(|answer| answer.said.clone());
        Record {
            said: said.collect::<Vec<Said>>(),
            needs_heard: !outcomes.is_empty() && outcomes.iter().all(|outcome| heard(&outcome.need)),
            outcomes_named: !outcomes.is_empty(),
            consulted_until: self.consulted.get(of.commission.as_str()).copied(),
            mapped_on: newest.map(|map| calendar::day_of(map.at)),
        }
    }

    /// The officer as bidders would find them now.
    fn reachable(&self, of: &Opportunity, officer: &UserId) -> Option<Officer> {
        let user = self.officers.get(officer)?;
        let works_here = |held: &Membership| {
            held.user == *officer && held.organisation == of.buyer && held.role != Role::ExternalReviewer
        };
        Some(Officer {
            active: self.members.iter().any(works_here),
            name: user.name.clone(),
            email: Some(user.email.clone()).filter(|email| !email.is_empty()),
            phone: user.phone.clone().filter(|phone| !phone.trim().is_empty()),
        })
    }

    /// Purchases of the same kind for the same service since a day, which count together with this one; what
    /// was called off or ended with nobody chosen does not. Once this one is published, nothing later counts with it.
    fn counted(&self, with: &Opportunity, since: Day) -> Vec<Counted> {
        let service = self.services.get(with.commission.as_str());
        let published = with.state.publication().map(|publication| publication.published_at);
        let counts = |row: &&Model| {
            row.id != with.id.as_str()
                && row.buyer_id == with.buyer.as_str()
                && row.category == with.terms.category.as_str()
                && row.commenced_on.as_deref().is_some_and(|day| day >= since.to_string().as_str())
                && published.is_none_or(|published| {
                    row.published_at.is_some_and(|at| (at, row.id.as_str()) < (published, with.id.as_str()))
                })
                && service.is_some()
                && self.services.get(&row.commission_id) == service
        };
        let rows = self.siblings.iter().filter(counts);
        rows.map(|row| Counted { reference: row.reference.clone(), value: Money::pence(row.value_pence) }).collect()
    }
}

/// The purchases that a new one of this kind for the service of this commission counts together with, by the
/// policy of its day.
pub async fn counted_with(
    db: &impl ConnectionTrait,
    commission: &Commission,
    category: Category,
    policy: &Policy,
) -> Result<Vec<Counted>, Error> {
    let rows = Entity::find()
        .filter(Column::CommissionId.in_subquery(of_the_same_services(&[commission.id.as_str()])))
        .filter(Column::CommencedOn.gte(since(policy, policy.day()).to_string()))
        .filter(Column::CommencedOn.lte(policy.day().to_string()))
        .filter(Column::Stage.is_not_in(ENDED.map(Stored::as_str)))
        .filter(Column::Category.eq(category.as_str()))
        .filter(Column::BuyerId.eq(commission.buyer.as_str()))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let counted = |row: Model| Counted { reference: row.reference, value: Money::pence(row.value_pence) };
    Ok(rows.into_iter().map(counted).collect())
}

/// What bought nothing does not count.
const ENDED: [Stored; 2] = [Stored::Cancelled, Stored::Unsuccessful];

fn since(policy: &Policy, day: Day) -> Day {
    let months = policy.aggregation_months().value;
    day.checked_sub_months(Months::new(months)).unwrap_or(Day::MIN)
}

/// The service of every commission for the services of these opportunities, and what was commenced for those services
/// and still counts.
async fn siblings(
    db: &impl ConnectionTrait,
    all: &[(&Opportunity, Policy)],
    now: Timestamp,
) -> Result<(HashMap<String, String>, Vec<Model>), Error> {
    let Some(first) = all.iter().map(|(of, policy)| since(policy, of.policy_day(now))).min() else {
        return Ok((HashMap::new(), Vec::new()));
    };
    let of: BTreeSet<&str> = all.iter().map(|(of, _)| of.commission.as_str()).collect();
    let of: Vec<&str> = of.into_iter().collect();
    let commissions = commission::Entity::find()
        .filter(commission::Column::Id.in_subquery(of_the_same_services(&of)))
        .all(db)
        .await?;
    let rows = Entity::find()
        .filter(Column::CommissionId.in_subquery(of_the_same_services(&of)))
        .filter(Column::CommencedOn.gte(first.to_string()))
        .filter(Column::Stage.is_not_in(ENDED.map(Stored::as_str)))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok((commissions.into_iter().map(|row| (row.id, row.service_id)).collect(), rows))
}
