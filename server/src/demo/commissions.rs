//! Commissions at different points: one still being specified, one specified,
//! a quotation and a tender that are open.

use shared::calendar;
use shared::commission::CommissionId;
use shared::commission::input::{CommissionInput, ServiceInput};
use shared::secure::method::MethodInput;
use shared::secure::opportunity::input::{CriterionInput, OpportunityCreateInput, OpportunityInput, QuestionInput};
use shared::secure::specification::input::{IndicatorInput, OutcomeInput, SpecificationInput};

use super::Demo;
use crate::app::{self, Error};

/// A commission of the story.
struct Story {
    officer: &'static str,
    directorate: &'static str,
    need: &'static str,
    title: &'static str,
    summary: &'static str,
    who_for: &'static str,
    scope: &'static str,
    outcome: &'static str,
    indicator: (&'static str, &'static str, &'static str, &'static str),
    value_a_year: &'static str,
    years: &'static str,
    approver: &'static str,
    reach: Reach,
}

/// How far a commission has come.
enum Reach {
    /// Its specification is a draft with parts missing.
    Draft,
    /// Its specification is approved.
    Specified,
    /// It is out for bids, and closes so many days from today.
    Open { method: &'static str, closes: i64, question: &'static str },
}

const STORIES: &[Story] = &[
    Story {
        officer: "amara",
        directorate: "Adult Care and Health",
        need: "N-0004",
        title: "Independent advocacy for adults",
        summary: "Someone on your side when decisions are made about you.",
        who_for: "Adults with a learning disability or dementia.",
        scope: "An advocate meets each person before a decision is made about them. It does not cover legal advice.",
        outcome: "People have their say in decisions about them",
        indicator: ("People who say they were heard", "%", "52", "75"),
        value_a_year: "80,000",
        years: "3",
        approver: "helen",
        reach: Reach::Open { method: "TENDER", closes: 18, question: "How will people reach you?" },
    },
    Story {
        officer: "gareth",
        directorate: "Children and Families",
        need: "N-0003",
        title: "Youth nights, Wolverton",
        summary: "A warm place to meet on Friday nights, with something to do.",
        who_for: "Young people aged 11 to 17 in Wolverton.",
        scope: "An open evening each Friday from six to ten, all year. It does not cover holiday trips.",
        outcome: "Young people have somewhere safe to be",
        indicator: ("Young people who come in a month", "people", "0", "60"),
        value_a_year: "25,000.00",
        years: "1",
        approver: "sunita",
        reach: Reach::Open { method: "QUOTATION", closes: 3, question: "How will you keep young people safe?" },
    },
    Story {
        officer: "ewan",
        directorate: "Communities and Places",
        need: "N-0005",
        title: "Home repair for older people",
        summary: "Small jobs around the house, done by someone you can trust.",
        who_for: "People over 70 who live alone.",
        scope: "Rails, steps, carpets, locks and draughts. It does not cover work that needs a permit.",
        outcome: "Older people live at home without falls",
        indicator: ("Homes made safer in a quarter", "homes", "75", "120"),
        value_a_year: "49,000",
        years: "2",
        approver: "sunita",
        reach: Reach::Specified,
    },
    Story {
        officer: "ewan",
        directorate: "Communities and Places",
        need: "N-0002",
        title: "Community meals, Netherfield",
        summary: "A hot meal and company, twice a week.",
        who_for: "Families on a low income.",
        scope: "A hot meal twice a week in a place that families know.",
        outcome: "",
        indicator: ("", "", "", ""),
        value_a_year: "9,800",
        years: "1",
        approver: "sunita",
        reach: Reach::Draft,
    },
];

/// Makes them.
pub(super) async fn make(demo: &Demo) -> Result<(), Error> {
    for story in STORIES {
        demo.at(-11, 10).await?;
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
        specify(demo, story, &commission.id).await?;
        if let Reach::Open { method, closes, question } = story.reach {
            open(demo, story, &commission.id, method, closes, question).await?;
        }
    }
    Ok(())
}

