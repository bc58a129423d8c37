//! Opportunities on the wire.

mod change;
pub mod ending;
mod footing;
mod parts;
mod query;
mod result;
mod round;

use std::collections::{BTreeSet, HashMap};

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object};
use shared::framework::policy::Category;
use shared::people::UserId;
use shared::people::membership::Role;
use shared::secure::OpportunityId;
use shared::secure::clarification::gate::ask_gate;
use shared::secure::method::{self, Explanation, Method};
use shared::secure::opportunity::access::{Secret, sees};
use shared::secure::opportunity::{Action, Facts, Opportunity as Domain, Stage, State, Stored, can};
use shared::tag::Tag;
use shared::{Day, Money, Refusal, Timestamp, calendar};

use crate::graphql::commission::Commission;
use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::framework::ApprovalProgress;
use crate::graphql::payload;
use crate::graphql::people::organisation::{MembersOf, Organisation};
use crate::graphql::people::user::{Contact, Person};
use crate::graphql::secure::amendment::{Amendment, AmendmentsOf};
use crate::graphql::secure::clarification::{ClarificationTally, TallyOf};
use crate::graphql::secure::specification::Specification;
use crate::{app, store};

pub use change::{OpportunityMutation, OpportunityPayload};
use footing::OpportunityFooting;
pub use parts::Ask;
use parts::{Criterion, Lot, Lotting, Question};
pub use query::OpportunityQuery;
use result::{OpportunityResult, ResultOf};
use round::OpportunityRound;

/// An invitation to bid or to quote.
#[derive(Clone)]
pub struct Opportunity(pub Domain);

impl From<Domain> for Opportunity {
    fn from(domain: Domain) -> Self {
        Self(domain)
    }
}

/// An invitation to bid or to quote.
#[Object]
impl Opportunity {
    /// Its identifier.
    pub async fn id(&self) -> &OpportunityId {
        &self.0.id
    }

    /// Its reference, such as `O-0023`.
    async fn reference(&self) -> &str {
        &self.0.reference
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is for, in one line.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// How providers are invited.
    async fn method(&self) -> Method {
        self.0.method
    }

    /// Where it stands now.
    async fn stage(&self, ctx: &Context<'_>) -> Stage {
        self.0.stage(cx(ctx).now())
    }

    /// Its status in words and colour, as you see it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        let cx = cx(ctx);
        self.0.tag(cx.actor.audience(&self.0.buyer), cx.now())
    }

    /// The whole value over its whole life, before VAT.
    async fn value(&self) -> Money {
        self.0.value()
    }

    /// The price of one year, before VAT.
    async fn value_a_year(&self) -> Money {
        self.0.terms.value_a_year
    }

    /// How many years are agreed at the start.
    async fn years(&self) -> u32 {
        self.0.terms.years
    }

    /// By how many years it may be extended.
    async fn extension_years(&self) -> u32 {
        self.0.terms.extension_years
    }

    /// VAT in per cent, such as `20`.
    async fn vat_percent(&self) -> String {
        shared::check::show_thousandths(self.0.terms.vat_basis_points * 10)
    }

    /// What is bought, as far as national rules tell kinds apart.
    async fn category(&self) -> Category {
        self.0.terms.category
    }

    /// Whether it is a grant or a contract, and why; of a direct award its ground.
    async fn footing(&self) -> OpportunityFooting {
        OpportunityFooting::new(&self.0)
    }

    /// Why this method: the reasoning, by the policy of the day that rules this opportunity, with the purchases that
    /// count together with it.
    async fn explanation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Explanation>> {
        let policy = policy(ctx, &self.0)?;
        let about = loader(ctx).load_one(About::new(&self.0.id, self.0.clone())).await?.unwrap_or_default();
        Ok(self.0.method_facts(about.counted).ok().map(|facts| method::explain(&facts, &policy)))
    }

    /// Its lots; always one at least.
    async fn lots(&self) -> Vec<Lot> {
        self.0.lots.iter().cloned().map(Lot::from).collect()
    }

    /// How it is cut into lots.
    async fn lotting(&self) -> Lotting {
        Lotting::of(&self.0)
    }

    /// The pot of a grant and what is expected of whoever gets one; none where it is no grant.
    async fn round(&self) -> Option<OpportunityRound> {
        OpportunityRound::of(&self.0)
    }

    /// What bids are judged by.
    async fn criteria(&self) -> Vec<Criterion> {
        self.0.criteria.iter().map(|criterion| Criterion::new(criterion, &self.0)).collect()
    }

