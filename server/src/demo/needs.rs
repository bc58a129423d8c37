//! What people in the Ouzel Valley need, each with its evidence.

mod engagement;

use shared::plan::evidence::EvidenceInput;
use shared::plan::need::NeedInput;

use super::Demo;
use crate::app::{self, Error};
use crate::store;

/// A need of the story.
pub(super) struct Story {
    key: &'static str,
    officer: &'static str,
    directorate: &'static str,
    title: &'static str,
    summary: &'static str,
    people: &'static str,
    community: &'static str,
    area: &'static str,
    demand: &'static str,
    source: &'static str,
    supply: &'static str,
    services: &'static str,
    evidence: (&'static str, &'static str, &'static str),
    /// A figure of the area, by its measure, and what it tells; both empty if
    /// none.
    figure: (&'static str, &'static str),
    /// Days from today on which it was approved; none while it is a draft.
    published: Option<i64>,
}

impl Story {
    /// The day on which somebody begins to write it down.
    pub(super) fn begins(&self) -> i64 {
        self.published.unwrap_or(-15) - 5
    }
}

pub(super) const STORIES: &[Story] = &[
    Story {
        key: "carers",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Carers who feel alone",
        summary: "Many people who look after somebody at home see few others. They tell us that they feel alone, sleep badly and have nobody to ask.",
        people: "Adults who look after somebody at home without pay",
        community: "Unpaid carers",
        area: "E01016845",
        demand: "1,900",
        source: "Ouzel Valley carers' survey, spring 2024",
        supply: "420",
        services: "Two carers' groups run by volunteers",
        evidence: (
            "Carers' survey, spring 2024",
            "Two in five carers say they have as much company as they want.",
            "Ouzel Valley Council, carers' survey 2024",
        ),
        figure: ("households_3_percent", "More than one household in ten here goes short in three ways at once."),
        published: Some(-885),
    },
    Story {
        key: "meals",
        officer: "ewan",
        directorate: "Communities and Places",
        title: "Families who cannot afford a hot meal",
        summary: "Families in some streets skip meals at the end of the month. Parents go without so that children can eat.",
        people: "Families with children on a low income",
        community: "Families on a low income",
        area: "E01016845",
        demand: "640",
        source: "Food bank records, 2023 to 2024",
        supply: "210",
        services: "One food bank, open two days a week",
        evidence: (
            "Food bank records",
            "Visits rose by a third in a year; most were from families with children.",
            "Ouzel Valley food bank, yearly report 2024",
        ),
        figure: ("households_2_percent", "Almost one household in four here goes short in two ways at once."),
        published: Some(-735),
    },
    Story {
        key: "youth",
        officer: "gareth",
        directorate: "Children and Families",
        title: "Nowhere to go on a Friday night",
        summary: "Young people in Wolverton tell us there is nothing to do after six. The youth club closed in 2022.",
        people: "Young people aged 11 to 17",
        community: "Young people in Wolverton",
        area: "E01016811",
        demand: "850",
        source: "School survey, autumn 2025",
        supply: "0",
        services: "None",
        evidence: (
            "What pupils told us",
            "Seven in ten want somewhere warm to meet on Fridays.",
            "Survey in three schools, October 2025",
        ),
        figure: ("income_deprived_children", "More than 300 children in this area live on a low income."),
        published: Some(-200),
    },
    Story {
        key: "advocacy",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Adults with nobody on their side when decisions are made",
        summary: "People with a learning disability or dementia tell us that decisions about them are made without them.",
        people: "Adults with a learning disability or dementia",
        community: "Disabled adults",
        area: "E01016845",
        demand: "560",
        source: "Social care records, 2025",
        supply: "190",
        services: "One advocacy service, with a waiting list of four months",
        evidence: (
            "Waiting times for an advocate",
            "People wait four months on average; the law asks for an advocate before the decision.",
            "Social care records, 2025",
        ),
        figure: (
            "illness_disability",
            "Illness and disability are more than twice as common here as they would be in an average area.",
        ),
        published: Some(-150),
    },
    Story {
        key: "repairs",
        officer: "ewan",
        directorate: "Communities and Places",
        title: "Older people whose homes need small repairs",
        summary: "Loose carpets, broken rails and draughts put older people in hospital. Most cannot find anyone for a small job.",
        people: "People over 70 who live alone",
        community: "Older people",
        area: "E01016742",
        demand: "1,250",
        source: "Falls service records, 2025",
        supply: "300",
        services: "A handyperson scheme in one town",
        evidence: (
            "Falls at home",
            "One fall in five began with something a small repair would have put right.",
            "Falls service, yearly report 2025",
        ),
        figure: ("income_deprived_older", "85 older people in this area live on a low income."),
        published: Some(-160),
    },
    Story {
        key: "recovery",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Evenings alone after treatment",
        summary: "People who have stopped drinking or using drugs tell us that evenings and weekends are the hardest time. Most places that are open then sell alcohol.",
        people: "Adults in recovery from alcohol or drugs",
        community: "People in recovery",
        area: "E01016845",
        demand: "430",
        source: "Treatment service records, 2025",
        supply: "60",
        services: "One group that meets on Tuesday mornings",
        evidence: (
            "What people say when treatment ends",
            "Two in three have nowhere to go in the evening where nobody drinks.",
            "Treatment service, leavers' survey 2025",
        ),
        figure: ("", ""),
        published: Some(-180),
    },
    Story {
        key: "shelter",
        officer: "ewan",
        directorate: "Communities and Places",
        title: "People who sleep rough in the cold months",
        summary: "Each winter more people sleep rough than the town has beds for. On the coldest nights some are turned away.",
        people: "Adults who sleep rough",
        community: "People without a home",
        area: "E01016845",
        demand: "34",
        source: "Count of rough sleepers, November 2025",
        supply: "14",
        services: "Night beds in one hostel",
        evidence: (
            "Nights on which people were turned away",
            "The hostel was full on 61 of 90 winter nights.",
            "Hostel log, winter 2025 to 2026",
        ),
        figure: ("", ""),
        published: Some(-140),
    },
    Story {
        key: "journeys",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Hospital visits that people cannot get to",
        summary: "Older people in the villages miss hospital visits because no bus goes there in time and a taxi costs too much.",
        people: "Older and disabled adults in the villages",
        community: "Older people",
        area: "E01016742",
        demand: "710",
        source: "Hospital records of missed visits, 2025",
        supply: "150",
        services: "A car scheme with six drivers",
        evidence: (
            "Why visits are missed",
            "Four in ten of those who missed a visit had no way to get there.",
            "Hospital, survey of missed visits 2025",
        ),
        figure: ("", ""),
        published: Some(-120),
    },
    Story {
        key: "hoarding",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "People whose homes fill up with things",
        summary: "Hoarding puts people at risk of fire and of losing their home. We do not yet know what would help.",
        people: "Adults who hoard",
        community: "Adults who hoard",
        area: "",
        demand: "",
        source: "",
        supply: "",
        services: "",
        evidence: ("", "", ""),
        figure: ("", ""),
        published: None,
    },
];

/// Writes it down, gathers evidence, has it approved.
pub(super) async fn make(demo: &mut Demo, story: &'static Story) -> Result<(), Error> {
    demo.at(story.begins(), 10).await?;
    let officer = demo.act(story.officer);
    let known = match story.area.parse() {
        Ok(code) => store::plan::area::find(demo.cx.db().reader(), &code).await?.is_some(),
        Err(_) => false,
    };
    let input = NeedInput {
        directorate: demo.directorate(story.directorate),
        title: story.title.to_owned(),
        summary: story.summary.to_owned(),
        people: story.people.to_owned(),
        community: story.community.to_owned(),
        areas: if known { story.area.to_owned() } else { String::new() },
        demand_figure: story.demand.to_owned(),
        demand_estimate: String::new(),
        demand_source: story.source.to_owned(),
        supply_figure: story.supply.to_owned(),
        services: story.services.to_owned(),
    };
    let need = app::plan::need::create(&officer, &input).await?;
    demo.needs.insert(story.key, need.id.clone());
    let Some(published) = story.published else { return Ok(()) };
    let (title, says, source) = story.evidence;
    let evidence = EvidenceInput {
        kind: "survey".to_owned(),
        title: title.to_owned(),
        says: says.to_owned(),
        source: source.to_owned(),
        dated_on: demo.day(published - 30).to_string(),
        strength: "fair".to_owned(),
        ..EvidenceInput::default()
    };
    app::plan::evidence::add(&officer, &need.id, &evidence).await?;
    let (measure, says) = story.figure;
    if known && !measure.is_empty() {
        let figure = EvidenceInput {
            kind: "demographic".to_owned(),
            title: "What the area's figures show".to_owned(),
            says: says.to_owned(),
            strength: "strong".to_owned(),
            area: story.area.to_owned(),
            measure: measure.to_owned(),
            ..EvidenceInput::default()
        };
        app::plan::evidence::add(&officer, &need.id, &figure).await?;
    }
    engagement::hear(demo, story, &need.id).await?;
    let stands = crate::store::plan::need::find(officer.db().reader(), &officer.actor, &need.id).await?;
    let read = stands.ok_or(Error::NotFound)?.version;
    let asked = app::plan::need::request_approval(&officer, &need.id, read).await?;
    demo.at(published, 11).await?;
    app::plan::need::publish(&demo.act("sunita"), &asked.id, asked.version).await?;
    Ok(())
}
