//! Commissions at different points of the cycle, each taken as far as its
//! story says: a draft specification, an approved one, or out for bids.

mod stories;

use shared::Day;
use shared::calendar;
use shared::commission::CommissionId;
use shared::commission::input::{CommissionInput, ServiceInput};
use shared::secure::method::{MethodInput, NatureInput};
use shared::secure::opportunity::LotInput;
use shared::secure::opportunity::input::{CriterionInput, OpportunityCreateInput, OpportunityInput, QuestionInput};
use shared::secure::specification::input::{IndicatorInput, OutcomeInput, SpecificationInput};

use super::{Demo, budget, market, principles};
use crate::app::{self, Error};

pub(super) use stories::STORIES;

/// A commission of the story.
pub(super) struct Story {
    key: &'static str,
    officer: &'static str,
    directorate: &'static str,
    /// The short name of the need it answers.
    need: &'static str,
    title: &'static str,
    summary: &'static str,
    who_for: &'static str,
    scope: &'static str,
    outcome: &'static str,
    indicators: &'static [Measure],
    value_a_year: &'static str,
    years: &'static str,
    approver: &'static str,
    /// The day on which it begins, counted from today.
    pub(super) begins: i64,
    reach: Reach,
}

/// A measure: its name, its kind, its unit, where it stands and where it should come.
type Measure = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// How far a commission has come when its scene ends.
enum Reach {
    /// Its specification is a draft with parts missing.
    Draft,
    /// Its specification is approved.
    Specified,
    /// It is out for bids.
    Open(Open),
}

/// An opportunity: how providers are asked, what, and until when.
struct Open {
    method: &'static str,
    /// The day on which bids close, counted from today.
    closes: i64,
    /// The first day of the service, if it is told; else some months on.
    starts: Option<fn(Day) -> Day>,
    /// What is asked in words, and scored.
    questions: &'static [&'static str],
    /// What is asked after that, and not scored.
    facts: &'static [Fact],
    /// Its lots with their values; empty where it is one.
    lots: &'static [(&'static str, &'static str)],
}

/// A requirement or a fact that is not scored.
struct Fact {
    prompt: &'static str,
    kind: &'static str,
    unit: &'static str,
    least: &'static str,
    most: &'static str,
}

/// Makes one.
pub(super) async fn make(demo: &mut Demo, story: &'static Story) -> Result<(), Error> {
    demo.at(story.begins, 10).await?;
    let officer = demo.act(story.officer);
    let input = CommissionInput {
        title: story.title.to_owned(),
        directorate: demo.directorate(story.directorate),
        new_service: Some(ServiceInput {
            name: story.title.to_owned(),
            summary: story.summary.to_owned(),
            who_for: story.who_for.to_owned(),
            how_to_use: "Ring us on 01632 960 114, or ask at your library.".to_owned(),
        }),
        ..CommissionInput::default()
    };
    let commission = app::commission::create(&officer, &input).await?;
    if !matches!(story.reach, Reach::Draft) {
        principles::answer(demo, &officer, &commission, story.begins, story.years).await?;
        market::keep(&officer, &commission.id, story.key).await?;
        budget::set(demo, &officer, &commission.id, (story.begins, story.value_a_year, story.years)).await?;
    }
    specify(demo, story, &commission.id).await?;
    if let Reach::Open(terms) = &story.reach {
        open(demo, story, &commission.id, terms).await?;
    }
    Ok(())
}

async fn specify(demo: &Demo, story: &Story, commission: &CommissionId) -> Result<(), Error> {
    let officer = demo.act(story.officer);
    let draft = app::secure::specification::create(&officer, commission).await?;
    let whole = !matches!(story.reach, Reach::Draft);
    let some = |text: &str| Some(text.to_owned());
    let input = SpecificationInput {
        scope: some(story.scope),
        aims: some(story.summary),
        outcomes: whole.then(|| vec![outcome(demo, story)]),
        monitoring: if whole { some("We read a short report each quarter, and visit once a year.") } else { None },
        evaluation: some("We ask the people who use it each spring what has changed."),
        review: some("We look at the whole service once a year."),
        value_a_year: some(story.value_a_year),
        years: some(story.years),
        extension_years: some("0"),
        vat: some("20"),
        category: some("LIGHT_TOUCH"),
        payment: some("We pay each quarter, 30 days after the bill."),
        ..SpecificationInput::default()
    };
    let saved = app::secure::specification::save(&officer, &draft.id, None, &input).await?;
    if whole {
        let asked = app::secure::specification::request_approval(&officer, &saved.id, saved.read_version(), "").await?;
        demo.at(story.begins + 1, 15).await?;
        app::secure::specification::approve(&demo.act(story.approver), &asked.id, asked.read_version(), "").await?;
    }
    Ok(())
}

