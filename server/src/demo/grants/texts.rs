//! What is granted and what was written to get it.

use super::Grant;
use crate::demo::bids::Offer;

pub(super) const CORE: Grant = Grant {
    key: "core",
    kind: "CORE",
    need: "shelter",
    title: "Winter beds: a grant to keep going",
    summary: "The winter beds stay open, with heat, light and somebody in charge.",
    who_for: "Adults who sleep rough.",
    scope: "The rent, the heat and one leader of a group that keeps winter beds. Nothing is bought with it.",
    pot: "18,000",
    most: "",
    expectations: "",
    questions: &["What would stop without the money, and what does it cost?"],
};

pub(super) const CORE_OFFERS: &[Offer] = &[
    Offer {
        by: "ellen",
        price: "18,000",
        answers: &[
            "Without it the hall stays cold and the twelve beds close. The rent is £6,200, heat and light £4,300, \
             and our one paid leader £7,500 for the winter. All else is done by forty people without pay. We send our \
             log and our accounts.",
        ],
    },
    Offer {
        by: "steve",
        price: "12,000",
        answers: &[
            "One of our night workers would no longer go to the hostel twice a week. It would pay her wages from \
             December to March, and her bus.",
        ],
    },
];

pub(super) const WARM: Grant = Grant {
    key: "warm",
    kind: "PROJECT",
    need: "meals",
    title: "Warm spaces",
    summary: "Small grants for groups that open a warm room on winter evenings, to anyone, for nothing.",
    who_for: "Families and older people whose homes are cold.",
    scope: "A warm room, a hot drink and company, from January to March. It does not cover building work.",
    pot: "60,000",
    most: "5,000",
    expectations: "Open on two evenings a week or more, to anyone, for nothing\nHave somebody there who knows first aid\nTell \
                   us once, in April, how many people came\nGive back what you did not spend",
    questions: &[
        "Where will the warm space be, and when?",
        "Who will come, and how will they hear of it?",
        "How will people feel safe and welcome?",
    ],
};

pub(super) const WARM_OFFERS: &[Offer] = &[
    Offer {
        by: "kofi",
        price: "1,900",
        answers: &[
            "In our garage office in Emberton, which is warm and has a kettle, on Tuesdays and Fridays from five.",
            "Our passengers from the villages, who would else go home to a cold house. Our drivers tell them.",
            "Everyone knows the drivers. Two of them have first aid, and each person is taken home after.",
            "2",
            "yes",
        ],
    },
    Offer {
        by: "leila",
        price: "3,200",
        answers: &[
            "In the meeting room on Canal Street, on Monday, Wednesday and Thursday evenings from four to eight.",
            "Adults with a learning disability and those who care for them. We ring each of them.",
            "The room is quiet, the lights are low and one of us is always there to listen.",
            "3",
            "yes",
        ],
    },
    Offer {
        by: "steve",
        price: "4,800",
        answers: &[
            "In our café in Bletchley, on five evenings a week from six to ten.",
            "People in recovery and their families, and anyone from the street. There is a board outside.",
            "No drink, no questions, and two people in charge who have been through it themselves.",
            "5",
            "yes",
        ],
    },
    Offer {
        by: "precious",
        price: "2,750",
        answers: &[
            "In the youth rooms on Kiln Lane, on Tuesday and Thursday evenings from five to nine.",
            "Young people who do their homework in bed to keep warm, and their mothers. The school tells them.",
            "Two youth workers, a rule that everyone is greeted by name, and a hot meal.",
            "2",
            "yes",
        ],
    },
    Offer {
        by: "ania",
        price: "1,500",
        answers: &[
            "In our workshop, on Wednesday and Friday evenings, with the stove on and the saws off.",
            "People who live alone in the flats above us. We put a card through each door.",
            "Somebody mends what they bring while they wait, so that there is something to talk about.",
            "2",
            "yes",
        ],
    },
    Offer {
        by: "ellen",
        price: "3,900",
        answers: &[
            "In the parish room in Wolverton, each evening but Sunday, from five until the shelter opens at nine.",
            "People without a home, and neighbours who eat with them. Word goes round by itself.",
            "Four people are there each evening, one at the door, and a nurse comes on Mondays.",
            "6",
            "yes",
        ],
    },
];
