//! Why there is a framework, and the eight principles that every commission answers to (4.1 to 4.4).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 12] = [
    Paragraph {
        number: "4.1",
        heading: "Why a framework",
        chapter: Chapter::Principles,
        text: "People asked the council to get better at this work. A good way of working does three things. It finds out \
               what people need, what comes first and what should change. It picks the providers who suit best. And it \
               gets good value for money. The framework is how the council means to do all three, for each person and for \
               the whole community.",
        rules: &["R-4.1a", "R-4.1b", "R-4.1c"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.2",
        heading: "What it asks of everyone",
        chapter: Chapter::Principles,
        text: "A framework makes each case run the same way, in the open, with no mystery. For that, all who take part must \
               hold to the eight principles below.",
        rules: &["R-4.2"],
        policy_keys: &["local.band.principles"],
    },
    Paragraph {
        number: "4.2(1)",
        heading: "Understand what people need",
        chapter: Chapter::Principles,
        text: "Find out what users and communities need. Ask third-sector groups among others: they speak for people and \
               know things that the council does not.",
        rules: &["P1"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.2(2)",
        heading: "Ask providers early",
        chapter: Chapter::Principles,
        text: "Talk to those who might run a new service, and to local experts, long before it is bought or funded. Third-sector \
               groups are among them. Work out together what should change for people.",
        rules: &["P2"],
        policy_keys: &["local.engagement.lead_days"],
    },
    Paragraph {
        number: "4.2(3)",
        heading: "Put people's outcomes first",
        chapter: Chapter::Principles,
        text: "Start every plan from what should change for the people who use the service.",
        rules: &["P3"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.2(4)",
        heading: "Know who could help",
        chapter: Chapter::Principles,
        text: "Draw up as full a list as you can of who could help, and see what each of them could add.",
        rules: &["P4"],
        policy_keys: &["local.market_map.max_age_days"],
    },
    Paragraph {
        number: "4.2(5)",
        heading: "Help providers to grow",
        chapter: Chapter::Principles,
        text: "Think about spending money or time on making providers stronger. Think first of those who work with people \
               whom services seldom reach.",
        rules: &["P5"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.2(6)",
        heading: "Be open and fair",
        chapter: Chapter::Principles,
        text: "Buy in the open and treat all alike, so that the widest mix of bidders can take part. Where it makes sense, \
               let groups bid as one, or let a large provider pass part of the work to a small one.",
        rules: &["P6", "R-S1", "R-S2", "R-S3", "R-S4", "R-S5"],
        policy_keys: &[
            "local.clarification.days",
            "local.amendment.min_days",
            "local.complaint.days",
            "local.standstill.days",
        ],
    },
    Paragraph {
        number: "4.2(7)",
        heading: "Plan for the long term",
        chapter: Chapter::Principles,
        text: "Where it fits, make agreements long and share the risks. That is often how money is saved and a service \
               works well.",
        rules: &["P7"],
        policy_keys: &["local.term.short_years"],
    },
    Paragraph {
        number: "4.2(8)",
        heading: "Ask how it went",
        chapter: Chapter::Principles,
        text: "Ask users, communities and providers how well the council planned, bought and checked. Use their answers to \
               see whether local needs were met.",
        rules: &["P8"],
        policy_keys: &["local.suppress.min"],
    },
    Paragraph {
        number: "4.3",
        heading: "Talking with the third sector",
        chapter: Chapter::Principles,
        text: "None of this works unless the council and the third sector keep talking. So there is a set way to ask for \
               views: who is asked, what about, for how long, and what was done with the answers.",
        rules: &["R-4.3"],
        policy_keys: &["local.consultation.min_days"],
    },
    Paragraph {
        number: "4.4",
        heading: "Open, fair, and no more than it takes",
        chapter: Chapter::Principles,
        text: "The next parts show how each step of the cycle is kept open and fair. They also show how the effort is kept \
               in step with the sum at stake: small things stay small.",
        rules: &["R-4.4"],
        policy_keys: &[
            "local.band.ceiling",
            "local.band.questions",
            "local.band.answer_words",
            "local.band.documents",
            "local.band.reviewers",
        ],
    },
];
