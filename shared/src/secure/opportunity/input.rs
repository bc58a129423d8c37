//! What an officer types to set an opportunity up. Saving keeps a draft however incomplete; only what cannot be read is
//! refused. Whether it is whole the gate asks.

use chrono::{Duration, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionKind, LotInput, Opportunity, Question, Weight, ask};
use crate::calendar::{self, Day, Timestamp};
use crate::check::{Checks, parse_thousandths};
use crate::commission::CommissionId;
use crate::error::{Code, Refusal};
use crate::money::Money;
use crate::people::UserId;
use crate::secure::method::{DirectGround, Footing, GrantKind, Method, MethodInput, NatureInput, Terms};
use crate::secure::{CriterionId, LotId, QuestionId, SpecificationId};

/// A new opportunity: the commission, and the method that was chosen for its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase")]
pub struct OpportunityCreateInput {
    /// The commission it belongs to.
    pub commission_id: String,
    /// The specification that says what is wanted; empty takes the commission's latest.
    #[cfg_attr(feature = "server", graphql(default))]
    #[serde(default)]
    pub specification_id: String,
    /// Its title; empty takes the commission's.
    #[cfg_attr(feature = "server", graphql(default))]
    #[serde(default)]
    pub title: String,
    /// The three answers that tell a grant from a contract.
    pub nature: NatureInput,
    /// `TENDER`, `QUOTATION`, `GRANT` or `DIRECT`.
    pub method: String,
    /// `CORE` or `PROJECT`, of a grant; empty for others.
    #[cfg_attr(feature = "server", graphql(default))]
    #[serde(default)]
    pub grant_kind: String,
    /// The value and the time.
    pub terms: MethodInput,
}

/// A new opportunity as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The commission.
    pub commission: CommissionId,
    /// The specification; none takes the commission's latest.
    pub specification: Option<SpecificationId>,
    /// The title; none takes the commission's.
    pub title: Option<String>,
    /// The method.
    pub method: Method,
    /// What it is in law.
    pub footing: Footing,
    /// The terms.
    pub terms: Terms,
    /// The whole value, before VAT.
    pub value: Money,
}

impl OpportunityCreateInput {
    /// Reads it all, every fault at once; a fault of the terms is on the terms' own field.
    pub fn check(&self) -> Result<Created, Vec<Refusal>> {
        let mut checks = Checks::new();
        let commission = checks.id::<CommissionId>("commissionId", "the commission", &self.commission_id);
        let specification = match self.specification_id.trim() {
            "" => None,
            given => checks.id::<SpecificationId>("specificationId", "the specification", given),
        };
        let title = checks.optional_text("title", "the title", Some(&self.title), 200);
        let nature = self.nature.read(&mut checks);
        let method = checks.choice::<Method>("method", "the method", &self.method);
        let grant_kind = grant_kind(&mut checks, &self.grant_kind);
        let terms = self.terms.read(&mut checks);
        checks.finish()?;
        let value = self.terms.check()?.lifetime().net;
        let footing = Footing { nature, grant_kind, ..Footing::default() };
        let created = (|| {
            let (commission, method, terms) = (commission?, method?, terms?);
            Some(Created { commission, specification, title, method, footing, terms, value })
        })();
        created.ok_or_else(|| vec![Refusal::slip("method", Code::Missing, "Select the method")])
    }
}

