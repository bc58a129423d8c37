//! What providers say that they can do, what an officer notes, and the map kept for each commission.

use shared::commission::CommissionId;
use shared::plan::market::{MarketEntryInput, SnapshotInput};

use super::Demo;
use crate::app::{self, Cx, Error};

/// Who says it, the kind of service, how much of what, and whom it reaches.
type Said = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SAID: [Said; 12] = [
    ("ruth", "carers", "120", "carers a week", "People of every age who look after somebody at home"),
    ("ruth", "befriending", "30", "people a week", "Carers whose own has died"),
    ("maureen", "food", "60", "meals a week", "Anyone in Netherfield who would rather not eat alone"),
    ("maureen", "befriending", "25", "people a week", "Older neighbours"),
    ("kofi", "transport", "180", "rides a week", "People in the villages with no car"),
    ("leila", "advocacy", "40", "people a week", "Adults with a learning disability, and their families"),
    ("leila", "advice", "25", "people a week", "People who were refused a benefit"),
    ("steve", "recovery", "90", "people a week", "Adults who want to stop, or have stopped"),
    ("precious", "families", "70", "young people a week", "Young people of 11 to 18 who are not in a club"),
    ("ania", "housing", "45", "repairs a week", "Older people and people with a disability"),
    ("martin", "carers", "200", "carers a week", "Carers whom a social worker sends"),
    ("martin", "transport", "120", "rides a week", "People with a pass for the hospital"),
];

/// Providers put themselves on the map, and an officer adds one who has not.
pub(super) async fn draw(demo: &Demo) -> Result<(), Error> {
    demo.at(-890, 11).await?;
    for (who, kind, capacity, unit, reach) in SAID {
        let itself = demo.act(who);
        add(&itself, &itself, (kind, capacity, unit, reach), "").await?;
    }
    let noted = ("housing", "18", "beds a night", "Anyone with nowhere to sleep in winter");
    add(&demo.act("ewan"), &demo.act("ellen"), noted, "A visit on a night in January").await
}

async fn add(cx: &Cx, of: &Cx, what: (&str, &str, &str, &str), source: &str) -> Result<(), Error> {
    let organisation = of.actor.provider().cloned().ok_or(Error::NotFound)?;
    let (kind, capacity, unit, reach) = what;
    let input = MarketEntryInput {
        kind: kind.to_owned(),
        place: String::new(),
        capacity: capacity.to_owned(),
        unit: unit.to_owned(),
        reach: reach.to_owned(),
        source: source.to_owned(),
    };
    app::plan::market::add(cx, &organisation, &input).await?;
    Ok(())
}

/// Keeps the map for a commission of the story.
pub(super) async fn keep(officer: &Cx, commission: &CommissionId, key: &str) -> Result<(), Error> {
    let (kind, says) = match key {
        "carers" | "breaks" => ("carers", "Two can do it. Both work all over the valley."),
        "repairs" => ("housing", "One repairs homes, and one has beds for the night."),
        "shelter" => ("housing", "One group has beds. No other is near."),
        "recovery" => ("recovery", "One group works with people who want to stop."),
        "journeys" => ("transport", "Two can do it. One reaches the villages."),
        "advocacy" => ("advocacy", "One group speaks up for adults here."),
        "youth" => ("families", "One group works with these young people."),
        _ => ("food", "One group cooks, with people of its own street."),
    };
    let input = SnapshotInput { kind: kind.to_owned(), place: String::new(), says: says.to_owned() };
    app::plan::market::keep(officer, commission, &input).await?;
    Ok(())
}
