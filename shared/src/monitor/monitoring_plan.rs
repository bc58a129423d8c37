//! What is monitored, how and how often, agreed before an agreement starts.

use serde::{Deserialize, Serialize};

use crate::calendar::{self, Day};
use crate::check::Checks;
use crate::error::{Code, Refusal};
use crate::framework::policy::{Category, Lifetime, Policy};
use crate::money::Money;
use crate::secure::agreement::Kind;
pub use crate::secure::specification::indicator::Frequency;
use chrono::Datelike;

wire_enum! {
    /// The closed list of ways to monitor (framework 4.21).
    pub enum ActivityKind as "MonitoringActivityKind" {
        /// The council comes to see.
        Visit = "visit",
        /// Both sides meet.
        Meeting = "meeting",
        /// The provider reports.
        Report = "report",
    }
}

impl ActivityKind {
    /// The word on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Visit => "Visit",
            Self::Meeting => "Meeting",
            Self::Report => "Report",
        }
    }
}

/// One way in which the agreement is monitored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Of which kind.
    pub kind: ActivityKind,
    /// What happens, in words.
    pub detail: String,
}

/// What is monitored, part of the agreement both sides sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitoringPlan {
    /// How often a return is due.
    pub frequency: Frequency,
    /// Why so often, where that is asked (R-4.21e).
    pub rationale: Option<String>,
    /// The ways.
    pub activities: Vec<Activity>,
}

/// The plan as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "MonitoringPlanInput"))]
pub struct PlanInput {
    /// How often a return is due: one of `IndicatorFrequency`.
    pub frequency: String,
    /// Why more often than the rules expect; else may be left out.
    pub rationale: String,
    /// The ways to monitor.
    pub activities: Vec<ActivityInput>,
}

/// One way to monitor, as typed. A line left wholly empty is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "server", graphql(name = "MonitoringActivityInput"))]
pub struct ActivityInput {
    /// One of `MonitoringActivityKind`.
    pub kind: String,
    /// What happens, in words.
    pub detail: String,
}

/// The most ways a plan lists.
const MOST_ACTIVITIES: usize = 20;

impl PlanInput {
    /// Reads the plan, which sits at `prefix` in its form; none while nothing
    /// of it is filled in.
    pub fn read(&self, prefix: &str, checks: &mut Checks) -> Option<MonitoringPlan> {
        let is_empty = |activity: &ActivityInput| activity.kind.trim().is_empty() && activity.detail.trim().is_empty();
        if self.frequency.trim().is_empty() && self.rationale.trim().is_empty() && self.activities.iter().all(is_empty)
        {
            return None;
        }
        if self.activities.len() > MOST_ACTIVITIES {
            checks.refuse(Refusal::slip(
                format!("{prefix}.activities"),
                Code::OutOfRange,
                format!("There are {} activities. The limit is {MOST_ACTIVITIES}", self.activities.len()),
            ));
            return None;
        }
        let frequency = checks.choice(&format!("{prefix}.frequency"), "how often a return is due", &self.frequency);
        let rationale = checks.optional_text(
            &format!("{prefix}.rationale"),
            "why monitoring is closer",
            Some(&self.rationale),
            2_000,
        );
        let activities = self
            .activities
            .iter()
            .enumerate()
            .filter(|(_, activity)| !is_empty(activity))
            .filter_map(|(index, activity)| {
                let at = format!("{prefix}.activities.{index}");
                let kind = checks.choice(&format!("{at}.kind"), "a visit, a meeting or a report", &activity.kind);
                let detail = checks.text(&format!("{at}.detail"), "what happens", &activity.detail, 500);
                kind.map(|kind| Activity { kind, detail })
            })
            .collect();
        frequency.map(|frequency| MonitoringPlan { frequency, rationale, activities })
    }
}

/// What the agreement tells its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How many measures the specification has.
    pub indicators: usize,
    /// Contract or grant.
    pub kind: Kind,
    /// The whole value, before VAT.
    pub value: Money,
}

/// Every reason why an agreement with this plan may not be offered or signed.
pub fn gate(plan: Option<&MonitoringPlan>, facts: &Facts, policy: &Policy) -> Vec<Refusal> {
    let missing = |rule: &str, message: &str| Refusal::under(Code::MonitoringPlanMissing, rule, "4.21", message);
    let Some(plan) = plan else {
        let message = "There is no monitoring plan. Say how often a return is due and add a visit, meeting or report";
        return vec![missing("R-4.21", message).on("plan.frequency")];
    };
    let mut refusals = Vec::new();
    if plan.activities.is_empty() {
        let message = "The monitoring plan lists no activity. Add at least one visit, meeting or report";
        refusals.push(missing("R-4.21a", message).on("plan.activities"));
    }
    if facts.indicators == 0 && facts.kind != Kind::CoreGrant {
        refusals.push(Refusal::under(
            Code::OutcomeWithoutIndicator,
            "R-4.21c",
            "4.21",
            "The specification has no measure, so there is nothing to monitor. Add measures in a new version of it",
        ));
    }
    refusals.extend(too_often(plan, facts, policy));
    refusals
}