    /// What bidders are asked.
    async fn questions(&self) -> Vec<Question> {
        (1..).zip(&self.0.questions).map(|(number, question)| Question::new(number, question, &self.0)).collect()
    }

    /// When bidding opens, where that is set; else it opens on publication.
    async fn opens_at(&self) -> Option<Timestamp> {
        self.0.state.publication().map(|publication| publication.opens_at).or(self.0.timetable.opens_at)
    }

    /// Until when questions may be asked.
    async fn questions_until(&self) -> Option<Timestamp> {
        self.0.timetable.questions_until
    }

    /// The last second in which a bid is on time.
    async fn closes_at(&self) -> Option<Timestamp> {
        self.0.timetable.closes_at
    }

    /// How many days are left before it closes, counted in London; none unless it is open.
    async fn days_left(&self, ctx: &Context<'_>) -> Option<i64> {
        let now = cx(ctx).now();
        let closes = self.0.timetable.closes_at.filter(|_| self.0.open(now))?;
        Some((calendar::day_of(closes) - calendar::day_of(now)).num_days())
    }

    /// When the decision is expected.
    async fn decision_on(&self) -> Option<Day> {
        self.0.timetable.decision_on
    }

    /// When the service starts.
    async fn starts_on(&self) -> Option<Day> {
        self.0.timetable.starts_on
    }

    /// When it was published.
    async fn published_at(&self) -> Option<Timestamp> {
        self.0.state.publication().map(|publication| publication.published_at)
    }

    /// The day whose policy rules it to its end.
    async fn commenced_on(&self) -> Option<Day> {
        self.0.state.publication().map(|publication| publication.commenced_on)
    }