async fn specify(demo: &Demo, story: &Story, commission: &CommissionId) -> Result<(), Error> {
    let officer = demo.act(story.officer);
    let draft = app::secure::specification::create(&officer, commission).await?;
    let need = crate::store::plan::need::find_by_reference(demo.cx.db().reader(), &demo.cx.actor, story.need).await?;
    let need = need.map(|need| need.id.to_string()).unwrap_or_default();
    let whole = !matches!(story.reach, Reach::Draft);
    let some = |text: &str| Some(text.to_owned());
    let (name, unit, baseline, target) = story.indicator;
    let outcome = OutcomeInput {
        title: story.outcome.to_owned(),
        beneficiaries: story.who_for.to_owned(),
        need,
        indicators: vec![IndicatorInput {
            name: name.to_owned(),
            kind: "OUTCOME".to_owned(),
            unit: unit.to_owned(),
            direction: "HIGHER".to_owned(),
            baseline: baseline.to_owned(),
            target: target.to_owned(),
            tolerance: "5".to_owned(),
            source: "The provider's return".to_owned(),
            frequency: "QUARTERLY".to_owned(),
        }],
    };
    let input = SpecificationInput {
        scope: some(story.scope),
        aims: some(story.summary),
        outcomes: whole.then(|| vec![outcome]),
        monitoring: if whole { some("We read a short report each quarter, and visit once a year.") } else { None },
        evaluation: some("We ask the people who use it each spring what has changed."),
        review: some("We look at the whole service once a year."),
        value_a_year: some(story.value_a_year),
        years: some(story.years),
        extension_years: some("0"),
        vat: some("20"),
        category: some("LIGHT_TOUCH"),
        payment: some("We pay each month, 30 days after the bill."),
    };
    app::secure::specification::save(&officer, &draft.id, None, &input).await?;
    if whole {
        app::secure::specification::request_approval(&officer, &draft.id, "").await?;
        app::secure::specification::approve(&demo.act(story.approver), &draft.id, "").await?;
    }
    Ok(())
}

async fn open(
    demo: &Demo,
    story: &Story,
    commission: &CommissionId,
    method: &str,
    closes: i64,
    question: &str,
) -> Result<(), Error> {
    let officer = demo.act(story.officer);
    let terms = MethodInput {
        value_a_year: story.value_a_year.to_owned(),
        years: story.years.to_owned(),
        vat_percent: "20".to_owned(),
        category: "LIGHT_TOUCH".to_owned(),
        ..MethodInput::default()
    };
    let create = OpportunityCreateInput {
        commission_id: commission.to_string(),
        method: method.to_owned(),
        terms,
        ..OpportunityCreateInput::default()
    };
    let draft = app::secure::opportunity::create(&officer, &create).await?;
    let working = |offset: i64| Some(calendar::in_short(calendar::on_or_after(demo.day(offset))));
    let criterion = |kind: &str, title: &str, weight: &str, good: &str| CriterionInput {
        kind: kind.to_owned(),
        title: title.to_owned(),
        weight: weight.to_owned(),
        good: good.to_owned(),
        ..CriterionInput::default()
    };
    let input = OpportunityInput {
        summary: Some(story.summary.to_owned()),
        questions_until_on: working((closes - 7).max(1)),
        closes_on: working(closes),
        decision_on: working(closes + 40),
        starts_on: working(closes + 100),
        criteria: Some(vec![
            criterion("QUALITY", "Quality", "70", "Says how, for how many people, and shows that it has worked."),
            criterion("PRICE", "Price", "30", ""),
        ]),
        questions: Some(vec![QuestionInput {
            criterion: "1".to_owned(),
            prompt: question.to_owned(),
            guidance: "Say what you will do, who will do it, and how you know that it works.".to_owned(),
            word_limit: "500".to_owned(),
            ..QuestionInput::default()
        }]),
        ..OpportunityInput::default()
    };
    app::secure::opportunity::save(&officer, &draft.id, draft.version, &input).await?;
    app::secure::opportunity::request_approval(&officer, &draft.id).await?;
    app::secure::opportunity::approve(&demo.act(story.approver), &draft.id).await?;
    Ok(())
}
