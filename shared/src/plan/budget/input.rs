//! What is typed about budgets, and how it is read.

use serde::{Deserialize, Serialize};

use super::{About, Resource, Year};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::money::Money;

/// A resource in a financial year, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BudgetLineInput {
    /// What kind of resource it is.
    pub resource: String,
    /// The financial year, such as `2026-27`.
    pub year: String,
    /// How much, before VAT.
    pub amount: String,
    /// The code it is booked under.
    pub code: String,
    /// Where it comes from, in a line.
    pub says: String,
}

impl BudgetLineInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<About, Vec<Refusal>> {
        let mut checks = Checks::new();
        let resource = checks.choice::<Resource>("resource", "the kind of resource", &self.resource);
        let year = read_year(&mut checks, &self.year);
        let amount = checks.money("amount", "how much", &self.amount);
        let code = checks.optional_text("code", "the budget code", Some(&self.code), 40);
        if resource == Some(Resource::Budget) && code.is_none() {
            let message = "Enter the budget code that the money is booked under";
            checks.refuse(Refusal::slip("code", Code::Missing, message).because("R-4.17d", "4.17"));
        }
        let says = checks.optional_text("says", "where it comes from", Some(&self.says), 300);
        checks.finish()?;
        resource.zip(year).map(|(resource, year)| About { resource, year, amount, code, says }).ok_or_else(Vec::new)
    }
}

/// A financial year as people type it: `2026-27`, `2026/27`.
fn read_year(checks: &mut Checks, typed: &str) -> Option<Year> {
    let typed = typed.trim();
    if typed.is_empty() {
        checks.refuse(Refusal::slip("year", Code::Missing, "Enter the financial year"));
        return None;
    }
    let read = |text: &str| {
        let (first, second) = text.split_once(['-', '/', '\u{2013}'])?;
        let (first, second): (i64, i64) = (first.trim().parse().ok()?, second.trim().parse().ok()?);
        let follows = second % 100 == (first + 1) % 100 && (2000..2100).contains(&first);
        follows.then_some(Year(first))
    };
    let year = read(typed);
    if year.is_none() {
        let message = "The financial year must be two years that follow each other, like 2026-27";
        checks.refuse(Refusal::slip("year", Code::Invalid, message));
    }
    year
}

/// That more may be bound, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct BudgetOverrideInput {
    /// The most that awards may bind all together, before VAT.
    pub most: String,
    /// Why.
    pub reason: String,
}

impl BudgetOverrideInput {
    /// Reads the form, or says every fault at once.
    ///
    /// # Errors
    /// With every fault at once.
    pub fn check(&self) -> Result<(Money, String), Vec<Refusal>> {
        let mut checks = Checks::new();
        let most = checks.money("most", "the most that may be bound", &self.most);
        let reason = checks.text("reason", "the reason", &self.reason, 1_000);
        checks.finish()?;
        Ok((most, reason))
    }
}
