//! Specifications on the wire.

mod check;
mod operation;
mod outcome;
mod purpose;

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use shared::commission::CommissionId;
use shared::framework::policy::Category;
use shared::secure::SpecificationId;
use shared::secure::specification::{
    Action, Facts, Section, Specification as Domain, SpecificationInput, Stage, State, access,
};
use shared::tag::Tag;
use shared::{Money, Refusal, Timestamp};

pub use self::check::{PlainEnglish, SpecificationCheck};
pub use self::operation::{SpecificationMutation, SpecificationQuery};
pub use self::outcome::{Indicator, Outcome};
use self::purpose::SpecificationPurpose;
use crate::graphql::commission::Commission;
use crate::graphql::context::{About, Batch, cx, loader};
use crate::graphql::framework::ApprovalProgress;
use crate::graphql::payload;
use crate::graphql::people::user::Person;
use crate::graphql::plan::forum::{DiscussionsOf, Meeting};
use crate::store;

/// What is wanted, for whom, how it is measured and what it may cost: one
/// version of it.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct Specification {
    /// Its identifier.
    pub id: SpecificationId,
    /// Which version it is, from 1.
    number: u32,
    /// Where it stands.
    stage: Stage,
    /// When it was begun.
    created_at: Timestamp,
    /// What the service covers, and what it does not; none while it is a draft,
    /// as are all of these.
    scope: Option<String>,
    /// Its aims and objectives.
    aims: Option<String>,
    /// How it is monitored.
    monitoring: Option<String>,
    /// How it is evaluated.
    evaluation: Option<String>,
    /// How it is reviewed.
    review: Option<String>,
    /// How the money is paid.
    payment: Option<String>,
    /// The price of one year, before VAT.
    value_a_year: Option<Money>,
    /// How many years are agreed at the start.
    years: Option<u32>,
    /// By how many years it may be extended.
    extension_years: Option<u32>,
    /// VAT in hundredths of a per cent: 2000 is 20 %.
    vat_basis_points: Option<i64>,
    /// What is bought or funded.
    category: Option<Category>,
    /// When it was approved.
    approved_at: Option<Timestamp>,
    /// Counts the changes of the whole: its steps and the saves of its sections;
    /// say it when you ask for approval or approve.
    version: i64,
    #[graphql(skip)]
    domain: Domain,
}

/// When a section of a draft was last saved, and by whom.
#[derive(SimpleObject, Clone)]
#[graphql(complex)]
pub struct SpecificationSaved {
    /// The section.
    section: Section,
    /// When.
    at: Timestamp,
    /// Counts its saves; say it when you save the section again.
    version: i64,
    #[graphql(skip)]
    by: shared::people::UserId,
}

#[ComplexObject]
impl SpecificationSaved {
    /// Who saved it.
    async fn by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        Ok(loader(ctx).load_one(self.by.clone()).await?.map(Person::from))
    }
}

impl From<Domain> for Specification {
    fn from(domain: Domain) -> Self {
        let content = domain.content().cloned();
        let text = |pick: fn(&shared::secure::specification::Content) -> &String| content.as_ref().map(pick).cloned();
        let terms = content.as_ref().map(|content| content.terms.clone());
        Self {
            id: domain.id.clone(),
            number: domain.number,
            stage: domain.state.stage(),
            created_at: domain.created_at,
            scope: text(|content| &content.scope),
            aims: text(|content| &content.aims),
            monitoring: text(|content| &content.monitoring),
            evaluation: text(|content| &content.evaluation),
            review: text(|content| &content.review),
            payment: text(|content| &content.payment),
            value_a_year: terms.as_ref().map(|terms| terms.value_a_year),
            years: terms.as_ref().map(|terms| terms.years),
            extension_years: terms.as_ref().map(|terms| terms.extension_years),
            vat_basis_points: terms.as_ref().map(|terms| terms.vat_basis_points),
            category: terms.as_ref().map(|terms| terms.category),
            approved_at: domain.agreed().map(|agreed| agreed.at),
            version: domain.read_version(),
            domain,
        }
    }
}