    /// The policy rows that its approval relied on.
    async fn policy_rows(&self) -> Vec<String> {
        let rows = self.0.state.publication().map(|publication| publication.policy_rows.as_slice());
        rows.unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    /// Why it asks for more than its value justifies, where it does.
    async fn proportion_reason(&self) -> Option<&str> {
        self.0.proportion_reason.as_deref()
    }

    /// Why it is kept apart from other purchases for the same service, where it is; its approver reads this first.
    async fn apart_reason(&self) -> Option<&str> {
        self.0.apart_reason.as_deref()
    }

    /// Why it was called off, where it was.
    async fn cancel_reason(&self) -> Option<&str> {
        self.0.state.ended_reason().filter(|_| self.0.state.stored() == Stored::Cancelled)
    }

    /// Why it ended with nobody chosen, where it did.
    async fn end_reason(&self) -> Option<&str> {
        self.0.state.ended_reason().filter(|_| self.0.state.stored() == Stored::Unsuccessful)
    }

    /// Who was chosen and why, once the bidders have been told; nothing before.
    async fn result(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OpportunityResult>> {
        let known = loader(ctx).load_one(ResultOf(self.0.id.clone())).await?;
        Ok(known.and_then(|known| OpportunityResult::new(&self.0, &known)))
    }

    /// The officer whom bidders can ask.
    async fn officer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Contact>> {
        let Some(officer) = self.0.officer.clone() else { return Ok(None) };
        Ok(loader(ctx).load_one(officer).await?.map(Contact::from))
    }

    /// The officers who could answer for it: those who work for the council now. Only its officers see the list, while
    /// it is a draft.
    async fn officer_choices(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Person>>> {
        let cx = cx(ctx);
        if self.0.state.stored() != Stored::Draft || !sees(&cx.actor, Secret::Checklist, &self.0, cx.now()) {
            return Ok(None);
        }
        let members = loader(ctx).load_one(MembersOf(self.0.buyer.clone())).await?.unwrap_or_default();
        let inside = members.into_iter().filter(|held| held.role != Role::ExternalReviewer);
        let ids: BTreeSet<UserId> = inside.map(|held| held.user).collect();
        let mut people: Vec<_> = loader(ctx).load_many(ids).await?.into_values().collect();
        people.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Some(people.into_iter().map(Person::from).collect()))
    }

    /// Who made it.
    async fn author(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        if !sees(&cx(ctx).actor, Secret::Checklist, &self.0, cx(ctx).now()) {
            return Ok(None);
        }
        Ok(loader(ctx).load_one(self.0.author.clone()).await?.map(Person::from))
    }

    /// The council.
    async fn buyer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        loader(ctx).load_one(self.0.buyer.clone()).await
    }

    /// The commission it belongs to.
    async fn commission(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Commission>> {
        loader(ctx).load_one(self.0.commission.clone()).await
    }

    /// The specification that says what is wanted; it is public once the opportunity is.
    async fn specification(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Specification>> {
        loader(ctx).load_one(self.0.specification.clone()).await
    }

    /// What an approver asked to change; the council's officers see it.
    async fn sent_back(&self, ctx: &Context<'_>) -> Option<&str> {
        match &self.0.state {
            State::Draft { sent_back } if sees(&cx(ctx).actor, Secret::SentBack, &self.0, cx(ctx).now()) => {
                sent_back.as_deref()
            }
            _ => None,
        }
    }

    /// Everything that stands in the way of publication, in sentences; empty once nothing does. The council's officers
    /// see it, until it is published.
    async fn checklist(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if self.0.is_public() || !sees(&cx.actor, Secret::Checklist, &self.0, cx.now()) {
            return Ok(None);
        }
        let facts = loader(ctx).load_one(About::new(&self.0.id, self.0.clone())).await?.unwrap_or_default();
        Ok(Some(self.0.gate(&facts, &policy(ctx, &self.0)?, cx.now())))
    }

    /// Every reason why you may not approve it now, in sentences; empty if you may. The council's officers see it, while
    /// it waits.
    async fn approval_refusals(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        let cx = cx(ctx);
        if self.0.state.stored() != Stored::Approval || !sees(&cx.actor, Secret::Checklist, &self.0, cx.now()) {
            return Ok(None);
        }
        let facts = loader(ctx).load_one(About::new(&self.0.id, self.0.clone())).await?.unwrap_or_default();
        Ok(Some(self.0.approval_gate(&cx.actor, &facts, &policy(ctx, &self.0)?, cx.now())))
    }

    /// How far its approval has come; the council's officers see it, while it waits.
    async fn approval_progress(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ApprovalProgress>> {
        let cx = cx(ctx);
        if self.0.state.stored() != Stored::Approval || !sees(&cx.actor, Secret::Checklist, &self.0, cx.now()) {
            return Ok(None);
        }
        let facts = loader(ctx).load_one(About::new(&self.0.id, self.0.clone())).await?.unwrap_or_default();
        Ok(Some(ApprovalProgress::new(facts.agreed.len(), self.0.approvers(&policy(ctx, &self.0)?))))
    }

    /// How the questions about it stand.
    async fn clarification_tally(&self, ctx: &Context<'_>) -> async_graphql::Result<ClarificationTally> {
        Ok(loader(ctx).load_one(TallyOf(self.0.id.clone())).await?.unwrap_or_default().into())
    }

    /// Why you cannot ask about it now; empty if you may, once you act for a provider.
    async fn ask_refusals(&self, ctx: &Context<'_>) -> Vec<Refusal> {
        ask_gate(&self.0, cx(ctx).now())
    }

    /// What changed since it was published, the newest first.
    async fn amendments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Amendment>> {
        Ok(loader(ctx).load_one(AmendmentsOf(self.0.id.clone())).await?.unwrap_or_default())
    }

    /// Why nothing can be changed in it now; empty if it can.
    async fn amend_refusals(&self, ctx: &Context<'_>) -> Vec<Refusal> {
        self.0.amend_gate(cx(ctx).now())
    }

    /// The first day on which it may close after a change that matters to bids, made now.
    async fn earliest_close(&self, ctx: &Context<'_>) -> async_graphql::Result<Day> {
        Ok(self.0.earliest_close(&policy(ctx, &self.0)?, cx(ctx).now()))
    }

    /// What you may do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        can(&cx(ctx).actor, &self.0, cx(ctx).now())
    }

    /// Which write of it this is; a change names it, so that nobody overwrites another's work.
    async fn version(&self) -> i64 {
        self.0.version
    }
}

fn policy(ctx: &Context<'_>, of: &Domain) -> async_graphql::Result<shared::framework::policy::Policy> {
    let cx = cx(ctx);
    cx.policy(of.policy_day(cx.now())).map_err(|error| payload::internal(&error))
}

impl Loader<About<Domain>> for Batch {
    type Value = Facts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[About<Domain>]) -> Result<HashMap<About<Domain>, Facts>, Self::Error> {
        let all: Vec<&Domain> = keys.iter().map(|key| &key.it).collect();
        let found = app::secure::opportunity::facts_of(self.0.db().reader(), &self.0, &all).await;
        let mut found = payload::found(found)?.unwrap_or_default();
        Ok(keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.it.id)?))).collect())
    }
}

impl Loader<OpportunityId> for Batch {
    type Value = Opportunity;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[OpportunityId]) -> Result<HashMap<OpportunityId, Opportunity>, Self::Error> {
        let (db, actor) = (self.0.db().reader(), &self.0.actor);
        let found = store::secure::opportunity::get_many(db, actor, keys).await.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Opportunity(domain))).collect())
    }
}
