//! What the council asked, what people answered, and what it did about it: one
//! consultation answered, one being read, one open.

use shared::Actor;
use shared::plan::consultation::{
    Consultation, ConsultationAnswerInput, ConsultationInput, ConsultationPointInput, ConsultationQuestionInput,
    ConsultationResponseInput, Response,
};

use super::Demo;
use crate::app::Error;
use crate::app::plan::consultation::{self as acts, point, response};
use crate::store;
use crate::store::page::Page;

/// A consultation of the story.
pub(super) struct Story {
    reference: &'static str,
    officer: &'static str,
    directorate: &'static str,
    title: &'static str,
    purpose: &'static str,
    changeable: &'static str,
    fixed: &'static str,
    audience: &'static str,
    needs: &'static str,
    commissions: &'static str,
    /// What is asked in people's own words.
    question: &'static str,
    /// What is asked with answers to choose from.
    choice: (&'static str, &'static [&'static str]),
    /// The days on which it is begun, opens and closes, counted from today.
    pub(super) begins: i64,
    opens: i64,
    closes: i64,
    /// The day of the answers.
    pub(super) replies_on: i64,
    /// Who answers as what, in which words, and with which choice.
    replies: &'static [Reply],
    /// The day on which officers break the answers into points, if they have.
    pub(super) weighed_on: Option<i64>,
    points: &'static [Point],
    answered: bool,
}

/// Who answers: a provider's member by their short name, or anybody as something.
type Reply = (&'static str, &'static str, usize);
/// What people said, in which answers, and what is done about it: the decision,
/// why, and what changed.
type Point = (&'static str, &'static [usize], Option<(&'static str, &'static str, &'static str)>);

pub(super) const STORIES: &[Story] = &[
    Story {
        reference: "H-0001",
        officer: "gareth",
        directorate: "Children and Families",
        title: "Friday nights in Wolverton: what would you go to?",
        purpose: "We want to know what would bring young people in on a Friday night, before we write down what we buy.",
        changeable: "What is on, where it is, and until when it is open.",
        fixed: "There is money for one night a week. It is for young people from 13 to 19.",
        audience: "Young people in Wolverton, and their families",
        needs: "N-0003",
        commissions: "",
        question: "What would you go to?",
        choice: ("Until when should it be open?", &["9pm", "10pm", "11pm"]),
        begins: -195,
        opens: -188,
        closes: -170,
        replies_on: -181,
        replies: &[
            ("resident", "Somewhere warm with music that we choose.", 2),
            ("resident", "Music, and no teachers.", 3),
            ("user", "Five-a-side, and somewhere to sit after.", 2),
            ("user", "A kitchen. We could cook.", 2),
            ("user", "Football, but indoors.", 1),
            ("resident", "A lift home. There is no bus after nine.", 3),
            ("resident", "My daughter would come if she got home safely.", 2),
            ("user", "Cooking and music.", 3),
            ("user", "A second night, please.", 3),
            ("resident", "It has to be safe to walk home.", 1),
            ("precious", "Young people we work with ask for music and for a way home.", 2),
            ("resident", "Fix the street lights in Stratford Road.", 1),
        ],
        weighed_on: Some(-164),
        points: &[
            (
                "Music that young people choose, and a kitchen",
                &[1, 2, 4, 8, 11],
                Some((
                    "accepted",
                    "Most of you ask for it, and it costs little.",
                    "Both are in what we ask providers for.",
                )),
            ),
            (
                "A safe way home after nine",
                &[6, 7, 10, 11],
                Some((
                    "partly",
                    "A bus for all costs more than the night itself. A volunteer who drives does not.",
                    "Providers say how each young person gets home.",
                )),
            ),
            (
                "A second night each week",
                &[9],
                Some(("declined", "There is money for one night. We ask again when we look at the first year.", "")),
            ),
            (
                "Indoor football",
                &[3, 5],
                Some(("declined", "The hall is too small for it. The leisure centre has it on Fridays.", "")),
            ),
            (
                "The street lights in Stratford Road",
                &[12],
                Some(("out_of_scope", "We passed it on to the highways team on the day we read it.", "")),
            ),
        ],
        answered: true,
    },
    Story {
        reference: "H-0002",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Getting to hospital: what would work for you?",
        purpose: "People miss hospital visits because they cannot get there. We want to know what would work before we invite providers.",
        changeable: "How people book, when the rides run, and who can come along.",
        fixed: "The rides go to the hospital and back, and to nowhere else.",
        audience: "People who go to hospital, and whoever takes them",
        needs: "N-0008",
        commissions: "",
        question: "What makes it hard to get there now?",
        choice: ("How would you book?", &["By telephone", "Online", "Through my surgery"]),
        begins: -50,
        opens: -43,
        closes: -16,
        replies_on: -34,
        replies: &[
            ("user", "Two buses, and the second does not wait.", 1),
            ("user", "I cannot sit that long.", 1),
            ("resident", "I take my mother and lose a day's pay each time.", 2),
            ("user", "Nobody tells me when I will be done.", 3),
            ("user", "The taxi costs £38.", 1),
            ("resident", "My neighbour is afraid to go alone.", 1),
            ("kofi", "Our drivers wait for two hours because visits run late.", 3),
        ],
        weighed_on: Some(-8),
        points: &[
            (
                "Somebody may come along",
                &[3, 6],
                Some(("accepted", "People who are afraid do not go.", "One companion rides free.")),
            ),
            ("Nobody knows when a visit ends", &[4, 7], None),
            ("The way there is long and hard on people who are ill", &[1, 2], None),
        ],
        answered: false,
    },
    Story {
        reference: "H-0003",
        officer: "amara",
        directorate: "Adult Care and Health",
        title: "Hoarding support: what would help?",
        purpose: "Hoarding puts people at risk of fire and of losing their home. We do not know what helps, so we ask first.",
        changeable: "Everything: who comes, how often, and for how long.",
        fixed: "We will not clear anybody's home against their will.",
        audience: "People whose homes fill up with things, and those close to them",
        needs: "N-0009",
        commissions: "",
        question: "What would help you, or somebody you know?",
        choice: ("Where should help begin?", &["At home", "In a group", "On the telephone"]),
        begins: -20,
        opens: -13,
        closes: 24,
        replies_on: -6,
        replies: &[
            ("user", "Somebody who does not judge.", 1),
            ("resident", "My brother would never let anyone in. A call first.", 3),
            ("resident", "Others who have been through it.", 2),
            ("ruth", "Carers ask us for help with this each month. They need somebody to ring.", 3),
        ],
        weighed_on: None,
        points: &[],
        answered: false,
    },
];

/// Begins it, and publishes it.
pub(super) async fn ask(demo: &Demo, story: &Story) -> Result<(), Error> {
    demo.at(story.begins, 14).await?;
    let officer = demo.act(story.officer);
    let question = |prompt: &str, options: &[&str]| ConsultationQuestionInput {
        prompt: prompt.to_owned(),
        options: options.join("\n"),
    };
    let input = ConsultationInput {
        title: story.title.to_owned(),
        purpose: story.purpose.to_owned(),
        changeable: story.changeable.to_owned(),
        fixed: story.fixed.to_owned(),
        audience: story.audience.to_owned(),
        opens_on: demo.day(story.opens).to_string(),
        closes_on: demo.day(story.closes).to_string(),
        commissions: story.commissions.to_owned(),
        needs: story.needs.to_owned(),
        questions: vec![question(story.question, &[]), question(story.choice.0, story.choice.1)],
    };
    let draft = acts::create(&officer, &demo.directorate(story.directorate), &input).await?;
    acts::publish(&officer, &draft.id).await?;
    Ok(())
}

/// People answer, each from a place of their own.
pub(super) async fn replies(demo: &Demo, story: &Story) -> Result<(), Error> {
    demo.at(story.replies_on, 17).await?;
    let asked = find(demo, story).await?;
    for (place, (who, words, choice)) in story.replies.iter().enumerate() {
        let mut person = demo.act(who);
        person.remote = format!("place {place}");
        let signed_in = person.actor != Actor::Visitor;
        let choice = story.choice.1.get(choice.saturating_sub(1)).copied().unwrap_or_default();
        let answer = |(question, text): (&shared::plan::consultation::Question, &str)| ConsultationAnswerInput {
            question: question.id.to_string(),
            text: text.to_owned(),
        };
        let input = ConsultationResponseInput {
            answers: asked.terms.questions.iter().zip([*words, choice]).map(answer).collect(),
            answered_as: if signed_in { String::new() } else { (*who).to_owned() },
            ..ConsultationResponseInput::default()
        };
        response::give(&person, story.reference, &input).await?;
    }
    Ok(())
}

/// Officers break the answers into points, and decide about those they can.
pub(super) async fn weigh(demo: &Demo, story: &Story) -> Result<(), Error> {
    let Some(day) = story.weighed_on else { return Ok(()) };
    demo.at(day, 10).await?;
    let officer = demo.act(story.officer);
    let asked = find(demo, story).await?;
    let page = Page { first: 100, ..Page::default() };
    let given =
        store::plan::consultation::response::list(officer.db().reader(), &officer.actor, Some(&asked.id), &page);
    let given: Vec<Response> = given.await?.rows.into_iter().map(|(_, response)| response).collect();
    for (said, numbers, decided) in story.points {
        let (disposition, reason, changed) = decided.unwrap_or_default();
        let made = given.iter().filter(|one| numbers.iter().any(|number| i64::try_from(*number) == Ok(one.number)));
        let input = ConsultationPointInput {
            said: (*said).to_owned(),
            responses: made.map(|one| one.id.to_string()).collect(),
            disposition: disposition.to_owned(),
            reason: reason.to_owned(),
            changed: changed.to_owned(),
        };
        point::add(&officer, &asked.id, &input).await?;
    }
    if story.answered {
        acts::answer(&officer, &asked.id).await?;
    }
    Ok(())
}

async fn find(demo: &Demo, story: &Story) -> Result<Consultation, Error> {
    let db = demo.cx.db().reader();
    let found = store::plan::consultation::find_by_reference(db, &Actor::System, story.reference).await?;
    found.ok_or(Error::NotFound)
}
