//! Budgets of commissions on the wire.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use shared::commission::{Commission as CommissionDomain, CommissionId};
use shared::plan::budget::{BudgetLineInput, BudgetOverrideInput, Line, Override, Resource, may_allow, may_set};
use shared::plan::{BudgetLineId, BudgetOverrideId};
use shared::{Money, Timestamp};

use crate::graphql::commission::{Commission, CommissionPayload};
use crate::graphql::context::{Batch, cx, loader};
use crate::graphql::payload::{self, split};
use crate::store::plan::budget::Budget;
use crate::{app, store};

/// The money and other resources set against a commission, and what is bound of it.
#[derive(SimpleObject, Clone)]
pub struct CommissionBudget {
    /// What is set, by year.
    lines: Vec<BudgetLine>,
    /// What approvers allowed beyond it.
    overrides: Vec<BudgetOverride>,
    /// All that is set, money alone.
    set: Money,
    /// What approved awards bind, worked out.
    committed: Money,
    /// The most that awards may bind.
    most: Money,
    /// What is left of what is set, or how much it is overrun.
    left: Money,
    /// Whether more is bound than is set.
    overrun: bool,
    /// Whether the viewer may set resources.
    viewer_can_set: bool,
    /// Whether the viewer may allow more.
    viewer_can_allow: bool,
}

/// One resource in one financial year.
#[derive(SimpleObject, Clone)]
pub struct BudgetLine {
    /// Its identifier.
    id: BudgetLineId,
    /// The resource.
    resource: Resource,
    /// The resource in words.
    label: String,
    /// The financial year, such as `2026-27`.
    year: String,
    /// How much, before VAT; what it is worth where it is not money.
    amount: Money,
    /// Whether it is money that awards can bind.
    is_money: bool,
    /// The code it is booked under.
    code: Option<String>,
    /// Where it comes from.
    says: Option<String>,
    /// When it was set.
    set_at: Timestamp,
}

/// That an approver allows awards to bind more than is set.
#[derive(SimpleObject, Clone)]
pub struct BudgetOverride {
    /// Its identifier.
    id: BudgetOverrideId,
    /// The most that awards may bind all together.
    most: Money,
    /// Why.
    reason: String,
    /// When it was allowed.
    allowed_at: Timestamp,
}

impl From<Line> for BudgetLine {
    fn from(line: Line) -> Self {
        Self {
            id: line.id,
            resource: line.about.resource,
            label: line.about.resource.label().to_owned(),
            year: line.about.year.to_string(),
            amount: line.about.amount,
            is_money: line.about.resource.is_money(),
            code: line.about.code,
            says: line.about.says,
            set_at: line.at,
        }
    }
}

impl From<Override> for BudgetOverride {
    fn from(one: Override) -> Self {
        Self { id: one.id, most: one.most, reason: one.reason, allowed_at: one.at }
    }
}

/// Asks the loader for the budget of a commission.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BudgetOf(pub CommissionId);

impl Loader<BudgetOf> for Batch {
    type Value = Budget;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[BudgetOf]) -> Result<HashMap<BudgetOf, Budget>, Self::Error> {
        let ids: Vec<CommissionId> = keys.iter().map(|key| key.0.clone()).collect();
        let found = store::plan::budget::of_commissions(self.0.db().reader(), &ids).await;
        Ok(found.map_err(payload::store)?.into_iter().map(|(id, one)| (BudgetOf(id), one)).collect())
    }
}

/// The budget of a commission, for the officers of its council; nothing for everyone else.
pub async fn of(ctx: &Context<'_>, of: &CommissionDomain) -> async_graphql::Result<Option<CommissionBudget>> {
    let actor = &cx(ctx).actor;
    if !actor.is_officer_of(&of.buyer) {
        return Ok(None);
    }
    let budget = loader(ctx).load_one(BudgetOf(of.id.clone())).await?.unwrap_or_default();
    let account = budget.account(None);
    let left = account.left();
    Ok(Some(CommissionBudget {
        set: account.set,
        committed: account.committed,
        most: account.most(),
        overrun: left < Money::ZERO,
        left: Money::pence(left.as_pence().abs()),
        lines: budget.lines.into_iter().map(BudgetLine::from).collect(),
        overrides: budget.overrides.into_iter().map(BudgetOverride::from).collect(),
        viewer_can_set: may_set(actor, of).is_ok(),
        viewer_can_allow: may_allow(actor, of, Money::ZERO).is_ok(),
    }))
}

/// Mutations of budgets.
#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Sets a resource of a financial year against a commission; it replaces what was set of the same resource and year.
    async fn budget_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission.")] commission: CommissionId,
        #[graphql(desc = "The resource, as typed.")] input: BudgetLineInput,
    ) -> async_graphql::Result<CommissionPayload> {
        let (done, user_errors) = split(app::plan::budget::set(cx(ctx), &commission, &input).await)?;
        Ok(CommissionPayload { commission: done.map(Commission::from), user_errors })
    }

    /// Allows awards under a commission to bind more than is set, with a reason: an approver does.
    async fn budget_allow(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The commission.")] commission: CommissionId,
        #[graphql(desc = "How much, and why, as typed.")] input: BudgetOverrideInput,
    ) -> async_graphql::Result<CommissionPayload> {
        let (done, user_errors) = split(app::plan::budget::allow(cx(ctx), &commission, &input).await)?;
        Ok(CommissionPayload { commission: done.map(Commission::from), user_errors })
    }
}
