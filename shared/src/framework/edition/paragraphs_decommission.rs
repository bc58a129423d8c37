//! Ending or changing a service, and where and how long the framework holds (5 and 6).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 5] = [
    Paragraph {
        number: "5.1",
        heading: "Why a service may end",
        chapter: Chapter::Decommission,
        text: "A service may end for many reasons. The contract may not have been kept. The provider may not be able, or may \
               not wish, to go on. There may not be enough money. Or the service may no longer fit the council's goals.",
        rules: &["R-5.1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "5.2",
        heading: "Ending with a plan and with care",
        chapter: Chapter::Decommission,
        text: "Wherever it can, the council plans the end. It takes care over what users need and wish. It thinks of the \
               staff. And it looks at what the contract says about ending, where there is one.",
        rules: &["R-5.2a", "R-5.2b", "R-5.2c", "R-5.2d"],
        policy_keys: &["local.decommission.notice_months"],
    },
    Paragraph {
        number: "5.3",
        heading: "Everyone is heard first",
        chapter: Chapter::Decommission,
        text: "Users, providers and all others touched by the end of a service take part, and every view is weighed. On the \
               way, the council works out what the end would do to each of them.",
        rules: &["R-5.3a", "R-5.3b"],
        policy_keys: &[],
    },
    Paragraph {
        number: "6.1",
        heading: "Where it holds",
        chapter: Chapter::Conclusion,
        text: "Every part of the council uses the framework. It holds for the largest works, such as a plant that \
               deals with waste. It holds for the smallest order too, such as a place in care for one child.",
        rules: &["R-6.1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "6.2",
        heading: "How long it holds",
        chapter: Chapter::Conclusion,
        text: "The council looks at the whole framework again every twelve months.",
        rules: &["R-6.2"],
        policy_keys: &["local.framework.review_months"],
    },
];