/// Changes to a draft. What is left out stays as it is; an empty text clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct OpportunityInput {
    /// Its title.
    pub title: Option<String>,
    /// What it is for, in one line.
    pub summary: Option<String>,
    /// `TENDER`, `QUOTATION`, `GRANT` or `DIRECT`.
    pub method: Option<String>,
    /// The three answers that tell a grant from a contract.
    pub nature: Option<NatureInput>,
    /// `CORE` or `PROJECT`, of a grant; empty for others.
    pub grant_kind: Option<String>,
    /// Why it is a grant, where its size or its answers ask for a reason.
    pub grant_reason: Option<String>,
    /// The most that one application may be given, of a grant; empty is the whole pot.
    pub grant_most: Option<String>,
    /// What is expected of whoever gets a grant, one on each line.
    pub expectations: Option<String>,
    /// The ground of a direct award; empty for others.
    pub ground: Option<String>,
    /// Why that ground is met.
    pub direct_reason: Option<String>,
    /// The value and the time.
    pub terms: Option<MethodInput>,
    /// The officer whom bidders can ask.
    pub officer: Option<String>,
    /// The day on which bidding opens; empty opens it on publication.
    pub opens_on: Option<String>,
    /// The time of that day in London, such as `9am`.
    pub opens_time: Option<String>,
    /// The last day on which questions may be asked.
    pub questions_until_on: Option<String>,
    /// The time of that day in London; empty is midday.
    pub questions_until_time: Option<String>,
    /// The day on which bidding closes.
    pub closes_on: Option<String>,
    /// The time of that day in London, to the second if need be; empty is midday.
    pub closes_time: Option<String>,
    /// When the decision is expected.
    pub decision_on: Option<String>,
    /// When the service starts.
    pub starts_on: Option<String>,
    /// Why more is asked than the value justifies; empty if it is not.
    pub proportion_reason: Option<String>,
    /// Why it is kept apart from other purchases for the same service; empty if it is not.
    pub apart_reason: Option<String>,
    /// What bids are judged by, all of it, in order.
    pub criteria: Option<Vec<CriterionInput>>,
    /// What bidders are asked, all of it, in order.
    pub questions: Option<Vec<QuestionInput>>,
    /// Its lots, all of them, in order; their values add up to the whole.
    pub lots: Option<Vec<LotInput>>,
    /// Why it is one lot, where its value asks for a reason; empty for none.
    pub one_lot_reason: Option<String>,
    /// For how many lots one bidder may bid; empty for all.
    pub lots_bid_most: Option<String>,
    /// How many lots one bidder may win; empty for all.
    pub lots_win_most: Option<String>,
}

/// A criterion as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct CriterionInput {
    /// Its identifier, where it exists already; empty for a new one.
    #[cfg_attr(feature = "server", graphql(default))]
    pub id: String,
    /// `QUALITY` or `PRICE`.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its weight of 100, with up to two decimal places, such as `70`.
    pub weight: String,
    /// What a good bid shows; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub good: String,
}

/// A question as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(async_graphql::InputObject))]
#[serde(rename_all = "camelCase", default)]
pub struct QuestionInput {
    /// Its identifier, where it exists already; empty for a new one.
    #[cfg_attr(feature = "server", graphql(default))]
    pub id: String,
    /// The number of the criterion that its answer counts towards, from 1; empty for a requirement, and for a fact that
    /// is not scored.
    #[cfg_attr(feature = "server", graphql(default))]
    pub criterion: String,
    /// The question.
    pub prompt: String,
    /// What a good answer shows; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub guidance: String,
    /// `TEXT`, `NUMBER`, `CHOICE`, `DATE` or `DECLARATION`; empty is text.
    #[cfg_attr(feature = "server", graphql(default))]
    pub kind: String,
    /// How many words a text may have, such as `500`.
    #[cfg_attr(feature = "server", graphql(default))]
    pub word_limit: String,
    /// What a number counts, such as `hours a week`; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub unit: String,
    /// The least number that is taken; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub least: String,
    /// The most that is taken; may be empty.
    #[cfg_attr(feature = "server", graphql(default))]
    pub most: String,
    /// The options of a choice, one on each line.
    #[cfg_attr(feature = "server", graphql(default))]
    pub options: String,
}

impl CriterionInput {
    fn is_blank(&self) -> bool {
        [&self.title, &self.weight, &self.good].iter().all(|text| text.trim().is_empty())
    }
}

impl QuestionInput {
    fn is_blank(&self) -> bool {
        [&self.prompt, &self.guidance].iter().all(|text| text.trim().is_empty())
    }
}

/// Identifiers for rows that are new.
pub trait NewIds {
    /// One for a criterion.
    fn criterion(&mut self) -> CriterionId;
    /// One for a question.
    fn question(&mut self) -> QuestionId;
    /// One for a lot.
    fn lot(&mut self) -> LotId;
}

impl OpportunityInput {
    /// Reads the changes and puts them on the draft. Rows left wholly empty fall away.
    ///
    /// # Errors
    /// With everything that cannot be read.
    pub fn apply(&self, draft: Opportunity, ids: &mut dyn NewIds) -> Result<Opportunity, Vec<Refusal>> {
        let mut checks = Checks::new();
        let mut changed = draft;
        self.apply_texts(&mut checks, &mut changed);
        self.apply_terms(&mut checks, &mut changed);
        self.apply_footing(&mut checks, &mut changed.footing);
        self.apply_round(&mut checks, &mut changed.round);
        self.apply_dates(&mut checks, &mut changed);
        self.apply_lots(&mut checks, &mut changed, ids);
        if let Some(rows) = &self.criteria {
            changed.criteria = criteria(&mut checks, rows, &changed.criteria, ids);
        }
        if let Some(rows) = &self.questions {
            changed.questions = questions(&mut checks, rows, &changed, ids);
        }
        let kept = |id: &CriterionId| changed.criteria.iter().any(|criterion| &criterion.id == id);
        for question in &mut changed.questions {
            question.criterion = question.criterion.take().filter(kept);
        }
        checks.finish()?;
        Ok(changed)
    }

