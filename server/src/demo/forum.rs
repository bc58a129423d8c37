//! A forum of providers that met twice.

use shared::plan::NeedId;
use shared::plan::forum::{ForumInput, ForumMemberInput, MeetingInput};

use super::Demo;
use crate::app::{self, Error};
use crate::store;
use crate::store::page::Page;

const NAME: &str = "Ouzel Valley providers' forum";

/// The days on which it met, what it spoke of, what was said, and about which
/// needs, by the story's short names.
const MEETINGS: [(i64, &str, &str, &[&str]); 2] = [
    (
        -118,
        "Which needs come first for adults",
        "Providers said that being alone lies behind most of what they see. They asked the council to plan advocacy \
         first, since the law asks for it, and to leave room for small groups.",
        &["carers", "recovery", "advocacy"],
    ),
    (
        -30,
        "Getting to hospital from the villages",
        "Drivers said that the clinic's times change too late to plan a ride. A group of older people asked for one \
         number to ring.",
        &["journeys"],
    ),
];

/// Sets it up the first time, and records its next meeting.
pub(super) async fn meet(demo: &Demo, turn: i64) -> Result<(), Error> {
    let place = usize::try_from(turn).unwrap_or_default();
    let (day, title, notes, needs) = MEETINGS.get(place).ok_or(Error::NotFound)?;
    demo.at(*day, 16).await?;
    let amara = demo.act("amara");
    let first = store::plan::forum::list(demo.cx.db().reader(), &Page::default()).await?;
    let forum = match first.rows.into_iter().find(|(_, forum)| forum.about.name == NAME) {
        Some((_, forum)) => forum.id,
        None => set_up(demo).await?,
    };
    let needs: Option<Vec<NeedId>> = needs.iter().map(|key| demo.needs.get(key).cloned()).collect();
    let input = MeetingInput {
        held_on: shared::calendar::day_of(demo.cx.now()).to_string(),
        title: (*title).to_owned(),
        notes: (*notes).to_owned(),
    };
    app::plan::forum::record_meeting(&amara, &forum, &needs.ok_or(Error::NotFound)?, &[], &input).await?;
    Ok(())
}

async fn set_up(demo: &Demo) -> Result<shared::plan::ForumId, Error> {
    let amara = demo.act("amara");
    let input = ForumInput {
        kind: "providers".to_owned(),
        name: NAME.to_owned(),
        purpose: "Providers of every size and the council talk about what people need and how to plan for it."
            .to_owned(),
    };
    let forum = app::plan::forum::create(&amara, &input).await?.id;
    for provider in ["ruth", "maureen", "kofi", "leila", "steve"] {
        let organisation = demo.act(provider).actor.provider().map(ToString::to_string).unwrap_or_default();
        let member = ForumMemberInput { organisation, name: String::new() };
        app::plan::forum::add_member(&amara, &forum, &member).await?;
    }
    let group = ForumMemberInput { organisation: String::new(), name: "Village halls of the valley".to_owned() };
    app::plan::forum::add_member(&amara, &forum, &group).await?;
    Ok(forum)
}
