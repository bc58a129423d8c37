//! Monitor: what is checked, and what happens when something is wrong (4.21 to 4.24, and the paragraph after it).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 5] = [
    Paragraph {
        number: "4.21",
        heading: "Checks that fit the agreement",
        chapter: Chapter::Monitor,
        text: "Checks fit the size of the contract or grant. From the first day it is clear what kind they are: \
               visits, meetings or reports. It is clear which facts are sent, where possible in one standard form, \
               which measures count, and how often. For most contracts that is four times a year at most. Closer \
               checks need a clear reason. After each check the council says plainly what it found.",
        rules: &["R-4.21", "R-4.21a", "R-4.21b", "R-4.21c", "R-4.21d", "R-4.21e", "R-4.21f"],
        policy_keys: &[
            "local.return.min_interval_months",
            "local.return.due_days",
            "local.increased_monitoring.max_days",
            "local.feedback.days",
            "local.monitoring.load",
            "local.band.returns",
        ],
    },
    Paragraph {
        number: "4.22",
        heading: "When something is wrong",
        chapter: Chapter::Monitor,
        text: "A worry about how things are going is raised as soon as can be. Both sides then put it right together. They \
               agree what is to be done, by whom and by when.",
        rules: &["R-4.22a", "R-4.22b"],
        policy_keys: &["local.concern.raise_days"],
    },
    Paragraph {
        number: "4.23",
        heading: "Worries from elsewhere",
        chapter: Chapter::Monitor,
        text: "Checks should bring problems to light, but news may come by other ways. There may be many \
               complaints, fear that someone is at risk of harm, or a step by an inspector. The council then works \
               with other bodies so that the service is safe and good enough.",
        rules: &["R-4.23a", "R-4.23b"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.24",
        heading: "Ending early is the last resort",
        chapter: Chapter::Monitor,
        text: "The council ends a contract or grant early only when nothing else is left. Every other way must have been \
               tried or looked at first.",
        rules: &["R-4.24"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.24b",
        heading: "Why a service is looked at afresh",
        chapter: Chapter::Monitor,
        text: "A service review looks hard at one service or a group of them. It may come because a contract is near its \
               end, or because the law or a policy has changed. Above all, together with the routine checks, it shows what \
               people will need from services to come.",
        rules: &["R-4.24b"],
        policy_keys: &["local.review.before_end_months"],
    },
];