    fn apply_texts(&self, checks: &mut Checks, changed: &mut Opportunity) {
        if let Some(title) = &self.title {
            changed.title = checks.text("title", "the title", title, 200);
        }
        if let Some(summary) = &self.summary {
            changed.summary = checks.optional_text("summary", "the line", Some(summary), 300).unwrap_or_default();
        }
        if let Some(reason) = &self.proportion_reason {
            changed.proportion_reason = checks.optional_text("proportionReason", "the reason", Some(reason), 1_000);
        }
        if let Some(reason) = &self.apart_reason {
            changed.apart_reason = checks.optional_text("apartReason", "the reason", Some(reason), 1_000);
        }
        if let Some(officer) = &self.officer {
            changed.officer = match officer.trim() {
                "" => None,
                given => checks.id::<UserId>("officer", "the officer", given),
            };
        }
    }

    fn apply_terms(&self, checks: &mut Checks, changed: &mut Opportunity) {
        if let Some(method) = self.method.as_deref().and_then(|method| checks.choice("method", "the method", method)) {
            changed.method = method;
        }
        if let Some(input) = &self.terms {
            match input.check() {
                Ok(facts) => {
                    changed.terms = facts.terms().clone();
                    changed.fit_one_lot();
                }
                Err(faults) => faults.into_iter().for_each(|fault| checks.refuse(fault)),
            }
        }
    }

    fn apply_footing(&self, checks: &mut Checks, footing: &mut Footing) {
        if let Some(nature) = &self.nature {
            footing.nature = nature.read(checks);
        }
        if let Some(kind) = &self.grant_kind {
            footing.grant_kind = grant_kind(checks, kind);
        }
        if let Some(reason) = &self.grant_reason {
            footing.grant_reason = checks.optional_text("grantReason", "the reason", Some(reason), 1_000);
        }
        if let Some(ground) = &self.ground {
            footing.ground = match ground.trim() {
                "" => None,
                given => checks.choice::<DirectGround>("ground", "the ground", given),
            };
        }
        if let Some(reason) = &self.direct_reason {
            footing.direct_reason = checks.optional_text("directReason", "the reason", Some(reason), 1_000);
        }
    }

    fn apply_dates(&self, checks: &mut Checks, changed: &mut Opportunity) {
        let dates = &mut changed.timetable;
        let mut instant = |on: &Option<String>, time: &Option<String>, field: [&str; 2], name: &str, at: &mut _| {
            if let Some(on) = on {
                *at = wall_time(checks, field, name, on, time.as_deref().unwrap_or_default());
            }
        };
        instant(&self.opens_on, &self.opens_time, ["opensOn", "opensTime"], "the opening date", &mut dates.opens_at);
        instant(
            &self.questions_until_on,
            &self.questions_until_time,
            ["questionsUntilOn", "questionsUntilTime"],
            "the last day for questions",
            &mut dates.questions_until,
        );
        instant(
            &self.closes_on,
            &self.closes_time,
            ["closesOn", "closesTime"],
            "the closing date",
            &mut dates.closes_at,
        );
        if let Some(on) = &self.decision_on {
            dates.decision_on = day(checks, "decisionOn", "the decision date", on);
        }
        if let Some(on) = &self.starts_on {
            dates.starts_on = day(checks, "startsOn", "the start date", on);
        }
    }
}

fn grant_kind(checks: &mut Checks, typed: &str) -> Option<GrantKind> {
    if typed.trim().is_empty() { None } else { checks.choice::<GrantKind>("grantKind", "what the grant is for", typed) }
}

pub(in crate::secure) fn day(checks: &mut Checks, field: &str, name: &str, typed: &str) -> Option<Day> {
    if typed.trim().is_empty() { None } else { Some(checks.day(field, name, typed)) }
}