impl Specification {
    /// Whether the viewer sees what only the council's officers see.
    fn is_inside(&self, ctx: &Context<'_>) -> bool {
        access::sees_draft(&cx(ctx).actor, &self.domain)
    }

    /// What other aggregates tell of it.
    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Facts> {
        Ok(loader(ctx).load_one(About::new(&self.domain.id, self.domain.clone())).await?.unwrap_or_default())
    }
}

#[ComplexObject]
impl Specification {
    /// Its status in words and colour, as the viewer should read it.
    async fn status(&self, ctx: &Context<'_>) -> Tag {
        self.domain.state.stage().tag(cx(ctx).actor.audience(&self.domain.buyer))
    }

    /// What the viewer may do with it now; whether the rules permit it, the
    /// checks tell.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Vec<Action> {
        access::can(&cx(ctx).actor, &self.domain)
    }

    /// The meetings of forums that spoke of it, the latest first.
    async fn discussions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Meeting>> {
        Ok(loader(ctx).load_one(DiscussionsOf(self.domain.id.clone())).await?.unwrap_or_default())
    }

    /// The commission it belongs to.
    async fn commission(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Commission>> {
        loader(ctx).load_one(self.domain.commission.clone()).await
    }

    /// What should change for people, and how it is measured; none while it is
    /// a draft.
    async fn outcomes(&self) -> Vec<Outcome> {
        let outcomes = self.domain.content().map(|content| content.outcomes.clone()).unwrap_or_default();
        outcomes.into_iter().map(Outcome::from).collect()
    }

    /// What a core grant has in place of outcomes; none of anything else, and while it is a draft.
    async fn purpose(&self) -> Option<SpecificationPurpose> {
        self.domain.content().and_then(|content| content.purpose.clone()).map(SpecificationPurpose::from)
    }

    /// The value over its whole life, extensions included, before VAT.
    async fn lifetime_value(&self, ctx: &Context<'_>) -> Option<Money> {
        if self.domain.content().is_some() || self.is_inside(ctx) { self.domain.value() } else { None }
    }

    /// What was typed, finished or not; only for the council's officers.
    async fn draft(&self, ctx: &Context<'_>) -> Option<SpecificationInput> {
        self.is_inside(ctx).then(|| self.domain.draft.clone())
    }

    /// When each section was last saved; only for the council's officers.
    async fn saved(&self, ctx: &Context<'_>) -> Option<Vec<SpecificationSaved>> {
        let view = |saved: &shared::secure::specification::SavedSection| SpecificationSaved {
            section: saved.section,
            at: saved.at,
            version: saved.version,
            by: saved.by.clone(),
        };
        self.is_inside(ctx).then(|| self.domain.saved.iter().map(view).collect())
    }

    /// Everything that still stands in the way of asking for approval, its
    /// length and how it reads; only for the council's officers.
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SpecificationCheck>> {
        if !self.is_inside(ctx) {
            return Ok(None);
        }
        let cx = cx(ctx);
        let facts = self.facts(ctx).await?;
        let policy = cx.policy(cx.today()).map_err(|error| payload::internal(&error))?;
        let length_reason = self.domain.asked().and_then(|asked| asked.length_reason.clone()).unwrap_or_default();
        let check = self.domain.examine(&length_reason, &facts, &policy, &mut || cx.new_uuid());
        Ok(Some(SpecificationCheck::from(check)))
    }

    /// What would stop the viewer from approving it now, a reason for its
    /// reading grade apart; only for the council's officers, while it waits.
    async fn approval_refusals(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Refusal>>> {
        if !self.is_inside(ctx) || self.domain.state.stage() != Stage::Review {
            return Ok(None);
        }
        let cx = cx(ctx);
        let facts = self.facts(ctx).await?;
        let policy = cx.policy(cx.today()).map_err(|error| payload::internal(&error))?;
        Ok(Some(self.domain.gate_approval("given", &cx.actor, &facts, &policy)))
    }

    /// How far its approval has come; only for the council's officers, while it
    /// waits.
    async fn approval_progress(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ApprovalProgress>> {
        if !self.is_inside(ctx) || self.domain.state.stage() != Stage::Review {
            return Ok(None);
        }
        let facts = self.facts(ctx).await?;
        let policy = cx(ctx).policy(cx(ctx).today()).map_err(|error| payload::internal(&error))?;
        Ok(Some(ApprovalProgress::new(facts.agreed.len(), self.domain.approvers(&policy))))
    }

    /// Who began this version; only for the council's officers.
    async fn author(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        let author = self.is_inside(ctx).then(|| self.domain.author.clone());
        person(ctx, author).await
    }

    /// Who asked for approval; only for the council's officers.
    async fn asked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        let by = self.domain.asked().filter(|_| self.is_inside(ctx)).map(|asked| asked.by.clone());
        person(ctx, by).await
    }

    /// When approval was asked for; only for the council's officers.
    async fn asked_at(&self, ctx: &Context<'_>) -> Option<Timestamp> {
        self.domain.asked().filter(|_| self.is_inside(ctx)).map(|asked| asked.at)
    }

    /// Why it is longer than its value justifies, where it is.
    async fn length_reason(&self) -> Option<String> {
        self.domain.asked().and_then(|asked| asked.length_reason.clone())
    }

    /// Who approved it; only for the council's officers.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        let by = self.domain.agreed().filter(|_| self.is_inside(ctx)).map(|agreed| agreed.by.clone());
        person(ctx, by).await
    }

    /// Why it may be harder to read than it should be, where it is.
    async fn readability_reason(&self) -> Option<String> {
        self.domain.agreed().and_then(|agreed| agreed.readability_reason.clone())
    }

    /// The policy rows whose figures the approval used.
    async fn policy_rows(&self) -> Vec<String> {
        self.domain.agreed().map(|agreed| agreed.rows.clone()).unwrap_or_default()
    }

    /// Why an approver sent it back, if one did; only for the council's
    /// officers.
    async fn sent_back_reason(&self, ctx: &Context<'_>) -> Option<String> {
        match &self.domain.state {
            State::Draft { sent_back } if self.is_inside(ctx) => sent_back.clone(),
            _ => None,
        }
    }
}

