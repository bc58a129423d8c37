//! What people type into an agreement, and its check.

use serde::{Deserialize, Serialize};

use super::Kind;
use super::payment::{MOST_LINES, PaymentLine};
use crate::calendar::{self, Day};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::framework::policy::Policy;
use crate::money::Money;
use crate::monitor::monitoring_plan::{self, Frequency, MonitoringPlan, PlanInput};

/// The terms of a draft agreement, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct AgreementInput {
    /// Its name.
    pub title: String,
    /// Its first day, for instance `1 April 2027`.
    pub starts_on: String,
    /// Its last day.
    pub ends_on: String,
    /// In how many days the council pays an invoice; may wait until the offer.
    pub payment_days: String,
    /// What is paid for what, in words; may be left out.
    pub payment_terms: String,
    /// What is paid when.
    pub lines: Vec<PaymentLineInput>,
    /// What is monitored and how often.
    pub plan: PlanInput,
}

/// One payment, as typed. A line left wholly empty is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
pub struct PaymentLineInput {
    /// The day from which it may be invoiced.
    pub due_on: String,
    /// What it is for.
    pub what: String,
    /// How much, before VAT.
    pub amount: String,
    /// The measure whose result it hangs on: its identifier; empty where it hangs on none.
    #[cfg_attr(feature = "server", graphql(default))]
    pub measure: String,
}

/// The terms, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Its name.
    pub title: String,
    /// Its first day.
    pub starts_on: Day,
    /// Its last day.
    pub ends_on: Day,
    /// In how many days the council pays.
    pub payment_days: Option<u32>,
    /// What is paid for what.
    pub payment_terms: Option<String>,
    /// What is paid when.
    pub lines: Vec<PaymentLine>,
    /// What is monitored; none while nothing of it is filled in.
    pub plan: Option<MonitoringPlan>,
}

impl AgreementInput {
    /// Reads the form. What may wait until the offer may be empty; what is
    /// there must be readable.
    pub fn check(&self) -> Result<Terms, Vec<Refusal>> {
        let mut checks = Checks::new();
        let days = self.payment_days.trim();
        let terms = Terms {
            title: checks.text("title", "the agreement's name", &self.title, 200),
            starts_on: checks.day("startsOn", "the first day", &self.starts_on),
            ends_on: checks.day("endsOn", "the last day", &self.ends_on),
            payment_days: (!days.is_empty())
                .then(|| checks.whole("paymentDays", "the days to pay", days, 1, 365))
                .and_then(|days| u32::try_from(days).ok()),
            payment_terms: checks.optional_text(
                "paymentTerms",
                "what is paid for what",
                Some(&self.payment_terms),
                4_000,
            ),
            lines: self.lines(&mut checks),
            plan: self.plan.read("plan", &mut checks),
        };
        checks.finish().map(|()| terms)
    }

    fn lines(&self, checks: &mut Checks) -> Vec<PaymentLine> {
        if self.lines.len() > MOST_LINES {
            checks.refuse(Refusal::slip(
                "lines",
                Code::OutOfRange,
                format!("There are {} payments. The limit is {MOST_LINES}", self.lines.len()),
            ));
            return Vec::new();
        }
        let filled = |line: &PaymentLineInput| {
            [&line.due_on, &line.what, &line.amount].iter().any(|text| !text.trim().is_empty())
        };
        self.lines
            .iter()
            .enumerate()
            .filter(|(_, line)| filled(line))
            .map(|(index, line)| PaymentLine {
                due_on: checks.day(&format!("lines.{index}.dueOn"), "the day of the payment", &line.due_on),
                what: checks.text(&format!("lines.{index}.what"), "what the payment is for", &line.what, 200),
                amount: checks.money(&format!("lines.{index}.amount"), "the amount", &line.amount),
                measure: match line.measure.trim() {
                    "" => None,
                    given => checks.id(&format!("lines.{index}.measure"), "the measure", given),
                },
            })
            .collect()
    }
}

impl Terms {
    /// The terms to begin with: paid by the quarter, in the time that the
    /// policy allows, with the plan that the measures call for.
    pub fn proposed(origin: &Origin<'_>, policy: &Policy) -> Self {
        let Origin { title, value, starts_on, years, .. } = *origin;
        let ends_on = calendar::add_months(starts_on, 12 * years.max(1)).pred_opt().unwrap_or(starts_on);
        let facts = monitoring_plan::Facts { indicators: origin.frequencies.len(), kind: origin.kind, value };
        Self {
            title: title.to_owned(),
            starts_on,
            ends_on,
            payment_days: Some(policy.payment_days().value),
            payment_terms: None,
            lines: super::payment::in_instalments(value, starts_on, ends_on, 3),
            plan: Some(monitoring_plan::proposed(origin.frequencies, &facts, policy)),
        }
    }
}

/// What an agreement is drawn up from: the specification and the chosen bid.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The opportunity's name.
    pub title: &'a str,
    /// Contract or grant.
    pub kind: Kind,
    /// The chosen bid's price, before VAT.
    pub value: Money,
    /// The day on which it starts.
    pub starts_on: Day,
    /// For how many years.
    pub years: u32,
    /// How often the measures are read.
    pub frequencies: &'a [Frequency],
}

/// What a person fills in to sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "AgreementSignInput"))]
pub struct SignInput {
    /// Their full name, typed as a signature.
    pub name: String,
    /// `true` if they have read it and may sign for their organisation.
    pub authority: String,
}

impl SignInput {
    /// The name they sign with.
    pub fn check(&self) -> Result<String, Vec<Refusal>> {
        let mut checks = Checks::new();
        let name = checks.text("name", "your full name", &self.name, 120);
        if self.authority.trim() != "true" {
            checks.refuse(
                Refusal::slip(
                    "authority",
                    Code::Missing,
                    "Confirm that you have read the agreement and may sign it for your organisation",
                )
                .because("R-4.12", "4.12"),
            );
        }
        checks.finish().map(|()| name)
    }
}

/// Why the provider says no.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "AgreementDeclineInput"))]
pub struct DeclineInput {
    /// The reason, for the council.
    pub reason: String,
}

impl DeclineInput {
    /// The reason.
    pub fn check(&self) -> Result<String, Vec<Refusal>> {
        let mut checks = Checks::new();
        let reason = checks.text("reason", "why you decline", &self.reason, 2_000);
        checks.finish().map(|()| reason)
    }
}
