//! Which way to secure a service: first whether it is a grant or a contract, then a tender or quotations, worked out from
//! the value over the whole life and told line by line, each with the figure's row (framework 4.9 to 4.11, 4.14).

mod explain;
mod input;
mod nature;

use crate::calendar::Day;
use crate::error::{Code, Refusal};
use crate::framework::policy::{Basis, Category, Figure, Lifetime, Policy, Regime, Value};
use crate::money::Money;

pub use explain::{explain, regime};
pub use input::MethodInput;
pub use nature::{DirectGround, Footing, GrantKind, Nature, NatureInput};

wire_enum! {
    /// How providers are invited.
    pub enum Method as "Method" {
        /// Quotations, asked of several (framework 4.11).
        Quotation = "quotation",
        /// A competitive tender (framework 4.10).
        Tender = "tender",
        /// A grant that is applied for (framework 4.9).
        Grant = "grant",
        /// One provider without a competition, on a ground that the law lists (framework 4.9).
        Direct = "direct",
    }
}

impl Method {
    /// Its name on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Quotation => "Quotation",
            Self::Tender => "Tender",
            Self::Grant => "Grant",
            Self::Direct => "Direct award",
        }
    }

    /// As it stands in a sentence: `a tender`, `quotations`.
    pub const fn in_a_sentence(self) -> &'static str {
        match self {
            Self::Quotation => "quotations",
            Self::Tender => "a tender",
            Self::Grant => "a grant",
            Self::Direct => "a direct award",
        }
    }
}

/// What an officer expects to buy: the sums and the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The price of one year, before VAT.
    pub value_a_year: Money,
    /// How many years are agreed at the start.
    pub years: u32,
    /// By how many years it may be extended.
    pub extension_years: u32,
    /// Further lots, each with its whole value before VAT; empty where there is one lot.
    pub lots: Vec<Money>,
    /// VAT in hundredths of a per cent: 2000 is 20 %.
    pub vat_basis_points: i64,
    /// What is bought, as far as national rules tell kinds apart.
    pub category: Category,
}

/// A purchase of the same kind for the same service, near enough in time to count together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its reference, such as `O-0018`.
    pub reference: String,
    /// Its value over its whole life, before VAT.
    pub value: Money,
}

/// All that decides the method. Its sums are known to fit, so that [`explain`] cannot fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    terms: Terms,
    lifetime: Lifetime,
    counted: Vec<Counted>,
    together: Money,
    apart_reason: Option<String>,
}

impl Facts {
    /// Adds the value up: a year's price for every year and every year of extension, and the further lots.
    ///
    /// # Errors
    /// Where that is more than the system takes.
    pub fn new(terms: Terms, counted: Vec<Counted>) -> Result<Self, Refusal> {
        let sums = || {
            let years = i64::from(terms.years) + i64::from(terms.extension_years);
            let net = Money::checked_sum(
                std::iter::once(terms.value_a_year.checked_times(years)?).chain(terms.lots.iter().copied()),
            )?;
            let gross = net.with_vat(terms.vat_basis_points)?;
            let together = Money::checked_sum(std::iter::once(net).chain(counted.iter().map(|other| other.value)))?;
            Some((Lifetime { net, gross, category: terms.category }, together))
        };
        let (lifetime, together) = sums().ok_or_else(|| {
            Refusal::slip(
                "valueAYear",
                Code::OutOfRange,
                "The whole value is more than £10,000,000,000. Check the value a year and the number of years",
            )
        })?;
        Ok(Self { terms, lifetime, counted, together, apart_reason: None })
    }

    /// Keeps the purchase apart from those it would count together with, for a recorded reason that an approver reads
    /// without one it counts with them.
    #[must_use]
    pub fn kept_apart(self, apart_reason: Option<String>) -> Self {
        Self { apart_reason, ..self }
    }

    /// The recorded reason for keeping it apart; none where there is nothing to keep it apart from.
    pub fn apart_reason(&self) -> Option<&str> {
        self.apart_reason.as_deref().filter(|_| !self.counted.is_empty())
    }

