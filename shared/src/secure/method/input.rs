//! What an officer types to have the method worked out.

use serde::{Deserialize, Serialize};

use super::{Facts, Terms};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::framework::policy::Category;
use crate::money::Money;

/// The value and time of a planned purchase, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase")]
pub struct MethodInput {
    /// The price of one year, before VAT, such as `38,000`.
    pub value_a_year: String,
    /// How many years are agreed at the start, such as `2`.
    pub years: String,
    /// By how many years it may be extended; empty for none.
    pub extension_years: String,
    /// The whole values of further lots, before VAT; empty where there is one lot.
    #[cfg_attr(feature = "server", graphql(default))]
    #[serde(default)]
    pub lots: Vec<String>,
    /// VAT in per cent, such as `20` or `0`.
    pub vat_percent: String,
    /// What is bought: `GOODS_SERVICES`, `WORKS`, `CONCESSION`, `LIGHT_TOUCH`, `LIGHT_TOUCH_CONCESSION`, `HEALTH_CARE` or `GRANT`.
    pub category: String,
}

impl MethodInput {
    /// Reads it all, every fault at once.
    pub fn check(&self) -> Result<Facts, Vec<Refusal>> {
        let mut checks = Checks::new();
        let terms = self.read(&mut checks);
        checks.finish()?;
        terms.and_then(|terms| Facts::new(terms, Vec::new()).ok()).ok_or_else(|| {
            vec![Refusal::slip(
                "valueAYear",
                Code::OutOfRange,
                "The whole value is more than £10,000,000,000. Check the value a year and the number of years",
            )]
        })
    }

    /// Reads the terms, adding faults to those found before.
    pub fn read(&self, checks: &mut Checks) -> Option<Terms> {
        let value_a_year = checks.money("valueAYear", "the value a year", &self.value_a_year);
        if !self.value_a_year.trim().is_empty()
            && value_a_year == Money::ZERO
            && Money::parse(&self.value_a_year).is_some()
        {
            checks.refuse(Refusal::slip("valueAYear", Code::OutOfRange, "The value a year must be more than £0"));
        }
        let years = checks.whole("years", "the number of years", &self.years, 1, 30);
        let extension_years = match self.extension_years.trim() {
            "" => 0,
            _ => checks.whole("extensionYears", "the number of extension years", &self.extension_years, 0, 30),
        };
        let lots = self.lots.iter().enumerate();
        let lots: Vec<Money> =
            lots.map(|(index, lot)| checks.money(&format!("lots.{index}"), "the value of the lot", lot)).collect();
        let vat_basis_points = vat(checks, &self.vat_percent);
        let category = checks.choice::<Category>("category", "what kind it is", &self.category);
        Some(Terms {
            value_a_year,
            years: u32::try_from(years).ok()?,
            extension_years: u32::try_from(extension_years).ok()?,
            lots,
            vat_basis_points,
            category: category?,
        })
    }
}

/// VAT in hundredths of a per cent, from 0 to 100 per cent.
fn vat(checks: &mut Checks, typed: &str) -> i64 {
    let thousandths = checks.thousandths("vatPercent", "the rate of VAT", typed);
    if !(0..=100_000).contains(&thousandths) || thousandths % 10 != 0 {
        let sentence = "The rate of VAT must be 0 to 100 per cent, like 20 or 17.5";
        checks.refuse(Refusal::slip("vatPercent", Code::OutOfRange, sentence));
    }
    thousandths / 10
}