/// R-4.21d and e: more often than the rules expect needs a written reason; a
/// core grant reports once a year and no more.
fn too_often(plan: &MonitoringPlan, facts: &Facts, policy: &Policy) -> Option<Refusal> {
    if facts.kind == Kind::CoreGrant {
        return (plan.frequency != Frequency::Yearly).then(|| {
            Refusal::under(
                Code::Disproportionate,
                "R-4.21",
                "4.21",
                "A core grant sends one light return a year. Select once a year",
            )
            .on("plan.frequency")
        });
    }
    if plan.rationale.is_some() {
        return None;
    }
    let least = policy.return_min_interval_months();
    if plan.frequency.months() < least.value {
        return Some(
            Refusal::under(
                Code::ReasonMissing,
                "R-4.21e",
                "4.21",
                format!(
                    "Returns would be due more often than every {} months. Give the reason, or ask for them less often",
                    least.value
                ),
            )
            .on("plan.rationale")
            .using(least.row.to_string()),
        );
    }
    // The band's line between the two largest bands changes nothing here: both
    // allow the same number. So the net value alone decides.
    let lifetime = Lifetime { net: facts.value, gross: facts.value, category: Category::LightTouch };
    let most = &policy.band(&lifetime).returns_a_year;
    (returns_a_year(plan.frequency) > most.value).then(|| {
        Refusal::under(
            Code::Disproportionate,
            "R-4.4",
            "4.4",
            format!(
                "{} returns a year are more than a value of {} justifies: {}. Give the reason, or ask for fewer",
                returns_a_year(plan.frequency),
                facts.value,
                most.value
            ),
        )
        .on("plan.rationale")
        .using(most.row.to_string())
    })
}

/// A plan to begin with: a return as often as the measures call for and the
/// rules allow without a reason.
pub fn proposed(frequencies: &[Frequency], facts: &Facts, policy: &Policy) -> MonitoringPlan {
    let wanted = frequencies.iter().map(|frequency| frequency.months()).min().unwrap_or(12);
    let with = |frequency| MonitoringPlan {
        frequency,
        rationale: None,
        activities: vec![Activity {
            kind: ActivityKind::Report,
            detail: if facts.kind == Kind::CoreGrant {
                "One light return a year: what the money kept going".to_owned()
            } else {
                "A return with a figure for each measure".to_owned()
            },
        }],
    };
    Frequency::ALL
        .iter()
        .filter(|frequency| frequency.months() >= wanted)
        .map(|frequency| with(*frequency))
        .find(|plan| too_often(plan, facts, policy).is_none())
        .unwrap_or_else(|| with(Frequency::Yearly))
}

/// Whether a measure of this frequency is read in this period: in each one if
/// it is read more often, else where its own period ends; and at the end of the
/// agreement always.
pub fn is_read(frequency: Frequency, period: &Period, ends_on: Day) -> bool {
    common_end(period.from, frequency) <= period.to || period.to == ends_on
}

/// How many returns a year a frequency makes.
pub const fn returns_a_year(frequency: Frequency) -> u32 {
    12 / frequency.months()
}

/// The days a return is about, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// `July to September 2026`; with days where it is not whole months:
    /// `14 July to 30 September 2026`.
    pub fn in_words(&self) -> String {
        let whole = self.from.day() == 1 && calendar::next_day(self.to).day() == 1;
        let form = if whole { "%B" } else { "%-d %B" };
        let to = self.to.format(&format!("{form} %Y")).to_string();
        if whole && (self.from.year(), self.from.month()) == (self.to.year(), self.to.month()) {
            return to;
        }
        let year = if self.from.year() == self.to.year() { "" } else { " %Y" };
        format!("{} to {to}", self.from.format(&format!("{form}{year}")))
    }
}

/// The last day of the common period that this day lies in: quarters end with
/// March, June, September and December, half-years with March and September,
/// years with March.
fn common_end(day: Day, frequency: Frequency) -> Day {
    let months = frequency.months();
    // Months since April, when the council's year begins.
    let since_april = (day.month() + 8) % 12;
    let ahead = months - since_april % months;
    let first = day.with_day(1).unwrap_or(day);
    calendar::add_months(first, ahead).pred_opt().unwrap_or(Day::MAX)
}

/// The periods of returns over a term, one after the other, cut at common
/// quarter days, the first and last perhaps shorter (R-4.21d).
pub fn periods(starts_on: Day, ends_on: Day, frequency: Frequency) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut from = starts_on;
    while from <= ends_on && periods.len() < 1_200 {
        let to = common_end(from, frequency).min(ends_on);
        periods.push(Period { from, to });
        from = calendar::next_day(to);
    }
    periods
}

#[cfg(test)]
mod tests;
