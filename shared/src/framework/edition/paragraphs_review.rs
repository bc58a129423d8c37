//! Review: each year for every agreement, and now and then for a whole service (4.25 to 4.28).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 4] = [
    Paragraph {
        number: "4.25",
        heading: "A review every year",
        chapter: Chapter::Review,
        text: "Each contract and each grant is looked at as a whole from time to time, and once a year at least. The annual \
               review covers the full year: what changed for people, and how good the service was. What users say is part \
               of it.",
        rules: &["R-4.25"],
        policy_keys: &["local.annual_review.months", "local.end_review.months", "local.continuity.max_months"],
    },
    Paragraph {
        number: "4.26",
        heading: "What a service review asks",
        chapter: Chapter::Review,
        text: "A service review asks four things. What do the figures of the contract, or of all the contracts, show? Did \
               the service change what it should? Was it worth the money? And does it still fit the council's goals, or \
               should the goals or the service change?",
        rules: &["R-4.26a", "R-4.26b", "R-4.26c", "R-4.26d"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.27",
        heading: "What it is used for",
        chapter: Chapter::Review,
        text: "What a review finds goes into the next plan, as part of finding out what is needed and what comes first. \
               That keeps new services in step with the council's policy and goals.",
        rules: &["R-4.27"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.28",
        heading: "Fair notice, and a full part in it",
        chapter: Chapter::Review,
        text: "Each third-sector group in a service review hears of it three months or more before it starts. It gets a clear \
               note of what the review will look at, and can play a full part. In turn it is expected to share what users \
               say and the money figures that matter. Private facts about people stay private.",
        rules: &["R-4.28a", "R-4.28b", "R-4.28c", "R-4.28d"],
        policy_keys: &["local.service_review.notice_months"],
    },
];