async fn person(ctx: &Context<'_>, id: Option<shared::people::UserId>) -> async_graphql::Result<Option<Person>> {
    match id {
        Some(id) => Ok(loader(ctx).load_one(id).await?.map(Person::from)),
        None => Ok(None),
    }
}

impl Loader<SpecificationId> for Batch {
    type Value = Specification;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[SpecificationId]) -> Result<HashMap<SpecificationId, Specification>, Self::Error> {
        let found = store::secure::specification::get_many(self.0.db().reader(), &self.0.actor, keys).await;
        let found = found.map_err(payload::store)?;
        Ok(found.into_iter().map(|domain| (domain.id.clone(), Specification::from(domain))).collect())
    }
}

impl Loader<About<Domain>> for Batch {
    type Value = Facts;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[About<Domain>]) -> Result<HashMap<About<Domain>, Facts>, Self::Error> {
        let all: Vec<&Domain> = keys.iter().map(|key| &key.it).collect();
        let found = store::secure::specification::facts_of(self.0.db().reader(), &all).await;
        let mut found = found.map_err(payload::store)?;
        Ok(keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.it.id)?))).collect())
    }
}

/// The specifications of one commission, as the loader's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SpecificationsOf(pub CommissionId);

impl Loader<SpecificationsOf> for Batch {
    type Value = Vec<Specification>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[SpecificationsOf],
    ) -> Result<HashMap<SpecificationsOf, Vec<Specification>>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::secure::specification::of_commissions(self.0.db().reader(), &self.0.actor, &ids).await;
        let mut by_commission: HashMap<SpecificationsOf, Vec<Specification>> = HashMap::new();
        for domain in found.map_err(payload::store)? {
            let key = SpecificationsOf(domain.commission.clone());
            by_commission.entry(key).or_default().push(Specification::from(domain));
        }
        Ok(by_commission)
    }
}
