//! What waits for an approver.

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use shared::framework::ApprovalId;
use shared::framework::approval::{self, Subject};
use shared::{Money, Timestamp};

use crate::graphql::context::{cx, loader};
use crate::graphql::page::{Connected, arguments, connect};
use crate::graphql::payload;
use crate::graphql::people::user::Person;
use crate::graphql::plan::need::Need;
use crate::graphql::plan::prioritisation::Prioritisation;
use crate::graphql::secure::award::Award;
use crate::graphql::secure::opportunity::Opportunity;
use crate::graphql::secure::specification::Specification;
use crate::store;
use crate::store::framework::approval::Approval as Domain;

/// A request that one officer approve what another made.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Approval {
    /// Its identifier.
    id: ApprovalId,
    /// What kind of thing waits.
    subject: Subject,
    /// What it is called.
    title: String,
    /// Its value before VAT; nothing for what costs nothing by itself.
    value: Money,
    /// When the approval was asked for.
    asked_at: Timestamp,
    #[graphql(skip)]
    domain: Domain,
}

impl From<Domain> for Approval {
    fn from(domain: Domain) -> Self {
        Self {
            id: domain.id.clone(),
            subject: domain.subject,
            title: domain.title.clone(),
            value: domain.value,
            asked_at: domain.asked_at,
            domain,
        }
    }
}

impl Approval {
    /// The identifier of what waits, where it is of this kind.
    fn of<T: std::str::FromStr>(&self, subject: Subject) -> Option<T> {
        self.domain.subject_id.parse().ok().filter(|_| self.domain.subject == subject)
    }
}

#[ComplexObject]
impl Approval {
    /// Whether it is for the viewer to decide: within their limit, and not
    /// asked for by themselves.
    async fn for_viewer(&self, ctx: &Context<'_>) -> bool {
        let Domain { asked_by, buyer, value, .. } = &self.domain;
        approval::gate(asked_by, &cx(ctx).actor, buyer, *value).is_empty()
    }

    /// Who asked.
    async fn asked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Person>> {
        Ok(loader(ctx).load_one(self.domain.asked_by.clone()).await?.map(Person::from))
    }

    /// The need that waits, if it is one.
    async fn need(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Need>> {
        match self.of(Subject::Need) {
            Some(id) => loader(ctx).load_one::<shared::plan::NeedId>(id).await,
            None => Ok(None),
        }
    }

    /// The assessment of needs that waits, if it is one.
    async fn prioritisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Prioritisation>> {
        match self.of(Subject::Prioritisation) {
            Some(id) => loader(ctx).load_one::<shared::plan::PrioritisationId>(id).await,
            None => Ok(None),
        }
    }

    /// The specification that waits, if it is one.
    async fn specification(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Specification>> {
        match self.of(Subject::Specification) {
            Some(id) => loader(ctx).load_one::<shared::secure::SpecificationId>(id).await,
            None => Ok(None),
        }
    }

    /// The opportunity that waits, if it is one.
    async fn opportunity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opportunity>> {
        match self.of(Subject::Opportunity) {
            Some(id) => loader(ctx).load_one::<shared::secure::OpportunityId>(id).await,
            None => Ok(None),
        }
    }

    /// The award that waits, if it is one.
    async fn award(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Award>> {
        match self.of(Subject::Award) {
            Some(id) => loader(ctx).load_one::<shared::secure::AwardId>(id).await,
            None => Ok(None),
        }
    }
}

/// Queries of approvals.
#[derive(Default)]
pub struct ApprovalQuery;

#[Object]
impl ApprovalQuery {
    /// What waits for an approver of one's own council, what has waited longest
    /// first.
    #[graphql(complexity = "usize::try_from(first.unwrap_or(20)).unwrap_or(0).saturating_mul(child_complexity) + 1")]
    async fn approvals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "The cursor to start after.")] after: Option<String>,
    ) -> async_graphql::Result<Connected<Approval>> {
        let cx = cx(ctx);
        let page = arguments(ctx, first, after)?;
        let slice = store::framework::approval::waiting(cx.db().reader(), &cx.actor, &page).await;
        Ok(connect(slice.map_err(payload::store)?, &page, Approval::from))
    }
}