fn outcome(demo: &Demo, story: &Story) -> OutcomeInput {
    let measure = |&(name, kind, unit, baseline, target): &Measure| IndicatorInput {
        name: name.to_owned(),
        kind: kind.to_owned(),
        unit: unit.to_owned(),
        direction: "HIGHER".to_owned(),
        baseline: baseline.to_owned(),
        target: target.to_owned(),
        tolerance: "5".to_owned(),
        source: "The provider's return".to_owned(),
        frequency: "QUARTERLY".to_owned(),
    };
    OutcomeInput {
        title: story.outcome.to_owned(),
        beneficiaries: story.who_for.to_owned(),
        need: demo.needs.get(story.need).map(ToString::to_string).unwrap_or_default(),
        indicators: story.indicators.iter().map(measure).collect(),
    }
}

async fn open(
    demo: &mut Demo,
    story: &'static Story,
    commission: &CommissionId,
    terms: &'static Open,
) -> Result<(), Error> {
    let officer = demo.act(story.officer);
    demo.at(story.begins + 2, 10).await?;
    let create = OpportunityCreateInput {
        commission_id: commission.to_string(),
        nature: NatureInput::contract(),
        method: terms.method.to_owned(),
        terms: MethodInput {
            value_a_year: story.value_a_year.to_owned(),
            years: story.years.to_owned(),
            vat_percent: "20".to_owned(),
            category: "LIGHT_TOUCH".to_owned(),
            ..MethodInput::default()
        },
        ..OpportunityCreateInput::default()
    };
    let draft = app::secure::opportunity::create(&officer, &create).await?;
    demo.opportunities.insert(story.key, draft.id.clone());
    let saved =
        app::secure::opportunity::save(&officer, &draft.id, draft.version, &details(demo, story, terms)).await?;
    let asked = app::secure::opportunity::request_approval(&officer, &saved.id, saved.version).await?;
    demo.at(story.begins + 3, 9).await?;
    app::secure::opportunity::approve(&demo.act(story.approver), &asked.id, asked.version, "").await?;
    Ok(())
}

/// All that a draft needs beside its terms.
fn details(demo: &Demo, story: &Story, terms: &Open) -> OpportunityInput {
    let working = |offset: i64| Some(calendar::in_short(calendar::on_or_after(demo.day(offset))));
    let criterion = |kind: &str, title: &str, weight: &str, good: &str| CriterionInput {
        kind: kind.to_owned(),
        title: title.to_owned(),
        weight: weight.to_owned(),
        good: good.to_owned(),
        ..CriterionInput::default()
    };
    let question = |prompt: &&str| QuestionInput {
        criterion: "1".to_owned(),
        prompt: (*prompt).to_owned(),
        guidance: "Say what you will do, who will do it, and how you know that it works.".to_owned(),
        word_limit: "500".to_owned(),
        ..QuestionInput::default()
    };
    let fact = |fact: &Fact| QuestionInput {
        prompt: fact.prompt.to_owned(),
        kind: fact.kind.to_owned(),
        unit: fact.unit.to_owned(),
        least: fact.least.to_owned(),
        most: fact.most.to_owned(),
        ..QuestionInput::default()
    };
    let lot = |&(title, value): &(&str, &str)| LotInput {
        title: title.to_owned(),
        value: value.to_owned(),
        ..LotInput::default()
    };
    let asked_until = (terms.closes - 7).max(story.begins + 4);
    OpportunityInput {
        summary: Some(story.summary.to_owned()),
        questions_until_on: working(asked_until),
        closes_on: working(terms.closes),
        decision_on: working(terms.closes + 30),
        starts_on: match terms.starts {
            Some(starts) => Some(calendar::in_short(starts(demo.today))),
            None => working(terms.closes + 100),
        },
        criteria: Some(vec![
            criterion("QUALITY", "Quality", "70", "Says how, for how many people, and shows that it has worked."),
            criterion("PRICE", "Price", "30", ""),
        ]),
        questions: Some(terms.questions.iter().map(question).chain(terms.facts.iter().map(fact)).collect()),
        lots: (!terms.lots.is_empty()).then(|| terms.lots.iter().map(lot).collect()),
        lots_bid_most: (!terms.lots.is_empty()).then(|| terms.lots.len().to_string()),
        ..OpportunityInput::default()
    }
}