/// Reads a London day and time. An empty day is no instant; an empty time is midday. Midnight and the hours that the
/// change of the clocks skips or repeats are refused: people would read them in two ways.
pub(in crate::secure) fn wall_time(
    checks: &mut Checks,
    [on_field, time_field]: [&str; 2],
    name: &str,
    on: &str,
    time: &str,
) -> Option<Timestamp> {
    let day = day(checks, on_field, name, on)?;
    let mut refuse = |sentence: String| {
        checks.refuse(Refusal::slip(time_field, Code::Invalid, sentence));
        None
    };
    let typed = if time.trim().is_empty() { "midday" } else { time };
    let Some(time) = calendar::parse_time(typed) else {
        return refuse("Time must be a time of day, like midday, 2pm or 11:59pm".to_owned());
    };
    if time == NaiveTime::MIN {
        return refuse("Midnight can be read as the start or the end of the day. Use 11:59pm or 12:01am".to_owned());
    }
    let wall = day.and_time(time);
    let at = calendar::from_london(wall);
    let change = || format!("The clocks change on {}", calendar::in_words(day));
    if calendar::london(at) != wall {
        return refuse(format!("{}: that time does not happen. Use another hour", change()));
    }
    if calendar::london(at + Duration::hours(1)) == wall {
        return refuse(format!("{}: that time happens twice. Use another hour", change()));
    }
    Some(at)
}

fn criteria(
    checks: &mut Checks,
    rows: &[CriterionInput],
    before: &[Criterion],
    ids: &mut dyn NewIds,
) -> Vec<Criterion> {
    let mut read: Vec<Criterion> = Vec::new();
    too_many(checks, "criteria", rows.len(), 50);
    for (index, row) in rows.iter().take(50).enumerate().filter(|(_, row)| !row.is_blank()) {
        let field = |name: &str| format!("criteria.{index}.{name}");
        let kind = checks.choice::<CriterionKind>(&field("kind"), "quality or price", &row.kind);
        let known = row.id.parse().ok().filter(|id| before.iter().any(|old| &old.id == id));
        let known = known.filter(|id| read.iter().all(|other| &other.id != id));
        read.push(Criterion {
            id: known.unwrap_or_else(|| ids.criterion()),
            kind: kind.unwrap_or(CriterionKind::Quality),
            title: checks.text(&field("title"), "what it is called", &row.title, 200),
            weight: weight(checks, &field("weight"), &row.weight),
            good: checks.optional_text(&field("good"), "what is good", Some(&row.good), 1_000),
        });
    }
    read
}

/// A weight of 100 with two decimal places at most.
fn weight(checks: &mut Checks, field: &str, typed: &str) -> Weight {
    let thousandths = checks.thousandths(field, "the weight", typed);
    if parse_thousandths(typed).is_none() {
        return Weight(0);
    }
    if thousandths % 10 != 0 {
        let sentence = "Weight must have two decimal places at most, like 33.33";
        checks.refuse(Refusal::slip(field, Code::Invalid, sentence));
    } else if !(1_000..=100_000).contains(&thousandths) {
        checks.refuse(Refusal::slip(field, Code::OutOfRange, "Weight must be 1 to 100"));
    }
    Weight(thousandths / 10)
}

fn questions(checks: &mut Checks, rows: &[QuestionInput], draft: &Opportunity, ids: &mut dyn NewIds) -> Vec<Question> {
    let mut read: Vec<Question> = Vec::new();
    too_many(checks, "questions", rows.len(), 100);
    for (index, row) in rows.iter().take(100).enumerate().filter(|(_, row)| !row.is_blank()) {
        let field = |name: &str| format!("questions.{index}.{name}");
        let known = row.id.parse().ok().filter(|id| draft.questions.iter().any(|old| &old.id == id));
        let known = known.filter(|id| read.iter().all(|other| &other.id != id));
        let typed = ask::Typed {
            kind: &row.kind,
            word_limit: &row.word_limit,
            unit: &row.unit,
            least: &row.least,
            most: &row.most,
            options: &row.options,
        };
        let ask = ask::read(checks, field, &typed);
        read.push(Question {
            id: known.unwrap_or_else(|| ids.question()),
            criterion: criterion_at(checks, &field("criterion"), &row.criterion, draft),
            prompt: checks.text(&field("prompt"), "the question", &row.prompt, 500),
            guidance: checks.optional_text(&field("guidance"), "what is good", Some(&row.guidance), 1_000),
            ask,
        });
    }
    read
}

/// The criterion of that number; none is left for the gate to ask for.
fn criterion_at(checks: &mut Checks, field: &str, typed: &str, draft: &Opportunity) -> Option<CriterionId> {
    if typed.trim().is_empty() {
        return None;
    }
    let number = typed.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let found = number.and_then(|index| draft.criteria.get(index)).map(|criterion| criterion.id.clone());
    if found.is_none() {
        checks.refuse(Refusal::slip(field, Code::UnknownCode, "Select the criterion from the list"));
    }
    found
}

fn too_many(checks: &mut Checks, field: &str, count: usize, most: usize) {
    if count > most {
        let sentence = format!("There are {count}. The limit is {most}: take off {}", count - most);
        checks.refuse(Refusal::slip(field, Code::TooLong, sentence));
    }
}