    /// The value that decides the method: together with the others, unless it is kept apart for a reason.
    pub fn decisive(&self) -> Money {
        if self.apart_reason().is_some() { self.lifetime.net } else { self.together }
    }

    /// The value over the whole life.
    pub const fn lifetime(&self) -> &Lifetime {
        &self.lifetime
    }

    /// What was entered.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The purchases that count together with this one.
    pub fn counted(&self) -> &[Counted] {
        &self.counted
    }

    /// The value together with those purchases, before VAT.
    pub const fn together(&self) -> Money {
        self.together
    }
}

/// One step of the reasoning, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject))]
#[cfg_attr(feature = "server", graphql(name = "MethodLine"))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The step, in a sentence.
    pub sentence: String,
    /// The requirement or law behind it, such as `R-4.10`.
    pub rule: String,
    /// The framework's paragraph, such as `4.10`.
    pub paragraph: String,
    /// The dated policy row whose figure was used, if one was.
    pub row_id: Option<String>,
    /// Whether the sums in it are before VAT or with VAT.
    pub basis: Basis,
    /// Whether that row has been checked against its published source; none where no row was used.
    pub verified: Option<bool>,
}

/// Which method the rules ask for, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::SimpleObject))]
#[cfg_attr(feature = "server", graphql(name = "MethodExplanation"))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The method the rules ask for. A tender is always allowed in place of quotations.
    pub method: Method,
    /// The body of national rules that binds, or `PA23_BELOW` where none does in full.
    pub regime: Regime,
    /// The value over the whole life, before VAT.
    pub net: Money,
    /// The value over the whole life, with VAT.
    pub gross: Money,
    /// The day whose figures were used.
    pub on: Day,
    /// The reasoning, step by step.
    pub lines: Vec<Line>,
    /// What the choice brings with it.
    pub what_follows: Vec<Line>,
    /// How far the value is from each line that matters.
    pub near_a_line: Vec<Line>,
}

/// The method that the value asks for: above the threshold a tender, up to and with it quotations. What
/// is granted is not bought.
pub fn required(facts: &Facts, policy: &Policy) -> Method {
    if facts.terms.category == Category::Grant {
        Method::Grant
    } else if facts.decisive() > policy.tender_threshold().value {
        Method::Tender
    } else {
        Method::Quotation
    }
}

/// Whether this method may be used; refused where it is less than the rules ask for. A grant and a direct
/// award have their own gate, [`Footing::gate`].
///
/// A value that stays under the threshold only because purchases were kept apart is told by its own code, with their
/// references.
pub fn gate(method: Method, facts: &Facts, policy: &Policy) -> Vec<Refusal> {
    if method != Method::Quotation || required(facts, policy) != Method::Tender {
        return Vec::new();
    }
    let line = policy.tender_threshold();
    let net = facts.lifetime.net;
    let refusal = if net > line.value {
        let sentence =
            format!("{net} in total before VAT is over {}, so quotations are not enough. Use a tender", line.value);
        Refusal::under(Code::WrongMethod, "R-4.10", "4.10", sentence)
    } else {
        let others: Vec<String> =
            facts.counted.iter().map(|other| format!("{} ({})", other.reference, other.value)).collect();
        let sentence = format!(
            "{net} counts together with {}: {} in total before VAT, over {}. Use a tender, or give a good reason for keeping it apart, which an approver reads",
            others.join(", "),
            facts.together,
            line.value
        );
        Refusal::under(Code::SplitToAvoidThreshold, "R-4.10", "4.10", sentence)
    };
    vec![refusal.on("method").using(line.row)]
}

/// For how many days an invitation stays open at least, counted from the day after it is published; none where no law
/// sets a time (Procurement Act 2023, section 54).
pub fn minimum_days(regime: Regime, policy: &Policy) -> Option<Figure<u32>> {
    if regime != Regime::Pa23 {
        return None;
    }
    let row = policy.find("pa23.tender.min_days", None)?;
    match row.value {
        Value::Integer(days) => Some(Figure { value: u32::try_from(days).ok()?, row: row.id.clone() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
