//! The money and other resources set against a commission, and what is bound of it (framework 3.2, R-4.17d).
//!
//! What is bound is worked out from awards that are approved, never typed. An award that would bind more is refused,
//! unless an approver has allowed more before, and said why.

pub mod input;

use crate::actor::Actor;
use crate::calendar::Timestamp;
use crate::commission::{Commission, CommissionId};
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::{DirectorateId, UserId};
use crate::plan::{BudgetLineId, BudgetOverrideId};

pub use input::{BudgetLineInput, BudgetOverrideInput};

wire_enum! {
    /// What kind of resource it is.
    pub enum Resource as "BudgetResource" {
        /// The directorate's own money.
        Budget = "budget",
        /// A grant to the council.
        Grant = "grant",
        /// Money from a partner.
        Partner = "partner",
        /// Work or goods in kind, with what they are worth.
        InKind = "in_kind",
        /// A building or equipment, with what its use is worth.
        Asset = "asset",
    }
}

impl Resource {
    /// The resource's name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Budget => "The directorate's budget",
            Self::Grant => "A grant to the council",
            Self::Partner => "A partner's money",
            Self::InKind => "In kind",
            Self::Asset => "A building or equipment",
        }
    }

    /// Whether it is money that awards can bind.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Budget | Self::Grant | Self::Partner)
    }
}

/// A financial year, by the calendar year in which it begins on 1 April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub i64);

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

/// One resource in one financial year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identifier.
    pub id: BudgetLineId,
    /// The commission.
    pub commission: CommissionId,
    /// The directorate that it comes from.
    pub directorate: DirectorateId,
    /// What it is.
    pub about: About,
    /// Who set it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What a line is, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The resource.
    pub resource: Resource,
    /// The financial year.
    pub year: Year,
    /// How much, before VAT; what it is worth where it is not money.
    pub amount: Money,
    /// The code it is booked under; money of the directorate has one (R-4.17d).
    pub code: Option<String>,
    /// Where it comes from, in a line.
    pub says: Option<String>,
}

/// That an approver allows awards to bind more than is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Its identifier.
    pub id: BudgetOverrideId,
    /// The commission.
    pub commission: CommissionId,
    /// The most that awards may bind all together.
    pub most: Money,
    /// Why.
    pub reason: String,
    /// The approver.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The money of one commission: what is set, what is bound, and what an approver allowed besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What is set, money alone.
    pub set: Money,
    /// What approved awards bind.
    pub committed: Money,
    /// The most that an approver has allowed.
    pub allowed: Option<Money>,
}

impl Account {
    /// The account of these lines and overrides.
    pub fn of(lines: &[Line], overrides: &[Override], committed: Money) -> Self {
        let money = lines.iter().filter(|line| line.about.resource.is_money());
        Self {
            set: sum(money.map(|line| line.about.amount)),
            committed,
            allowed: overrides.iter().map(|one| one.most).max(),
        }
    }

    /// The most that awards may bind.
    pub fn most(&self) -> Money {
        self.allowed.map_or(self.set, |allowed| allowed.max(self.set))
    }

    /// What is left to bind; below nothing where an approver allowed more.
    pub fn left(&self) -> Money {
        Money::pence(self.set.as_pence() - self.committed.as_pence())
    }

    /// The no to binding so much more than there is, with the figures.
    pub fn gate(&self, more: Money) -> Option<Refusal> {
        let whole = Money::pence(self.committed.as_pence().saturating_add(more.as_pence()));
        let over = Money::pence(whole.as_pence() - self.most().as_pence());
        (over > Money::ZERO).then(|| {
            let message = format!(
                "{more} is more than the budget leaves. {} is set, {} is bound already, and this goes {over} beyond. Set \
                 more against the commission, or have an approver allow it with a reason",
                self.most(),
                self.committed
            );
            Refusal::under(Code::BudgetExceeded, "R-3.2", "3.2", message)
        })
    }
}

fn sum(all: impl Iterator<Item = Money>) -> Money {
    Money::pence(all.fold(0_i64, |sum, one| sum.saturating_add(one.as_pence())))
}

/// Whether this actor may set resources against a commission: its commissioners.
///
/// # Errors
/// If they are none.
pub fn may_set(actor: &Actor, commission: &Commission) -> Result<(), Refusal> {
    crate::commission::access::may_create(actor, &commission.buyer, &commission.directorate)
}

/// Whether this actor may allow awards to bind so much: an approver whose limit reaches it.
///
/// # Errors
/// If they are none, or their limit is lower.
pub fn may_allow(actor: &Actor, commission: &Commission, most: Money) -> Result<(), Refusal> {
    if !actor.approves_for(&commission.buyer) {
        let message = "Only an approver of the council can allow more than the budget. Ask one of them";
        return Err(Refusal::under(Code::NotAllowed, "R-3.2", "3.2", message));
    }
    let limit = actor.acting().and_then(|acting| acting.limit).unwrap_or(Money::ZERO);
    if limit < most {
        let message = format!("Your limit is {limit}, and this allows {most}. Ask an approver with a higher limit");
        return Err(Refusal::under(Code::OverLimit, "R-4.17d", "4.17", message).on("most"));
    }
    Ok(())
}

/// The no to setting less than approved awards bind already: `rest` is what the other lines set.
pub fn set_gate(about: &About, rest: &Account) -> Option<Refusal> {
    if !about.resource.is_money() {
        return None;
    }
    let set = sum([rest.set, about.amount].into_iter());
    (set < rest.committed).then(|| {
        let message = format!(
            "With this, {set} is set, and approved awards bind {} already. Set {} or more",
            rest.committed,
            Money::pence(rest.committed.as_pence() - rest.set.as_pence())
        );
        Refusal::under(Code::BudgetExceeded, "R-3.2", "3.2", message).on("amount")
    })
}

#[cfg(test)]
mod tests;
