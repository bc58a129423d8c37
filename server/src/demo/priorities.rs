//! What comes first: the council's objectives, an assessment that was decided,
//! and one in the making.

use shared::plan::ObjectiveId;
use shared::plan::objective::ObjectiveInput;
use shared::plan::prioritisation::{Prioritisation, PrioritisationInput, PriorityInput};

use super::Demo;
use crate::app::{self, Error};
use crate::store;

/// An objective: its kind, what it says, where it is laid down.
const OBJECTIVES: [(&str, &str, &str); 3] = [
    ("strategic", "Fewer people are lonely", "Council plan 2025 to 2029, aim 3"),
    ("strategic", "People stay well in their own homes", "Health and wellbeing strategy 2024, aim 1"),
    ("statutory", "An independent advocate for people who need one", "Care Act 2014, section 67"),
];

/// What is answered about a need: its short name, the points and the place in
/// [`OBJECTIVES`] of the objective it serves, whether the duty asks for it,
/// users' points and why, the money there is.
type Answered = (&'static str, &'static str, usize, bool, &'static str, &'static str, &'static str);

const DECIDED: &[Answered] = &[
    (
        "carers",
        "5",
        0,
        false,
        "5",
        "Both carers' groups put it first.",
        "£48,000 a year before VAT, in the carers' budget",
    ),
    ("repairs", "4", 1, false, "3", "The older people's forum asks for it each spring.", "£60,000 a year before VAT"),
    (
        "advocacy",
        "3",
        1,
        true,
        "4",
        "People with a learning disability ask us to be heard.",
        "£55,000 a year before VAT",
    ),
    ("recovery", "4", 0, false, "4", "Two meetings of people who have left treatment.", "£30,000 a year before VAT"),
    (
        "journeys",
        "2",
        1,
        false,
        "3",
        "The village halls' meeting brings it up.",
        "None yet: to be found from the bus grant",
    ),
];

/// The first assessment, decided before most of the commissions that follow
/// from it.
pub(super) async fn decide(demo: &Demo) -> Result<(), Error> {
    demo.at(-114, 10).await?;
    let amara = demo.act("amara");
    let mut ids = Vec::new();
    for (kind, title, source) in OBJECTIVES {
        let input = ObjectiveInput { kind: kind.to_owned(), title: title.to_owned(), source: source.to_owned() };
        ids.push(app::plan::objective::create(&amara, &input).await?.id);
    }
    let made = begin(demo, "amara", "Adult Care and Health", "What comes first for adults").await?;
    for answered in DECIDED {
        answer(demo, &made, "amara", answered, &ids).await?;
    }
    app::plan::prioritisation::request_approval(&amara, &made.id).await?;
    demo.at(-110, 11).await?;
    app::plan::prioritisation::approve(&demo.act("sunita"), &made.id).await?;
    // Each need that was put in order says what it serves.
    for (key, _, objective, duty, ..) in DECIDED {
        let need = demo.needs.get(key).ok_or(Error::NotFound)?;
        let served = ids.get(*objective).into_iter().chain(duty.then_some(ids.get(2)).flatten());
        app::plan::objective::align(&keeper(demo, key), need, &served.cloned().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// The context of the officer whose directorate keeps this need.
fn keeper(demo: &Demo, key: &str) -> app::Cx {
    demo.act(if key == "repairs" { "ewan" } else { "amara" })
}

/// The second one, with most of its answers still to come.
pub(super) async fn draft(demo: &Demo) -> Result<(), Error> {
    demo.at(-9, 10).await?;
    let buyer = demo.act("ewan").actor.buyer().cloned().ok_or(Error::NotFound)?;
    let current = store::plan::objective::current(demo.cx.db().reader(), &buyer).await?;
    let of = |title: &str| current.iter().find(|one| one.aim.title == title).map(|one| one.id.clone());
    let ids: Option<Vec<ObjectiveId>> = OBJECTIVES.iter().map(|(_, title, _)| of(title)).collect();
    let ids = ids.ok_or(Error::NotFound)?;
    let made = begin(demo, "ewan", "Communities and Places", "What comes first for communities").await?;
    let meals: Answered =
        ("meals", "3", 1, false, "5", "Parents at two schools ask for meals with others.", "£18,000 a year before VAT");
    answer(demo, &made, "ewan", &meals, &ids).await?;
    for key in ["youth", "shelter"] {
        let need = demo.needs.get(key).ok_or(Error::NotFound)?;
        app::plan::prioritisation::add(&demo.act("ewan"), &made.id, need).await?;
    }
    Ok(())
}

async fn begin(demo: &Demo, officer: &str, directorate: &str, title: &str) -> Result<Prioritisation, Error> {
    let input = PrioritisationInput { directorate: demo.directorate(directorate), title: title.to_owned() };
    app::plan::prioritisation::create(&demo.act(officer), &input).await
}

/// Adds a need and answers about it; what the duty asks for is planned for a
/// day.
async fn answer(
    demo: &Demo,
    of: &Prioritisation,
    officer: &str,
    answered: &Answered,
    ids: &[ObjectiveId],
) -> Result<(), Error> {
    let (key, points, objective, duty, voice, reason, budget) = *answered;
    let need = demo.needs.get(key).ok_or(Error::NotFound)?;
    let named = |place: usize| ids.get(place).map(ToString::to_string).unwrap_or_default();
    let input = PriorityInput {
        objective_points: points.to_owned(),
        objective: named(objective),
        statutory: if duty { "yes" } else { "no" }.to_owned(),
        duty: if duty { named(2) } else { String::new() },
        voice_points: voice.to_owned(),
        voice_reason: reason.to_owned(),
        budget: budget.to_owned(),
        placing: if duty { "scheduled" } else { "ranked" }.to_owned(),
        scheduled_on: if duty { demo.day(120).to_string() } else { String::new() },
        ..PriorityInput::default()
    };
    let cx = demo.act(officer);
    app::plan::prioritisation::add(&cx, &of.id, need).await?;
    app::plan::prioritisation::answer(&cx, &of.id, need, &input).await?;
    Ok(())
}
