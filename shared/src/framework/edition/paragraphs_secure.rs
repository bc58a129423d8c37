//! Secure: what is asked for, how it is bought or funded, and how providers are helped to take part (4.7 to 4.20).

use crate::framework::edition::{Chapter, Paragraph};

pub(super) const PARAGRAPHS: [Paragraph; 14] = [
    Paragraph {
        number: "4.7",
        heading: "How a specification comes about",
        chapter: Chapter::Secure,
        text: "A specification says what is needed. It grows out of talks about what should change for people: in project \
               groups, in the providers' forum and with single groups. It rests on the needs found before, and on what was \
               put first among them.",
        rules: &["R-4.7"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.8",
        heading: "What a specification holds",
        chapter: Chapter::Secure,
        text: "Every specification has the same clear shape, with four parts at least. The first is what the \
               service covers and aims for. The second is what should change, with measures. The third is how the \
               service is checked and reviewed, and the last is the money. It is as long as the service is large, \
               no longer, and in plain English.",
        rules: &["R-4.8a", "R-4.8b", "R-4.8c"],
        policy_keys: &["local.readability.max_grade", "local.band.specification_words"],
    },
    Paragraph {
        number: "4.9",
        heading: "Two ways: buy or fund",
        chapter: Chapter::Secure,
        text: "There are two ways to secure a service. One is to buy it by contract, through bids. The other is a grant. \
               Groups bid for grants too, but the steps are simpler, because the projects are small.",
        rules: &["R-4.9"],
        policy_keys: &["local.grant.small_max"],
    },
    Paragraph {
        number: "4.10",
        heading: "When a tender is needed",
        chapter: Chapter::Secure,
        text: "A contract worth more than £25,000 over its whole life needs a tender: providers compete and the best bid \
               wins. The whole life counts every year, every extension and every lot, before VAT.",
        rules: &["R-4.10"],
        policy_keys: &["local.tender.threshold", "local.aggregation.months"],
    },
    Paragraph {
        number: "4.11",
        heading: "When quotations are enough",
        chapter: Chapter::Secure,
        text: "A contract worth less than that over its whole life needs only quotations. The council asks several \
               providers for a price and picks the one that suits best. A contract worth exactly £25,000 is treated the \
               same way.",
        rules: &["R-4.11"],
        policy_keys: &["local.rfq.min_quotes"],
    },
    Paragraph {
        number: "4.12",
        heading: "What a contract settles",
        chapter: Chapter::Secure,
        text: "A contract has a price, and either side can hold the other to it in law. It must say in clear words what \
               is paid, and when.",
        rules: &["R-4.12"],
        policy_keys: &["local.payment.days", "pa23.payment.days", "pa23.below.payment.days"],
    },
    Paragraph {
        number: "4.13",
        heading: "What every purchase has",
        chapter: Chapter::Secure,
        text: "Whenever the council buys a service, others must have a real chance to win the work. What should change for \
               people must be clear and measured. This holds whether or not the law makes the council offer the service.",
        rules: &["R-4.13a", "R-4.13b", "R-4.13c"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.14",
        heading: "When national law applies",
        chapter: Chapter::Secure,
        text: "Large contracts come under national law too. It nearly always asks for a tender. Which law applies depends \
               on the value with VAT, the kind of service, and the day on which buying began.",
        rules: &["R-4.14"],
        policy_keys: &[
            "pa23.threshold.subcentral.goods_services",
            "pa23.threshold.central.goods_services",
            "pa23.threshold.works",
            "pa23.threshold.concession",
            "pa23.threshold.light_touch",
            "pa23.threshold.light_touch_concession",
            "pa23.notifiable_below_threshold",
            "pa23.notifiable_below_threshold.central",
            "pa23.kpi.threshold",
            "pa23.publish_contract_copy",
            "pa23.pipeline.spend",
            "pa23.pipeline.contract",
            "pa23.payment_details.over",
            "pa23.standstill.days",
            "pa23.light_touch.standstill.days",
            "psr.standstill.days",
        ],
    },
    Paragraph {
        number: "4.15",
        heading: "A core grant",
        chapter: Chapter::Secure,
        text: "A core grant helps a group to exist. The council asks for no set result in return. Core grants are shared \
               out by one set of rules for the whole council.",
        rules: &["R-4.15a", "R-4.15b"],
        policy_keys: &["grant.subsidy.minimal_max", "grant.subsidy.database_over", "grant.subsidy.record_years"],
    },
    Paragraph {
        number: "4.16",
        heading: "A project grant",
        chapter: Chapter::Secure,
        text: "A group may also get a grant for one piece of work. It has to apply. The council says as clearly as it can, \
               before anyone starts to write, what it expects.",
        rules: &["R-4.16"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.17",
        heading: "The same for contracts and grants",
        chapter: Chapter::Secure,
        text: "Four things hold for contracts and grants alike. The council uses standard papers. A named officer answers \
               questions. The steps fit the sum: less money, less work. And all of it keeps to the council's own rules on \
               money and buying.",
        rules: &["R-4.17a", "R-4.17b", "R-4.17c", "R-4.17d"],
        policy_keys: &["local.band.approvers", "local.review_reason.least_words", "local.review_reason.most_words"],
    },
    Paragraph {
        number: "4.18",
        heading: "Providers are worth looking after",
        chapter: Chapter::Capacity,
        text: "Every provider is of use to the people who plan services. The council works with providers as partners, so \
               that good ones are there next year too and money is well spent.",
        rules: &["R-4.18"],
        policy_keys: &["local.market.min_providers", "local.dependency.share"],
    },
    Paragraph {
        number: "4.19",
        heading: "Open to every group",
        chapter: Chapter::Capacity,
        text: "Any third-sector group must be able to take part in buying. The framework and the local partnerships \
               there are should to bring the council and these groups closer.",
        rules: &["R-4.19"],
        policy_keys: &[],
    },
    Paragraph {
        number: "4.20",
        heading: "Steady, but ready to bend",
        chapter: Chapter::Capacity,
        text: "The council keeps to one way of working, yet bends where the third sector needs it. It brings groups in when \
               needs are found and ranked. It urges them to team up and bid as one. If agreed, it helps them learn how \
               buying works. And it tries new forms of contract, such as splitting a large one into lots or letting \
               winners pass work on.",
        rules: &["R-4.20a", "R-4.20b", "R-4.20c", "R-4.20d"],
        policy_keys: &[
            "local.lots.threshold",
            "local.subcontract.max_share",
            "local.consortium.bids_per_lot",
            "pa23.below.reservation",
        ],
    },
];
