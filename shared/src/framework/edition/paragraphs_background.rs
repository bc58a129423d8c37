//! Before the cycle: what the council is after, whom it means and what commissioning is (vision, 1 to 3).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 9] = [
    Paragraph {
        number: "vision",
        heading: "What the council hopes for",
        chapter: Chapter::Vision,
        text: "The council wants people to have more say and more of a hand in local life. So it works with the third sector \
               (charities, community groups, social enterprises), in places and among people who share an interest. It wants \
               these groups to run more of its services, and larger ones, under a contract or with a grant. It welcomes new \
               co-operatives and firms owned by their staff. It backs people who volunteer, give, or join a local group.",
        rules: &["V-1", "V-2", "V-3"],
        policy_keys: &[],
    },
    Paragraph {
        number: "1.1",
        heading: "Why this is written down",
        chapter: Chapter::Introduction,
        text: "This framework says how the council plans, buys, funds and checks services together with the third sector, and \
               what it holds good practice to be. It is public, so that all who are touched by it can see how it works and \
               help to shape what comes next.",
        rules: &["R-1.1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "2.1",
        heading: "What the third sector brings",
        chapter: Chapter::Background,
        text: "The council knows how much it owes to the third sector. These groups run services, bring in people who would \
               be left out, and help to shape plans and policy. Without them the council could not reach its own goals.",
        rules: &["R-2.1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "2.2",
        heading: "Where the framework comes from",
        chapter: Chapter::Background,
        text: "In 2009 local partners asked for a review of how the council and the third sector get on. The report said how \
               the two could work better side by side. This framework is one of the main things that came of it.",
        rules: &["R-2.2"],
        policy_keys: &[],
    },
    Paragraph {
        number: "2.3",
        heading: "Who counts as third sector",
        chapter: Chapter::Background,
        text: "The third sector means voluntary and community groups, whether or not they are registered charities. It also \
               means social enterprises, faith groups, mutuals and co-operatives. Two things make them third sector. No \
               part of government, national or local, runs them. And they exist for a cause, such as helping people or \
               nature, and not first of all to make a profit.",
        rules: &["R-2.3a", "R-2.3b", "R-2.3c", "R-2.3d"],
        policy_keys: &[],
    },
    Paragraph {
        number: "3.1",
        heading: "Meaning the same thing",
        chapter: Chapter::Commissioning,
        text: "Everyone should mean the same thing by the same word, and work by the same principles. The framework sets \
               both out.",
        rules: &["R-3.1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "3.2",
        heading: "What it is to commission",
        chapter: Chapter::Commissioning,
        text: "To commission is to decide how best to use all the money, people and things at hand. More should get done, and life \
               should get better for people. The choice should waste nothing, do what it is meant to do, be fair, and last.",
        rules: &["R-3.2"],
        policy_keys: &[],
    },
    Paragraph {
        number: "3.3",
        heading: "One way of working",
        chapter: Chapter::Commissioning,
        text: "The council works the same way each time, in the open. It goes round a cycle of four steps: Plan, Secure, \
               Monitor and Review.",
        rules: &["R-3.3"],
        policy_keys: &[],
    },
    Paragraph {
        number: "3.4",
        heading: "What happens at each step",
        chapter: Chapter::Commissioning,
        text: "Plan: find out what people need, what is missing, and what comes first. That choice weighs the council's \
               goals, its legal duties, its money, and what people who use or will use the service say. Secure: say what \
               should change for people and choose how to get it. Monitor: check that change against measures. Review: \
               look at the whole year, at results and quality, and at what users say.",
        rules: &["R-3.4a", "R-3.4b", "R-3.4c", "R-3.4d", "R-3.4e"],
        policy_keys: &[
            "local.priority.weights.objective",
            "local.priority.weights.statutory",
            "local.priority.weights.gap",
            "local.priority.weights.voice",
        ],
    },
];
