//! Whose views were heard about each need of the story.

use shared::plan::NeedId;
use shared::plan::engagement::{EngagementInput, EngagementReasonsInput};

use super::Story;
use crate::app::{self, Error};
use crate::demo::Demo;

/// A need's short name, a person of the provider that was heard, what it said,
/// the user group that was heard, and what it said.
type Heard = (&'static str, &'static str, &'static str, &'static str, &'static str);

const HEARD: &[Heard] = &[
    (
        "carers",
        "ruth",
        "Carers ask us most of all for someone to talk to who has been through it.",
        "Carers' circle in Wolverton",
        "Nobody asks how we are. We want company that does not end when the course does.",
    ),
    (
        "meals",
        "maureen",
        "We turn families away on Fridays because the food is gone by noon.",
        "Parents at two primary schools",
        "We would come if it were a meal with others and not a parcel.",
    ),
    (
        "youth",
        "precious",
        "Since the club closed we meet young people in car parks.",
        "Wolverton school council",
        "Somewhere warm, open on Fridays, that is not school.",
    ),
    (
        "advocacy",
        "leila",
        "One person in three comes to us after the decision was made.",
        "Speaking Up group of people with a learning disability",
        "Ask us first, and have somebody with us who is on our side.",
    ),
    (
        "repairs",
        "ania",
        "Most jobs take less than two hours, and nobody else will do them.",
        "Older people's forum in Bletchley",
        "We wait for a fall before anyone mends the rail.",
    ),
    (
        "recovery",
        "steve",
        "People do well with us in the day and come undone at night.",
        "People who have left treatment, two meetings",
        "A place with a kettle and a chess board, where nobody drinks.",
    ),
    (
        "shelter",
        "ellen",
        "We have turned people away on two nights in three this winter.",
        "People who use the day centre",
        "Let us in before dark, and let us keep our dogs.",
    ),
    (
        "journeys",
        "kofi",
        "Our six drivers say no to four requests for each one they take.",
        "Village halls' meeting in Olney",
        "The bus comes after the clinic has closed.",
    ),
];

/// Records who was heard, and says in a line each why others were not.
pub(super) async fn hear(demo: &Demo, story: &'static Story, need: &NeedId) -> Result<(), Error> {
    let officer = demo.act(story.officer);
    let heard_on = demo.day(story.begins() - 20).to_string();
    if let Some((_, provider, says, group, wants)) = HEARD.iter().find(|(key, ..)| *key == story.key) {
        let organisation = demo.act(provider).actor.provider().map(ToString::to_string).unwrap_or_default();
        let of = |source: &str, organisation: String, who: &str, says: &str| EngagementInput {
            source: source.to_owned(),
            organisation,
            who: who.to_owned(),
            heard_on: heard_on.clone(),
            says: says.to_owned(),
        };
        app::plan::engagement::add(&officer, need, &of("provider", organisation, "", says)).await?;
        app::plan::engagement::add(&officer, need, &of("user_group", String::new(), group, wants)).await?;
    }
    let reasons = EngagementReasonsInput {
        partnership: "The partnership for this part of the valley does not meet until spring.".to_owned(),
        collective: "No body speaks for the providers of this kind here yet.".to_owned(),
        feedback: "Too few people use a service for this today to ask them without knowing who they are.".to_owned(),
        ..EngagementReasonsInput::default()
    };
    app::plan::engagement::explain(&officer, need, &reasons).await?;
    Ok(())
}
